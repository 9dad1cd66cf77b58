"""Which writes a story drives through the screen. All stories together drive all that the app has."""

from collections.abc import Callable
from functools import wraps
from typing import Any

COMING_IN = frozenset({"RequestSignInCode", "SignIn"})
"""Every story begins with them."""

Story = Callable[..., None]


def writes(*names: str) -> Callable[[Story], Story]:
    """The server takes just these in a story; any other, or one that it never takes, fails it."""
    declared = COMING_IN | set(names)

    def declare(story: Story) -> Story:
        @wraps(story)
        def told(**given: Any) -> None:
            story(**given)
            assert given["place"].road.ear.taken() == declared

        told.writes = declared  # type: ignore[attr-defined]
        return told

    return declare
