"""What the board of a notice shows, to whom, and for which part of the tree."""

from datetime import timedelta
from typing import Any

import pytest

from backend.access.models import Role
from backend.grids import paths
from backend.grids.models import Grid, Tier
from backend.households.models import Household
from backend.kit import clock, nodes
from backend.notices.kinds import Way
from backend.notices.models import Relay
from backend.notices.reach_models import Receipt, Tally
from tests import community
from tests.community import Town
from tests.notices import builders
from tests.notices.reach_documents import BEHIND, BOARD, CONTACT, READ, SHOWN
from tests.notices.stairs import Stairs, built
from tests.phones import Phone, Phones
from tests.statements import counted


@pytest.fixture
async def stairs(town: Town) -> Stairs:
    return await built(town)


async def board(phone: Phone, stairs: Stairs, **more: str) -> dict[str, Any]:
    reach: dict[str, Any] = (await phone.ask(BOARD, **stairs.named, **more))["reach"]
    return reach


async def test_the_board_is_right_at_each_moment(stairs: Stairs, phones: Phones) -> None:
    leader, liaison = await phones(stairs.town.above), await phones(stairs.liaison)
    first, second = await phones(stairs.people[0]), await phones(stairs.people[3])
    clock.advance(timedelta(seconds=30))
    assert (await first.ask(SHOWN, **stairs.named, via="PUSH"))["done"]["mine"]["readAt"] is None
    clock.advance(timedelta(seconds=30))
    await second.ask(READ, **stairs.named)
    clock.advance(timedelta(minutes=9))
    await liaison.ask(CONTACT, **stairs.contact(1, "TOLD_AT_DOOR"))

    reach = await board(leader, stairs)
    assert (reach["households"], reach["reached"], reach["waiting"]) == (4, 3, 0)
    assert (reach["shown"], reach["read"], reach["toldAtDoor"]) == (2, 1, 1)
    assert {one["via"]: one["households"] for one in reach["via"] if one["households"]} == {
        "PUSH": 1,
        "APP": 1,
        "DOOR": 1,
    }
    assert reach["clock"] == {"half": 60, "ninety": None, "all": None}
    assert [tuple(point.values()) for point in reach["curve"]] == [(30, 1), (60, 2), (600, 3)]
    [part] = reach["parts"]
    assert (part["grid"]["name"], part["households"], part["reached"]) == ("金星社区", 4, 3)
    assert reach["notice"] == {"headline": "停水通知"}
    assert reach["grid"] == {"name": "余新镇"}


async def test_a_leader_sees_their_own_part(stairs: Stairs, phones: Phones) -> None:
    await (await phones(stairs.people[3])).ask(READ, **stairs.named)
    seen = {}
    for person in (stairs.town.neighbour, stairs.town.member):
        reach = await board(await phones(person), stairs)
        seen[reach["grid"]["name"]] = (reach["households"], reach["reached"], reach["clock"]["all"])
    assert seen == {"第二网格": (1, 1, 0), "第一网格": (3, 0, None)}


async def test_a_liaison_sees_their_own_doors(stairs: Stairs, phones: Phones) -> None:
    for person in (stairs.people[0], stairs.people[2]):
        await (await phones(person)).ask(READ, **stairs.named)
    reach = await board(await phones(stairs.liaison), stairs)
    assert (reach["households"], reach["reached"], reach["read"], reach["parts"]) == (2, 1, 1, [])
    assert reach["clock"] == {"half": 0, "ninety": None, "all": None}
    assert reach["curve"] == [{"seconds": 0, "reached": 1}]


async def test_a_liaison_counts_only_what_came_of_going_to_their_own_doors(
    stairs: Stairs, phones: Phones
) -> None:
    leader, liaison = await phones(stairs.town.leader), await phones(stairs.liaison)
    await leader.ask(CONTACT, **stairs.contact(2, "NOT_AT_HOME"))
    await liaison.ask(CONTACT, **stairs.contact(0, "REFUSED"))
    reach = await board(liaison, stairs)
    assert (reach["refused"], reach["notAtHome"]) == (1, 0)
    left = (await liaison.ask(BEHIND, **stairs.named))["reach"]["unreachedByLiaison"]
    assert left == [{"name": "郑联络", "households": 2}]


async def test_what_is_not_on_ones_ground_is_not_there(stairs: Stairs, phones: Phones) -> None:
    neighbour = await phones(stairs.town.neighbour)
    east = nodes.opaque("Grid", stairs.town.east.id)
    assert await neighbour.refused(BOARD, **stairs.named, grid=east) == "FORBIDDEN"
    assert await (await phones(stairs.people[0])).refused(BOARD, **stairs.named) == "FORBIDDEN"
    elsewhere = await community.appointed(
        "吴外地", Role.LEADER, await community.grid("别处", stairs.town.town.tier, None)
    )
    assert await (await phones(elsewhere)).refused(BOARD, **stairs.named) == "FORBIDDEN"


