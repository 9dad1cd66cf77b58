"""What phones write to the server, heard on the road between them: by pages and by service workers alike."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition
from typing import Any

import httptools
import orjson

from tests.patience import LONG

WRITES = b'{"query":"mutation '


@dataclass(frozen=True, slots=True)
class Write:
    """One mutation, and what the server said to it."""

    name: str
    answer: Any

    @property
    def is_taken(self) -> bool:
        """Neither failed nor refused; only a refusal has a message."""
        told = self.answer.get("data") or {}
        return (
            "errors" not in self.answer
            and bool(told)
            and all(field and not (isinstance(field, dict) and "message" in field) for field in told.values())
        )


class Ear:
    """Hears every write on a road."""

    def __init__(self) -> None:
        self.heard: list[Write] = []
        self._news = Condition()

    def at_a_connection(self) -> "Listener":
        """What hears one connection."""
        return Listener(self._note)

    def taken(self) -> set[str]:
        """The names of all that the server has taken so far."""
        return {write.name for write in self.heard if write.is_taken}

    @contextmanager
    def hears(self, name: str, times: int = 1) -> Iterator[None]:
        """What is done meanwhile writes this, and the server takes it."""
        before = len(self.heard)
        yield
        with self._news:
            self._news.wait_for(lambda: len(self._since(before, name)) >= times, LONG)
            answers = self._since(before, name)
            assert [write.is_taken for write in answers] == [True] * times, (name, answers)

    def _since(self, before: int, name: str) -> list[Write]:
        return [write for write in self.heard[before:] if write.name == name]

    def _note(self, write: Write) -> None:
        with self._news:
            self.heard.append(write)
            self._news.notify_all()


class Listener:
    """Hears one connection: each answer belongs to the request that was asked before it."""

    def __init__(self, note: Callable[[Write], None]) -> None:
        self._note = note
        self._asked: list[bytes] = []
        self._is_socket = False
        self._there = httptools.HttpRequestParser(_Bodies(self._asked.append))
        self._back = httptools.HttpResponseParser(_Bodies(self._answered))

    def hears_there(self, piece: bytes) -> None:
        """Some bytes went to the server."""
        self._hear(self._there, piece)

    def hears_back(self, piece: bytes) -> None:
        """Some bytes came back."""
        self._hear(self._back, piece)

    def _hear(self, parser: Any, piece: bytes) -> None:
        if self._is_socket:
            return
        try:
            parser.feed_data(piece)
        except httptools.HttpParserUpgrade:
            # From here on it only brings hints. The server's yes to it is the first that is not heard.
            self._is_socket = True

    def _answered(self, body: bytes) -> None:
        asked = self._asked.pop(0)
        if asked.startswith(WRITES):
            name = orjson.loads(asked)["query"].split(None, 1)[1].partition("(")[0].partition("{")[0]
            self._note(Write(name, orjson.loads(body)))


class _Bodies:
    """Puts the pieces of each body together."""

    def __init__(self, found: Callable[[bytes], object]) -> None:
        self._found = found
        self._body = b""

    def on_body(self, piece: bytes) -> None:
        self._body += piece

    def on_message_complete(self) -> None:
        body, self._body = self._body, b""
        self._found(body)
