"""What goes to a carrying process and comes back: one text for many phones, and what became of it at each.

Both ends are processes of ours, and a pipe that nobody else has lies between them.
"""

import marshal
import struct
from asyncio import IncompleteReadError, StreamReader
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from backend.kit import clock
from backend.push.courier import Answer, Said

LENGTH = struct.Struct("!I")
SAID = tuple(Said)
NEVER = -1.0
"""Seconds, where it makes no sense to try again."""


class Phone(NamedTuple):
    """A phone as it lies in its table, sealed: only the process that carries opens it."""

    id: bytes
    """Of its subscription."""
    text: int
    """Which of the texts it gets."""
    endpoint: bytes
    p256dh: bytes
    auth: bytes


@dataclass(frozen=True, slots=True)
class Load:
    """One message for many phones."""

    topic: str
    seconds: int
    """How long push services shall keep it for phones that are away."""
    urgent: bool
    texts: list[bytes]
    """In several languages, ready to be sealed."""
    phones: list[Phone]


Answers = dict[int, Answer]
"""What became of it, by the phone's place in the load."""


def framed(number: int, content: Any) -> bytes:
    """Something as it goes through the pipe, with the number of the load that it belongs to."""
    body = marshal.dumps((number, content))
    return LENGTH.pack(len(body)) + body


async def read(source: StreamReader) -> tuple[int, Any] | None:
    """The next thing from the pipe; None where the other end has gone."""
    try:
        [length] = LENGTH.unpack(await source.readexactly(LENGTH.size))
        number, content = marshal.loads(await source.readexactly(length))  # noqa: S302 -- from our own process
    except (IncompleteReadError, ConnectionError):
        return None
    return number, content


def packed(load: Load) -> tuple[Any, ...]:
    return load.topic, load.seconds, load.urgent, load.texts, [tuple(phone) for phone in load.phones]


def unpacked(content: tuple[Any, ...]) -> Load:
    topic, seconds, urgent, texts, phones = content
    return Load(topic, seconds, urgent, texts, [Phone(*phone) for phone in phones])


def packed_answers(answers: Answers) -> list[tuple[int, int, float, bool]]:
    """Moments go as seconds from now: so it does not matter whether both processes have the same clock."""
    now = clock.now()
    return [
        (
            place,
            SAID.index(answer.said),
            (answer.again_at - now).total_seconds() if answer.again_at else NEVER,
            answer.was_asked,
        )
        for place, answer in answers.items()
    ]


def unpacked_answers(content: list[tuple[int, int, float, bool]]) -> Answers:
    now = clock.now()
    return {
        place: Answer(SAID[said], now + timedelta(seconds=again) if again >= 0 else None, was_asked)
        for place, said, again, was_asked in content
    }
