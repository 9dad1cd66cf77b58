"""What took long is worked out once for all who ask meanwhile, and again when that is over."""

import asyncio

import pytest

from backend.notices.reach import kept


class Work:
    """Something that takes as long as it is told."""

    def __init__(self) -> None:
        self.done = 0
        self.gate = asyncio.Event()

    async def __call__(self) -> int:
        await self.gate.wait()
        self.done += 1
        return self.done


async def test_all_who_ask_meanwhile_get_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(kept.time, "monotonic", lambda: now)
    work = Work()
    asking = [asyncio.create_task(kept.while_dear("board", work)) for _ in range(5)]
    await asyncio.sleep(0)
    now = 2.0
    work.gate.set()
    assert await asyncio.gather(*asking) == [1] * 5
    now = 21.0
    assert await kept.while_dear("board", work) == 1
    now = 23.0
    assert await kept.while_dear("board", work) == 2


async def test_what_failed_is_tried_again() -> None:
    gate = asyncio.Event()

    async def fails() -> int:
        await gate.wait()
        raise LookupError

    work = Work()
    work.gate.set()
    first = asyncio.create_task(kept.while_dear("broken", fails))
    await asyncio.sleep(0)
    second = asyncio.create_task(kept.while_dear("broken", work))
    await asyncio.sleep(0)
    gate.set()
    with pytest.raises(LookupError):
        await first
    assert await second == 1
