"""Opens, seals and brings one load after the other; as a process of its own it does this for another process.

Loads come in on standard input, answers go out on standard output: for each load those that came soon, then those
that took long. When the other process dies, this one ends.
"""

import asyncio
import logging
import sys
from asyncio import AbstractEventLoop, Semaphore, StreamReader, Task
from collections.abc import Callable
from uuid import UUID

from backend.kit import clock, logs, sealed
from backend.push import courier, encryption
from backend.push.carrying import loads
from backend.push.carrying.loads import Answers, Load, Phone
from backend.push.courier import Answer, Courier, Parcel, Said
from backend.push.encryption import BadKeys, Plain

log = logging.getLogger(__name__)

AT_ONCE = 96
"""Phones that are being told at the same time; one that takes long does not count."""
SLOW = 1.0
"""Seconds after which nobody waits for a push service before others are told."""
CONNECTIONS = 1024
"""More than are told at once: push services that do not answer keep theirs until the time limit."""

TRUST = 50
"""What a push service has from the start, of `courier.MOST_TRUST`: one busy phone among the first must not stop all."""

Going = dict[Task[Answer], int]
"""Phones that are being told, by their place in the load."""


class Carrier:
    """Carries loads; one in each carrying process."""

    def __init__(self, carried_by: Courier) -> None:
        self._courier = carried_by
        self._turns = Semaphore(AT_ONCE)

    async def bring(self, load: Load) -> tuple[Answers, Going]:
        """What became of a load, and which phones are still being waited for."""
        going: Going = {}
        for place, phone in enumerate(load.phones):
            await self._turns.acquire()
            going[self._start(load, phone)] = place
        done, slow = await asyncio.wait(going, timeout=SLOW)
        return _answers(going, done), {task: going[task] for task in slow}

    async def wait(self, going: Going) -> Answers:
        """What became of those that took long."""
        done, _ = await asyncio.wait(going)
        return _answers(going, done)

    def _start(self, load: Load, phone: Phone) -> Task[Answer]:
        task = asyncio.create_task(self._tell(load, phone))
        once = _once(self._turns.release)
        late = asyncio.get_running_loop().call_later(SLOW, once)

        def make_room(_task: Task[Answer]) -> None:
            late.cancel()
            once()

        task.add_done_callback(make_room)
        return task

    async def _tell(self, load: Load, phone: Phone) -> Answer:
        parcel, body = _parcel(load, phone)
        return await self._courier.bring(parcel, body)


def _once(act: Callable[[], None]) -> Callable[[], None]:
    left = [act]
    return lambda: left.pop()() if left else None


def _parcel(load: Load, phone: Phone) -> tuple[Parcel, bytes]:
    """A phone's parcel and its sealed body, an empty one where its keys are no keys."""
    row = UUID(bytes=phone.id)

    def opened(column: str, blob: bytes) -> str:
        return sealed.unseal(blob, f"Subscription.{column}", row)

    p256dh = encryption.key_of(opened("p256dh", phone.p256dh))
    plain = Plain(p256dh, encryption.key_of(opened("auth", phone.auth)), load.texts[phone.text])
    parcel = Parcel(opened("endpoint", phone.endpoint), plain, load.topic, load.seconds, load.urgent)
    try:
        return parcel, encryption.sealed(plain)
    except BadKeys:
        return parcel, b""


def _answers(going: Going, done: set[Task[Answer]]) -> Answers:
    return {going[task]: _answer_of(task) for task in done}


def _answer_of(task: Task[Answer]) -> Answer:
    if error := task.exception():
        # Whatever is wrong with one phone, the others of its load have their answers.
        log.error("a phone could not be told; it is tried again", exc_info=error)
        return Answer(Said.UNREACHABLE, clock.now() + courier.SHORTEST_REST)
    return task.result()


async def _serve(loop: AbstractEventLoop) -> None:
    """Carry what comes in until the other end has gone."""
    source = StreamReader(loop=loop)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(source, loop=loop), sys.stdin)
    async with courier.working(CONNECTIONS, TRUST) as working:
        carrier, errands = Carrier(working), set[Task[None]]()
        while (asked := await loads.read(source)) is not None:
            number, content = asked
            errand = loop.create_task(_carry(carrier, number, loads.unpacked(content)))
            errands.add(errand)
            errand.add_done_callback(errands.discard)
        # Nobody would hear any more what became of the others.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


async def _carry(carrier: Carrier, number: int, load: Load) -> None:
    answers, slow = await carrier.bring(load)
    _reply(number, answers, is_last=not slow)
    if slow:
        _reply(number, await carrier.wait(slow), is_last=True)


def _reply(number: int, answers: Answers, *, is_last: bool) -> None:
    # Blocking is right: a few hundred bytes, and who does not read them wants no more work done.
    sys.stdout.buffer.write(loads.framed(number, (is_last, loads.packed_answers(answers))))
    sys.stdout.buffer.flush()


def _loop() -> AbstractEventLoop:
    """The quick loop that the server runs on, where there is one."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def main() -> None:
    """Carry for the process at the other end of the pipe."""
    logs.begin()
    with asyncio.Runner(loop_factory=_loop) as runner:
        runner.run(_serve(runner.get_loop()))
