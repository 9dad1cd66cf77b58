"""What the clock does about shifts: reminders, waves, late marks, the end; each exactly once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from backend.access.models import Deed, Person
from backend.kit import clock, work
from backend.push import delivery
from backend.push.models import Message, QuietHours, State
from backend.shifts import attendance, clockwork, deciding, jobs, leaving, offering, own_data, planning
from backend.shifts.clock_models import AskedToFill, Due, DueKind
from backend.shifts.models import Shift, Signup, SignupState, WorkKind
from tests import community
from tests.community import Town
from tests.push.builders import subscribed
from tests.push.conftest import carrier as carrier
from tests.push.conftest import stand_in as stand_in
from tests.push.stand_in import StandIn
from tests.shifts import builders
from tests.supplies.builders import acting, last_read, told
from tests.volunteers import builders as volunteers

SOON = "提醒：一小时后值班"
COMING = "提醒：您快要值班了"
CAN_YOU = "急：值班缺人，您能来吗？"
NOBODY = "急：值班还缺人"
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


async def near(town: Town, name: str, grid: Any = None) -> Person:
    """A volunteer of this grid who goes all over the community."""
    leader = town.neighbour if grid and grid.id == town.west.id else town.leader
    person = await community.resident(name, grid or town.east)
    await volunteers.volunteer(person, leader)
    return person


async def dropped_out(town: Town, number: int = 1) -> Shift:
    """A shift that begins in an hour, of which somebody just left."""
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=number))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await leaving.leave(await acting(chen), shift.id)
    return shift


async def test_the_nearest_are_asked_first_then_the_next_then_the_leader(town: Town) -> None:
    far = [await near(town, f"西{number}", town.west) for number in range(4)]
    here = [await near(town, f"东{number}") for number in range(3)]
    busy, paperless = await near(town, "忙人"), await community.resident("居民", town.east)
    await builders.joined(busy, await builders.shift(town, builders.plan(clock.now() + 2 * HOUR)))
    shift = await dropped_out(town)
    assert await builders.gone() == 1
    asked = await AskedToFill.all().order_by("id").values_list("person_id", "wave")
    assert asked == [(person.id, 1) for person in [*here, *far[:2]]]
    assert {(await told(person))[-1] for person in [*here, *far[:2]]} == {CAN_YOU}
    assert await last_read(here[0]) == "1月29日 20:00–次日 00:00，北门岗亭。能来请打开点一下。"
    assert await Deed.filter(verb="askToFill").values_list("detail", flat=True) == [{"wave": 1, "people": 5}]

    clock.advance(timedelta(minutes=9, seconds=59))
    assert await builders.gone() == 0
    clock.advance(timedelta(seconds=1))
    assert await builders.gone() == 1
    second = await AskedToFill.filter(wave=2).order_by("id").values_list("person_id", flat=True)
    assert second == [person.id for person in far[2:]]
    assert NOBODY not in await told(town.leader)

    clock.advance(timedelta(minutes=10))
    assert await builders.gone() == 1
    assert (await told(town.leader))[-1] == NOBODY
    assert await Due.filter(kind=DueKind.WAVE).count() == 0
    for person in (busy, paperless, town.above):
        assert CAN_YOU not in await told(person)
    assert await AskedToFill.all().count() == 7
    assert await builders.on(shift) == {"陈晨": "LEFT"}


async def test_whoever_of_the_second_wave_joins_ends_the_asking(town: Town) -> None:
    people = [await near(town, f"志愿者{number}") for number in range(12)]
    shift = await dropped_out(town)
    await builders.gone()
    clock.advance(timedelta(minutes=10))
    await builders.gone()
    assert await AskedToFill.all().count() == 10
    await builders.joined(people[7], shift)
    clock.advance(timedelta(minutes=10))
    assert await builders.gone() == 1
    assert await AskedToFill.all().count() == 10
    assert NOBODY not in await told(town.leader)
    assert await Due.filter(kind=DueKind.WAVE).count() == 0


async def test_nobody_is_asked_twice_when_two_places_of_a_role_fall_empty(town: Town) -> None:
    people = [await near(town, f"志愿者{number}") for number in range(8)]
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=2))
    both = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in both:
        await builders.joined(person, shift)
    await leaving.leave(await acting(both[0]), shift.id)
    await builders.gone()
    await leaving.leave(await acting(both[1]), shift.id)
    clock.advance(timedelta(minutes=10))
    await builders.gone()
    asked = await AskedToFill.all().values_list("person_id", flat=True)
    assert sorted(map(str, asked)) == sorted(str(person.id) for person in people)
    assert [(await told(person)).count(CAN_YOU) for person in people] == [1] * 8


async def test_where_nobody_is_near_the_leader_hears_at_once(town: Town) -> None:
    await dropped_out(town)
    assert await builders.gone() == 1
    assert (await told(town.leader))[-1] == NOBODY
    assert await AskedToFill.all().count() == 0


async def test_a_place_that_falls_empty_days_before_is_asked_around_for_by_nobody(town: Town) -> None:
    await near(town, "志愿者")
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=24, seconds=1)))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await leaving.leave(await acting(chen), shift.id)
    assert await builders.gone() == 0
    assert await AskedToFill.all().count() == 0


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


async def test_a_cancelled_shift_asks_nobody(town: Town) -> None:
    other = await near(town, "志愿者")
    shift = await dropped_out(town)
    await planning.cancel(await acting(town.leader), shift.id)
    assert await builders.gone() == 0
    assert CAN_YOU not in await told(other)


async def test_nobody_is_looked_for_where_a_cancelled_shift_has_a_free_place(town: Town) -> None:
    begins = clock.now() + HOUR
    shift = await builders.shift(town, builders.plan(begins, number=1))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await planning.cancel(await acting(town.leader), shift.id)
    messages = len(await told(town.leader))
    await work.unit(lambda: own_data.scrub(chen.id))
    await builders.gone()
    assert len(await told(town.leader)) == messages
    assert await Due.filter(shift_id=shift.id).count() == 0


async def test_who_has_not_come_is_asked_where_they_are_and_the_leader_is_told(town: Town) -> None:
    shift = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift)
    clock.advance(timedelta(days=2))
    await attendance.check_in(await acting(town.leader), shift.id, person=chen.id)
    clock.advance(timedelta(minutes=14, seconds=59))
    await builders.gone()
    assert await Deed.filter(verb="markLate").count() == 0
    clock.advance(timedelta(seconds=1))
    assert await builders.gone() == 1
    assert (await builders.signup_of(zhou, shift)).late_at == clock.now()
    assert (await builders.signup_of(chen, shift)).late_at is None
    assert (await told(zhou))[-1] == "您的班已经开始"
    assert (await told(town.leader))[-1] == "有人值班还没到"
    assert "您的班已经开始" not in await told(chen)


async def test_where_all_have_come_nobody_hears_anything(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    clock.advance(timedelta(days=2))
    await attendance.check_in(await acting(town.leader), shift.id, person=chen.id)
    await builders.gone()
    messages = await Message.all().count()
    clock.advance(timedelta(minutes=15))
    assert await builders.gone() == 1
    assert await Message.all().count() == messages


async def test_nobody_is_looked_for_at_a_desk_at_home(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(kind=WorkKind.REMOTE_DESK))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    clock.advance(timedelta(days=2, minutes=15))
    await builders.gone()
    assert (await builders.signup_of(chen, shift)).late_at is None


async def test_at_the_end_who_never_came_is_missing_and_who_forgot_to_check_out_is_not(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=2))
    people = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in people:
        await builders.joined(person, shift, may_wait=True)
    await offering.offer(await acting(people[1]), shift.id)
    clock.advance(timedelta(days=2))
    await attendance.check_in(await acting(town.leader), shift.id, person=people[0].id)
    clock.advance(timedelta(hours=4, minutes=29))
    await builders.gone()
    assert (await builders.signup_of(people[1], shift)).state is SignupState.JOINED
    clock.advance(timedelta(minutes=1))
    assert await builders.gone() == 1
    came, missing, waited = [await builders.signup_of(person, shift) for person in people]
    assert (came.state, came.went_at, came.minutes) == (SignupState.STOOD, shift.ends_at, 240)
    assert (missing.state, missing.minutes, missing.offered_at) == (SignupState.MISSED, 0, None)
    assert waited.state is SignupState.LEFT
    assert await Due.all().count() == 0
    assert await Deed.filter(verb="closeShift").values_list("detail", flat=True) == [{"people": 2}]


async def test_two_workers_at_once_do_everything_once(town: Town) -> None:
    shifts = []
    for number in range(4):
        shift = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=13), number=1))
        shifts.append(shift)
        for name in ("甲", "乙"):
            person = await builders.volunteer(town, f"{name}{number}")
            await builders.joined(person, shift, may_wait=True)
    for number, shift in enumerate(shifts[:2]):
        person = await Person.all().order_by("id").offset(4 + 2 * number).first()
        assert person
        await leaving.leave(await acting(person), shift.id)
    clock.advance(timedelta(hours=12))
    # Two move up, which is all that they need to hear now; the two others are reminded.
    done = sum([sum(await asyncio.gather(*(clockwork.go() for _ in range(4)))) for _ in range(3)])
    assert done == 2 + 2
    assert await Deed.filter(verb="moveUp").count() == 2
    clock.advance(timedelta(hours=6))
    assert sum(await asyncio.gather(*(clockwork.go() for _ in range(4)))) == 8
    assert await Deed.filter(verb="markLate").count() == 4
    assert await Deed.filter(verb="closeShift").count() == 4
    assert await Signup.filter(state=SignupState.MISSED).count() == 4
    assert await Due.all().count() == 0


async def test_what_fails_is_tried_again_later_and_holds_up_nothing_else(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    clock.advance(timedelta(days=2, hours=5))

    async def break_down(_shift: Shift, _due: Due) -> None:
        await Signup.all().update(minutes=99)
        raise RuntimeError

    monkeypatch.setitem(clockwork._handlers, DueKind.LATE, break_down)
    await builders.gone()
    [left] = await Due.all()
    assert (left.kind, left.due_at) == (DueKind.LATE, clock.now() + timedelta(minutes=1))
    assert "it is tried again later" in caplog.text
    assert (await builders.signup_of(chen, shift)).minutes == 0
    monkeypatch.setitem(clockwork._handlers, DueKind.LATE, jobs.mark_late)
    clock.advance(timedelta(minutes=1))
    assert await builders.gone() == 1
    assert await Due.all().count() == 0
