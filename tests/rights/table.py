"""Rows of the table of rights: who gets what answer from a field that takes an id."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.rights.world import World


class Viewer(Enum):
    """Who asks."""

    SIGNED_OUT = "signed_out"
    RESIDENT = "resident"
    """Lives in the east grid; what is asked about is theirs, where it is somebody's."""
    OTHER_HOUSEHOLD = "other_household"
    """Lives next door."""
    VOLUNTEER = "volunteer"
    """Lives in the east grid too, and is an approved volunteer there."""
    OTHER_LEADER = "other_leader"
    """Leads the west grid."""
    LEADER = "leader"
    """Leads the east grid."""
    LEADER_ABOVE = "leader_above"
    """Leads the town."""
    REVOKED = "revoked"
    """Led the east grid until yesterday, and is still signed in."""


Arguments = Callable[[World], Awaitable[dict[str, Any]]]
"""Makes anew what is asked about, so that each viewer finds it untouched; answers the field's arguments.

An argument `key` is added for you.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What each viewer is answered: a type's name, "null", "2 rows", or an error's code."""

    arguments: Arguments
    answers: dict[Viewer, str]


def row(arguments: Arguments, otherwise: str, **answers: str) -> Row:
    """A row by viewer: `row(make, "NotFound", leader="Household")`. Signed out is SIGNED_OUT unless it is said."""
    said = {viewer.value: otherwise for viewer in Viewer} | {"signed_out": "SIGNED_OUT"} | answers
    return Row(arguments, {Viewer(name): answer for name, answer in said.items()})
