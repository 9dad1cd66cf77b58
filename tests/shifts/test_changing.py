"""Changing what people have joined: whom that tells, and whom it asks again."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.kit import clock, live, nodes
from backend.kit.refusals import Changed, NotFound
from backend.shifts import changing, deciding, leaving, planning
from backend.shifts.clock_models import AskedToFill, DueKind
from backend.shifts.models import Shift, ShiftRole
from backend.shifts.plans import Needed
from backend.shifts.refusals import PlacesTaken, ShiftCancelled, ShiftOver, ShiftOverlaps
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, last_read, refused, told

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_whoever_is_on_a_shift_that_moves_across_midnight_is_asked_again_and_reminded_anew(
    town: Town,
) -> None:
    shift = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    signup = await builders.joined(chen, shift)
    # From seven in the evening of the 31st to one in the morning of the 1st.
    moved = builders.plan(shift.starts_at + 6 * HOUR)
    after = await changing.change(await acting(town.leader), shift.id, moved, version=1)
    assert (after.version, after.starts_at) == (2, shift.starts_at + 6 * HOUR)
    kept = await builders.signup_of(chen, shift)
    assert (kept.state.value, kept.asked_again_at, kept.version) == ("JOINED", clock.now(), 2)
    assert (await told(chen))[-1] == "值班时间改了，请确认"
    assert await last_read(chen) == "现在是 2月1日 01:00–05:00，北门岗亭。请打开确认还来不来。"
    begins = after.starts_at
    assert await builders.dues(shift) == [
        # Seven in the evening of the day before the new one.
        (DueKind.EVENING, datetime(2020, 1, 31, 11, 0, tzinfo=UTC)),
        (DueKind.LATE, begins + timedelta(minutes=15)),
        (DueKind.CLOSE, begins + 4 * HOUR + timedelta(minutes=30)),
    ]
    await deciding.confirm(await acting(chen), shift.id)
    assert (await builders.signup_of(chen, shift)).asked_again_at is None
    with refused(NotFound):
        await deciding.confirm(await acting(zhou), shift.id)
    assert signup.id == kept.id


async def test_who_leaves_because_it_was_moved_does_not_leave_late(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    soon = builders.plan(clock.now() + 3 * HOUR)
    await changing.change(await acting(town.leader), shift.id, soon, version=1)
    await leaving.leave(await acting(chen), shift.id)
    assert (await builders.signup_of(chen, shift)).left_late is False


async def test_nobody_says_that_they_come_to_two_shifts_at_once(town: Town) -> None:
    shift = await builders.shift(town)
    other = await builders.shift(town, builders.plan(shift.starts_at + 2 * DAY))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await builders.joined(chen, other)
    moved = builders.plan(other.starts_at + HOUR)
    await changing.change(await acting(town.leader), shift.id, moved, version=1)
    before = await builders.everything()
    with refused(ShiftOverlaps):
        await deciding.confirm(await acting(chen), shift.id)
    assert await builders.everything() == before
    await leaving.leave(await acting(chen), other.id)
    assert (await deciding.confirm(await acting(chen), shift.id)).asked_again_at is None


async def test_what_is_only_called_otherwise_asks_nobody_again(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    due = await builders.dues(shift)
    wanted = replace(builders.plan(), place="南门")
    await changing.change(await acting(town.leader), shift.id, wanted, version=1)
    assert (await builders.signup_of(chen, shift)).asked_again_at is None
    assert await builders.dues(shift) == due
    assert (await told(chen))[-1] == "值班安排有变动"


async def test_who_has_no_place_is_not_asked_whether_they_come_and_who_has_is_until_they_say(
    town: Town,
) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    leader = await acting(town.leader)
    moved = builders.plan(shift.starts_at + HOUR, number=1)
    await changing.change(leader, shift.id, moved, version=1)
    assert (await told(zhou))[-1] == "值班安排有变动"
    assert await last_read(zhou) == "1月31日 20:00–次日 00:00，北门岗亭。"
    await changing.change(leader, shift.id, replace(moved, place="南门"), version=2)
    assert (await told(chen))[-1] == "值班时间改了，请确认"
    assert await last_read(chen) == "现在是 1月31日 20:00–次日 00:00，南门。请打开确认还来不来。"
    await deciding.confirm(await acting(chen), shift.id)
    await changing.change(leader, shift.id, moved, version=3)
    assert (await told(chen))[-1] == "值班安排有变动"


async def test_of_two_leaders_who_change_it_at_once_the_second_is_shown_what_the_first_wrote(
    town: Town,
) -> None:
    shift = await builders.shift(town)
    answers = await asyncio.gather(
        *[
            changing.change(
                await acting(leader), shift.id, replace(builders.plan(), place=leader.name), version=1
            )
            for leader in (town.leader, town.above)
        ],
        return_exceptions=True,
    )
    [changed] = [one for one in answers if isinstance(one, Shift)]
    [other] = [one for one in answers if isinstance(one, Changed)]
    assert (other.version, other.node) == (2, nodes.opaque("Shift", shift.id))
    kept = await Shift.get(id=shift.id)
    assert (kept.version, kept.place) == (2, changed.place)


async def test_no_role_becomes_smaller_than_the_people_on_it(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=3))
    for name in ("陈晨", "周舟"):
        await builders.joined(await builders.volunteer(town, name), shift)
    leader = await acting(town.leader)
    before = await builders.everything()
    with refused(PlacesTaken, taken=2):
        await changing.change(leader, shift.id, builders.plan(number=1), version=1)
    with refused(PlacesTaken, taken=2):
        wanted = replace(builders.plan(), roles=(Needed(2, "测温"), Needed(2, "登记")))
        await changing.change(leader, shift.id, wanted, version=1)
    assert await builders.everything() == before
    await changing.change(leader, shift.id, builders.plan(number=2), version=1)
    role = await builders.role_of(shift)
    assert (role.needed, role.taken) == (2, 2)


async def test_a_role_that_everybody_left_can_go(town: Town) -> None:
    wanted = replace(builders.plan(), roles=(Needed(1, "测温"), Needed(1, "登记")))
    shift = await builders.shift(town, wanted)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await leaving.leave(await acting(chen), shift.id)
    only = replace(wanted, roles=(Needed(2, "登记"),))
    await changing.change(await acting(town.leader), shift.id, only, version=1)
    [role] = await ShiftRole.filter(shift_id=shift.id)
    assert (role.name, role.needed, role.taken) == ("登记", 2, 0)
    assert (await builders.signup_of(chen, shift)).role_id == role.id


async def test_a_single_role_keeps_its_people_under_a_new_name(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(chen, shift)
    wanted = replace(builders.plan(), roles=(Needed(1, "测温"),))
    await changing.change(await acting(town.leader), shift.id, wanted, version=1)
    role = await ShiftRole.get(id=signup.role_id)
    assert (role.name, role.needed, role.taken) == ("测温", 1, 1)


async def test_who_waited_has_the_places_that_a_change_adds_even_where_it_moves_the_shift(
    town: Town,
) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    moved = builders.plan(shift.starts_at + HOUR, number=2)
    await changing.change(await acting(town.leader), shift.id, moved, version=1)
    await builders.gone()
    assert await builders.on(shift) == {"陈晨": "JOINED", "周舟": "JOINED"}
    assert (await builders.signup_of(zhou, shift)).asked_again_at is None


async def test_a_shift_that_is_moved_goes_on_looking_for_somebody(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + 3 * HOUR, number=1))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    await builders.joined(chen, shift)
    await leaving.leave(await acting(chen), shift.id)
    assert await builders.gone() == 1
    assert await AskedToFill.all().values_list("person_id", flat=True) == [zhou.id]
    moved = builders.plan(shift.starts_at + HOUR, number=1)
    await changing.change(await acting(town.leader), shift.id, moved, version=1)
    clock.advance(timedelta(minutes=10))
    await builders.gone()
    # At this hour they may have time.
    assert (await told(zhou))[-1] == "急：值班缺人，您能来吗？"
    assert await last_read(zhou) == "1月29日 23:00–次日 03:00，北门岗亭。能来请打开点一下。"
    assert await AskedToFill.all().values_list("wave", flat=True) == [2]


async def test_what_is_over_or_cancelled_is_not_changed_any_more(town: Town) -> None:
    over, cancelled = await builders.shift(town), await builders.shift(town)
    leader = await acting(town.leader)
    await planning.cancel(leader, cancelled.id)
    clock.advance(timedelta(days=2, hours=4))
    before = await builders.everything()
    for shift, kind in ((over, ShiftOver), (cancelled, ShiftCancelled)):
        with refused(kind):
            await changing.change(leader, shift.id, builders.plan(), version=shift.version)
        with refused(kind):
            await planning.cancel(leader, shift.id)
    assert await builders.everything() == before


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_whoever_looks_at_a_shift_that_changes_is_told_to_look_again(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    leader = await acting(town.leader)
    with live.screen() as hints:
        await changing.change(leader, shift.id, builders.plan(number=3), version=1)
        await planning.cancel(leader, shift.id)
        told_of = [hints.get_nowait() for _ in range(hints.qsize())]
    shown = [hint for hint in told_of if hint.what == "Shift"]
    assert [(hint.row, hint.path, hint.people, hint.near) for hint in shown] == [
        (shift.id, town.east.path, (chen.id,), True)
    ] * 2
