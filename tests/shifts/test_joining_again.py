"""Joining once more: who is on it already, comes back, sends the same again, or asks beside others."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.access.models import Deed
from backend.kit import clock
from backend.kit.refusals import KeyReused, Refused
from backend.shifts import attendance, deciding, joining, leaving
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import Shift, ShiftRole, SignupState
from backend.shifts.refusals import (
    AlreadyJoined,
    NotOnThisGround,
    ShiftFull,
    ShiftOverlaps,
)
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, refused


@pytest.mark.parametrize("state", ["JOINED", "WAITING", "ASKED"])
async def test_nobody_joins_twice(town: Town, state: str) -> None:
    wanted = builders.plan(number=1, by_approval=state == "ASKED")
    shift = await builders.shift(town, wanted)
    if state == "WAITING":
        await builders.joined(town.member, shift)
    person = await builders.volunteer(town, "陈晨")
    assert (await builders.joined(person, shift, may_wait=True)).state.value == state
    before = await builders.everything()
    with refused(AlreadyJoined):
        await builders.joined(person, shift, may_wait=True)
    assert await builders.everything() == before


async def test_whose_hours_were_set_to_nought_does_not_take_a_second_place(town: Town) -> None:
    shift = await builders.shift(town)
    person = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(person, shift)
    clock.advance(timedelta(days=2))
    leader = await acting(town.leader)
    await attendance.check_in(leader, shift.id, person=person.id)
    await attendance.check_out(leader, shift.id, person=person.id)
    await attendance.approve_hours(leader, signup.id, minutes=0)
    before = await builders.everything()
    with refused(AlreadyJoined):
        await builders.joined(person, shift)
    assert await builders.everything() == before


async def test_whoever_comes_back_stands_as_if_for_the_first_time(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=6)))
    person = await builders.volunteer(town, "陈晨")
    first = await builders.joined(person, shift)
    clock.advance(timedelta(hours=2))
    await leaving.leave(await acting(person), shift.id, reason="发烧了")
    left = await builders.signup_of(person, shift)
    assert (left.state, left.left_late, left.reason) == (SignupState.LEFT, True, "发烧了")
    clock.advance(timedelta(minutes=5))
    again = await builders.joined(person, shift)
    kept = await builders.signup_of(person, shift)
    assert (again.id, kept.state, kept.left_late, kept.reason) == (first.id, SignupState.JOINED, False, "")
    assert (kept.asked_at, kept.version) == (clock.now(), 3)
    assert (await builders.role_of(shift)).taken == 1
    assert await Due.filter(signup_id=first.id).values_list("kind", flat=True) == [DueKind.HOUR]


async def test_who_was_declined_may_ask_again(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    person = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(person, shift)
    await deciding.approve(await acting(town.leader), signup.id, accepted=False, reason="这次够了")
    assert (await builders.signup_of(person, shift)).reason == "这次够了"
    again = await builders.joined(person, shift)
    assert (again.id, again.state, again.reason) == (signup.id, SignupState.ASKED, "")


async def test_the_same_key_has_the_same_answer(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    role = await builders.role_of(shift)
    actor = await acting(await builders.volunteer(town, "陈晨"))
    wish, key = joining.Wish(shift.id, role.id), uuid4()
    answers = await asyncio.gather(*(joining.join(actor, wish, key=key) for _ in range(5)))
    assert len({answer.id for answer in answers}) == 1
    before = await builders.everything()
    with refused(AlreadyJoined):
        await joining.join(actor, wish, key=uuid4())
    with refused(KeyReused):
        await joining.join(actor, replace(wish, may_wait=True), key=key)
    assert await builders.everything() == before


async def test_a_refused_key_stays_refused_when_a_place_is_free_again(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    wish, key = joining.Wish(shift.id, (await builders.role_of(shift)).id), uuid4()
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    await builders.joined(chen, shift)
    with refused(ShiftFull, waiting=0):
        await joining.join(await acting(zhou), wish, key=key)
    await leaving.leave(await acting(chen), shift.id)
    with refused(ShiftFull, waiting=0):
        await joining.join(await acting(zhou), wish, key=key)
    assert await builders.on(shift) == {"陈晨": "LEFT"}


async def test_of_all_who_ask_at_one_moment_each_has_an_answer_of_their_own(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    shift = await builders.shift(town, builders.plan(begins, number=1))
    beside = await builders.shift(town, builders.plan(begins + timedelta(hours=1), number=1))
    chen, zhou = [await acting(await builders.volunteer(town, name)) for name in ("陈晨", "周舟")]
    stranger = await acting(await community.resident("过客", town.east))
    here, there = [
        joining.Wish(one.id, (await builders.role_of(one)).id, may_wait=False) for one in (shift, beside)
    ]
    asked = [(chen, here), (chen, there), (zhou, here), (stranger, here), (zhou, there), (zhou, there)]
    answers = await asyncio.gather(
        *(joining.join(actor, wish, key=uuid4()) for actor, wish in asked), return_exceptions=True
    )
    said = [type(one) if isinstance(one, Refused) else one.state for one in answers]  # type: ignore[union-attr]
    assert said == [
        SignupState.JOINED,
        ShiftOverlaps,
        ShiftFull,
        NotOnThisGround,
        SignupState.JOINED,
        AlreadyJoined,
    ]
    assert (await builders.on(shift), await builders.on(beside)) == ({"陈晨": "JOINED"}, {"周舟": "JOINED"})
    assert await Deed.filter(verb="joinShift").count() == 2


async def test_the_table_itself_refuses_more_people_than_places(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    with pytest.raises(Exception, match=r"role_counts|CHECK"):
        await ShiftRole.filter(shift_id=shift.id).update(taken=2)
    assert (await builders.role_of(shift)).taken == 0
    assert await Shift.all().count() == 1
