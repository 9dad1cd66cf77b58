"""Joining a shift: exact under a storm, and refused with the reason."""

import asyncio
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.kit import clock
from backend.shifts import joining
from backend.shifts.models import Shift, ShiftRole, Signup, SignupState
from backend.shifts.refusals import AlreadyJoined, NotOnThisGround, ShiftFull, ShiftOverlaps, TooLittleRest
from tests import community
from tests.community import Town
from tests.shifts import builders


async def test_whoever_joins_has_a_place(town: Town) -> None:
    shift = await builders.shift(town)
    signup = await builders.joined(await builders.volunteer(town, "陈晨"), shift)
    assert signup.state is SignupState.JOINED
    assert (await ShiftRole.get(shift_id=shift.id)).taken == 1


async def test_a_full_shift_refuses_and_keeps_its_volunteers(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    first = await builders.joined(await builders.volunteer(town, "陈晨"), shift)
    late = await builders.volunteer(town, "周舟")
    with pytest.raises(ShiftFull):
        await builders.joined(late, shift)
    waiting = await builders.joined(late, shift, may_wait=True)
    assert waiting.state is SignupState.WAITING
    assert [(row.id, row.state) for row in await Signup.all().order_by("id")] == [
        (first.id, SignupState.JOINED),
        (waiting.id, SignupState.WAITING),
    ]


async def test_the_same_key_has_the_same_answer(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    role = await ShiftRole.get(shift_id=shift.id)
    actor = await community.actor(await builders.volunteer(town, "陈晨"))
    wish, key = joining.Wish(shift.id, role.id), uuid4()
    answers = await asyncio.gather(*(joining.join(actor, wish, key=key) for _ in range(5)))
    assert len({answer.id for answer in answers}) == 1
    with pytest.raises(AlreadyJoined):
        await joining.join(actor, wish, key=uuid4())


async def test_nobody_stands_twice_at_once_or_without_rest(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    first = await builders.shift(town, builders.plan(begins))
    beside = await builders.shift(town, builders.plan(begins + timedelta(hours=2)))
    after = await builders.shift(town, builders.plan(begins + timedelta(hours=9)))
    rested = await builders.shift(town, builders.plan(begins + timedelta(hours=12)))
    person = await builders.volunteer(town, "陈晨")
    await builders.joined(person, first)
    with pytest.raises(ShiftOverlaps):
        await builders.joined(person, beside)
    with pytest.raises(TooLittleRest):
        await builders.joined(person, after)
    await builders.joined(person, rested)


async def test_a_stranger_is_told_how_to_become_a_volunteer(town: Town) -> None:
    shift = await builders.shift(town)
    with pytest.raises(NotOnThisGround):
        await builders.joined(await community.resident("过客", town.east), shift)


async def test_a_storm_fills_every_place_once(town: Town) -> None:
    shifts = [
        await builders.shift(town, builders.plan(clock.now() + timedelta(days=day), number=5))
        for day in range(1, 11)
    ]
    people = [await builders.volunteer(town, f"志愿者{number}") for number in range(100)]

    async def try_(number: int) -> str:
        try:
            await builders.joined(people[number], shifts[number % 10])
        except ShiftFull:
            return "full"
        return "joined"

    answers = Counter(await asyncio.gather(*(try_(number) for number in range(100))))
    assert answers == {"joined": 50, "full": 50}
    assert {role.taken for role in await ShiftRole.all()} == {5}
    assert await Shift.all().count() == 10
