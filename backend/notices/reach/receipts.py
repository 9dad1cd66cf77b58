"""Receipts: a notice was shown, read, answered or signed in a household.

A household has one receipt, whoever of them saw it and however often it is said, so that no key is needed. While a
whole district opens a notice, those who say so at the same moment are written together.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from backend.access.actor import Actor
from backend.kit import clock
from backend.kit.models import Row
from backend.kit.refusals import BadInput, NotFound, Refused
from backend.kit.together import Asked, together
from backend.kit.words import Words
from backend.notices.reach import growing_old, homes, tallies
from backend.notices.reach.book import Book
from backend.notices.reach.homes import Home
from backend.notices.reach_models import Via

AT_ONCE = 200
"""How many who say it at the same moment are written together."""
ON_A_SCREEN = (Via.APP, Via.PUSH, Via.SMS, Via.GROUP)
NOT_BY_HAND = Words(
    "电话和上门请在未触达名单里登记。",
    "電話和上門請在未觸達名單裡登記。",
    "Note calls and visits in the list of unreached households.",
)


class Seen(Enum):
    """How far a notice came in a household, as the columns of its receipt."""

    SHOWN = ("shown_at",)
    READ = ("shown_at", "read_at")
    """Whoever has read it was shown it."""
    ANSWERED = ("shown_at", "read_at", "answered_at")
    SIGNED = ("shown_at", "read_at", "signed_at")


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen by whom: by whoever says so, or in a household where nobody is signed in."""

    notice: UUID
    seen: Seen
    via: Via = Via.APP
    household: UUID | None = None


def on_a_screen(via: Via) -> Via:
    """This way to a household, where it is one of those that a phone may tell of."""
    if via not in ON_A_SCREEN:
        raise BadInput(field="via", reason=NOT_BY_HAND)
    return via


@together(AT_ONCE)
async def record(asked: Sequence[Asked[Actor, Sight]]) -> list[Row | Refused]:
    """Note that a notice was shown or read; the receipt, or `NotFound` where no household of theirs is to get one."""
    answers: dict[int, Row | Refused] = {}
    for notice in sorted({one.wish.notice for one in asked}):
        answers |= await _of_notice(
            notice, {place: one for place, one in enumerate(asked) if one.wish.notice == notice}
        )
    return [answers[place] for place in range(len(asked))]


async def _of_notice(notice: UUID, asked: dict[int, Asked[Actor, Sight]]) -> dict[int, Row | Refused]:
    found = await _homes(notice, asked.values())
    counted = [
        (found[_who(one)], one.wish.seen, one.wish.via) for one in asked.values() if _who(one) in found
    ]
    await write(notice, counted)
    answers: dict[int, Row | Refused] = {}
    for place, one in asked.items():
        home = found.get(_who(one))
        answers[place] = (home and home.receipt) or NotFound()
    return answers


def _who(one: Asked[Actor, Sight]) -> UUID:
    return one.wish.household or one.actor.id


async def _homes(notice: UUID, asked: Collection[Asked[Actor, Sight]]) -> dict[UUID, Home]:
    people = {one.actor.person for one in asked if not one.wish.household} - {None}
    named = {one.wish.household for one in asked} - {None}
    found = await homes.of_people(notice, [person for person in people if person])
    if named:
        found |= await homes.of_households(notice, [household for household in named if household])
    return found


async def write(notice: UUID, told: Sequence[tuple[Home, Seen, Via]], at: datetime | None = None) -> None:
    """Write the receipts of these homes, and count them."""
    fresh = [one for one in told if not _is_known(*one[:2])]
    if not fresh or await growing_old.is_over(notice):
        return
    held = {home.household: home for home, *_ in fresh}
    await tallies.hold(
        notice, {home.receipt.grid_id if home.receipt else home.grid for home in held.values()}
    )
    await homes.read_again(notice, held.values())
    book = Book(notice, at or clock.now())
    for home, seen, via in fresh:
        book.sees(home, seen.value, via)
    await book.write()


def _is_known(home: Home, seen: Seen) -> bool:
    return home.receipt is not None and all(getattr(home.receipt, column) for column in seen.value)


async def mark(
    notice: UUID, household: UUID, seen: Seen, via: Via = Via.APP, at: datetime | None = None
) -> None:
    """Note in the present unit of work that a household answered or signed; nothing where it is not counted there."""
    found = await homes.of_households(notice, [household])
    await write(notice, [(home, seen, via) for home in found.values()], at)
