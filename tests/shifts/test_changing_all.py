"""Changing a shift and those like it that its rule or rota repeats after it."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.grids import zones
from backend.kit import clock
from backend.kit.refusals import BadInput
from backend.shifts import changing, deciding, joining, planning
from backend.shifts.clock_models import DueKind
from backend.shifts.models import Shift, WorkKind
from backend.shifts.plans import Needed, Plan
from backend.shifts.refusals import PlacesTaken
from backend.shifts.rota import rotas
from backend.shifts.rota.templates import Daily, Template
from tests.community import Town
from tests.phones import Phones
from tests.shifts import builders, documents
from tests.shifts.asking import did, named, seen, wanted
from tests.supplies.builders import acting, last_read, told

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHT = datetime(2020, 2, 3, 20, 0, tzinfo=SHANGHAI)


def walls(shifts: list[Shift], here: ZoneInfo = SHANGHAI) -> list[str]:
    """When shifts begin and end by the clock on the wall."""
    return [
        f"{one.starts_at.astimezone(here):%d %H:%M}–{one.ends_at.astimezone(here):%H:%M}" for one in shifts
    ]


async def series(town: Town, plan: Plan | None = None, rule: str = "FREQ=DAILY;COUNT=4") -> list[Shift]:
    """Four nights at the gate, one after the other."""
    return await builders.created(town, plan or builders.plan(NIGHT, hours=12), rule)


async def changed(town: Town, shift: Shift, plan: Plan, version: int = 1) -> list[Shift]:
    """All shifts once the leader changed one and those after it."""
    leader = await acting(town.leader)
    await changing.change(leader, shift.id, plan, version=version, all_following=True)
    return await Shift.all().order_by("starts_at")


async def test_what_is_changed_changes_from_there_on_and_the_rest_stays_as_each_has_it(town: Town) -> None:
    shifts = await series(town)
    leader, plan = await acting(town.leader), builders.plan(NIGHT, hours=12)
    own = replace(plan, roles=(Needed(4),), starts_at=shifts[2].starts_at, ends_at=shifts[2].ends_at)
    await changing.change(leader, shifts[2].id, own, version=1)
    second = replace(plan, starts_at=shifts[1].starts_at, ends_at=shifts[1].ends_at)
    found = await changed(
        town,
        shifts[1],
        replace(second, place="南门", brief="测体温", bring="口罩", contact=town.member.id, by_approval=True),
    )
    facts = [(one.place, one.brief, one.bring, one.contact_id, one.by_approval) for one in found]
    new = ("南门", "测体温", "口罩", town.member.id, True)
    assert facts == [("北门岗亭", "", "", town.leader.id, False), new, new, new]
    assert [(await builders.role_of(one)).needed for one in found] == [2, 2, 4, 2]
    assert walls(found) == [f"{day:02} 20:00–08:00" for day in (3, 4, 5, 6)]
    assert [one.version for one in found] == [1, 2, 3, 2]
    # What the leader changes now is meant for all of them.
    found = await changed(town, found[1], replace(second, place="南门", roles=(Needed(3),)), version=2)
    assert [(await builders.role_of(one)).needed for one in found] == [2, 3, 3, 3]


@pytest.mark.parametrize(
    ("begins", "hours", "after"),
    [
        # The hours on the wall, each on its own day.
        (NIGHT - HOUR, 11, ["03 19:00–06:00", "04 19:00–06:00", "05 19:00–06:00", "06 19:00–06:00"]),
        # Past midnight they go along with it.
        (NIGHT + 5 * HOUR, 7, ["04 01:00–08:00", "05 01:00–08:00", "06 01:00–08:00", "07 01:00–08:00"]),
        # Another day is its own alone; the hours are for all.
        (NIGHT - 2 * DAY, 12, ["01 20:00–08:00", "04 20:00–08:00", "05 20:00–08:00", "06 20:00–08:00"]),
        (
            NIGHT - 2 * DAY + HOUR,
            8,
            ["01 21:00–05:00", "04 21:00–05:00", "05 21:00–05:00", "06 21:00–05:00"],
        ),
    ],
)
async def test_the_hours_go_by_the_clock_and_each_keeps_its_day(
    town: Town, begins: datetime, hours: float, after: list[str]
) -> None:
    shifts = await series(town)
    assert walls(await changed(town, shifts[0], builders.plan(begins, hours=hours))) == after


async def test_the_hours_are_the_same_on_the_wall_when_the_clocks_change_meanwhile(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    begins = datetime(2020, 3, 27, 20, 0, tzinfo=BERLIN)
    shifts = await series(town, builders.plan(begins, hours=12), "FREQ=DAILY;COUNT=3")
    found = await changed(town, shifts[0], builders.plan(begins + HOUR, hours=8))
    assert walls(found, BERLIN) == ["27 21:00–05:00", "28 21:00–05:00", "29 21:00–05:00"]
    assert [one.length for one in found] == [8 * HOUR, 7 * HOUR, 8 * HOUR]


async def test_each_is_told_once_and_asked_again_about_each(town: Town) -> None:
    shifts = await series(town)
    chen, zhou, wu = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴优")]
    for shift in shifts[::2]:
        await builders.joined(chen, shift)
    await builders.joined(zhou, shifts[3])
    await builders.joined(wu, shifts[0])
    before = {person.name: len(await told(person)) for person in (chen, zhou, wu)}
    found = await changed(town, shifts[1], builders.plan(NIGHT + DAY + HOUR, hours=11))
    after = {person.name: len(await told(person)) for person in (chen, zhou, wu)}
    assert {name: after[name] - before[name] for name in after} == {"陈晨": 1, "周舟": 1, "吴优": 0}
    assert (await told(zhou))[-1] == "值班时间改了，请确认"
    assert (await builders.signup_of(chen, found[0])).asked_again_at is None
    assert (await builders.signup_of(chen, found[2])).asked_again_at == clock.now()
    at_seven_the_evening_before = found[3].starts_at - DAY - 2 * HOUR
    assert await builders.dues(found[3], DueKind.EVENING) == [(DueKind.EVENING, at_seven_the_evening_before)]

    await changed(town, found[0], replace(builders.plan(NIGHT, hours=12), place="南门"))
    # The later ones are at other hours by now: this is told of the first alone.
    assert await last_read(wu) == "2月3日 20:00–次日 08:00，南门。"
    assert [one.place for one in await Shift.all().order_by("starts_at")] == ["南门", *["北门岗亭"] * 3]
    await changed(town, found[1], replace(builders.plan(NIGHT + DAY + HOUR, hours=11), place="西门"), 2)
    assert await last_read(chen) == "现在是 2月5日 21:00–次日 08:00，西门。请打开确认还来不来。"
    await deciding.confirm(await acting(chen), found[2].id)


async def test_who_stands_many_reads_how_many(town: Town) -> None:
    shifts = await series(town)
    chen = await builders.volunteer(town, "陈晨")
    for shift in shifts:
        await builders.joined(chen, shift)
    first = replace(builders.plan(NIGHT, hours=12), place="南门")
    await changed(town, shifts[0], first)
    assert (await told(chen))[-1] == "值班安排有变动"
    assert await last_read(chen) == "一共 4 个班，第一个是 2月3日 20:00–次日 08:00，南门。"
    await changed(town, shifts[0], replace(first, starts_at=NIGHT + HOUR), version=2)
    assert await last_read(chen) == (
        "一共 4 个班，第一个现在是 2月3日 21:00–次日 08:00，南门。请打开，逐个确认还来不来。"
    )


async def test_a_refusal_for_any_of_them_says_which_and_changes_nothing(town: Town) -> None:
    shifts = await series(town)
    people = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in people:
        await builders.joined(person, shifts[2])
    leader = await acting(town.leader)
    before = await builders.everything()
    for wanted_ in (
        builders.plan(NIGHT, hours=12, number=1),
        replace(builders.plan(NIGHT, hours=12), roles=(Needed(1, "测温"), Needed(1, "登记"))),
    ):
        with pytest.raises(PlacesTaken) as refusal:
            await changing.change(leader, shifts[0].id, wanted_, version=1, all_following=True)
        assert str(refusal.value.values()["which"].zh_hans) == "2月5日 20:00–次日 08:00"
    assert await builders.everything() == before


async def test_a_night_that_would_last_too_long_or_not_at_all_is_refused_by_name(town: Town) -> None:
    await zones.set_time_zone(await acting(town.above), town.east.id, "Europe/Berlin", version=1)
    leader = await acting(town.leader)
    autumn, spring = [datetime(2020, month, day, 8, 0, tzinfo=BERLIN) for month, day in ((10, 23), (3, 27))]
    long = await planning.create(leader, town.east.id, builders.plan(autumn), repeats="FREQ=DAILY;COUNT=3")
    lost = await planning.create(leader, town.east.id, builders.plan(spring), repeats="FREQ=DAILY;COUNT=3")
    before = await builders.everything()
    for shift, wanted_, said in (
        (long, builders.plan(autumn, hours=24), "10月24日 08:00–12:00：一个班次最长 24 小时"),
        (lost, builders.plan(spring - 6 * HOUR, hours=1), "3月29日 08:00–12:00：结束时间要晚于开始时间"),
    ):
        with pytest.raises(BadInput) as refusal:
            await changing.change(leader, shift.id, wanted_, version=1, all_following=True)
        assert (refusal.value.field, refusal.value.reason.zh_hans.startswith(said)) == ("endsAt", True)
    assert await builders.everything() == before


async def test_of_a_rota_only_the_same_work_at_the_same_hours_changes(town: Town) -> None:
    chen = await builders.volunteer(town, "陈晨")
    daily = (Daily(480, 720, 1), Daily(1200, 1440 - 60, 1), Daily(480, 720, 1, WorkKind.REMOTE_DESK))
    template = Template("卡口", NIGHT.date(), 1, WorkKind.GUARD, "北门", daily, (chen.id,))
    await rotas.create(await acting(town.leader), town.east.id, template)
    other = await planning.create(await acting(town.leader), town.east.id, builders.plan(NIGHT - 12 * HOUR))
    shifts = await Shift.filter(kind=WorkKind.GUARD, rota_id__not_isnull=True).order_by("starts_at")
    third = shifts[4]
    plan = Plan(
        WorkKind.GUARD, "南门", third.starts_at, third.ends_at, (Needed(1),), contact=third.contact_id
    )
    found = await changed(town, third, plan)
    new = [f"{one.starts_at.astimezone(SHANGHAI):%d %H}" for one in found if one.place == "南门"]
    assert new == ["05 08", "06 08", "07 08", "08 08", "09 08"]
    assert (await Shift.get(id=other.id)).place == "北门岗亭"


async def test_joins_and_changing_all_at_once_leave_no_role_smaller_than_its_people(town: Town) -> None:
    shifts = await series(town, builders.plan(NIGHT, hours=4, number=4))
    people = [await builders.volunteer(town, f"志愿者{number}") for number in range(4)]
    roles = {shift.id: (await builders.role_of(shift)).id for shift in shifts}
    joins = [
        joining.join(await acting(person), joining.Wish(shift.id, roles[shift.id]))
        for person in people
        for shift in reversed(shifts)
    ]
    leader = await acting(town.leader)
    smaller = changing.change(
        leader, shifts[0].id, builders.plan(NIGHT, hours=4, number=2), version=1, all_following=True
    )
    answers = await asyncio.gather(*joins, smaller, return_exceptions=True)
    assert {type(one).__name__ for one in answers} <= {"Signup", "Shift", "ShiftFull", "PlacesTaken"}
    found = [await builders.role_of(shift) for shift in shifts]
    assert len({role.needed for role in found}) == 1
    assert all(role.taken <= role.needed for role in found)


async def test_over_http_the_shift_says_how_many_are_alike(town: Town, phones: Phones) -> None:
    shifts = await series(town, builders.plan(NIGHT, hours=12, number=1))
    alone = await builders.shift(town)
    [chen] = [await builders.volunteer(town, "陈晨")]
    leader, phone = await phones(town.leader), await phones(chen)

    async def after(shift: Shift) -> Any:
        return (await leader.ask(documents.LED, id=named("Shift", shift)))["shift"]["alikeAfter"]

    assert [await after(one) for one in (*shifts, alone)] == [3, 2, 1, 0, 0]
    told_ = (await phone.ask(documents.LED, id=named("Shift", shifts[0])))["shift"]["alikeAfter"]
    assert told_ == 0
    given = wanted(NIGHT, place="南门", endsAt=(NIGHT + 12 * HOUR).isoformat())
    await did(
        leader,
        documents.CHANGE,
        shift=named("Shift", shifts[0]),
        input=given,
        version=1,
        allFollowing=True,
    )
    assert [(await seen(leader, shift))["place"] for shift in shifts] == ["南门"] * 4
    await did(
        leader, documents.CHANGE, shift=named("Shift", shifts[1]), input=given | {"place": "西门"}, version=2
    )
    assert [(await seen(leader, shift))["place"] for shift in shifts] == ["南门", "西门", "南门", "南门"]
