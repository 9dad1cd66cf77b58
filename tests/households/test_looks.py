"""Who is shown a household's particulars, and what the household reads of it."""

from datetime import timedelta

import pytest

from backend.access.models import Person, Post, Role
from backend.households import rules
from backend.households.models import Household, Look, Reason
from backend.kit import clock, nodes
from backend.kit.refusals import NotFound
from tests import community
from tests.community import Town
from tests.households.asking import home_id
from tests.households.builders import household, living
from tests.households.documents import LIST, MINE, ONE
from tests.phones import Phones
from tests.programs import program


async def test_the_household_reads_who_looked_when_and_why(
    town: Town, phones: Phones, moment: object
) -> None:
    home = await household(town, "3栋 502")
    resident = await phones(await living(home, "陈明"))
    leader = await phones(town.leader)
    first = clock.now()
    await leader.ask(ONE, id=home_id(home))
    clock.advance(timedelta(minutes=14))
    await leader.ask(ONE, id=home_id(home))
    clock.advance(timedelta(minutes=20))
    await leader.ask(ONE, id=home_id(home))
    await (await phones(town.above)).ask(ONE, id=home_id(home))
    await rules.look(await community.actor(await _volunteer(town)), home, Reason.DELIVERY, home.id)

    looks = (await resident.ask(MINE))["myHousehold"]["looks"]["nodes"]

    later = first + timedelta(minutes=34)
    assert [(look["name"], look["role"], look["tier"], look["reason"], look["at"]) for look in looks] == [
        ("志愿者", None, None, "DELIVERY", later.isoformat()),
        ("沈国强", "LEADER", "TOWN", "WORK", later.isoformat()),
        ("王芳", "LEADER", "GRID", "WORK", later.isoformat()),
        ("王芳", "LEADER", "GRID", "WORK", first.isoformat()),
    ]


async def _volunteer(town: Town) -> Person:
    return await community.resident("志愿者", town.east)


async def test_neither_residents_nor_lists_leave_a_look(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502")
    await (await phones(await living(home, "陈明"))).ask(MINE)
    leader = await phones(town.leader)
    listed = await leader.ask(LIST, grid=nodes.opaque("Grid", town.east.id))
    assert [row["particulars"] for row in listed["households"]["nodes"]] == [None]
    assert await Look.all().count() == 0


async def test_a_leader_does_not_read_who_looked(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502")
    leader = await phones(town.leader)
    assert (await leader.ask(ONE, id=home_id(home)))["household"]["looks"] is None


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.EDITOR, Role.DISPATCHER, Role.LIAISON])
async def test_other_posts_see_no_household_that_was_not_given_to_them(
    town: Town, phones: Phones, role: Role
) -> None:
    home = await household(town, "3栋 502")
    somebody = await community.appointed("某人", role, town.east)
    assert (await (await phones(somebody)).ask(ONE, id=home_id(home)))["household"] is None
    assert await Look.all().count() == 0
    with pytest.raises(NotFound):
        await rules.look(await community.actor(somebody), home, Reason.WORK)


async def test_a_liaison_sees_their_own_doors_while_the_post_lasts(town: Town, phones: Phones) -> None:
    home, other = await household(town, "3栋 502"), await household(town, "3栋 503")
    somebody = await community.appointed("联络员", Role.LIAISON, town.east)
    post = await Post.get(person_id=somebody.id)
    await Household.filter(id=home.id).update(liaison_id=post.id)
    phone = await phones(somebody)
    listed = await phone.ask(LIST, grid=nodes.opaque("Grid", town.east.id))
    assert [row["id"] for row in listed["households"]["nodes"]] == [home_id(home)]
    assert (await phone.ask(ONE, id=home_id(home)))["household"] is not None
    assert (await phone.ask(ONE, id=home_id(other)))["household"] is None

    await Post.filter(id=post.id).update(ended_at=clock.now(), seat=None)
    assert (await phone.ask(ONE, id=home_id(home)))["household"] is None
    leader = await phones(town.leader)
    assert (await leader.ask(ONE, id=home_id(home)))["household"]["liaison"] is None


async def test_who_stands_in_for_a_liaison_sees_their_doors(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502")
    somebody = await community.appointed("联络员", Role.LIAISON, town.east)
    post = await Post.get(person_id=somebody.id)
    await Household.filter(id=home.id).update(liaison_id=post.id)
    deputy = await community.appointed("代班", Role.LIAISON, town.east)
    await Post.filter(person_id=deputy.id).update(stands_in_for_id=post.id)
    assert (await (await phones(deputy)).ask(ONE, id=home_id(home)))["household"] is not None


async def test_a_look_for_a_delivery_gives_the_address_and_whom_to_call(town: Town) -> None:
    home = await household(town, "3栋 502", "奶奶", "陈明", phones={"陈明": "13900000001"})
    asker = await living(home, "陈晨")
    actor = await community.actor(await _volunteer(town))
    told = await rules.look(actor, home, Reason.DELIVERY, home.id)
    assert (told.address, told.phone, told.name) == (
        "余新镇 金星社区 第一网格 3栋502",
        "+8613900000001",
        "陈明",
    )
    told = await rules.look(actor, home, Reason.DELIVERY, home.id, person=asker.id)
    assert (told.phone, told.name) == ("", "陈晨")


async def test_a_program_sees_the_households_of_its_ground_and_lives_in_none(
    town: Town, phones: Phones
) -> None:
    """Somebody without an account lives in each: a program, which is nobody, must not be taken for them."""
    inside = await household(town, "3栋 502", "陈明")
    outside = await household(town, "9栋 101", "朱美珍", grid=town.west.id)
    other = await program(phones, town.above, town.east)

    assert (await other.ask(ONE, id=home_id(outside)))["household"] is None
    assert (await other.ask("{ myHousehold { id } myWaiting { since } }")) == {
        "myHousehold": None,
        "myWaiting": None,
    }
    assert await Look.all().count() == 0
    shown = (await other.ask(ONE, id=home_id(inside)))["household"]
    assert [resident["name"] for resident in shown["particulars"]["residents"]] == ["陈明"]
    assert shown["looks"] is None
    assert await Look.filter(household_id=inside.id, person_id=town.above.id, role=Role.LEADER).count() == 1
