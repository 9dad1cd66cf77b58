"""The clock that hangs in a grid: who sets it, and for whom it counts."""

import pytest

from backend.grids import rules, zones
from backend.grids.models import Grid, Tier
from backend.kit.refusals import BadInput, Changed
from tests import community
from tests.community import Town
from tests.phones import Phones


async def test_a_clock_hangs_in_a_grid_and_in_all_that_stands_below_it(town: Town) -> None:
    leader, above = await community.actor(town.leader), await community.actor(town.above)
    part = await rules.add(leader, town.east.id, "甲", Tier.MICRO_GRID)

    found = await zones.set_time_zone(above, town.community.id, " Asia/Urumqi ", version=1)

    assert (found.time_zone, found.version) == ("Asia/Urumqi", 2)
    clocks = dict(await Grid.all().values_list("name", "time_zone"))
    urumqi = dict.fromkeys(("金星社区", "第一网格", "第二网格", part.name), "Asia/Urumqi")
    assert clocks == {"余新镇": "", **urumqi}
    assert (await rules.add(leader, town.east.id, "乙", Tier.MICRO_GRID)).time_zone == "Asia/Urumqi"
    assert (await zones.set_time_zone(above, town.community.id, "", version=2)).time_zone == ""


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "../../etc/passwd", "Asia", "/etc/localtime", "x" * 41, "a\0b"]
)
async def test_a_zone_that_is_none_is_refused_and_changes_nothing(town: Town, zone: str) -> None:
    with pytest.raises(BadInput) as refusal:
        await zones.set_time_zone(await community.actor(town.leader), town.east.id, zone, version=1)
    assert refusal.value.field == "timeZone"
    assert (await Grid.get(id=town.east.id)).version == 1


async def test_a_clock_is_changed_once_by_two(town: Town) -> None:
    leader = await community.actor(town.leader)
    await zones.set_time_zone(leader, town.east.id, "Asia/Urumqi", version=1)
    with pytest.raises(Changed):
        await zones.set_time_zone(leader, town.east.id, "Asia/Hong_Kong", version=1)
    assert (await Grid.get(id=town.east.id)).time_zone == "Asia/Urumqi"


async def test_i_am_told_by_which_clock_times_are_shown_to_me(town: Town, phones: Phones) -> None:
    phone = await phones(town.leader)
    assert (await phone.ask("{ me { timeZone } }"))["me"] == {"timeZone": "Asia/Shanghai"}
    await zones.set_time_zone(await community.actor(town.leader), town.east.id, "Asia/Urumqi", version=1)
    assert (await phone.ask("{ me { timeZone } }"))["me"] == {"timeZone": "Asia/Urumqi"}
