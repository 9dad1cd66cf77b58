"""Households that a notice has not reached, as the graph shows them to whoever may go there."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import strawberry

from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import graph as grids
from backend.grids.graph import Grid
from backend.households import reading
from backend.households.models import Resident
from backend.households.people_shown import Door, NamedLiaison, door_of
from backend.kit import nodes, pages, sql
from backend.kit.pages import Connection
from backend.notices.kinds import Earnest, NoticeKind, Urgency
from backend.notices.reach import unreached
from backend.notices.reach.unreached import Wanted
from backend.notices.reach_models import NoticeContact, Outcome

strawberry.enum(Outcome, name="ContactOutcome", description="What came of a call or a knock.")


@strawberry.type(description="What came of a call or a knock for a notice.")
class Contact:
    outcome: Outcome = strawberry.field(description="What came of it.")
    at: datetime = strawberry.field(description="When it was.")
    again_at: datetime | None = strawberry.field(description="When to try again.")
    note: str = strawberry.field(
        description="What they wrote down, for who looks after the household; may be empty."
    )
    by: str = strawberry.field(description="Who went.")


@strawberry.type(description="A notice that has not reached a household.")
class MissedNotice:
    id: strawberry.ID = strawberry.field(description="The notice that it is.")
    headline: str = strawberry.field(description="Its headline, in your language.")
    kind: NoticeKind = strawberry.field(description="What sort of thing it is.")
    urgency: Urgency = strawberry.field(description="IMMEDIATE goes first.")
    earnest: Earnest = strawberry.field(description="Whether it is meant, a drill, or a test.")
    published_at: datetime = strawberry.field(description="When it went out.")
    sms_taken_at: datetime | None = strawberry.field(
        description="When a gateway took an SMS for them; taken is not read."
    )
    last_contact: Contact | None = strawberry.field(description="What came of going there last.")


@strawberry.type(description="A household that a notice has not reached, to be called or visited.")
class UnreachedHousehold:
    id: strawberry.ID = strawberry.field(description="The household's.")
    grid: Grid = strawberry.field(description="Where.")
    door: Door | None = strawberry.field(description="Which door; null where it is not yours to look after.")
    address: str | None = strawberry.field(description="From the town down to the door; null as above.")
    phone: str | None = strawberry.field(
        description="Whom to call; null where there is no number, or it is not yours to call. The look is recorded."
    )
    name: str | None = strawberry.field(description="Who answers that number; null as above.")
    liaison: NamedLiaison | None = strawberry.field(description="Who looks after them, if one is named.")
    missed: list[MissedNotice] = strawberry.field(description="What has not reached them, the latest first.")


CALLING = frozenset({"phone", "name"})


async def connection(
    actor: Actor, wanted: Wanted, names: Collection[str], first: int = pages.MOST, after: str | None = None
) -> Connection[UnreachedHousehold]:
    """One page of the list, as far as the document asks for it."""
    rows, info = await unreached.page(actor, wanted, first, after)
    made = await shown(actor, wanted, rows, names)
    return Connection(nodes=made, page_info=info)


async def shown(
    actor: Actor, wanted: Wanted, rows: list[sql.Row], names: Collection[str]
) -> list[UnreachedHousehold]:
    """These rows of the list; whom one may call is told to who looks after them, and the look is recorded."""
    ids = [sql.id_of(row["id"]) for row in rows]
    missed = await unreached.missed_by(wanted, ids) if "missed" in names else {}
    around = await grids.at({row["path"] for row in rows})
    calls: dict[UUID, tuple[str, str]] = {}
    if CALLING & set(names):
        mine = {sql.id_of(row["id"]): row["path"] for row in rows if row["is_mine"]}
        calls = await _to_call(list(mine))
        await reading.record_looks(actor, mine)
    return [_household(row, around[row["path"]], calls, missed) for row in rows]


async def _to_call(households: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """The number and the name of whom to call in each of these households: its head, else whoever has a number."""
    found: dict[UUID, tuple[str, str]] = {}
    for household, people in zip(households, await reading.residents(households), strict=True):
        for row in reading.here(people):
            if row["phone"] is not None:
                opened = (Resident.opened(column, row["id"], row[column]) for column in ("phone", "name"))
                found[household] = tuple(opened)  # type: ignore[assignment]
                break
    return found


def _household(
    row: sql.Row, grid: Grid, calls: dict[UUID, tuple[str, str]], missed: dict[UUID, list[sql.Row]]
) -> UnreachedHousehold:
    household = sql.id_of(row["id"])
    door = door_of(row) if row["is_mine"] else None
    phone, name = calls.get(household, (None, None))
    return UnreachedHousehold(
        id=nodes.opaque("Household", household),
        grid=grid,
        door=door,
        address=f"{(grid.known_label or grid.name).replace(' / ', ' ')} {door.label}" if door else None,
        phone=phone,
        name=name,
        liaison=_liaison(row),
        missed=[_missed(one, is_mine=door is not None) for one in missed.get(household, [])],
    )


def _liaison(row: sql.Row) -> NamedLiaison | None:
    if row["liaison"] is None:
        return None
    name = Person.opened("name", sql.id_of(row["liaison_person"]), row["liaison_name"])
    return NamedLiaison(post=nodes.opaque("Post", sql.id_of(row["liaison"])), name=name)


def _missed(row: sql.Row, *, is_mine: bool) -> MissedNotice:
    return MissedNotice(
        id=nodes.opaque("Notice", sql.id_of(row["notice"])),
        headline=row["headline"] or "",
        kind=NoticeKind(row["kind"]),
        urgency=Urgency(row["urgency"]),
        earnest=Earnest(row["earnest"]),
        published_at=sql.moment_of(row["published_at"]),
        sms_taken_at=sql.perhaps_moment(row["sms_taken_at"]),
        last_contact=_contact(row, is_mine=is_mine) if row["contact"] is not None else None,
    )


def _contact(row: sql.Row, *, is_mine: bool) -> Contact:
    return Contact(
        outcome=Outcome(row["outcome"]),
        at=sql.moment_of(row["at"]),
        again_at=sql.perhaps_moment(row["again_at"]),
        note=NoticeContact.opened("note", sql.id_of(row["contact"]), row["note"]) if is_mine else "",
        by=Person.opened("name", sql.id_of(row["by_id"]), row["by_name"]),
    )
