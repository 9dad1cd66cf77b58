"""Shifts in the graph: near me, mine, one, and my calendar."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info
from tortoise.queryset import QuerySet

from backend.access.actor import Actor, subtree
from backend.access.context import Context
from backend.access.gates import on_device, signed_in
from backend.grids import graph as grids
from backend.kit import clock, nodes, pages, selections
from backend.kit.arguments import After, First
from backend.kit.nodes import Node
from backend.kit.pages import Connection
from backend.shifts import eligibility, models, rules, spans
from backend.shifts.calendar import feeds
from backend.shifts.models import HOLDING, SIGNED_UP
from backend.shifts.screens import reading, seen, takers
from backend.shifts.screens.shown import CalendarFeed, Rota, Shift, ShiftTaker, Signup

SHIFT = "shift__"
"""What stands before a shift's column where it is read beside somebody's place."""

ShiftId = Annotated[strawberry.ID, strawberry.argument(description="Which shift.")]
SignupId = Annotated[strawberry.ID, strawberry.argument(description="Whose place in which shift.")]
RoleId = Annotated[strawberry.ID, strawberry.argument(description="Which of its roles.")]
GridId = Annotated[strawberry.ID, strawberry.argument(description="The grid, with everything below it.")]


@strawberry.type
class ShiftsQuery:
    @strawberry.field(
        extensions=[signed_in()],
        description="Shifts where I can be asked to stand, by their beginning; those that are over only from `from` on.",
    )
    async def shifts(
        self,
        info: Info[Context, None],
        grid: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only of this grid and below it.")
        ] = None,
        begins: Annotated[
            datetime | None,
            strawberry.argument(
                name="from", description="Only those that end after this; now, where nothing is said."
            ),
        ] = None,
        until: Annotated[
            datetime | None, strawberry.argument(description="Only those that begin before this.")
        ] = None,
        unapproved: Annotated[
            bool,
            strawberry.argument(
                description="Instead, of the ground that I lead, all that have hours which no leader has approved, however long ago."
            ),
        ] = False,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[Shift]:
        me = info.context.me
        standing = await eligibility.standing_of(me)
        if unapproved:
            found = rules.unapproved(me)
        else:
            since = spans.moment(begins, "from") if begins else clock.now()
            before = spans.moment(until, "until") if until else None
            found = rules.visible(me, standing.grounds).filter(rules.between(since, before))
        if grid:
            found = found.filter(subtree(await grids.path_of(info, nodes.row_of("Grid", grid)), "grid__path"))
        asked = wanted(info)
        columns = reading.columns(asked)
        page = await pages.page(found, *columns, order=("starts_at", "id"), first=first, after=after)
        made = await reading.shifts(me, page.rows, asked, standing)
        return Connection(nodes=made, page_info=page.info)

    @strawberry.field(
        extensions=[signed_in()], description="One shift: of my ground, or one that I am or was on."
    )
    async def shift(
        self,
        info: Info[Context, None],
        id: ShiftId,  # noqa: A002
    ) -> Shift | None:
        return await one(info.context.me, nodes.row_of("Shift", id), info)

    @strawberry.field(
        extensions=[signed_in()],
        description="Shifts in which I have a place, would like one or wait for one; the next one first.",
    )
    async def my_shifts(
        self,
        info: Info[Context, None],
        past: Annotated[
            bool, strawberry.argument(description="Those that are over instead, the latest first.")
        ] = False,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[Signup]:
        me, asked = info.context.me, wanted(info) | {"mine"}
        columns = reading.columns(asked)
        page = await pages.page(
            _mine(me, past=past),
            "id",
            *(SHIFT + column for column in columns),
            order=("-shift__starts_at", "-id") if past else ("shift__starts_at", "id"),
            first=first,
            after=after,
        )
        rows = [{column: row[SHIFT + column] for column in columns} for row in page.rows]
        made = await reading.shifts(me, rows, asked)
        mine = {shift.row: shift.mine for shift in made if shift.mine}
        return page.of(lambda row: mine[row[SHIFT + "id"]])

    @strawberry.field(
        extensions=[signed_in()],
        description="Whom I may ask by name to take my place in a shift: who stands shifts of its grid and is free.",
    )
    async def takers(self, info: Info[Context, None], shift: ShiftId) -> list[ShiftTaker]:
        return await takers.of(info.context.me, nodes.row_of("Shift", shift))

    @strawberry.field(
        extensions=[on_device()], description="The address for my calendar; null where I made none."
    )
    async def calendar_feed(self, info: Info[Context, None]) -> CalendarFeed | None:
        found = await feeds.of(info.context.me)
        return feed_of(found) if found else None


def _mine(me: Actor, *, past: bool) -> QuerySet[models.Signup]:
    now = clock.now()
    if past:
        return models.Signup.filter(person_id=me.person, state__in=HOLDING, shift__ends_at__lte=now)
    return models.Signup.filter(person_id=me.person, state__in=SIGNED_UP, shift__ends_at__gt=now)


def wanted(info: Info[Context, None]) -> frozenset[str]:
    """What the document asks for of shifts and what belongs to them."""
    return selections.names(info, "Shift", "ShiftRole", "ShiftContact", "Signup", "Rota")


def feed_of(row: models.CalendarFeed) -> CalendarFeed:
    """A feed for its owner."""
    return CalendarFeed(url=feeds.address(row.secret), created_at=row.created_at, read_at=row.read_at)


async def one(me: Actor, shift: UUID, info: Info[Context, None] | None = None) -> Shift | None:
    """A shift that the actor may see; with all there is of it where no document says what it wants."""
    standing = await eligibility.standing_of(me)
    asked = wanted(info) if info else reading.EVERYTHING
    rows = await rules.visible(me, standing.grounds).filter(id=shift).values(*reading.columns(asked))
    made = await reading.shifts(me, rows, asked, standing)
    return made[0] if made else None


async def rota(me: Actor, id_: UUID) -> Rota | None:
    """A rota of the ground that the actor leads."""
    rows = await rules.visible_rotas(me).filter(id=id_).values(*seen.ROTA, *grids.columns("grid__"))
    return seen.rota_of(rows[0], "", grids.grid_of(rows[0], "grid__")) if rows else None


@nodes.loads("Shift")
async def _load_shift(actor: Actor, shift: UUID) -> Node | None:
    return await one(actor, shift)


@nodes.loads("Rota")
async def _load_rota(actor: Actor, id_: UUID) -> Node | None:
    return await rota(actor, id_)


@nodes.loads("Signup")
async def _load_signup(actor: Actor, signup: UUID) -> Node | None:
    found = await models.Signup.get_or_none(id=signup).only("id", "shift_id")
    shift = await one(actor, found.shift_id) if found else None
    seen = [*shift.signups, *([shift.mine] if shift.mine else [])] if shift else []
    return next((place for place in seen if place.row == signup), None)
