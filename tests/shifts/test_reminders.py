"""Reminders: the evening before and an hour before; nobody is woken for what is not near."""

from datetime import timedelta

import pytest

from backend.kit import clock
from backend.push import delivery
from backend.push.models import Message, QuietHours, State
from backend.shifts import attendance, leaving, offering, planning
from backend.shifts.clock_models import DueKind
from tests.community import Town
from tests.push.builders import subscribed
from tests.push.conftest import carrier as carrier
from tests.push.conftest import stand_in as stand_in
from tests.push.stand_in import StandIn
from tests.shifts import builders
from tests.supplies.builders import acting, last_read, told

SOON = "提醒：您的班快开始了"
COMING = "提醒：您快要值班了"
HOUR = timedelta(hours=1)


async def test_whoever_is_on_a_shift_hears_of_it_the_evening_before_and_an_hour_before(town: Town) -> None:
    # At nine in the morning.
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(days=2, hours=14)))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    messages = len(await told(chen))
    clock.advance(timedelta(days=2) - timedelta(seconds=1))
    assert await builders.gone() == 0
    clock.advance(timedelta(seconds=1))
    assert await builders.gone() == 1
    assert (await told(chen))[messages:] == [COMING]
    assert await last_read(chen) == "2月1日 09:00–13:00，北门岗亭。"
    [message] = await Message.filter(person_id=chen.id).order_by("-id").limit(1)
    assert message.urgent is False
    clock.advance(timedelta(hours=13))
    assert await builders.gone() == 1
    # What nobody was told yet is replaced by what is nearer.
    assert (await told(chen))[messages:] == [SOON]
    [message] = await Message.filter(person_id=chen.id).order_by("-id").limit(1)
    assert (message.urgent, message.about) == (True, shift.id)
    clock.advance(timedelta(hours=2))
    assert SOON in await told(chen)


async def test_nobody_is_told_of_tomorrow_within_the_hour(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(days=2)))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    messages = len(await told(chen))
    # No worker ran for so long.
    clock.advance(timedelta(days=2) - HOUR / 2)
    assert await builders.gone() == 1
    assert (await told(chen))[messages:] == [SOON]
    assert await builders.dues(shift, DueKind.EVENING, DueKind.HOUR) == []


async def test_nobody_is_told_that_a_shift_begins_in_an_hour_when_it_has_begun(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + 2 * HOUR))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    # No worker ran for so long.
    clock.advance(2 * HOUR)
    assert await builders.gone() == 1
    assert SOON not in await told(chen)


@pytest.mark.usefixtures("carrier")
async def test_in_quiet_hours_the_evening_waits_and_the_hour_rings(town: Town, stand_in: StandIn) -> None:
    # From one in the morning of the 31st.
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(days=1, hours=6)))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    phone = stand_in.handset()
    await subscribed(chen, phone)
    await QuietHours.create(person=chen, begins=18 * 60, ends=6 * 60, zone="Asia/Shanghai")
    await Message.all().delete()
    clock.advance(timedelta(days=1))
    await builders.gone()
    await delivery.deliver()
    assert phone.said == []
    waiting = await Message.get(person_id=chen.id)
    assert (waiting.state, waiting.due_at) == (State.WAITING, clock.now() + timedelta(hours=11))
    clock.advance(timedelta(hours=5))
    await builders.gone()
    await delivery.deliver()
    assert [said["title"] for said in phone.said] == [SOON]
    clock.advance(timedelta(hours=7))
    await delivery.deliver()
    assert len(phone.said) == 1


async def test_nobody_is_woken_for_what_is_days_away(town: Town) -> None:
    leader = await acting(town.leader)
    far = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=13)))
    near_ = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=12, days=1)))
    for shift, name in ((far, "陈晨"), (near_, "周舟")):
        await builders.joined(await builders.volunteer(town, name), shift)
    clock.advance(timedelta(days=1))
    with clock.held(clock.now() - timedelta(days=1)):
        await planning.cancel(leader, far.id)
    await planning.cancel(leader, near_.id)
    rings = {row.about: row.urgent for row in await Message.filter(about__in=[far.id, near_.id])}
    assert rings == {far.id: False, near_.id: True}


async def test_nobody_is_reminded_of_what_they_left_or_are_at_already(town: Town) -> None:
    shift = await builders.shift(town)
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    await builders.joined(chen, shift)
    await builders.joined(zhou, shift)
    offered = await offering.offer(await acting(zhou), shift.id)
    await offering.take(await acting(wu), offered.id)
    await leaving.leave(await acting(chen), shift.id)
    clock.advance(timedelta(days=2) - HOUR)
    # The leader's tap, before the clock has gone round.
    await attendance.check_in(await acting(town.leader), shift.id, person=wu.id)
    await builders.gone()
    for person in (chen, zhou, wu):
        assert not {SOON, COMING} & set(await told(person))
