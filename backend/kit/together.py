"""Deciding together: what many ask at the same moment is looked up, decided and written in one unit of work.

A storm of people for the same few places waits for one lock anyway. Here those who wait are taken as one group, in
the order in which they came: the lock is taken once, each question goes to the database once, and so does each kind
of row that is written. Whoever asks alone is a group of one.
"""

import asyncio
import contextvars
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from tortoise.exceptions import IntegrityError

from backend.kit import work
from backend.kit.models import Row
from backend.kit.refusals import Refused
from backend.kit.work import Doer

W = TypeVar("W")
D = TypeVar("D", bound=Doer)
R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Asked(Generic[D, W]):
    """What one of them wishes, and under which key their phone sent it."""

    actor: D
    wish: W
    key: UUID | None = None


Decide = Callable[[Sequence[Asked[D, W]]], Awaitable[list[R | Refused]]]
"""Answers each in turn: the row that was made, or why not. For one who is refused it writes nothing."""

Place = tuple[Asked[Any, Any], "asyncio.Future[Any]"]


@dataclass(slots=True)
class _Queue:
    waiting: deque[Place]
    going: "asyncio.Task[None] | None" = None


class Together(Generic[D, W, R]):
    """A verb that is done for all who ask at the same moment at once."""

    def __init__(self, decide: Decide[D, W, R], most: int) -> None:
        self._decide = decide
        self._most = most
        self._queues: WeakKeyDictionary[asyncio.AbstractEventLoop, _Queue] = WeakKeyDictionary()

    async def __call__(self, actor: D, wish: W, *, key: UUID | None = None) -> R:
        """What was made for this one; raises what was refused."""
        asked = Asked(actor, wish, key)
        if work.is_under_way():
            [answer] = await self._decide([asked])
            if isinstance(answer, Refused):
                raise answer
            return answer
        loop = asyncio.get_running_loop()
        queue = self._queues.setdefault(loop, _Queue(deque()))
        future: asyncio.Future[R] = loop.create_future()
        queue.waiting.append((asked, future))
        if queue.going is None or queue.going.done():
            # In a context of its own: the group belongs to none of those who ask.
            queue.going = loop.create_task(self._go(queue), context=contextvars.Context())
        return await future

    async def _go(self, queue: _Queue) -> None:
        while queue.waiting:
            group = self._next(queue.waiting)
            try:
                answers = await self._settle([asked for asked, _ in group])
            except Exception as error:
                answers = [error] * len(group)
            for (_, future), answer in zip(group, answers, strict=True):
                # Whoever has gone meanwhile gets the same answer when their phone asks again.
                if future.done():
                    continue
                if isinstance(answer, Exception):
                    future.set_exception(answer)
                else:
                    future.set_result(answer)

    def _next(self, waiting: deque[Place]) -> list[Place]:
        """The next ones, up to the first that repeats one of them: it gets the answer of that one."""
        group: list[Place] = []
        keys: set[tuple[UUID, UUID | None]] = set()
        while waiting and len(group) < self._most:
            asked, _ = waiting[0]
            sent = (asked.actor.id, asked.key)
            if asked.key and sent in keys:
                break
            keys.add(sent)
            group.append(waiting.popleft())
        return group

    async def _settle(self, group: Sequence[Asked[D, W]]) -> list[Any]:
        try:
            return await work.unit(lambda: self._answer(group))
        except IntegrityError:
            # Another process has just answered one of these keys: which one it is shows when each is taken by itself.
            if len(group) == 1:
                return await work.unit(lambda: self._answer(group))
            return [answer for asked in group for answer in await self._settle([asked])]

    async def _answer(self, group: Sequence[Asked[D, W]]) -> list[Any]:
        known = await work.known([(asked.actor, asked.key) for asked in group if asked.key])
        fresh = [asked for asked in group if (asked.actor.id, asked.key) not in known]
        made = iter(await self._decide(fresh) if fresh else [])
        answers: list[Any] = []
        noted: list[tuple[Doer, UUID, str, R | Refused]] = []
        for asked in group:
            said = work.fingerprint(self._decide, asked.wish)
            if repeated := known.get((asked.actor.id, asked.key)):
                answers.append(await work.repeated(repeated, said))
                continue
            answer = next(made)
            answers.append(answer)
            if asked.key:
                noted.append((asked.actor, asked.key, said, answer))
        await work.note_all(noted)
        return answers


def together(most: int) -> Callable[[Decide[D, W, R]], Together[D, W, R]]:
    """Make a deciding function a verb that takes up to so many at once."""
    return lambda decide: Together(decide, most)
