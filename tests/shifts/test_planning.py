"""Setting shifts, changing what people have joined, and calling it off."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.grids import closing, zones
from backend.grids.models import Grid
from backend.grids.refusals import GridClosed, GridInUse
from backend.kit import clock, live, nodes
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.shifts import deciding, joining, leaving, planning, plans, repeating
from backend.shifts.clock_models import AskedToFill, Due, DueKind
from backend.shifts.models import Shift, ShiftRole, ShiftState, Signup
from backend.shifts.plans import Needed, Plan
from backend.shifts.refusals import PlacesTaken, ShiftCancelled, ShiftOver, ShiftOverlaps
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, last_read, refused, told

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")


async def created(town: Town, wanted: Plan, repeats: str = "") -> list[Shift]:
    """What the leader of the east grid sets, in the order of time."""
    await planning.create(await acting(town.leader), town.east.id, wanted, repeats=repeats)
    return await Shift.all().order_by("starts_at")


async def dues(shift: Shift, *kinds: DueKind) -> list[tuple[DueKind, datetime]]:
    """What the clock has to do about a shift."""
    rows = await Due.filter(shift_id=shift.id).order_by("due_at", "id")
    return [(due.kind, due.due_at) for due in rows if not kinds or due.kind in kinds]


async def test_a_shift_is_looked_after_by_the_clock_from_the_start(town: Town) -> None:
    shift = await builders.shift(town)
    assert (shift.contact_id, shift.version, shift.series) == (town.leader.id, 1, None)
    assert await dues(shift) == [
        (DueKind.LATE, shift.starts_at + timedelta(minutes=15)),
        (DueKind.CLOSE, shift.ends_at + timedelta(minutes=30)),
    ]


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": timedelta(days=2)}, "endsAt"),
        ({"ends_at": timedelta(days=1)}, "endsAt"),
        ({"ends_at": timedelta(days=3, seconds=1)}, "endsAt"),
        ({"starts_at": timedelta(hours=-3), "ends_at": timedelta()}, "startsAt"),
        ({"starts_at": timedelta(days=366, seconds=1), "ends_at": timedelta(days=366, hours=1)}, "startsAt"),
        ({"place": "  "}, "place"),
        ({"place": "门" * 81}, "place"),
        ({"brief": "字" * 1001}, "brief"),
        ({"roles": ()}, "roles"),
        ({"roles": (Needed(0),)}, "roles"),
        ({"roles": (Needed(201),)}, "roles"),
        ({"roles": (Needed(1), Needed(2))}, "roles"),
        ({"roles": (Needed(1, "门" * 41),)}, "roles"),
        ({"roles": tuple(Needed(1, str(number)) for number in range(9))}, "roles"),
    ],
)
async def test_what_nobody_could_stand_is_refused(town: Town, changes: dict[str, Any], field: str) -> None:
    shift = await builders.shift(town)
    said = {
        name: clock.now() + value if isinstance(value, timedelta) else value
        for name, value in changes.items()
    }
    wanted = replace(builders.plan(), **said)
    leader = await acting(town.leader)
    before = await builders.everything()
    with refused(BadInput, field=field):
        await planning.create(leader, town.east.id, wanted)
    with refused(BadInput, field=field):
        await planning.change(leader, shift.id, wanted, version=1)
    assert await builders.everything() == before


async def test_a_time_without_a_zone_is_refused(town: Town) -> None:
    begins = datetime(2020, 2, 1, 8, 0)  # noqa: DTZ001 -- that is what is refused
    wanted = replace(builders.plan(), starts_at=begins, ends_at=begins + HOUR)
    with refused(BadInput, field="startsAt"):
        await planning.create(await acting(town.leader), town.east.id, wanted)


async def test_the_longest_shift_lasts_a_day_and_may_begin_in_a_year(town: Town) -> None:
    begins = clock.now() + timedelta(days=366)
    [shift] = await created(town, builders.plan(begins, hours=24))
    assert shift.length == DAY


async def test_only_who_answers_for_the_ground_sets_shifts_there(town: Town) -> None:
    shift = await builders.shift(town)
    strangers = [town.neighbour, await builders.volunteer(town, "陈晨")]
    before = await builders.everything()
    for stranger in strangers:
        actor = await acting(stranger)
        with refused(NotFound):
            await planning.create(actor, town.east.id, builders.plan())
        with refused(NotFound):
            await planning.change(actor, shift.id, builders.plan(), version=1)
        with refused(NotFound):
            await planning.cancel(actor, shift.id, all_following=True)
        assert await builders.everything() == before
    assert (await planning.create(await acting(town.above), town.east.id, builders.plan())).grid_id


async def test_a_grid_with_shifts_to_come_is_not_closed_and_a_closed_one_gets_none(town: Town) -> None:
    bare = await community.grid("第三网格", town.east.tier, town.community)
    above = await acting(town.above)
    shift = await planning.create(above, bare.id, builders.plan())
    with refused(GridInUse, count=1):
        await closing.close(above, bare.id, version=1)
    await planning.cancel(above, shift.id)
    await closing.close(above, bare.id, version=1)
    before = await builders.everything()
    with refused(GridClosed):
        await planning.create(above, bare.id, builders.plan())
    assert await builders.everything() == before


async def test_of_closing_a_grid_and_setting_a_shift_there_at_once_one_is_refused(town: Town) -> None:
    bare = await community.grid("第三网格", town.east.tier, town.community)
    above = await acting(town.above)
    answers = await asyncio.gather(
        closing.close(above, bare.id, version=1),
        planning.create(above, bare.id, builders.plan()),
        return_exceptions=True,
    )
    kinds = {type(one).__name__ for one in answers}
    assert kinds in ({"Grid", "GridClosed"}, {"GridInUse", "Shift"})
    assert await Shift.all().count() == int("Shift" in kinds)


async def test_a_rule_repeats_until_its_last_day_whole(town: Town) -> None:
    wanted = builders.plan(hours=12)
    shifts = await created(town, wanted, "FREQ=DAILY;UNTIL=20200203")
    assert [shift.starts_at - wanted.starts_at for shift in shifts] == [DAY * number for number in range(4)]
    assert {shift.series for shift in shifts} == {shifts[0].id}
    assert {(await builders.role_of(shift)).needed for shift in shifts} == {2}
    assert [len(await dues(shift)) for shift in shifts] == [2, 2, 2, 2]


async def test_the_last_moment_of_a_rule_is_said_by_any_clock(town: Town) -> None:
    # Two in the afternoon of the 2nd in UTC is ten in the evening there, after the shift begins.
    assert len(await created(town, builders.plan(), "RRULE:FREQ=DAILY;UNTIL=20200202T140000Z")) == 3


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("FREQ=DAILY", 367),
        ("FREQ=DAILY;COUNT=999", 367),
        ("FREQ=DAILY;UNTIL=20990101", 367),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 261),
        ("FREQ=MONTHLY;BYMONTHDAY=31", 8),
        ("FREQ=MONTHLY;BYDAY=-1SU", 12),
        ("FREQ=DAILY;INTERVAL=3;COUNT=5", 5),
    ],
)
async def test_a_rule_that_repeats_for_ever_is_cut_at_a_year(town: Town, rule: str, number: int) -> None:
    shifts = await created(town, builders.plan(), rule)
    assert len(shifts) == number
    assert shifts[-1].starts_at <= shifts[0].starts_at + timedelta(days=366)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY",
        "FREQ=YEARLY",
        "FREQ=DAILY;BYSECOND=1",
        "FREQ=DAILY;INTERVAL=7;BYDAY=XX",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=2;COUNT=3",
        "FREQ=DAILY;COUNT=2;UNTIL=20200301",
        "FREQ=DAILY;UNTIL=20209999",
        "FREQ=DAILY;UNTIL=20209999T000000Z",
        "FREQ=DAILY;UNTIL=20200101",
        "FREQ=DAILY\nFREQ=DAILY",
        "RRULE:RRULE:FREQ=DAILY",
        "DTSTART:20200101T000000\nRRULE:FREQ=DAILY",
        "每天",
        "FREQ=" + "A" * 5000,
    ],
)
async def test_a_rule_that_cannot_be_followed_is_refused(town: Town, rule: str) -> None:
    before = await builders.everything()
    with refused(BadInput, field="repeats", reason=repeating.BAD_RULE):
        await planning.create(await acting(town.leader), town.east.id, builders.plan(), repeats=rule)
    assert await builders.everything() == before


async def test_the_hours_stay_what_they_are_when_the_clocks_change_in_the_night(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    wanted = builders.plan(datetime(2020, 3, 27, 20, 0, tzinfo=BERLIN), hours=12)
    shifts = await created(town, wanted, "FREQ=DAILY;COUNT=3")
    walls = [
        (one.starts_at.astimezone(BERLIN).hour, one.ends_at.astimezone(BERLIN).hour, one.length)
        for one in shifts
    ]
    assert walls == [(20, 8, 12 * HOUR), (20, 8, 11 * HOUR), (20, 8, 12 * HOUR)]


async def test_a_whole_day_that_repeats_into_the_night_that_is_an_hour_longer_is_refused(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    wanted = builders.plan(datetime(2020, 10, 23, 8, 0, tzinfo=BERLIN), hours=24)
    before = await builders.everything()
    with refused(BadInput, field="endsAt", reason=plans.TOO_LONG):
        await planning.create(await acting(town.leader), town.east.id, wanted, repeats="FREQ=DAILY;COUNT=3")
    assert await builders.everything() == before


async def test_an_hour_that_there_is_not_begins_when_it_would_have(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    wanted = builders.plan(datetime(2020, 3, 28, 2, 30, tzinfo=BERLIN), hours=4)
    shifts = await created(town, wanted, "FREQ=DAILY;COUNT=2")
    assert [shift.starts_at for shift in shifts] == [
        datetime(2020, 3, 28, 1, 30, tzinfo=UTC),
        datetime(2020, 3, 29, 1, 30, tzinfo=UTC),
    ]
    # Of which the second shows 3:30 on the wall.
    assert shifts[1].length == 3 * HOUR


async def test_a_shift_that_the_lost_hour_swallows_is_refused(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    wanted = builders.plan(datetime(2020, 3, 28, 2, 0, tzinfo=BERLIN), hours=1)
    before = await builders.everything()
    with refused(BadInput, field="repeats"):
        await planning.create(await acting(town.leader), town.east.id, wanted, repeats="FREQ=DAILY;COUNT=2")
    assert await builders.everything() == before


async def test_what_is_said_in_another_zone_is_written_down_in_utc_so_that_it_can_be_compared(
    town: Town,
) -> None:
    begins = clock.now() + timedelta(days=2)
    [shift] = await created(town, builders.plan(begins.astimezone(SHANGHAI)))
    assert await Shift.filter(starts_at__gt=begins - HOUR, starts_at__lt=begins + HOUR).count() == 1
    moved = builders.plan((begins + HOUR).astimezone(SHANGHAI))
    await planning.change(await acting(town.leader), shift.id, moved, version=1)
    assert await Shift.filter(starts_at__gt=begins, starts_at__lt=begins + 2 * HOUR).count() == 1


async def test_whoever_is_on_a_shift_that_moves_across_midnight_is_asked_again_and_reminded_anew(
    town: Town,
) -> None:
    shift = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    signup = await builders.joined(chen, shift)
    # From seven in the evening of the 31st to one in the morning of the 1st.
    moved = builders.plan(shift.starts_at + 6 * HOUR)
    after = await planning.change(await acting(town.leader), shift.id, moved, version=1)
    assert (after.version, after.starts_at) == (2, shift.starts_at + 6 * HOUR)
    kept = await builders.signup_of(chen, shift)
    assert (kept.state.value, kept.asked_again_at, kept.version) == ("JOINED", clock.now(), 2)
    assert (await told(chen))[-1] == "值班时间改了，请确认"
    assert await last_read(chen) == "现在是 2月1日 01:00–05:00，北门岗亭。请打开确认还来不来。"
    begins = after.starts_at
    assert await dues(shift) == [
        # Seven in the evening of the day before the new one.
        (DueKind.EVENING, datetime(2020, 1, 31, 11, 0, tzinfo=UTC)),
        (DueKind.HOUR, begins - HOUR),
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
    await planning.change(await acting(town.leader), shift.id, soon, version=1)
    await leaving.leave(await acting(chen), shift.id)
    assert (await builders.signup_of(chen, shift)).left_late is False


async def test_nobody_says_that_they_come_to_two_shifts_at_once(town: Town) -> None:
    shift = await builders.shift(town)
    other = await builders.shift(town, builders.plan(shift.starts_at + 2 * DAY))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await builders.joined(chen, other)
    moved = builders.plan(other.starts_at + HOUR)
    await planning.change(await acting(town.leader), shift.id, moved, version=1)
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
    due = await dues(shift)
    wanted = replace(builders.plan(), place="南门")
    await planning.change(await acting(town.leader), shift.id, wanted, version=1)
    assert (await builders.signup_of(chen, shift)).asked_again_at is None
    assert await dues(shift) == due
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
    await planning.change(leader, shift.id, moved, version=1)
    assert (await told(zhou))[-1] == "值班安排有变动"
    assert await last_read(zhou) == "1月31日 20:00–00:00，北门岗亭。"
    await planning.change(leader, shift.id, replace(moved, place="南门"), version=2)
    assert (await told(chen))[-1] == "值班时间改了，请确认"
    assert await last_read(chen) == "现在是 1月31日 20:00–00:00，南门。请打开确认还来不来。"
    await deciding.confirm(await acting(chen), shift.id)
    await planning.change(leader, shift.id, moved, version=3)
    assert (await told(chen))[-1] == "值班安排有变动"


async def test_of_two_leaders_who_change_it_at_once_the_second_is_shown_what_the_first_wrote(
    town: Town,
) -> None:
    shift = await builders.shift(town)
    answers = await asyncio.gather(
        *[
            planning.change(
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
        await planning.change(leader, shift.id, builders.plan(number=1), version=1)
    with refused(PlacesTaken, taken=2):
        wanted = replace(builders.plan(), roles=(Needed(2, "测温"), Needed(2, "登记")))
        await planning.change(leader, shift.id, wanted, version=1)
    assert await builders.everything() == before
    await planning.change(leader, shift.id, builders.plan(number=2), version=1)
    role = await builders.role_of(shift)
    assert (role.needed, role.taken) == (2, 2)


async def test_a_role_that_everybody_left_can_go(town: Town) -> None:
    wanted = replace(builders.plan(), roles=(Needed(1, "测温"), Needed(1, "登记")))
    shift = await builders.shift(town, wanted)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await leaving.leave(await acting(chen), shift.id)
    only = replace(wanted, roles=(Needed(2, "登记"),))
    await planning.change(await acting(town.leader), shift.id, only, version=1)
    [role] = await ShiftRole.filter(shift_id=shift.id)
    assert (role.name, role.needed, role.taken) == ("登记", 2, 0)
    assert (await builders.signup_of(chen, shift)).role_id == role.id


async def test_a_single_role_keeps_its_people_under_a_new_name(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(chen, shift)
    wanted = replace(builders.plan(), roles=(Needed(1, "测温"),))
    await planning.change(await acting(town.leader), shift.id, wanted, version=1)
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
    await planning.change(await acting(town.leader), shift.id, moved, version=1)
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
    await planning.change(await acting(town.leader), shift.id, moved, version=1)
    clock.advance(timedelta(minutes=10))
    await builders.gone()
    # At this hour they may have time.
    assert (await told(zhou))[-1] == "急：值班缺人，您能来吗？"
    assert await last_read(zhou) == "1月29日 23:00–03:00，北门岗亭。能来请打开点一下。"
    assert await AskedToFill.all().values_list("wave", flat=True) == [2]


async def test_what_is_over_or_cancelled_is_not_changed_any_more(town: Town) -> None:
    over, cancelled = await builders.shift(town), await builders.shift(town)
    leader = await acting(town.leader)
    await planning.cancel(leader, cancelled.id)
    clock.advance(timedelta(days=2, hours=4))
    before = await builders.everything()
    for shift, kind in ((over, ShiftOver), (cancelled, ShiftCancelled)):
        with refused(kind):
            await planning.change(leader, shift.id, builders.plan(), version=shift.version)
        with refused(kind):
            await planning.cancel(leader, shift.id)
    assert await builders.everything() == before


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
    shifts = await created(town, builders.plan(number=2), "FREQ=DAILY;COUNT=5")
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
    shifts = await created(town, builders.plan(number=20), "FREQ=DAILY;COUNT=4")
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


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_whoever_looks_at_a_shift_that_changes_is_told_to_look_again(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    leader = await acting(town.leader)
    with live.screen() as hints:
        await planning.change(leader, shift.id, builders.plan(number=3), version=1)
        await planning.cancel(leader, shift.id)
        told_of = [hints.get_nowait() for _ in range(hints.qsize())]
    shown = [hint for hint in told_of if hint.what == "Shift"]
    assert [(hint.row, hint.path, hint.people, hint.near) for hint in shown] == [
        (shift.id, town.east.path, (chen.id,), True)
    ] * 2
