"""Rotas for tests: who stands them, and what a leader says of one."""

from dataclasses import replace
from datetime import date
from typing import Any

from backend.access.models import Deed, Person
from backend.push.models import Message
from backend.shifts.clock_models import Due
from backend.shifts.models import Rota, Shift, ShiftRole, Signup, WorkKind
from backend.shifts.rota import rotas
from backend.shifts.rota.templates import Daily, Template
from tests import community
from tests.community import Town
from tests.shifts import builders

HOUR = 60
MONDAY = date(2020, 2, 3)
BY_DAY = Daily(8 * HOUR, 20 * HOUR, 2)
BY_NIGHT = Daily(20 * HOUR, 8 * HOUR, 1)
DESK = Daily(9 * HOUR, 17 * HOUR, 1, kind=WorkKind.REMOTE_DESK)

ROWS = (Rota, Shift, ShiftRole, Signup, Due, Message, Deed)


async def everything() -> list[list[dict[str, Any]]]:
    """Every row that a rota may write; two of these are equal when nothing changed."""
    return [await model.all().order_by("id").values() for model in ROWS]


async def crew(town: Town, many: int = 8) -> list[Person]:
    """Volunteers of the east grid, who have time on Saturday mornings if one asks."""
    return [await builders.volunteer(town, f"志愿者{number}") for number in range(1, many + 1)]


def template(people: list[Person], *daily: Daily, **other: Any) -> Template:
    """A week at the gate from Monday on: two by day, one by night, one at the desk from home."""
    wanted = Template(
        "北门两班制",
        MONDAY,
        1,
        WorkKind.GUARD,
        "北门岗亭",
        daily or (BY_DAY, BY_NIGHT, DESK),
        tuple(person.id for person in people),
        "查验通行证。",
        "口罩",
    )
    return replace(wanted, **other)


async def planned(town: Town, wanted: Template) -> rotas.Planned:
    return await rotas.plan(await community.actor(town.leader), town.east.id, wanted)


async def created(town: Town, wanted: Template, **named: Any) -> Rota:
    return await rotas.create(await community.actor(town.leader), town.east.id, wanted, **named)
