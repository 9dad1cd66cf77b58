"""For whom a notice is, said in SQL of a statement that reads `household`; `notices.audience` says it to Tortoise."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kit import clock, sql, work
from backend.notices.kinds import Audience
from backend.notices.models import Notice

LIVED_IN = "household.moved_away_at IS NULL AND household.vacant_since IS NULL"
"""Doors behind which somebody lives now."""

_HERE = (
    "resident.household_id = household.id AND resident.left_at IS NULL AND resident.admitted_at IS NOT NULL"
)
_NEED = "EXISTS (SELECT 1 FROM need WHERE need.household_id = household.id AND need.cleared_at IS NULL AND need.kind = '{}')"
_BELONGING = {
    Audience.INFANTS: _NEED.format("INFANT"),
    Audience.OVER_70: _NEED.format("LIVES_ALONE_OVER_70"),
    Audience.VOLUNTEERS: f"""EXISTS (SELECT 1 FROM resident JOIN volunteer ON volunteer.person_id = resident.person_id
        WHERE {_HERE} AND volunteer.state = 'APPROVED')""",
    Audience.POSTS: f"""EXISTS (SELECT 1 FROM resident JOIN post ON post.person_id = resident.person_id
        WHERE {_HERE} AND post.ended_at IS NULL AND post.since <= ? AND (post.until IS NULL OR post.until > ?))""",
}


def of_the_notice() -> tuple[str, list[Any]]:
    """The condition that a household belongs to the audience of the `notice` that a statement reads, with its values."""
    said = [f"(notice.audience LIKE '%{one.value}%' AND {_BELONGING[one]})" for one in Audience]
    return f"(notice.audience = '' OR {' OR '.join(said)})", [clock.now()] * 2


MOST = 1_000
"""Notices of which this is remembered: it never changes once they are out."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is always the same about a notice that is out."""

    audience: tuple[Audience, ...]
    published_at: datetime


_known: dict[UUID, Known] = {}


def belonging(chosen: Collection[Audience]) -> tuple[str, list[Any]]:
    """The condition that a household belongs to one of these, with its values; everybody belongs to none."""
    if not chosen:
        return "1 = 1", []
    values = [clock.now()] * 2 if Audience.POSTS in chosen else []
    return f"({' OR '.join(_BELONGING[one] for one in Audience if one in chosen)})", values


async def of(notice: UUID) -> tuple[Audience, ...]:
    """For whom a notice that is out is."""
    return (await _about(notice)).audience


async def went_out(notice: UUID) -> datetime:
    """When a notice that is out was published."""
    return (await _about(notice)).published_at


async def is_out(notice: UUID) -> bool:
    """Whether there is such a notice, and it went out."""
    return notice in _known or await Notice.exists(id=notice, published_at__not_isnull=True)


async def _about(notice: UUID) -> Known:
    if found := _known.get(notice):
        return found
    row = await Notice.get(id=notice).only("id", "audience", "published_at")
    if row.published_at is None:
        raise RuntimeError("a notice that is out has no time at which it went out")
    about = Known(tuple(row.audiences), row.published_at)
    # What is just being published may come to nothing, and be changed before it goes out.
    work.afterwards(lambda: _remember(notice, about))
    return about


def _remember(notice: UUID, about: Known) -> None:
    if len(_known) >= MOST:
        _known.clear()
    _known[notice] = about


async def among(notice: UUID, households: Collection[UUID]) -> set[UUID]:
    """Of these households those for whom the notice is."""
    chosen = await of(notice)
    if not chosen or not households:
        return set(households)
    condition, values = belonging(chosen)
    asked = f"SELECT household.id AS id FROM household WHERE household.id IN ({sql.places([*households])}) AND {condition}"
    return {sql.id_of(row["id"]) for row in await sql.rows(asked, *households, *values)}
