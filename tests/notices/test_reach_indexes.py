"""What every receipt, every board and every list of doors asks is found by an index, however long the tables grow."""

import pytest

from backend.access.models import Role
from backend.notices.reach import (
    by_links,
    carrying,
    cascade,
    comparing,
    figures,
    handing_down,
    promise,
    receipts,
    recounting,
    scope,
    shares,
    unreached,
)
from backend.notices.reach.receipts import Seen, Sight
from backend.notices.reach.unreached import Wanted
from tests import community
from tests.community import Town
from tests.notices.stairs import built
from tests.test_indexes import looked_through, statements

OWN = ("numbered", "version", "reached", "wanted", "(")
"""What a statement has put together itself, but for rows of values."""


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_no_table_is_looked_through(town: Town) -> None:
    stairs = await built(town)
    leader, notice = await community.actor(town.above), stairs.notice.id
    readers = [await community.actor(person) for person in stairs.people]
    liaison = await community.actor(await community.appointed("钱联络", Role.LIAISON, town.east))
    assert stairs.notice.published_at
    with statements() as asked:
        for reader in readers:
            await receipts.record(reader, Sight(notice, Seen.SHOWN))
        await receipts.record(readers[0], Sight(notice, Seen.READ))
        mine = await scope.of(leader, notice)
        parts = await figures.by_part(mine, is_waiting=(await handing_down.of(mine)).is_waiting)
        await cascade.of(mine, parts)
        await cascade.of_tiers(mine, figures.with_all_above(mine, await figures.by_grid(mine)))
        await by_links.of(mine)
        await figures.outcomes(mine)
        await comparing.earlier(mine)
        await shares.of(mine)
        await carrying.of(mine)
        await promise.of(town.east.path)
        for actor in (leader, liaison):
            for wanted in (Wanted(notice), Wanted()):
                await unreached.page(actor, wanted)
                await unreached.missed_by(wanted, [home.id for home in stairs.homes])
        await recounting.of_notice(notice, stairs.notice.published_at)
    assert len(asked) >= 25
    found = await looked_through([one for one in asked if not one.lstrip().startswith("INSERT")])
    tables = [step for step in found if "CONSTANT" not in step and not step.split()[1].startswith(OWN)]
    assert tables == []
