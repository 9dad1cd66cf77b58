"""A code that a grid worker gives to somebody who stands before them."""

import pytest

from backend.access import in_person
from backend.access.models import Deed, Person, Post, Role, SignInCode
from backend.kit import nodes, rates, work
from backend.push.models import Kind, Message
from tests import community
from tests.access.asking import GIVE, NUMBER, give, sign_in, with_number
from tests.phones import Phones


@pytest.mark.parametrize("giver", ["leader", "member", "above"])
async def test_a_worker_of_the_grid_or_above_gives_a_code_that_signs_in(phones: Phones, giver: str) -> None:
    town = await community.build()
    grandmother = await with_number(await community.resident("陈阿婆", town.east))
    given = await give(await phones(getattr(town, giver)), grandmother)
    assert given["__typename"] == "GivenCode"
    answer = await sign_in(await phones(), given["code"], NUMBER)
    assert answer["name"] == "陈阿婆"
    deed = await Deed.get(verb="giveSignInCode")
    assert (deed.actor, deed.row) == (getattr(town, giver).id, grandmother.id)
    assert given["code"] not in str(deed.detail)


async def test_the_person_hears_of_it_on_their_other_devices(phones: Phones) -> None:
    town = await community.build()
    grandmother = await with_number(await community.resident("陈阿婆", town.east))
    await give(await phones(town.leader), grandmother)
    [message] = await Message.all()
    assert (message.person_id, message.kind, message.link) == (grandmother.id, Kind.ACCOUNT, "/me/devices")


async def test_nobody_beside_or_below_gives_one(phones: Phones) -> None:
    town = await community.build()
    grandmother = await with_number(await community.resident("陈阿婆", town.east))
    assert (await give(await phones(town.neighbour), grandmother))["__typename"] == "NotFound"
    assert await SignInCode.all().count() == 0


async def test_who_holds_a_post_beside_or_above_signs_in_with_their_own_phone(phones: Phones) -> None:
    town = await community.build()
    colleague = await with_number(town.member)
    assert (await give(await phones(town.leader), colleague))["__typename"] == "HoldsPost"
    # Who lives here may lead the next grid.
    await Post.create(
        person=await community.resident("钱", town.east), grid=town.west, role=Role.MEMBER, seat="MEMBER"
    )
    lives_here = (await Post.get(grid_id=town.west.id, role=Role.MEMBER)).person_id
    assert (await give(await phones(town.leader), await Person.get(id=lives_here)))[
        "__typename"
    ] == "HoldsPost"
    assert await SignInCode.all().count() == 0
    assert (await give(await phones(town.above), colleague))["__typename"] == "GivenCode"


async def test_codes_are_counted_before_others_have_to_wait_and_limited(
    phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = await community.build()
    grandmother = await with_number(await community.resident("陈阿婆", town.east))
    count, within = rates.count, []

    async def counted(*given: str) -> None:
        within.append(work._afterwards.get())
        await count(*given)

    monkeypatch.setattr(in_person, "GIVES", "1 per hour")
    monkeypatch.setattr(rates, "count", counted)
    leader = await phones(town.leader)
    assert [(await give(leader, grandmother))["__typename"] for _ in range(2)] == ["GivenCode", "TooOften"]
    assert within == [None, None]
    assert await SignInCode.all().count() == 1


async def test_nobody_gives_a_code_to_themselves_or_to_a_number_that_is_not_there(phones: Phones) -> None:
    town = await community.build()
    grandmother = await community.resident("陈阿婆", town.east)
    assert (await give(await phones(town.leader), town.leader))["__typename"] == "NotFound"
    assert (await give(await phones(town.leader), grandmother))["__typename"] == "NoPhone"
    assert await SignInCode.all().count() == 0


async def test_a_resident_is_not_asked_at_all(phones: Phones) -> None:
    town = await community.build()
    grandmother = await with_number(await community.resident("陈阿婆", town.east))
    phone = await phones(grandmother)
    person = nodes.opaque("Person", town.leader.id)
    assert await phone.refused(GIVE, person=person) == "FORBIDDEN"
