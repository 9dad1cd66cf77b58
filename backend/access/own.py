"""What is held about a person: every slice tells its part, and scrubs its part when the person is erased.

@own.held("supplies", title=Words("求助", "求助", "What I asked for"))
async def _(person: UUID) -> list[dict[str, Any]]: ...

@own.erased
async def _(person: UUID) -> None: ...
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.kit.words import Words

Teller = Callable[[UUID], Awaitable[Any]]
"""Tells what a slice holds about a person: a dictionary, or a list of them, that JSON can carry.

Its names are said in the reader's language (`Words.said()`), for it is also read as a page.
"""
Scrubber = Callable[[UUID], Awaitable[None]]
"""Empties the sealed columns about a person and keeps the counts; runs in the eraser's unit of work."""


@dataclass(frozen=True, slots=True)
class Section:
    """One slice's part of what is held."""

    name: str
    title: Words
    tell: Teller


_sections: dict[str, Section] = {}
_scrubbers: list[Scrubber] = []


def held(name: str, title: Words | None = None) -> Callable[[Teller], Teller]:
    """Register who tells this slice's part; `title` heads it on the readable page."""

    def register(tell: Teller) -> Teller:
        _sections[name] = Section(name, title or Words(name, name, name), tell)
        return tell

    return register


def erased(scrub: Scrubber) -> Scrubber:
    """Register who scrubs this slice's part."""
    _scrubbers.append(scrub)
    return scrub


def sections() -> list[Section]:
    """Every slice's part, in the order in which the slices were loaded."""
    return list(_sections.values())


async def scrub(person: UUID) -> None:
    """Have every slice scrub its part; the slices furthest from the ground first."""
    for scrub_part in reversed(_scrubbers):
        await scrub_part(person)
