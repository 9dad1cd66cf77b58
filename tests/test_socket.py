"""The socket: hints for whoever may see them, and nothing else for anybody."""

import asyncio
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from starlette.applications import Starlette

from backend import app
from backend.access import devices, listening, tokens
from backend.access.models import Person, Post, Session
from backend.kit import clock, live
from tests import community
from tests.community import Town
from tests.patience import LONG
from tests.phones import Phones
from tests.sockets import Closed, Socket, connected


@pytest.fixture
def server(phones: Phones) -> Starlette:
    return app.create()


@pytest.fixture
async def town(engine: str) -> Town:
    return await community.build()


async def token(phones: Phones, person: Person) -> str:
    phone = await phones(person)
    return str(phone.cookies["lianxin"])


async def listens(socket: Socket) -> None:
    assert (await socket.start())["type"] == "connection_ack"
    await socket.subscribe()
    # The subscription listens once it stands in the set of open screens.
    async with asyncio.timeout(LONG):
        while not live._screens:  # noqa: ASYNC110 -- nothing says when it does
            await asyncio.sleep(0.001)


async def closing(socket: Socket) -> int:
    """Hear the socket out, and give the code with which it closes."""
    try:
        while True:
            await socket.receive()
    except Closed as closed:
        return closed.code


async def hint(socket: Socket) -> str:
    message = await socket.receive()
    assert message["type"] == "next", message
    return str(message["payload"]["data"]["changes"]["what"])


async def test_a_hint_reaches_whoever_answers_for_the_ground(
    phones: Phones, server: Starlette, town: Town
) -> None:
    async with connected(server, await token(phones, town.leader)) as socket:
        await listens(socket)
        live.changed("SupplyRequest", town.east.id, path=town.east.path)
        assert await hint(socket) == "SupplyRequest"


async def test_a_hint_about_other_ground_does_not(phones: Phones, server: Starlette, town: Town) -> None:
    async with connected(server, await token(phones, town.leader)) as socket:
        await listens(socket)
        live.changed("Elsewhere", town.west.id, path=town.west.path)
        live.changed("Mine", path="", people=[town.leader.id])
        assert await hint(socket) == "Mine"


async def test_a_hint_for_homes_reaches_those_who_live_there_and_nobody_else(
    phones: Phones, server: Starlette, town: Town
) -> None:
    lin = await community.resident("林晓", town.east)
    async with connected(server, await token(phones, lin)) as socket:
        await listens(socket)
        live.changed("OfTheGround", town.east.id, path=town.east.path)
        live.changed("Elsewhere", town.west.id, path=town.west.path, homes=True)
        live.changed("Notice", town.east.id, path=town.community.path, homes=True)
        assert await hint(socket) == "Notice"


async def test_a_program_listens_with_its_key_as_far_as_that_reaches(
    phones: Phones, server: Starlette, town: Town
) -> None:
    with live.screen() as hints:
        fresh = await tokens.make(
            await community.actor(town.above), town.east.id, "大屏", may_write=False, days=1
        )
        # Over Redis the word of the key itself is on its way for a moment, and it is of the ground that the key hears.
        while (await hints.get()).what != "ApiToken":
            pass
    async with connected(server, key=fresh.secret, origin=None) as socket:
        await listens(socket)
        live.changed("Elsewhere", town.west.id, path=town.west.path)
        live.changed("OfItsMaker", path="", people=[town.above.id])
        live.changed("SupplyRequest", town.east.id, path=town.east.path)
        assert await hint(socket) == "SupplyRequest"
        await tokens.revoke(await community.actor(town.above), fresh.row.id)
        with patch.object(listening, "TRUSTED", -1.0):
            live.changed("SupplyRequest", town.east.id, path=town.east.path)
            assert await closing(socket) == 4401


async def test_a_wrong_key_or_a_key_beside_a_cookie_gets_no_socket_from_elsewhere(
    phones: Phones, server: Starlette, town: Town
) -> None:
    cookie = await token(phones, town.leader)
    for given in ({"key": "x"}, {"key": "x", "token": cookie}, {"token": cookie}):
        with pytest.raises(Closed):
            async with connected(server, origin=None, **given) as socket:
                await socket.start()


@pytest.mark.parametrize(
    "origin", [None, "https://evil.example", "null", "http://localhost:8000.evil.example"]
)
async def test_a_page_that_is_not_ours_gets_no_socket(
    phones: Phones, server: Starlette, town: Town, origin: str | None
) -> None:
    cookie = await token(phones, town.leader)
    with pytest.raises(Closed):
        async with connected(server, cookie, origin=origin) as socket:
            await socket.start()


@pytest.mark.parametrize("cookie", ["", "not a session"])
async def test_whoever_is_signed_out_gets_no_socket(server: Starlette, engine: str, cookie: str) -> None:
    async with connected(server, cookie) as socket:
        with pytest.raises(Closed, match="4403"):
            await socket.start()


