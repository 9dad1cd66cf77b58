"""Rotas that cannot be made: each refusal leaves everything as it was."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from backend.access.models import Role
from backend.grids.models import Grid
from backend.grids.refusals import GridClosed
from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.shifts.rota import rotas, templates
from backend.shifts.rota.templates import Daily
from tests import community
from tests.community import Town
from tests.shifts.crews import BY_DAY, HOUR, created, crew, everything, planned, template


async def test_a_shift_that_a_clock_change_swallows_is_refused(town: Town) -> None:
    await Grid.filter(id=town.east.id).update(time_zone="Europe/Berlin")
    people = await crew(town, 1)
    before = await everything()
    for daily in (Daily(2 * HOUR + 30, 3 * HOUR, 1), Daily(0, 24 * HOUR, 1)):
        first_day = date(2020, 3, 27) if daily.begins else date(2020, 10, 23)
        with pytest.raises(BadInput) as refused:
            await created(town, template(people, daily, first_day=first_day))
        assert refused.value.field == "daily"
    assert await everything() == before


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("name", {"name": "  "}),
    ("name", {"name": "长" * 61}),
    ("weeks", {"weeks": 0}),
    ("weeks", {"weeks": 13}),
    ("weeks", {"weeks": 12, "daily": (Daily(8 * HOUR, 20 * HOUR, 24),)}),
    ("firstDay", {"first_day": date(2020, 1, 28)}),
    ("firstDay", {"first_day": date(2021, 1, 28)}),
    ("daily", {"daily": ()}),
    ("daily", {"daily": (BY_DAY,) * 7}),
    ("daily", {"daily": (Daily(24 * HOUR, 8 * HOUR, 1),)}),
    ("daily", {"daily": (Daily(-1, 8 * HOUR, 1),)}),
    ("daily", {"daily": (Daily(0, 24 * HOUR + 1, 1),)}),
    ("daily", {"daily": (Daily(0, 8 * HOUR, 0),)}),
    ("daily", {"daily": (Daily(0, 8 * HOUR, 51),)}),
    ("people", {"people": ()}),
    ("people", {"people": tuple(uuid4() for _ in range(61))}),
    ("people", {"people": (uuid4(),)}),
    ("place", {"place": " "}),
    ("place", {"place": "长" * 81}),
    ("brief", {"brief": "长" * 1001}),
    ("bring", {"bring": "长" * 1001}),
]


@pytest.mark.parametrize(("field", "other"), REFUSED, ids=range(len(REFUSED)))
async def test_a_template_that_makes_no_sense_is_refused(
    town: Town, field: str, other: dict[str, Any]
) -> None:
    wanted = replace(template([town.member]), **other)
    before = await everything()
    for act in (planned, created):
        with pytest.raises(BadInput) as refused:
            await act(town, wanted)
        assert refused.value.field == field
    assert await everything() == before


async def test_somebody_from_elsewhere_is_refused(town: Town) -> None:
    people = [*await crew(town, 1), await community.resident("过客", town.east)]
    before = await everything()
    with pytest.raises(BadInput) as refused:
        await created(town, template(people))
    assert (refused.value.field, refused.value.reason) == ("people", templates.BAD_PEOPLE)
    assert await everything() == before


async def test_nobody_makes_rotas_of_other_peoples_ground(town: Town) -> None:
    people = await crew(town, 1)
    liaison = await community.appointed("陈敏", Role.LIAISON, town.east)
    before = await everything()
    for person in (town.neighbour, liaison, people[0]):
        actor = await community.actor(person)
        for act in (rotas.plan, rotas.create):
            with pytest.raises(NotFound):
                await act(actor, town.east.id, template(people))
    assert await everything() == before


async def test_a_closed_grid_has_no_rota(town: Town) -> None:
    people = await crew(town, 1)
    await Grid.filter(id=town.east.id).update(closed_at=clock.now())
    above = await community.actor(town.above)
    before = await everything()
    for act in (rotas.plan, rotas.create):
        with pytest.raises(GridClosed):
            await act(above, town.east.id, template(people))
    assert await everything() == before
