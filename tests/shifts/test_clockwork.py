"""What the clock does about a shift at its beginning and its end; each exactly once, and what fails later."""

import asyncio
from datetime import timedelta

import pytest

from backend.access.models import Deed, Person
from backend.kit import clock
from backend.push.models import Message
from backend.shifts import attendance, clockwork, jobs, leaving, offering
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import Shift, Signup, SignupState, WorkKind
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, told


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


async def test_where_whoever_leads_has_not_come_somebody_above_hears(town: Town) -> None:
    shift = await builders.shift(town)
    for person in (town.member, town.leader):
        await builders.joined(person, shift)
    clock.advance(timedelta(days=2, minutes=15))
    await builders.gone()
    assert (await told(town.leader))[-1] == "您的班已经开始"
    assert (await told(town.above))[-1] == "有人值班还没到"


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