async def test_nothing_is_subscribed_before_hello(phones: Phones, server: Starlette, town: Town) -> None:
    async with connected(server, await token(phones, town.leader)) as socket:
        await socket.subscribe()
        with pytest.raises(Closed, match="4401"):
            await socket.receive()


@pytest.mark.parametrize(
    "document", ["{ me { name } }", "mutation { signOut }", 'mutation { updateMe(name: "x") { __typename } }']
)
async def test_a_socket_carries_neither_queries_nor_mutations(
    phones: Phones, server: Starlette, town: Town, document: str
) -> None:
    async with connected(server, await token(phones, town.leader)) as socket:
        await socket.start()
        await socket.subscribe(document)
        answer = await socket.receive()
        assert answer["type"] == "error"
        assert [error["extensions"]["code"] for error in answer["payload"]] == ["BAD_DOCUMENT"]
    assert await Session.filter(Session.open_now(), person_id=town.leader.id).count() == 1
    assert (await Person.get(id=town.leader.id)).name == "王芳"


@pytest.mark.parametrize(
    "message",
    [
        "1",
        "null",
        '"x"',
        "[]",
        "{",
        "[" * 5_000,
        '{"type": 1}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "x"}}',
        '{"type": "subscribe", "id": "1", "payload": []}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "x", "variables": []}}',
    ],
)
async def test_what_is_no_message_closes_the_socket_and_only_that(
    phones: Phones, server: Starlette, town: Town, message: str
) -> None:
    cookie = await token(phones, town.leader)
    async with connected(server, cookie) as socket:
        await socket.start()
        await socket.send(message)
        with pytest.raises(Closed, match="4400"):
            await socket.receive()
    async with connected(server, cookie) as socket:
        await listens(socket)


async def test_a_sixth_subscription_is_refused(phones: Phones, server: Starlette, town: Town) -> None:
    async with connected(server, await token(phones, town.leader)) as socket:
        await socket.start()
        for number in range(6):
            await socket.subscribe(id=str(number))
        refused = await socket.receive()
        assert (refused["type"], refused["id"]) == ("error", "5")


async def test_signing_a_device_out_closes_its_socket_at_once(
    phones: Phones, server: Starlette, town: Town
) -> None:
    lost = await token(phones, town.leader)
    session = await Session.get(person_id=town.leader.id)
    async with connected(server, lost) as socket:
        await listens(socket)
        await devices.revoke(await community.actor(town.leader), session.id)
        assert await closing(socket) == 4401


async def test_a_session_that_ends_by_itself_closes_its_socket(
    phones: Phones, server: Starlette, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "CHECK_EVERY", 0.01)
    async with connected(server, await token(phones, town.leader)) as socket:
        await listens(socket)
        clock.advance(timedelta(days=400))
        assert await closing(socket) == 4401


async def test_a_post_that_ended_hears_nothing_more(
    phones: Phones, server: Starlette, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "TRUSTED", -1.0)
    async with connected(server, await token(phones, town.leader)) as socket:
        await listens(socket)
        await Post.filter(person_id=town.leader.id).update(ended_at=clock.now(), seat=None)
        live.changed("SupplyRequest", town.east.id, path=town.east.path)
        live.changed("Mine", people=[town.leader.id])
        assert await hint(socket) == "Mine"


async def test_losing_sockets_in_the_middle_of_anything_harms_nobody(
    phones: Phones, server: Starlette, town: Town
) -> None:
    """A cancelled database call once kept the connection's lock for ever; one lost phone was enough."""
    cookie = await token(phones, town.leader)
    for steps in range(60):
        async with connected(server, cookie) as socket:
            await socket.start()
            await socket.subscribe()
            for _ in range(steps):
                await asyncio.sleep(0)
            await socket.lose()
    phone = await phones(town.leader)
    for _ in range(8):
        assert (await asyncio.wait_for(phone.ask("{ me { name } }"), LONG))["me"] == {"name": "王芳"}
    assert not live._screens


async def test_a_request_that_is_cancelled_at_any_step_is_done_or_not_and_blocks_nobody(
    phones: Phones, town: Town
) -> None:
    phone = await phones(town.leader)
    answered: list[Any] = []
    for steps in range(80):
        request = asyncio.create_task(
            phone.ask(f'mutation {{ updateMe(name: "n{steps}") {{ __typename }} }}')
        )
        for _ in range(steps):
            await asyncio.sleep(0)
        request.cancel()
        answered += await asyncio.gather(request, return_exceptions=True)
    assert any(isinstance(answer, asyncio.CancelledError) for answer in answered)
    answer = await asyncio.wait_for(phone.ask('mutation { updateMe(name: "王芳") { __typename } }'), LONG)
    assert answer["updateMe"] == {"__typename": "Me"}
    assert (await Person.get(id=town.leader.id)).name == "王芳"
