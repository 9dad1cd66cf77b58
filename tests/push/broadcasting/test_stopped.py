"""What is taken back while it is on its way rings nobody any more."""

from asyncio import Task
from typing import Any

import pytest

from backend.kit import work
from backend.push.broadcast_models import Chunk
from backend.push.broadcasting import broadcasts
from tests import meeting
from tests.push.broadcasting.crowd import ABOUT, Row, counts, rows, tell
from tests.push.broadcasting.going import done
from tests.push.stand_in import StandIn


@pytest.mark.usefixtures("carrying")
async def test_what_is_taken_back_while_it_is_cut_rings_nobody(
    row: Row, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await row.grow(stand_in, 12)
    await tell()
    cut, going = Chunk.bulk_create, list[Task[Any]]()

    async def cut_while_stopping(*given: Any, **named: Any) -> None:
        await cut(*given, **named)
        going.append(await meeting.begun(work.unit(lambda: broadcasts.stop(ABOUT))))

    monkeypatch.setattr(Chunk, "bulk_create", cut_while_stopping)
    await done()
    await going[0]
    await done()

    assert (sum(row.heard), await counts(), await rows()) == (0, {}, (0, 0, 0))
