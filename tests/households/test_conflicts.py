"""Several who do the same about one door at once: it is done once, and the others are told so."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from backend.access.actor import Actor
from backend.households import doors, imports, invitations, joining, leaving, needs, registering, residents
from backend.households.joining import Arrival, Newcomer
from backend.households.models import Household, Invitation, Need, NeedKind, Resident
from backend.households.refusals import DoorTaken, StillLivedIn
from backend.households.registering import Correction
from backend.kit import work
from backend.kit.refusals import Changed, NotFound
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


async def test_a_need_that_two_write_down_at_once_is_one_need(town: Town) -> None:
    home = await household(town, "3栋 502")
    leader = await community.actor(town.leader)
    infant = needs.parse(NeedKind.INFANT, None, "牛奶蛋白过敏")
    told = await at_once(*(needs.record(leader, home.id, infant) for _ in range(10)))
    assert told == [Need] * 10
    assert await Need.filter(household_id=home.id, cleared_at=None).count() == 1


async def test_a_door_is_taken_off_the_list_or_somebody_lives_there(town: Town) -> None:
    homes = [await household(town, f"3栋 {number}") for number in range(1, 6)]
    leader = await community.actor(town.leader)
    told = await at_once(
        *(residents.add(leader, home.id, residents.parse("陈明")) for home in homes),
        *(leaving.close_door(leader, home.id) for home in homes),
    )
    for added, closed in zip(told[:5], told[5:], strict=True):
        assert (added, closed) in {(Resident, StillLivedIn), (NotFound, Household)}
    assert not await Resident.filter(household__moved_away_at__isnull=False).exists()


async def test_nobody_moves_to_a_door_that_goes_off_the_list_at_that_moment(town: Town) -> None:
    old = [await household(town, f"3栋 {number}", "陈明") for number in range(1, 6)]
    new = [await household(town, f"5栋 {number}") for number in range(1, 6)]
    leader = await community.actor(town.leader)
    movers = [await Resident.get(household_id=home.id) for home in old]
    told = await at_once(
        *(residents.move(leader, who.id, home.id) for who, home in zip(movers, new, strict=True)),
        *(leaving.close_door(leader, home.id) for home in new),
    )
    for moved, closed in zip(told[:5], told[5:], strict=True):
        assert (moved, closed) in {(Resident, StillLivedIn), (NotFound, Household)}
    assert not await Resident.filter(Resident.here(), household__moved_away_at__isnull=False).exists()


async def test_no_invitation_outlasts_the_household_that_it_was_for(town: Town) -> None:
    home, leader = await household(town, "3栋 502", "陈明"), await community.actor(town.leader)
    last = await Resident.get(household_id=home.id)
    inviting = await while_they_leave(
        leader, last, lambda: invitations.invite_to_household(leader, home.id, 1, 1)
    )
    with pytest.raises(NotFound):
        await inviting
    assert not await Invitation.filter(revoked_at=None).exists()


async def test_who_comes_as_the_last_one_leaves_has_no_part_in_their_past(town: Town) -> None:
    home, leader = await household(town, "3栋 502", "陈明"), await community.actor(town.leader)
    last = await Resident.get(household_id=home.id)
    code = (await invitations.invite_to_grid(leader, town.east.id, 1, 1)).code
    arrival = Arrival("林晓", None, home.door)
    coming = await while_they_leave(leader, last, lambda: joining.accept(Newcomer(), code, arrival))
    came = await Resident.get(id=(await coming).id).select_related("household")
    assert came.household_id != home.id
    assert came.household.seat == home.order_key
    assert came.household.moved_away_at is None


async def test_a_list_and_a_member_who_write_doors_of_a_grid_below_down_at_once_make_each_once(
    town: Town,
) -> None:
    above, member = await community.actor(town.above), await community.actor(town.member)
    lines = "".join(f"3栋,{number},{town.east.code}\n" for number in range(1, 21))
    read = await imports.read(f"楼栋,房号,网格编码\n{lines}".encode())
    written = [doors.parse("3栋", "", str(number)) for number in range(1, 21)]
    listed, *told = await at_once(
        imports.apply(above, town.community.id, read),
        *(registering.register(member, town.east.id, door) for door in written),
    )
    assert listed is imports.Plan
    assert set(told) <= {Household, DoorTaken}
    assert await Household.filter(grid_id=town.east.id).count() == 20


async def while_they_leave(
    keeper: Actor, last: Resident, act: Callable[[], Awaitable[Any]]
) -> asyncio.Task[Any]:
    """Do something while it is being written down, and not said yet, that the last one of a household left."""

    async def done() -> Any:
        return await act()

    async def leave() -> asyncio.Task[Any]:
        await residents.move_out(keeper, last.id)
        # In a context of its own: it is another request, and no part of this unit of work.
        other = asyncio.get_running_loop().create_task(done(), context=contextvars.Context())
        await asyncio.wait([other], timeout=0.3)
        return other

    return await work.unit(leave)
