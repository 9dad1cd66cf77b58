"""Several who do the same about one door at once: it is done once, and the others are told so."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from backend.households import doors, registering, residents
from backend.households.models import Household, Resident
from backend.households.refusals import DoorTaken
from backend.households.registering import Correction
from backend.kit.refusals import Changed
from tests import community
from tests.community import Town
from tests.households.builders import household


async def at_once(*corrections: Awaitable[Any]) -> list[type]:
    """What each of them came to."""
    return [type(one) for one in await asyncio.gather(*corrections, return_exceptions=True)]


async def test_of_ten_who_correct_a_door_at_once_one_does(town: Town) -> None:
    home = await household(town, "3栋 502")
    leader = await community.actor(town.leader)
    told = await at_once(
        *(registering.change(leader, home.id, Correction(notes=f"第{number}条"), 1) for number in range(10))
    )
    assert (told.count(Household), told.count(Changed)) == (1, 9)
    assert (await Household.get(id=home.id)).version == 2


async def test_of_ten_who_correct_a_resident_at_once_one_does(town: Town) -> None:
    home = await household(town, "3栋 502", "陈明")
    leader = await community.actor(town.leader)
    known = await Resident.get(household_id=home.id)
    told = await at_once(
        *(residents.change(leader, known.id, residents.parse(f"陈明{number}"), 1) for number in range(10))
    )
    assert (told.count(Resident), told.count(Changed)) == (1, 9)
    assert (await Resident.get(id=known.id)).version == 2


async def test_of_ten_who_register_a_door_at_once_one_does(town: Town) -> None:
    leader = await community.actor(town.leader)
    door = doors.parse("3栋", "", "502")
    told = await at_once(*(registering.register(leader, town.east.id, door) for _ in range(10)))
    assert (told.count(Household), told.count(DoorTaken)) == (1, 9)
    assert await Household.all().count() == 1


async def test_of_ten_who_come_to_an_empty_door_at_once_one_is_its_head(town: Town) -> None:
    home = await household(town, "3栋 502")
    leader = await community.actor(town.leader)
    told = await at_once(
        *(residents.add(leader, home.id, residents.parse(f"陈明{number}")) for number in range(10))
    )
    assert told == [Resident] * 10
    assert await Resident.filter(household_id=home.id, head_of=home.id).count() == 1
