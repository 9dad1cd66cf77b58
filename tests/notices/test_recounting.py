"""Figures follow the ground while a notice is open: doors come and go, grids are split."""

from datetime import timedelta

import pytest

from backend.households import leaving, splitting
from backend.households.models import Household
from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.notices import telling as writing
from backend.notices.kinds import Audience
from backend.notices.models import Notice
from backend.notices.reach import keeping, receipts, recounting, telling
from backend.notices.reach.receipts import Seen, Sight
from backend.notices.reach_models import NoticeContact, Outcome, Receipt, Tally
from backend.notices.writing import drafting, publishing
from tests import community, statements
from tests.community import Town
from tests.households.builders import household, living
from tests.notices import builders

Counted = dict[str, tuple[int, int]]


async def read_by(home: Household, notice: Notice) -> None:
    person = await living(home, "住户")
    await receipts.record(await community.actor(person), Sight(notice.id, Seen.READ))


async def counted(notice: Notice) -> Counted:
    """Households and reached by grid, where there are any."""
    rows = await Tally.filter(notice=notice, households__gt=0).values("grid__name", "households", "reached")
    return {row["grid__name"]: (row["households"], row["reached"]) for row in rows}


async def gone_round() -> None:
    """Half an hour later everything due is counted."""
    clock.advance(timedelta(minutes=30))
    while await recounting.recount():
        pass


async def test_doors_that_come_and_go_change_whom_it_is_for(town: Town) -> None:
    kept, left = await household(town, "3栋 1201"), await household(town, "3栋 1202")
    notice = await builders.published(town.above, town.town)
    await read_by(kept, notice)
    await household(town, "3栋 1203")
    await household(town, "1栋 101", grid=town.west.id)
    await leaving.close_door(await community.actor(town.leader), left.id)
    assert await counted(notice) == {"第一网格": (2, 1)}
    await gone_round()
    assert await counted(notice) == {"第一网格": (2, 1), "第二网格": (1, 0)}


async def test_who_moved_in_and_reads_at_once_is_one_more_household(town: Town) -> None:
    homes = [await household(town, f"3栋 {number}") for number in (1, 2)]
    notice = await builders.published(town.above, town.town)
    await read_by(homes[0], notice)
    clock.advance(timedelta(minutes=1))
    await read_by(await household(town, "3栋 3"), notice)
    assert await counted(notice) == {"第一网格": (3, 2)}
    await gone_round()
    assert await counted(notice) == {"第一网格": (3, 2)}


async def test_no_more_are_reached_than_there_are_where_an_empty_door_was_not_empty(town: Town) -> None:
    home = await household(town, "3栋 1201")
    await Household.filter(id=home.id).update(vacant_since=clock.now())
    lived_in = await household(town, "3栋 1202")
    notice = await builders.published(town.above, town.town)
    await read_by(lived_in, notice)
    await read_by(home, notice)
    assert await counted(notice) == {"第一网格": (2, 2)}
    await gone_round()
    assert await counted(notice) == {"第一网格": (2, 2)}


async def test_who_moved_away_after_they_were_reached_stays_counted(town: Town) -> None:
    home = await household(town, "3栋 1201")
    notice = await builders.published(town.above, town.town)
    await read_by(home, notice)
    await Household.filter(id=home.id).update(moved_away_at=clock.now(), seat=None)
    await gone_round()
    assert await counted(notice) == {"第一网格": (1, 1)}


async def test_where_a_grid_is_split_receipts_go_with_their_doors(town: Town) -> None:
    homes = [await household(town, f"{number}栋 101") for number in (1, 2)]
    notice = await builders.published(town.above, town.town)
    await read_by(homes[1], notice)
    clock.advance(timedelta(minutes=1))
    await splitting.split(await community.actor(town.leader), town.east.id, ["甲", "乙"])
    await gone_round()
    assert await counted(notice) == {"甲": (1, 0), "乙": (1, 1)}
    [receipt] = await Receipt.all().select_related("grid")
    assert receipt.grid.name == "乙"


