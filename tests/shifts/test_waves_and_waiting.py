"""A place that falls empty shortly before and is waited for: the waiting list has it before whoever is near."""

from datetime import timedelta

import pytest

from backend.kit import clock
from backend.shifts import deciding, leaving
from backend.shifts.clock_models import AskedToFill
from tests.community import Town
from tests.shifts import builders
from tests.shifts.dropping_out import CAN_YOU, HOUR, near
from tests.supplies.builders import acting, told


async def test_who_waits_comes_before_who_is_near(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=1))
    other = await near(town, "志愿者")
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    assert await builders.on(shift) == {"陈晨": "LEFT", "周舟": "JOINED"}
    assert CAN_YOU not in await told(other)


@pytest.mark.parametrize("by_approval", [False, True])
async def test_where_nobody_of_the_waiting_list_can_the_nearest_are_asked(
    town: Town, by_approval: bool
) -> None:
    wanted = builders.plan(clock.now() + HOUR, number=1, by_approval=by_approval)
    shift = await builders.shift(town, wanted)
    beside = await builders.shift(town, builders.plan(clock.now() + 2 * HOUR))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    first = await builders.joined(chen, shift)
    if by_approval:
        await deciding.approve(await acting(town.leader), first.id, accepted=True)
    await builders.joined(zhou, shift, may_wait=True)
    await builders.joined(zhou, beside)
    other = await near(town, "志愿者")
    await leaving.leave(await acting(chen), shift.id)
    assert await builders.gone() == 2
    assert (await told(other))[-1] == CAN_YOU


async def test_a_second_place_that_nobody_of_the_waiting_list_can_fill_is_asked_around_for_at_once(
    town: Town,
) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=2))
    beside = await builders.shift(town, builders.plan(clock.now() + 2 * HOUR))
    *both, waiting = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in (*both, waiting):
        await builders.joined(person, shift, may_wait=True)
    await builders.joined(waiting, beside)
    people = [await near(town, f"志愿者{number}") for number in range(7)]
    for person, asked in zip(both, (5, 7), strict=True):
        await leaving.leave(await acting(person), shift.id)
        # The waiting list is gone through first.
        assert await builders.gone() == 2
        assert await AskedToFill.all().values_list("wave", flat=True) == [1] * asked
        clock.advance(timedelta(minutes=3))
    assert [(await told(person)).count(CAN_YOU) for person in people] == [1] * 7


async def test_once_it_has_begun_nobody_is_put_on_it_who_waited_but_asked_before_the_nearest(
    town: Town,
) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=1))
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in (chen, zhou, wu):
        await builders.joined(person, shift, may_wait=True)
    other = await near(town, "志愿者")
    clock.advance(2 * HOUR)
    await builders.gone()
    await leaving.leave(await acting(chen), shift.id)
    assert await builders.gone() == 1
    assert await builders.on(shift) == dict.fromkeys(["陈晨", "周舟", "吴越"], "LEFT")
    assert [(await told(person))[-1] for person in (zhou, wu)] == [CAN_YOU, CAN_YOU]
    assert CAN_YOU not in await told(other)
    await builders.joined(wu, shift)
    clock.advance(4 * HOUR)
    await builders.gone()
    assert await builders.on(shift) == {"陈晨": "LEFT", "周舟": "LEFT", "吴越": "MISSED"}


async def test_where_nobody_who_waited_comes_the_nearest_are_asked_ten_minutes_later(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=1))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    other = await near(town, "志愿者")
    clock.advance(2 * HOUR)
    await builders.gone()
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    clock.advance(timedelta(minutes=10))
    assert await builders.gone() == 1
    assert (await told(other))[-1] == CAN_YOU
