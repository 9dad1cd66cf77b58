"""Every edit that compares a version: whoever is late is shown the version that stands there now, and asked again too."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.households.models import Resident
from backend.kit import clock, nodes
from backend.supplies import rations
from backend.volunteers.models import Volunteer
from tests.community import Town
from tests.phones import Phones
from tests.supplies import builders
from tests.supplies.builders import Scene, acting, everything, tins

OFFER = {"skills": ["CARRYING"], "hours": [{"weekday": 1, "from": "08:00", "to": "09:00"}], "reach": "GRID"}


@pytest.fixture
async def scene(town: Town) -> Scene:
    return await builders.build(town)


def named(kind: str, row: UUID) -> dict[str, str]:
    return {"__typename": kind, "id": nodes.opaque(kind, row)}


async def of_a_grid(scene: Scene) -> tuple[dict[str, str], str, dict[str, Any]]:
    grid = named("Grid", scene.town.east.id)
    given = {"name": "东网格", "tierName": "", "version": 7}
    return grid, "renameGrid(grid: $id, input: $given, key: $key)", {"RenameGridInput!": given}


async def of_a_household(scene: Scene) -> tuple[dict[str, str], str, dict[str, Any]]:
    home = named("Household", scene.home.id)
    asked = "changeHousehold(household: $id, input: $given, version: 7, key: $key)"
    return home, asked, {"ChangeHouseholdInput!": {"notes": "狗很凶"}}


async def of_a_resident(scene: Scene) -> tuple[dict[str, str], str, dict[str, Any]]:
    resident = await Resident.get(home_of=scene.mother.id)
    asked = f'changeResident(resident: "{nodes.opaque("Resident", resident.id)}", input: $given, version: 7, key: $key)'
    return named("Household", scene.home.id), asked, {"ResidentInput!": {"name": "林小"}}


async def of_a_need(scene: Scene) -> tuple[dict[str, str], str, dict[str, Any]]:
    request = named("SupplyRequest", (await builders.asked(scene)).id)
    asked = "changeSupplyDeadline(request: $id, runsOutAt: $given, version: 7, key: $key)"
    return request, asked, {"DateTime!": (clock.now() + timedelta(hours=5)).isoformat()}


async def of_a_ration(scene: Scene) -> tuple[dict[str, str], str, dict[str, Any]]:
    tin = (await tins(1)).item
    ration = await rations.set_ration(await acting(scene.town.leader), scene.town.east.id, tin, 7, 30)
    return named("Ration", ration.id), "endRation(ration: $id, version: $given, key: $key)", {"Int!": 7}


async def of_an_offer(scene: Scene) -> tuple[dict[str, str], str, dict[str, Any]]:
    offer = await Volunteer.get(person_id=scene.zhang.id)
    asked = "changeVolunteering(input: $given, version: 7, key: $key)"
    return named("Volunteer", offer.id), asked, {"OfferInput!": OFFER}


@pytest.mark.parametrize(
    "edit", [of_a_grid, of_a_household, of_a_resident, of_a_need, of_a_ration, of_an_offer]
)
async def test_whoever_is_late_is_shown_what_stands_there_now(
    scene: Scene, phones: Phones, edit: Any
) -> None:
    now, asked, given = await edit(scene)
    [(kind, value)] = given.items()
    phone = await phones(scene.zhang if edit is of_an_offer else scene.town.leader)
    declared = "$id: ID!, " if "$id" in asked else ""
    document = f"""mutation ({declared}$given: {kind}, $key: UUID!) {{ done: {asked} {{
        __typename ... on Changed {{ version now {{ __typename id }} }} ... on Refusal {{ message }} }} }}"""
    variables = {"given": value, "key": str(uuid4())} | ({"id": now["id"]} if declared else {})
    before = await everything()

    answer = (await phone.ask(document, **variables))["done"]
    assert (answer["__typename"], answer["now"]) == ("Changed", now)
    assert answer["version"] != 7
    assert await everything() == before
    assert (await phone.ask(document, **variables))["done"] == answer
