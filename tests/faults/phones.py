"""Phones that send one write after the other, each again and again until it is answered, as the app does."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.faults.writes import KINDS, Hands, Kind, Variables

PATIENCE = ClientTimeout(total=15)
"""As long as the app waits."""
PAUSE = 0.1
"""Seconds until what was not answered is sent again; the app takes longer."""
THOUGHT = 0.1
"""Seconds that somebody thinks between two writes at the most."""


@dataclass
class Write:
    """Something that somebody did on their phone, and what the server said to it."""

    person: UUID
    kind: Kind
    variables: Variables
    key: str = field(default_factory=lambda: str(uuid4()))
    answer: dict[str, Any] = field(default_factory=dict)
    times: int = 0
    """How often it was sent."""

    @property
    def is_acknowledged(self) -> bool:
        """Whether the server said what became of it. Who did something too often has to try later."""
        return bool(self.answer) and self.answer["__typename"] != "TooOften"

    @property
    def is_done(self) -> bool:
        """Whether the server said that it did it."""
        return self.is_acknowledged and "message" not in self.answer


@dataclass
class Unclean:
    """An answer that neither says what became of a write nor to come again later."""

    verb: str
    status: int
    said: str


def outcome(done: dict[str, Any]) -> dict[str, Any]:
    """What of an answer stays the same however often it is given: what it is, and which; or why not."""
    return {name: done[name] for name in ("__typename", "id", "message") if name in done}


class Phone:
    """Somebody's phone."""

    def __init__(self, person: UUID, part: str, cookie: str, hands: Hands) -> None:
        self.person, self.hands = person, hands
        self._kinds = KINDS[part]
        self.cookie = cookie
        self.writes: list[Write] = []
        self.unclean: list[Unclean] = []
        self.put_off: list[str] = []
        """What answers said that asked to come again."""
        self.cut_off = 0
        """How often there was no answer at all."""

    async def use(
        self, session: ClientSession, addresses: Callable[[], list[str]], over: asyncio.Event
    ) -> None:
        """Do one thing after the other; the last one too is sent until it is answered."""
        while not over.is_set():
            if write := self._next():
                self.writes.append(write)
                await self._send_until_answered(session, addresses, write)
            await asyncio.sleep(self.hands.chance.uniform(0, THOUGHT))

    async def do(self, session: ClientSession, address: str) -> None:
        """Do one thing by way of one process, until it is answered."""
        while (write := self._next()) is None:
            pass
        self.writes.append(write)
        await self._send_until_answered(session, lambda: [address], write)

    async def _send_until_answered(
        self, session: ClientSession, addresses: Callable[[], list[str]], write: Write
    ) -> None:
        answered = False
        while not answered:
            answered = await self.send(session, self.hands.chance.choice(addresses()), write)
            if not answered:
                await asyncio.sleep(PAUSE)

    def _next(self) -> Write | None:
        kind = self.hands.chance.choice(self._kinds)
        variables = kind.next(self.hands)
        return None if variables is None else Write(self.person, kind, variables)

    async def send(self, session: ClientSession, address: str, write: Write) -> bool:
        """Send a write once; whether it was answered."""
        write.times += 1
        key = {"key": write.key} if write.kind.has_key else {}
        answer = await self.ask(session, address, write.kind.document, **write.variables, **key)
        if answer is None:
            return False
        write.answer = outcome(answer["done"])
        if write.is_done:
            write.kind.learn(self.hands, write.variables, answer["done"])
        return True

    async def ask(
        self, session: ClientSession, address: str, document: str, **variables: Any
    ) -> dict[str, Any] | None:
        """What the server says to a document; None where it says nothing, or to come again."""
        headers = {
            "cookie": self.cookie,
            "origin": address,
            "x-lianxin": "1",
            "content-type": "application/json",
        }
        body = orjson.dumps({"query": document, "variables": variables})
        try:
            async with session.post(
                f"{address}/graphql", data=body, headers=headers, timeout=PATIENCE
            ) as response:
                said = await response.read()
        except (ClientError, OSError, TimeoutError):
            self.cut_off += 1
            return None
        if response.status == 503 and "retry-after" in response.headers:
            self.put_off.append(orjson.loads(said)["errors"][0]["message"])
            return None
        data: dict[str, Any] | None = orjson.loads(said).get("data") if response.status == 200 else None
        if data is None or data.get("done", True) is None:
            self.unclean.append(Unclean(document, response.status, said.decode()[:300]))
            return None
        return data