async def test_where_a_grid_is_split_a_door_that_stands_empty_now_stays_counted(town: Town) -> None:
    homes = [await household(town, f"{number}栋 101") for number in (1, 2)]
    notice = await builders.published(town.above, town.town)
    await read_by(homes[1], notice)
    clock.advance(timedelta(minutes=1))
    await Household.filter(id=homes[1].id).update(vacant_since=clock.now())
    await splitting.split(await community.actor(town.leader), town.east.id, ["甲", "乙"])
    await gone_round()
    assert await counted(notice) == {"甲": (1, 0), "第一网格": (1, 1)}


async def test_after_a_week_figures_stand_as_they_are(town: Town) -> None:
    await household(town, "3栋 1201")
    notice = await builders.published(town.above, town.town)
    clock.advance(timedelta(days=8))
    await household(town, "3栋 1202")
    await gone_round()
    assert await counted(notice) == {"第一网格": (1, 0)}


async def test_counting_anew_finds_what_was_counted_along(town: Town) -> None:
    """The figures that grow with each receipt are those that come of counting."""
    homes = [await household(town, f"3栋 {number}") for number in range(6)]
    notice = await builders.published(town.above, town.town)
    for home in homes[:4]:
        await read_by(home, notice)
    leader = await community.actor(town.leader)
    await telling.record(leader, notice.id, homes[4].id, Outcome.TOLD_AT_DOOR)
    before = await Tally.all().values()
    await gone_round()
    after = await Tally.all().values()
    for row in (*before, *after):
        row.pop("counted_at")
    assert after == before


async def test_what_was_noted_long_ago_is_forgotten_and_the_counts_stay(town: Town) -> None:
    home = await household(town, "3栋 1201")
    notice = await builders.published(town.above, town.town)
    leader = await community.actor(town.leader)
    await telling.record(leader, notice.id, home.id, Outcome.TOLD_AT_DOOR, note="门铃坏了，请敲门")
    clock.advance(timedelta(days=200))
    assert await keeping.forget_receipts(clock.now() - timedelta(days=90)) == 1
    assert await keeping.forget_notes(clock.now() - timedelta(days=180)) == 1
    assert await Receipt.all().count() == 0
    contact = await NoticeContact.get()
    assert (contact.note, contact.outcome) == (None, Outcome.TOLD_AT_DOOR)
    assert await counted(notice) == {"第一网格": (1, 1)}

    # Whoever opens it again, or is told of it once more, is not counted twice.
    with pytest.raises(NotFound):
        await read_by(home, notice)
    with pytest.raises(NotFound):
        await telling.record(leader, notice.id, home.id, Outcome.TOLD_AT_DOOR)
    assert (await Receipt.all().count(), await NoticeContact.all().count()) == (0, 1)
    assert await counted(notice) == {"第一网格": (1, 1)}


async def test_of_old_notices_nothing_is_asked_one_by_one(town: Town) -> None:
    for _ in range(5):
        await builders.published(town.above, town.town)
    clock.advance(timedelta(days=200))
    with statements.counted() as asked:
        assert await keeping.forget_receipts(clock.now() - timedelta(days=90)) == 0
    assert len(asked) == 1, "\n".join(asked)


async def test_whom_it_was_for_when_it_could_not_go_out_is_forgotten(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await household(town, "3栋 1201")
    actor = await community.actor(town.above)
    written = await builders.drafted(town.above, town.town, builders.draft(audience=[Audience.INFANTS]))
    with monkeypatch.context() as broken:
        broken.setattr(writing, "of_going_out", _fails)
        with pytest.raises(RuntimeError):
            await publishing.publish(actor, written.id, 1)
    await drafting.change(actor, written.id, builders.draft(), 1)
    await publishing.publish(actor, written.id, 2)
    assert await counted(written) == {"第一网格": (1, 0)}


async def _fails(*_: object) -> None:
    raise RuntimeError("something broke")
