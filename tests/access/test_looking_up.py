"""Whoever asks at the same moment is looked up together; each as they are at that moment."""

import asyncio
from collections.abc import Collection

import pytest

from backend.access import devices
from backend.access.actor import Actor
from backend.access.models import Session
from backend.kit import ids, looking_up
from backend.kit.looking_up import LookUp, padded
from tests import community
from tests.community import Town
from tests.patience import turns
from tests.phones import Phones
from tests.statements import counted

NAME = "{ me { name posts { role } } }"


async def test_many_phones_at_once_are_known_by_a_few_statements(phones: Phones, town: Town) -> None:
    people = [town.leader, town.member, *[await community.resident(f"住户{n}", town.east) for n in range(38)]]
    opened = [await phones(person) for person in people]
    await opened[0].ask("{ __typename }")
    with counted() as statements:
        answers = await asyncio.gather(*(phone.ask("{ me { name } }") for phone in opened))
    assert [answer["me"]["name"] for answer in answers] == [person.name for person in people]
    assert len([one for one in statements if 'FROM "session"' in one]) <= 10


async def test_each_gets_their_own_posts(phones: Phones, town: Town) -> None:
    people = [town.leader, town.member, await community.resident("住户", town.east), town.above]
    opened = [await phones(person) for person in people]
    answers = await asyncio.gather(*(phone.ask(NAME) for phone in opened))
    roles = [[post["role"] for post in answer["me"]["posts"]] for answer in answers]
    assert roles == [["LEADER"], ["MEMBER"], [], ["LEADER"]]


async def test_a_device_that_is_signed_out_is_out_at_once_for_the_next_question(
    phones: Phones, town: Town
) -> None:
    phone, other = await phones(town.leader), await phones(town.member)
    session = await Session.get(person_id=town.leader.id)
    await asyncio.gather(phone.ask(NAME), other.ask(NAME))
    await devices.revoke(await community.actor(town.leader), session.id)
    answers = await asyncio.gather(*(one.ask("{ me { name } }") for one in (phone, other, phone, other)))
    assert [answer["me"] and answer["me"]["name"] for answer in answers] == [
        None, "李建平", None, "李建平",
    ]  # fmt: skip


class Slow:
    """Notes whom it is asked for, and answers when it is let."""

    def __init__(self) -> None:
        self.asked: list[set[str]] = []
        self.may_answer = asyncio.Event()

    async def __call__(self, shown: Collection[str]) -> dict[str, Actor]:
        self.asked.append(set(shown))
        await self.may_answer.wait()
        if "bad" in shown:
            raise ConnectionError
        return {one: Actor(id=ids.new(), name=one) for one in shown if one != "nobody"}


async def test_who_asks_while_others_are_looked_up_is_looked_up_afterwards() -> None:
    slow = Slow()
    look_up = LookUp(slow)
    first = asyncio.create_task(look_up.of("a"))
    await turns()
    later = [asyncio.create_task(look_up.of(one)) for one in ("a", "b", "b", "nobody")]
    await turns()
    assert slow.asked == [{"a"}]
    slow.may_answer.set()
    found = await asyncio.gather(first, *later)
    assert [one and one.name for one in found] == ["a", "a", "b", "b", None]
    # The second question of "a" got an answer that was looked up after it was asked.
    assert slow.asked == [{"a"}, {"a", "b", "nobody"}]
    assert found[0] != found[1]


async def test_who_goes_away_takes_nothing_from_the_others_and_a_failure_is_told_to_its_group_only() -> None:
    slow = Slow()
    look_up = LookUp(slow)
    gone, stays = [asyncio.create_task(look_up.of(one)) for one in ("a", "a")]
    await turns()
    gone.cancel()
    bad = asyncio.create_task(look_up.of("bad"))
    slow.may_answer.set()
    assert (await stays or Actor(id=ids.new())).name == "a"
    with pytest.raises(ConnectionError):
        await bad
    assert await look_up.of("b")


async def test_a_large_group_is_looked_up_in_parts() -> None:
    slow = Slow()
    slow.may_answer.set()
    look_up = LookUp(slow)
    shown = [str(number) for number in range(2 * looking_up.MOST + 1)]
    found = await asyncio.gather(*map(look_up.of, shown))
    assert [one and one.name for one in found] == shown
    assert [len(group) for group in slow.asked] == [looking_up.MOST, looking_up.MOST, 1]


@pytest.mark.parametrize(("many", "long"), [(1, 1), (2, 2), (3, 4), (5, 8), (100, 128)])
def test_groups_have_few_lengths(many: int, long: int) -> None:
    values = [str(number) for number in range(many)]
    assert (len(padded(values)), set(padded(values))) == (long, set(values))
