"""Setting shifts: what nobody could stand, who sets them, and where."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.grids import closing
from backend.grids.refusals import GridClosed, GridInUse
from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import changing, planning
from backend.shifts.clock_models import DueKind
from backend.shifts.models import Shift
from backend.shifts.plans import Needed
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_a_shift_is_looked_after_by_the_clock_from_the_start(town: Town) -> None:
    shift = await builders.shift(town)
    assert (shift.contact_id, shift.version, shift.series) == (town.leader.id, 1, None)
    assert await builders.dues(shift) == [
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
        await changing.change(leader, shift.id, wanted, version=1)
    assert await builders.everything() == before


async def test_a_time_without_a_zone_is_refused(town: Town) -> None:
    begins = datetime(2020, 2, 1, 8, 0)  # noqa: DTZ001 -- that is what is refused
    wanted = replace(builders.plan(), starts_at=begins, ends_at=begins + HOUR)
    with refused(BadInput, field="startsAt"):
        await planning.create(await acting(town.leader), town.east.id, wanted)


async def test_the_longest_shift_lasts_a_day_and_may_begin_in_a_year(town: Town) -> None:
    begins = clock.now() + timedelta(days=366)
    [shift] = await builders.created(town, builders.plan(begins, hours=24))
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
            await changing.change(actor, shift.id, builders.plan(), version=1)
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


async def test_what_is_said_in_another_zone_is_written_down_in_utc_so_that_it_can_be_compared(
    town: Town,
) -> None:
    begins = clock.now() + timedelta(days=2)
    [shift] = await builders.created(town, builders.plan(begins.astimezone(SHANGHAI)))
    assert await Shift.filter(starts_at__gt=begins - HOUR, starts_at__lt=begins + HOUR).count() == 1
    moved = builders.plan((begins + HOUR).astimezone(SHANGHAI))
    await changing.change(await acting(town.leader), shift.id, moved, version=1)
    assert await Shift.filter(starts_at__gt=begins, starts_at__lt=begins + 2 * HOUR).count() == 1
