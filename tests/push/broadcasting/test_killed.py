"""Wherever a worker dies another one goes on, and whoever lost a chunk writes nothing more down."""

from collections.abc import Awaitable, Callable
from unittest.mock import patch

import pytest

from backend.kit import clock
from backend.push.broadcasting import chunks
from backend.push.carrying.carriers import Brought, CarrierEnded
from backend.push.carrying.loads import Load
from tests.push.broadcasting.crowd import Here, Row, counts, rows, tell
from tests.push.broadcasting.going import done, done_after, taken
from tests.push.stand_in import StandIn

pytestmark = pytest.mark.usefixtures("carrying")


async def test_a_killed_workers_chunk_goes_on_where_its_last_page_was_written_down(
    row: Row, stand_in: StandIn
) -> None:
    await row.grow(stand_in, 12)
    with patch.object(chunks, "SIZE", 100):
        await tell()
        chunk = await taken()
    # One chunk of twelve, in pages of four: this worker dies after the first.
    with (
        patch.object(chunks, "_tell_a_page", _one_page_then_death(chunks._tell_a_page)),
        pytest.raises(Killed),
    ):
        await chunks.go_along(chunk)
    assert sum(row.heard) == 4

    await done()
    assert sum(row.heard) == 4
    await done_after(chunks.LEASE.total_seconds())

    assert (row.heard, await counts(), await rows()) == ([1] * 12, {"accepted": 12}, (0, 0, 0))


class Killed(BaseException):
    """A worker was killed here."""


def _one_page_then_death(page: Callable[..., Awaitable[bool]]) -> Callable[..., Awaitable[bool]]:
    pages = iter([page])

    async def tell_a_page(*given: object) -> bool:
        if still_alive := next(pages, None):
            return await still_alive(*given)
        raise Killed

    return tell_a_page


async def test_a_worker_that_lost_its_chunk_writes_nothing_more_down(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 3)
    await tell()
    slow = await taken()
    clock.advance(chunks.LEASE)
    await done()

    await chunks.go_along(slow)

    assert row.heard == [2, 2, 2]
    assert (await counts(), await rows()) == ({"accepted": 3}, (0, 0, 0))


async def test_a_carrying_process_that_dies_takes_nobody_with_it(
    row: Row, stand_in: StandIn, carrying: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    await row.grow(stand_in, 6)
    await tell()
    bring, deaths = carrying.bring, iter([True, True])

    async def dies_twice(load: Load) -> Brought:
        if next(deaths, False):
            raise CarrierEnded
        return await bring(load)

    monkeypatch.setattr(carrying, "bring", dies_twice)

    await done()
    assert sum(row.heard) == 0
    await done_after(chunks.LEASE.total_seconds())

    assert (row.heard, await counts(), await rows()) == ([1] * 6, {"accepted": 6}, (0, 0, 0))
