"""Calling shifts off, and who is told."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from backend.grids.models import Grid
from backend.shifts import joining, planning
from backend.shifts.clock_models import Due
from backend.shifts.models import Rota, Shift, ShiftState, Signup, WorkKind
from tests.community import Town
from tests.phones import Phones
from tests.shifts import builders, documents
from tests.shifts.asking import did, named
from tests.shifts.crews import BY_DAY, BY_NIGHT, created, crew, template
from tests.supplies.builders import acting, last_read, told

SHANGHAI = ZoneInfo("Asia/Shanghai")
TWELVE_HOURS = timedelta(hours=12)


async def test_whoever_is_on_a_cancelled_shift_is_told_and_the_clock_forgets_it(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    await builders.joined(chen, shift)
    await builders.joined(zhou, shift, may_wait=True)
    cancelled = await planning.cancel(await acting(town.leader), shift.id, "下大雪")
    assert (cancelled.state, cancelled.reason, cancelled.version) == (ShiftState.CANCELLED, "下大雪", 2)
    assert await Due.all().count() == 0
    for person in (chen, zhou):
        assert (await told(person))[-1] == "值班取消了"
        assert await last_read(person) == "1月31日 19:00–23:00。这一班不用来了，谢谢您。"
    # It takes nobody's time any more.
    assert (await builders.joined(chen, await builders.shift(town))).state.value == "JOINED"


async def test_of_many_that_are_cancelled_at_once_each_is_told_once(town: Town) -> None:
    shifts = await builders.created(town, builders.plan(number=2), "FREQ=DAILY;COUNT=5")
    other = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for shift in shifts:
        await builders.joined(chen, shift)
    await builders.joined(zhou, shifts[4])
    messages = len(await told(chen)), len(await told(zhou))
    await planning.cancel(await acting(town.leader), shifts[1].id, all_following=True)
    states = [shift.state.value for shift in await Shift.filter(series=shifts[0].id).order_by("starts_at")]
    assert states == ["PLANNED", "CANCELLED", "CANCELLED", "CANCELLED", "CANCELLED"]
    assert (await Shift.get(id=other.id)).state is ShiftState.PLANNED
    assert (len(await told(chen)), len(await told(zhou))) == (messages[0] + 1, messages[1] + 1)
    assert await last_read(chen) == "2月1日 19:00–23:00 和之后的班，一共 4 个，都不用来了，谢谢您。"
    assert await last_read(zhou) == "2月4日 19:00–23:00。这一班不用来了，谢谢您。"
    assert {row.shift_id for row in await Due.all()} == {shifts[0].id, other.id}


async def test_joins_and_cancelling_at_once_leave_nobody_with_a_place_they_were_not_told_to_forget(
    town: Town,
) -> None:
    shifts = await builders.created(town, builders.plan(number=20), "FREQ=DAILY;COUNT=4")
    people = [await builders.volunteer(town, f"志愿者{number}") for number in range(8)]
    actors = [await acting(person) for person in people]
    roles = {shift.id: (await builders.role_of(shift)).id for shift in shifts}
    leader = await acting(town.leader)
    joins = [
        joining.join(actor, joining.Wish(shift.id, roles[shift.id]))
        for actor in actors
        for shift in reversed(shifts)
    ]
    answers = await asyncio.gather(
        *joins, planning.cancel(leader, shifts[0].id, all_following=True), return_exceptions=True
    )
    assert {type(one).__name__ for one in answers} <= {"Signup", "Shift", "ShiftCancelled"}
    for person in people:
        has_place = await Signup.filter(person_id=person.id).exists()
        assert ("值班取消了" in await told(person)) == has_place
    assert await Grid.all().count() == 4


async def test_of_a_rota_those_like_it_are_cancelled_and_its_other_shifts_stay(
    town: Town, phones: Phones
) -> None:
    # The desk begins at the hour of the gate, and is other work.
    desk = replace(BY_DAY, number=1, kind=WorkKind.REMOTE_DESK)
    rota = await created(town, template(await crew(town, 8), BY_DAY, BY_NIGHT, desk))
    guards = [one for one in await _of(rota) if (one.kind, one.length) == (WorkKind.GUARD, TWELVE_HOURS)]
    by_day = [one for one in guards if one.starts_at.astimezone(SHANGHAI).hour == 8]
    others = Shift.filter(rota_id=rota.id).exclude(id__in=[one.id for one in by_day[2:]]).order_by("id")
    before, leader = await others.values(), await phones(town.leader)
    counted = (await leader.ask(documents.LED, id=named("Shift", by_day[2])))["shift"]["alikeAfter"]
    cancel = {"shift": named("Shift", by_day[2]), "allFollowing": True}
    assert (await did(leader, documents.CANCEL, **cancel))["state"] == "CANCELLED"
    cancelled = await Shift.filter(rota_id=rota.id, state=ShiftState.CANCELLED).order_by("starts_at")
    assert [one.id for one in cancelled] == [one.id for one in by_day[2:]]
    assert (len(cancelled), counted) == (5, 4)
    assert await others.values() == before


async def _of(rota: Rota) -> list[Shift]:
    return await Shift.filter(rota_id=rota.id).order_by("starts_at", "id")
