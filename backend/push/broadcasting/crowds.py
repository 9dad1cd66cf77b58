"""Who belongs to a crowd. Other slices know it and register it here; this one only goes along it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a crowd: from one place to right before another, in an order that the crowd has."""

    begins: str
    before: str
    given: Mapping[str, Any]
    """What was said about this crowd when its message was queued."""


People = Callable[[Stretch, UUID | None, int], Awaitable[list[UUID]]]
"""The people of a stretch who come after this one by their ids, so many at the most, in the order of their ids."""
Beginnings = Callable[[Stretch, int], Awaitable[list[str]]]
"""Where, inside a stretch, new ones begin, if each is to have about so many people."""


@dataclass(frozen=True, slots=True)
class Crowd:
    people: People
    beginnings: Beginnings


_known: dict[str, Crowd] = {}


def register(name: str, *, people: People, beginnings: Beginnings) -> None:
    """Let messages be queued for a crowd of this name."""
    _known[name] = Crowd(people, beginnings)


def named(name: str) -> Crowd:
    """The crowd that a slice registered."""
    return _known[name]
