"""While a process has too much to do, what the app asks is sent away at the door, and everything else goes in as ever."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httptools
import orjson
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from backend import headers, shedding
from backend.door import Door
from backend.headers import SafeHeaders
from backend.kit import room as rooms
from backend.kit import stopping
from backend.kit.room import Room, Ticket
from backend.kit.words import Language
from bench._requests import asked
from tests import app_documents
from tests.phones import HOST

OPEN = app_documents.text("OneNotice")
GIVEN = {"id": "n1"}


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A process that has as much to do as it can."""
    room = Room()
    monkeypatch.setattr(shedding, "room", room)
    room.most = 1
    room.enter(Ticket())
    monkeypatch.setattr(room, "_judge", lambda: None)
    yield room
    stopping.forget()


class Inside:
    """An application that notes what it is asked, and answers when it is let."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope["path"])
        while (await receive()).get("more_body"):
            pass
        ticket = Ticket()
        shedding.room.enter(ticket)
        await self.may_answer.wait()
        shedding.room.leave(ticket)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


class Connection(asyncio.Transport):
    """One phone's connection, without a network."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self.said = b""
        self.is_closed = False
        config = uvicorn.Config(app, http=Door, lifespan="off", log_config=None, access_log=False)
        config.load()
        self.door = Door(config=config, server_state=ServerState(), app_state={})
        self.door.connection_made(self)

    async def send(self, *pieces: bytes) -> None:
        """Send some bytes, and wait until everything that runs has had its turn."""
        for piece in pieces:
            self.door.data_received(piece)
        for _ in range(20):
            await asyncio.sleep(0)

    def write(self, data: Any) -> None:
        self.said += data

    def close(self) -> None:
        self.is_closed = True

    def is_closing(self) -> bool:
        return self.is_closed

    def pause_reading(self) -> None:
        """Whatever comes is sent by the test itself."""

    resume_reading = pause_reading

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    @property
    def answers(self) -> list[int]:
        """The status of each answer so far."""
        return [int(part[:3]) for part in self.said.split(b"HTTP/1.1 ")[1:]]


class Answer:
    """An answer, read as a browser reads it."""

    def __init__(self, said: bytes) -> None:
        self.headers: dict[str, str] = {}
        self.body = b""
        self.is_whole = False
        httptools.HttpResponseParser(self).feed_data(said)

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers[name.decode()] = value.decode()

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.is_whole = True


def opening(document: str = OPEN, **more: Any) -> bytes:
    return asked(HOST, "token", document, GIVEN, **more)


@pytest.mark.parametrize("language", Language)
async def test_what_the_app_asks_is_answered_kindly_and_does_not_come_in(
    full: Room, language: Language
) -> None:
    inside = Inside()
    phone = Connection(inside)
    await phone.send(opening().replace(b"zh-Hans", language.value.encode()))
    answer = Answer(phone.said)
    assert (phone.answers, inside.asked, answer.is_whole) == ([503], [], True)
    assert answer.body == shedding.said(language)
    assert rooms.SOONEST <= int(answer.headers["retry-after"]) <= rooms.LATEST
    assert (full.sent_away, phone.is_closed) == (1, False)


async def test_it_carries_what_every_answer_does(full: Room) -> None:
    at_the_door, within = Connection(Inside()), Connection(SafeHeaders(shedding.Shedding(Inside(), ["/"])))
    await at_the_door.send(opening())
    await within.send(opening("{ me { name } }"))
    said, usual = Answer(at_the_door.said), Answer(within.said)
    assert said.body == usual.body
    changing = {"retry-after", "x-request-id"}
    assert said.headers.keys() == usual.headers.keys() >= changing
    assert {name: said.headers[name] for name in said.headers.keys() - changing} == {
        name: usual.headers[name] for name in usual.headers.keys() - changing
    }


async def test_the_same_connection_is_answered_when_there_is_room_again(full: Room) -> None:
    inside = Inside()
    phone = Connection(inside)
    await phone.send(opening())
    full.most = 2
    await phone.send(opening())
    full.most = 1
    await phone.send(opening())
    assert (phone.answers, inside.asked) == ([503, 200, 503], ["/graphql"])


@pytest.mark.parametrize(
    "sent",
    [
        [opening(app_documents.text("RequestSupplies"))],
        [opening(app_documents.text("SignIn"))],
        [opening("{ me { name } }")],
        [opening(OPEN + " ")],
        [opening(last=True)],
        [opening().replace(b"POST /graphql ", b"POST /graphql/ ")],
        [opening().replace(b"\r\n\r\n", b"\r\ntransfer-encoding: identity\r\n\r\n", 1)],
        [opening()[:60], opening()[60:]],
        [opening()[:-1], opening()[-1:]],
    ],
    ids=[
        "help",
        "signing in",
        "another's",
        "longer",
        "last",
        "elsewhere",
        "chunks",
        "split head",
        "split body",
    ],
)
async def test_everything_else_goes_in_to_be_looked_at(full: Room, sent: list[bytes]) -> None:
    inside = Inside()
    phone = Connection(inside)
    await phone.send(*sent)
    assert (len(inside.asked), full.sent_away) == (1, 0) or phone.answers == [400]


async def test_two_in_one_breath_go_in_both(full: Room) -> None:
    inside = Inside()
    phone = Connection(inside)
    await phone.send(opening() + opening())
    assert (phone.answers, full.sent_away) == ([200, 200], 0)


async def test_behind_one_that_is_not_answered_yet_nobody_is_answered_first(full: Room) -> None:
    inside = Inside()
    inside.may_answer.clear()
    phone = Connection(inside)
    await phone.send(opening(app_documents.text("RequestSupplies")))
    await phone.send(opening())
    assert phone.answers == []
    inside.may_answer.set()
    await phone.send()
    assert phone.answers == [200, 200]


async def test_as_many_are_let_in_at_one_moment_as_there_is_room_for(full: Room) -> None:
    inside = Inside()
    inside.may_answer.clear()
    full.most = 4
    phones = [Connection(inside) for _ in range(10)]
    for phone in phones:
        phone.door.data_received(opening())
    await phones[0].send()
    assert [phone.answers for phone in phones] == [[]] * 3 + [[503]] * 7
    assert (len(inside.asked), full.coming) == (3, 0)


async def test_a_process_that_ends_says_so_itself(full: Room) -> None:
    inside = Inside()
    phone = Connection(inside)
    stopping.begin()
    await phone.send(opening())
    assert (phone.answers, len(inside.asked)) == ([200], 1)


async def test_a_connection_is_kept_while_somebody_asks_on_it_and_no_longer(full: Room) -> None:
    phone = Connection(Inside())
    await phone.send(opening())
    await phone.send(opening())
    phone.door.timeout_keep_alive_handler()
    assert not phone.is_closed
    phone.door.timeout_keep_alive_handler()
    assert phone.is_closed
    assert phone.answers == [503, 503]


async def test_it_is_counted_as_any_answer(full: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[dict[str, str]] = []
    monkeypatch.setattr(headers.ANSWERS, "add", lambda **labels: counted.append(labels))
    await Connection(Inside()).send(opening())
    assert counted == [{"status": "5xx"}]


async def test_what_is_sent_is_what_a_browser_writes() -> None:
    body = opening().partition(b"\r\n\r\n")[2]
    assert body == b'{"query":' + orjson.dumps(OPEN) + b',"variables":{"id":"n1"}}'
