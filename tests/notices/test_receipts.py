"""A receipt is written when something was really shown or read, once a household, and its grid's tally with it."""

import asyncio
from datetime import timedelta
from typing import Any

from backend.access.models import Person
from backend.households.models import Household
from backend.kit import clock, nodes
from backend.kit.refusals import NotFound, Refused
from backend.notices.kinds import Audience
from backend.notices.models import Notice
from backend.notices.reach import receipts
from backend.notices.reach.receipts import Seen, Sight
from backend.notices.reach_models import Receipt, Tally, Via
from tests import community
from tests.community import Town
from tests.households.builders import household, living
from tests.notices import builders
from tests.notices.reach_documents import READ
from tests.phones import Phones
from tests.volunteers.builders import volunteer

COUNTS = ("households", "reached", "shown", "read", "via_app", "via_push")


async def see(person: Person, notice: Notice, seen: Seen = Seen.SHOWN, via: Via = Via.APP) -> Any:
    """What somebody is answered who says that they saw a notice."""
    try:
        return await receipts.record(await community.actor(person), Sight(notice.id, seen, via))
    except Refused as refusal:
        return refusal


async def tally(notice: Notice, home: Household) -> dict[str, int]:
    """What is counted in the grid of a household."""
    row = await Tally.get(notice=notice, grid_id=home.grid_id)
    return {name: getattr(row, name) for name in COUNTS}


async def test_one_receipt_from_anybody_counts_for_the_household(town: Town) -> None:
    home, other = await household(town, "3栋 1201"), await household(town, "3栋 1202")
    mother, father = await living(home, "林晓"), await living(home, "陈明")
    notice = await builders.published(town.above, town.town)

    first = await see(mother, notice, via=Via.PUSH)
    clock.advance(timedelta(minutes=2))
    second = await see(father, notice, Seen.READ)

    assert first.id == second.id
    [receipt] = await Receipt.all()
    assert (receipt.household_id, receipt.grid_id, receipt.via) == (home.id, town.east.id, Via.PUSH)
    assert receipt.reached_at == receipt.shown_at == clock.now() - timedelta(minutes=2)
    assert receipt.read_at == clock.now()
    counted = {"households": 2, "reached": 1, "shown": 1, "read": 1, "via_app": 0, "via_push": 1}
    assert await tally(notice, other) == counted


async def test_what_was_said_before_changes_nothing(town: Town) -> None:
    home = await household(town, "3栋 1201")
    mother = await living(home, "林晓")
    notice = await builders.published(town.above, town.town)
    await see(mother, notice, Seen.READ)
    before, counted = await Receipt.all().values(), await tally(notice, home)
    clock.advance(timedelta(minutes=2))
    for seen in (Seen.SHOWN, Seen.READ):
        await see(mother, notice, seen, Via.PUSH)
    assert await Receipt.all().values() == before
    assert await tally(notice, home) == counted


async def test_a_crowd_at_one_moment_is_counted_to_the_last(town: Town) -> None:
    homes = [await household(town, f"{number}栋 1") for number in range(1, 41)]
    people = [await living(home, "住户") for home in homes for _ in range(2)]
    notice = await builders.published(town.above, town.town)
    await asyncio.gather(
        *(see(person, notice, seen) for person in people for seen in (Seen.SHOWN, Seen.READ))
    )
    assert await Receipt.all().count() == 40
    counted = {"households": 40, "reached": 40, "shown": 40, "read": 40, "via_app": 40, "via_push": 0}
    assert await tally(notice, homes[0]) == counted


async def test_who_has_no_household_here_reads_it_and_is_not_counted(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 1201")
    notice = await builders.published(town.above, town.town)
    assert isinstance(await see(town.leader, notice, Seen.READ), NotFound)
    phone, named = await phones(town.leader), nodes.opaque("Notice", notice.id)
    assert (await phone.ask(READ, notice=named))["done"] == {
        "__typename": "Notice",
        "id": named,
        "mine": None,
    }
    assert await Receipt.all().count() == 0
    assert (await tally(notice, home))["reached"] == 0


async def test_where_it_has_not_come_nobody_has_seen_it(town: Town) -> None:
    home = await household(town, "3栋 1201", grid=town.west.id)
    neighbour = await living(home, "周远")
    notice = await builders.published(town.above, town.town, builders.draft(grounds=[town.east]))
    assert isinstance(await see(neighbour, notice), NotFound)
    assert await Receipt.all().count() == 0
    assert await Tally.all().count() == 0


async def test_of_some_households_only_these_are_counted(town: Town) -> None:
    served, other = await household(town, "3栋 1201"), await household(town, "3栋 1202")
    helper, resident = await living(served, "张明"), await living(other, "林晓")
    await volunteer(helper, town.leader)
    notice = await builders.published(town.above, town.town, builders.draft(audience=(Audience.VOLUNTEERS,)))
    assert isinstance(await see(helper, notice), Receipt)
    assert isinstance(await see(resident, notice), NotFound)
    counted = {"households": 1, "reached": 1, "shown": 1, "read": 0, "via_app": 1, "via_push": 0}
    assert await tally(notice, served) == counted


async def test_whoever_came_after_it_went_out_is_counted_too(town: Town) -> None:
    notice = await builders.published(town.above, town.town)
    clock.advance(timedelta(minutes=5))
    home = await household(town, "3栋 1201")
    newcomer = await living(home, "孙新来")
    assert isinstance(await see(newcomer, notice), Receipt)
    row = await Tally.get(notice=notice)
    assert (row.households, row.reached, row.arrived_at) == (1, 1, notice.published_at)