async def test_what_came_of_going_to_doors_is_counted_while_it_holds(stairs: Stairs, phones: Phones) -> None:
    liaison, leader = await phones(stairs.liaison), await phones(stairs.town.above)
    await liaison.ask(CONTACT, **stairs.contact(0, "NOT_AT_HOME"))
    await liaison.ask(CONTACT, **stairs.contact(1, "REFUSED"))
    reach = await board(leader, stairs)
    assert (reach["refused"], reach["notAtHome"], reach["movedAway"], reach["reached"]) == (1, 1, 0, 0)
    await (await phones(stairs.people[0])).ask(READ, **stairs.named)
    reach = await board(leader, stairs)
    assert (reach["refused"], reach["notAtHome"], reach["reached"]) == (1, 0, 1)


async def test_who_has_how_many_left(stairs: Stairs, phones: Phones) -> None:
    leader = await phones(stairs.town.above)
    await (await phones(stairs.people[3])).ask(READ, **stairs.named)
    reach = (await leader.ask(BEHIND, **stairs.named))["reach"]
    assert reach["unreachedByLiaison"] == [{"name": "郑联络", "households": 2}, {"name": "", "households": 1}]
    assert reach["earlier"] == []


@pytest.mark.parametrize("document", [BOARD, BEHIND], ids=["board", "behind it"])
async def test_a_board_asks_the_tables_a_few_times(stairs: Stairs, phones: Phones, document: str) -> None:
    clock.advance(timedelta(hours=1))
    leader = await phones(stairs.town.above)
    later = await builders.published(stairs.town.above, stairs.town.town)
    named = {"notice": nodes.opaque("Notice", later.id)}
    await (await phones(stairs.people[3])).ask(READ, **named)
    with counted() as statements:
        reach = (await leader.ask(document, **named))["reach"]
    assert reach.get("earlier") is None or len(reach["earlier"]) == 1
    assert len(statements) <= 8, "\n".join(statements)


async def test_a_call_or_a_knock_is_not_noted_by_the_household_itself(stairs: Stairs, phones: Phones) -> None:
    done = (await (await phones(stairs.people[0])).ask(SHOWN, **stairs.named, via="DOOR"))["done"]
    assert (done["__typename"], done["field"]) == ("BadInput", "via")
    assert await Receipt.all().count() == 0
    assert await Tally.filter(reached__gt=0).count() == 0


async def test_who_reads_without_a_household_gets_the_notice_back(stairs: Stairs, phones: Phones) -> None:
    done = (await (await phones(stairs.town.leader)).ask(READ, **stairs.named))["done"]
    assert done == {"__typename": "Notice", "id": stairs.named["notice"], "mine": None}
    assert await Receipt.all().count() == 0


async def test_whose_turn_it_was_is_called_by_who_oversees_them(town: Town, phones: Phones) -> None:
    secretary = await community.appointed("书记", Role.LEADER, town.community)
    secretary.phone = "+8613800138009"
    await secretary.save()
    wanted = builders.draft(way=Way.RELAYED)
    named = {"notice": nodes.opaque("Notice", (await builders.published(town.above, town.town, wanted)).id)}
    assert (await (await phones(town.above)).ask(BOARD, **named))["reach"]["stalled"] == []

    clock.advance(timedelta(minutes=10))
    seen = {}
    for person in (town.above, town.leader):
        [stall] = (await (await phones(person)).ask(BOARD, **named))["reach"]["stalled"]
        seen[person.name] = (stall["grid"]["label"], stall["person"], stall["phone"])
    here = "余新镇 / 金星社区"
    assert seen == {"沈国强": (here, "书记", "+8613800138009"), "王芳": (here, None, None)}


async def test_where_it_waits_in_very_many_grids_the_board_counts_them_all(
    stairs: Stairs, phones: Phones
) -> None:
    east, wait = stairs.town.east, clock.now() + timedelta(hours=1)
    step, parts = None, []
    for number in range(1_001):
        step = paths.next_step(step)
        path = east.path + step
        parts.append(Grid(code=f"{number}", name="组", tier=Tier.MICRO_GRID, parent=east, path=path))
    await Grid.bulk_create(parts)
    await Household.filter(id=stairs.homes[0].id).update(grid_id=parts[-1].id)
    wanted = builders.draft(way=Way.RELAYED, relayed_down_to=Tier.MICRO_GRID)
    later = await builders.published(stairs.town.above, stairs.town.town, wanted)
    await Relay.filter(notice_id=later.id).delete()
    await Relay.bulk_create(
        Relay(notice_id=later.id, grid_id=part.id, covers_below=True, by_hand=True, due_at=wait)
        for part in parts
    )
    asked = {"notice": nodes.opaque("Notice", later.id), "grid": nodes.opaque("Grid", east.id)}
    reach = (await (await phones(stairs.town.above)).ask(BOARD, **asked))["reach"]
    assert (reach["households"], reach["waiting"], reach["reached"]) == (1, 1, 0)
