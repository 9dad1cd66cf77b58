"""The SQLite engine gives its lock back whatever is cancelled. Tortoise's own hangs the whole process."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import aiosqlite
import pytest
from tortoise.transactions import in_transaction

from backend.access.models import Person
from backend.kit import clock
from backend.kit.models import Answer
from tests.patience import LONG

pytestmark = pytest.mark.usefixtures("embedded")


class Cancelling:
    """Cancels a task when the database's thread is handed its n-th step."""

    def __init__(self, step: int) -> None:
        self.steps_left = step
        self.task: asyncio.Task[None] | None = None

    @property
    def came_to_it(self) -> bool:
        return self.steps_left <= 0

    @contextmanager
    def watching(self) -> Iterator[None]:
        execute = aiosqlite.Connection._execute

        async def counted(connection: aiosqlite.Connection, *given: Any, **named: Any) -> Any:
            self.steps_left -= 1
            if self.steps_left == 0 and self.task:
                self.task.cancel()
            return await execute(connection, *given, **named)

        with patch.object(aiosqlite.Connection, "_execute", counted):
            yield


async def write_two() -> None:
    async with in_transaction():
        await Person.create(name="梅")
        await Person.create(name="王")


async def get_or_create() -> None:
    await Answer.get_or_create(
        actor=uuid4(), key=uuid4(), defaults={"asked": "x", "answer": {}, "answered_at": clock.now()}
    )


@pytest.mark.parametrize("operation", [write_two, get_or_create])
async def test_an_operation_cancelled_at_any_step_is_done_or_not_and_blocks_nobody(
    operation: Callable[[], Coroutine[None, None, None]],
) -> None:
    for step in range(1, 60):
        cancelling = Cancelling(step)
        with cancelling.watching():
            cancelling.task = asyncio.create_task(operation())
            [outcome] = await asyncio.gather(cancelling.task, return_exceptions=True)
        async with asyncio.timeout(LONG):
            assert await Person.all().count() % 2 == 0
        if not cancelling.came_to_it:
            assert outcome is None
            return
    raise AssertionError("the operation never ended")
