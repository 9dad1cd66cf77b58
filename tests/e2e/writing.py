"""Which writes a story drives through the screen. All stories together drive all that the app has."""

from collections.abc import Callable
from functools import wraps
from typing import Any

COMING_IN = frozenset({"RequestSignInCode", "SignIn"})
"""Every story begins with them."""

Story = Callable[..., None]


def writes(*names: str, in_english: tuple[str, ...] = ()) -> Callable[[Story], Story]:
    """The server takes just these in a story; any other, or one that it never takes, fails it.

    In English there may be more: messages come in Chinese unless somebody asks for another language.
    """
    declared = COMING_IN | set(names)

    def declare(story: Story) -> Story:
        @wraps(story)
        def told(**given: Any) -> None:
            story(**given)
            is_chinese = not in_english or given["look"].is_chinese
            assert given["place"].road.ear.taken() == declared.union(() if is_chinese else in_english)

        told.writes = declared  # type: ignore[attr-defined]
        return told

    return declare
