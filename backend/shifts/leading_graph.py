"""What leaders see of shifts: the week as a board, rotas, who could stand one, how fair it is, the place's code."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend import settings
from backend.access.actor import subtree
from backend.access.context import Context
from backend.access.gates import only
from backend.grids import graph as grids
from backend.kit import clock, nodes, pages, qr_codes, rates
from backend.kit.arguments import After, First
from backend.kit.pages import Connection
from backend.shifts import graph, place_codes, rules, spans, telling
from backend.shifts.graph import GridId, RoleId, ShiftId
from backend.shifts.hours import fairness
from backend.shifts.inputs import RotaInput
from backend.shifts.rota import again, planned, rotas
from backend.shifts.screens import board, candidates, contacts, seen
from backend.shifts.screens.leading_shown import (
    ContactCandidate,
    PlaceCode,
    RotaPlan,
    RotaTemplate,
    ShiftCandidate,
    ShiftLimits,
    ShiftPerson,
    ShiftWeek,
)
from backend.shifts.screens.shown import Rota

LOOKS = "120 per hour"
"""How often one person may have a rota shared out to look at it: the largest take some tenths of a second."""


@strawberry.type
class LeadersShiftsQuery:
    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="One week of the ground that I lead: its shifts and who stands them.",
    )
    async def shift_week(
        self,
        info: Info[Context, None],
        grid: GridId,
        day: Annotated[date, strawberry.argument(description="Any day of that week.")],
    ) -> ShiftWeek:
        ground = await board.led(info, grid)
        return await board.week(info.context.me, ground, spans.day(day, "day"), graph.wanted(info))

    @strawberry.field(
        extensions=[only(*rules.ANSWER)], description="Rotas of the ground that I lead, the latest first."
    )
    async def rotas(
        self, info: Info[Context, None], grid: GridId, first: First = pages.MOST, after: After = None
    ) -> Connection[Rota]:
        ground = await board.led(info, grid)
        found = rules.visible_rotas(info.context.me).filter(subtree(ground["path"], "grid__path"))
        columns = (*seen.ROTA, *grids.columns("grid__"))
        page = await pages.page(found, *columns, order=("-first_day", "-id"), first=first, after=after)
        return page.of(lambda row: seen.rota_of(row, "", grids.grid_of(row, "grid__")))

    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="What a rota of the ground that I lead was made of; null where there is none.",
    )
    async def rota_template(
        self,
        info: Info[Context, None],
        grid: GridId,
        rota: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Which; the latest of the grid if left out."),
        ] = None,
    ) -> RotaTemplate | None:
        ground = await board.led(info, grid)
        named = nodes.row_of("Rota", rota) if rota else None
        earlier = await again.of(info.context.me, ground["id"], named)
        return planned.template_of(earlier) if earlier else None

    @strawberry.field(
        extensions=[only(*rules.ANSWER)], description="A rota as it would be; nothing is saved."
    )
    async def planned_rota(
        self,
        info: Info[Context, None],
        grid: GridId,
        input: Annotated[RotaInput, strawberry.argument(description="What exactly.")],  # noqa: A002
    ) -> RotaPlan:
        me = info.context.me
        await rates.count(LOOKS, "plannedRota", str(me.id))
        return planned.shown(await rotas.plan(me, nodes.row_of("Grid", grid), input.read()))

    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="How nights, weekends and hours fell on everybody, in shifts that begin within this time.",
    )
    async def shift_fairness(
        self,
        info: Info[Context, None],
        grid: GridId,
        begins: Annotated[
            datetime, strawberry.argument(name="from", description="The beginning of that time.")
        ],
        until: Annotated[datetime, strawberry.argument(description="Its end; at most a year later.")],
    ) -> list[ShiftPerson]:
        found = await fairness.of_grid(
            info.context.me,
            nodes.row_of("Grid", grid),
            spans.moment(begins, "from"),
            spans.moment(until, "until"),
        )
        return [board.person_of(one) for one in found]

    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="Who could be put on a shift of the ground that I lead: first those who can, the nearest first.",
    )
    async def candidates(
        self, info: Info[Context, None], shift: ShiftId, role: RoleId
    ) -> list[ShiftCandidate]:
        named, of = nodes.row_of("Shift", shift), nodes.row_of("ShiftRole", role)
        return await candidates.of(info.context.me, named, of)

    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="Who can be called about shifts of the ground that I lead: I, who answers for it, and who stands there.",
    )
    async def shift_contacts(self, info: Info[Context, None], grid: GridId) -> list[ContactCandidate]:
        return await contacts.of(info.context.me, await board.led(info, grid))

    @strawberry.field(
        extensions=[only(*rules.ANSWER)], description="How much anybody may stand, for who sets shifts."
    )
    def shift_limits(self) -> ShiftLimits:
        kept = settings.settings()
        return ShiftLimits(rest_hours=kept.rest_hours, most_hours_a_day=kept.most_hours_a_day)

    @strawberry.field(
        extensions=[only(*rules.ANSWER)],
        description="What the place of a shift shows in this minute, to be scanned by whoever comes or goes.",
    )
    async def place_code(self, info: Info[Context, None], shift: ShiftId) -> PlaceCode:
        named = nodes.row_of("Shift", shift)
        await rules.led_shift(info.context.me, named)
        return _code_of(named)


def _code_of(shift: UUID) -> PlaceCode:
    """What the place of a shift shows in this minute."""
    code = place_codes.shown(shift)
    next_minute = (int(clock.now().timestamp()) // place_codes.MINUTE + 1) * place_codes.MINUTE
    url = f"{settings.settings().origin}{telling.link(shift)}?code={code}"
    return PlaceCode(
        code=code,
        digits=place_codes.digits(shift),
        url=url,
        qr=qr_codes.picture(url),
        expires_at=datetime.fromtimestamp(next_minute, UTC),
    )
