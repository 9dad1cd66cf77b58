"""How far a volunteer goes, and who is found for a need."""

from dataclasses import replace

import pytest

from backend.access.models import Person
from backend.grids.models import Tier
from backend.volunteers import rules
from backend.volunteers.models import Skill
from tests import community
from tests.community import Town
from tests.volunteers.builders import OFFER, volunteer


@pytest.mark.parametrize(
    ("reach", "goes_to"),
    [
        (Tier.MICRO_GRID, {"east"}),
        (Tier.GRID, {"east"}),
        (Tier.COMMUNITY, {"east", "west", "community"}),
        (Tier.TOWN, {"east", "west", "community", "town"}),
        (Tier.CITY, {"east", "west", "community", "town"}),
    ],
)
async def test_a_volunteer_goes_as_far_as_they_said(
    town: Town, lin: Person, reach: Tier, goes_to: set[str]
) -> None:
    await volunteer(lin, town.leader, replace(OFFER, reach=reach))
    mine = await rules.of(await community.actor(lin))
    assert mine is not None
    places = {name: getattr(town, name) for name in ("east", "west", "community", "town")}
    assert {name for name, grid in places.items() if rules.reaches(mine, grid.path)} == goes_to
    assert {name for name, grid in places.items() if await rules.near(grid.path)} == goes_to


async def test_near_finds_who_has_the_skill(town: Town, lin: Person) -> None:
    helper = await volunteer(lin, town.leader, replace(OFFER, skills=(Skill.MEDICAL, Skill.DRIVING)))
    assert [row.id for row in await rules.near(town.east.path, Skill.MEDICAL)] == [helper.id]
    assert await rules.near(town.east.path, Skill.COOKING) == []
