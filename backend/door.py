"""Sending away at the door: while a process has more to do than it can, what the app asks and may wait is answered
before it becomes a request.

Parsing it, a task, and the way through the application cost three times as much as saying "come again", and where
five times too many come that was nearly all that a process did. Only what is whole and word for word what the app
sends is answered here; everything else goes in, to whoever looks more closely (`backend.shedding`).
"""

from collections.abc import Iterable
from functools import cache, lru_cache

import orjson
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from backend import headers, settings, shedding
from backend.kit import stopping, traces
from backend.kit.urgency import Urgency
from backend.kit.words import Language

BEGINS = b"POST /graphql HTTP/1.1\r\n"
HEAD_ENDS = b"\r\n\r\n"
LONGEST = 16_384
"""Bytes; the app's questions are a tenth of it."""
NOT_HERE = (b"\r\ntransfer-encoding:", b"\r\nexpect:", b"\r\nconnection: close", b"\r\nupgrade:")
"""Headers by which a request is more than it seems."""


class Usual:
    """The app's documents that may wait, as they stand in a body."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known = frozenset(b'{"query":' + orjson.dumps(text) for text in texts)

    def head_of(self, sent: bytes) -> bytes | None:
        """The head of a request, in small letters, if it is one of these, and nothing is missing or too much."""
        ends = sent.find(HEAD_ENDS)
        if not sent.startswith(BEGINS) or ends < 0 or len(sent) > LONGEST:
            return None
        # No query has this in it: there its quotation marks would stand behind a backslash.
        asked = sent[ends + 4 : sent.find(b'","variables":', ends) + 1]
        if asked not in self._known:
            return None
        head = sent[:ends].lower()
        length = str(len(sent) - ends - 4).encode()
        if any(one in head for one in NOT_HERE) or _said(head, b"content-length") != length:
            return None
        return head


@cache
def usual() -> Usual:
    """Those of this version's app."""
    documents = shedding.app_urgency()
    return Usual(text for text in shedding.app_documents() if documents.urgency(text) is Urgency.USUAL)


class Door(HttpToolsProtocol):
    """One connection: whoever may not come in is told so here."""

    _coming = False
    """Whether a request has begun that is not here yet."""
    _is_used = False
    """Whether somebody was sent away here since it was last looked whether the connection is in use."""

    def data_received(self, data: bytes) -> None:
        room = shedding.room
        if room.has_place():
            if not room.coming:
                # When this is done with, whoever was let in meanwhile is inside.
                self.loop.call_soon(room.all_are_in)
            room.coming += 1
            super().data_received(data)
        elif self._is_idle() and (head := usual().head_of(data)) is not None:
            self.transport.write(_come_again(head))
            self._is_used = True
            if self.timeout_keep_alive_task is None:
                self._wait_for_more()
        else:
            super().data_received(data)

    def timeout_keep_alive_handler(self) -> None:
        """Nobody asked anything for a while; where they did, and were sent away here, they have as long again."""
        if self._is_used:
            self._wait_for_more()
        else:
            super().timeout_keep_alive_handler()

    def _wait_for_more(self) -> None:
        self._is_used = False
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def on_message_begin(self) -> None:
        self._coming = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        self._coming = False
        super().on_message_complete()

    def _is_idle(self) -> bool:
        """Whether nothing is under way here, nor is this process ending: it then says more than that it is busy."""
        # Before the first request there is none, whatever the type says.
        last: RequestResponseCycle | None = self.cycle
        return not self._coming and (last is None or last.response_complete) and not stopping.is_under_way()


def _come_again(head: bytes) -> bytes:
    """The answer as bytes."""
    before, after = _answer(
        _said(head, b"accept-language"), _said(head, b"host"), settings.settings().is_secure
    )
    headers.ANSWERS.add(status="5xx")
    return b"%b%d\r\n%b: %b%b" % (
        before,
        shedding.room.send_away(),
        traces.HEADER.encode(),
        traces.fresh().encode(),
        after,
    )


@lru_cache(100)
def _answer(accepted: bytes, host: bytes, is_secure: bool) -> tuple[bytes, bytes]:
    """What stands before the seconds and the number of an answer, and what after them."""
    body = shedding.said(Language.best(accepted.decode("latin-1")))
    own = [*shedding.head(body), *headers.safe(host.decode("latin-1"), is_secure)]
    lines = b"".join(b"%b: %b\r\n" % line for line in own)
    return (
        b"HTTP/1.1 503 Service Unavailable\r\nretry-after: ",
        b"\r\n%b\r\n%b" % (lines, body),
    )


def _said(head: bytes, name: bytes) -> bytes:
    """What a header of a head in small letters says; empty where it is not there."""
    _, found, rest = head.partition(b"\r\n%b: " % name)
    return rest.partition(b"\r\n")[0] if found else b""
