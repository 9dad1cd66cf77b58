"""Connections to push services: kept while they are used, and of no use to who misbehaves."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from unittest.mock import patch

import orjson
import pytest

from backend import settings
from backend.push import wires
from backend.push.wires import Answered, Wires
from tests.patience import leap

Speak = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"


@asynccontextmanager
async def speaking(speak: Speak) -> AsyncIterator[str]:
    """A server that says what it likes; its origin."""
    spoken: set[asyncio.Task[None]] = set()
    writers: list[asyncio.StreamWriter] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        spoken.add(task)
        writers.append(writer)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await speak(reader, writer)

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    with patch.dict(os.environ, LIANXIN_PUSH_HOSTS=orjson.dumps([host]).decode()):
        settings.settings.cache_clear()
        yield f"http://{host}"
    settings.settings.cache_clear()
    server.close()
    for writer in writers:
        writer.close()
    await asyncio.gather(*spoken)


async def request(reader: asyncio.StreamReader) -> bytes:
    """One request, head and body."""
    head = await reader.readuntil(b"\r\n\r\n")
    [length] = [line.split(b": ")[1] for line in head.split(b"\r\n") if line.startswith(b"Content-Length")]
    return head + await reader.readexactly(int(length))


@pytest.fixture
async def ours() -> AsyncIterator[Wires]:
    made = Wires(8)
    yield made
    await made.close()


def always(answer: bytes, heard: list[bytes] | None = None) -> Speak:
    """Answer each request on a connection alike."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            said = await request(reader)
            if heard is not None:
                heard.append(said)
            writer.write(answer)

    return speak


async def test_a_request_goes_out_as_the_endpoint_is_spelled(ours: Wires) -> None:
    heard: list[bytes] = []
    async with speaking(always(OK, heard)) as origin:
        answered = await ours.post(f"{origin}/send/a%2Fb:c?x=%41#no", {"TTL": "60"}, b"body")

    host = origin.removeprefix("http://").encode()
    assert answered == Answered(201, None)
    assert heard == [
        b"POST /send/a%2Fb:c?x=%41 HTTP/1.1\r\nHost: "
        + host
        + b"\r\nUser-Agent: Lianxin\r\nContent-Length: 4\r\nTTL: 60\r\n\r\nbody"
    ]


async def test_one_connection_carries_one_request_after_the_other(ours: Wires) -> None:
    connections = 0

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await always(OK)(reader, writer)

    async with speaking(speak) as origin:
        for _ in range(5):
            assert (await ours.post(f"{origin}/1", {}, b"")).status == 201
        assert connections == 1
        await asyncio.gather(*(ours.post(f"{origin}/1", {}, b"") for _ in range(20)))
        assert connections == 4


@pytest.mark.parametrize(
    ("answer", "answered"),
    [
        (b"HTTP/1.1 429 Slow\r\nretry-After: 7\r\nContent-Length: 2\r\n\r\nno", Answered(429, "7")),
        (
            b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
            Answered(201, None),
        ),
        (b"HTTP/1.1 204 No Content\r\n\r\n", Answered(204, None)),
        (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK, Answered(201, None)),
        (b"HTTP/1.1 307 Away\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", Answered(307, None)),
        (b"HTTP/1.0 410 Gone\r\nContent-Length: 0\r\n\r\n", Answered(410, None)),
    ],
)
async def test_what_is_answered(ours: Wires, answer: bytes, answered: Answered) -> None:
    async with speaking(always(answer)) as origin:
        assert await ours.post(f"{origin}/1", {}, b"x") == answered
        assert await ours.post(f"{origin}/1", {}, b"x") == answered


async def test_a_status_counts_though_what_follows_never_ends(
    ours: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wires, "LONGEST_ANSWER", 100)
    async with speaking(always(b"HTTP/1.1 201 Created\r\n\r\n" + b"x" * 200)) as origin:
        assert (await ours.post(f"{origin}/1", {}, b"")).status == 201


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 2"])
async def test_what_is_no_answer_is_an_error(ours: Wires, answer: bytes) -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        writer.write(answer)
        writer.close()

    async with speaking(speak) as origin:
        with pytest.raises(OSError, match="broke off"):
            await ours.post(f"{origin}/1", {}, b"")


async def test_who_hung_up_meanwhile_is_asked_again(ours: Wires) -> None:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        writer.write(OK)
        writer.close()

    async with speaking(once) as origin:
        for _ in range(3):
            assert (await ours.post(f"{origin}/1", {}, b"")).status == 201


async def test_who_says_nothing_is_not_waited_for_without_end(
    ours: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wires, "SECONDS", 0.05)
    over = asyncio.Event()

    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()

    async with speaking(silent) as origin:
        with pytest.raises(TimeoutError):
            await ours.post(f"{origin}/1", {}, b"")
        over.set()


async def test_what_comes_too_late_is_not_taken_for_the_next_answer(ours: Wires) -> None:
    asked, late = asyncio.Event(), asyncio.Event()
    answers = iter([b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", OK])

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answer = next(answers)
        await request(reader)
        asked.set()
        if answer is not OK:
            await late.wait()
        writer.write(answer)
        writer.close()

    async with speaking(speak) as origin:
        asking = asyncio.create_task(ours.post(f"{origin}/1", {}, b""))
        await asked.wait()
        leap(wires.SECONDS)
        with pytest.raises(TimeoutError):
            await asking
        late.set()
        assert (await ours.post(f"{origin}/1", {}, b"")).status == 201


async def test_a_connection_that_was_not_used_for_long_is_not_used_again(
    ours: Wires, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections = 0

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await always(OK)(reader, writer)

    async with speaking(speak) as origin:
        await ours.post(f"{origin}/1", {}, b"")
        monkeypatch.setattr(wires, "IDLE", -1)
        await ours.post(f"{origin}/1", {}, b"")
        assert connections == 2


async def test_who_speaks_no_tls_is_no_push_service(ours: Wires) -> None:
    async def at_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(OK)

    async with speaking(at_once) as origin:
        with pytest.raises(OSError):  # noqa: PT011 -- what exactly is OpenSSL's matter
            await ours.post(origin.replace("http", "https") + "/1", {}, b"")
