"""How soon 5,000 open screens hear that something changed, and what their sockets cost.

Screens and the write come from a process of their own on the same machine; with Redis two servers share them.
"""

import asyncio
import os
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from backend.access import sessions
from backend.access.models import Person, Session
from backend.kit import clock, nodes
from backend.supplies.models import Item
from bench import _figures, _listeners, _open_loop, _place, _requests, _screens
from bench._listeners import Crowd, Heard
from tests import app_documents, community, servers
from tests.households import builders as doors

SCREENS = 5_000
WRITES = 5
MEGABYTE = 1_000_000


async def prepared(url: str) -> tuple[list[str], str, str]:
    """So many people on one ground, their sessions; the session of a household that needs something, and what."""
    async with _place.opened(url):
        town = await community.build()
        people = [Person(name=f"住户{number}", grid_id=town.east.id) for number in range(SCREENS)]
        await Person.bulk_create(people)
        tokens = [f"screen-{number}" for number in range(SCREENS)]
        until = clock.now() + sessions.LIFETIME
        await Session.bulk_create(
            Session(person_id=person.id, token=sessions.fingerprint(token), device="bench", expires_at=until)
            for person, token in zip(people, tokens, strict=True)
        )
        mother = await doors.living(await doors.household(town, "3栋 2单元 1202"), "林静")
        item = await Item.get(code="thermometer")
        return tokens, await _screens.signed_in(mother), nodes.opaque("Item", item.id)


def need(address: str, token: str, item: str) -> bytes:
    """A household asks for something: everybody near may see it."""
    runs_out = (clock.now() + timedelta(hours=30)).isoformat()
    said = {"lines": [{"item": item, "quantity": 1, "answers": []}], "runsOutAt": runs_out, "note": ""}
    document = app_documents.text("RequestSupplies")
    return _requests.asked(address, token, document, {"input": said, "key": str(uuid4())}, last=True)


def measured(url: str, many: int, redis: str = "") -> Heard:
    """What came of it with so many servers."""
    tokens, mother, item = asyncio.run(prepared(url))
    home = Path(os.environ["LIANXIN_HOME"])
    with ExitStack() as stack:
        told = {"DATABASE_URL": url, "REDIS_URL": redis}
        addresses = [stack.enter_context(servers.lianxin(home, "bench._server", **told)) for _ in range(many)]
        writes = [need(addresses[0], mother, item) for _ in range(WRITES)]
        document = app_documents.text("Changes")
        crowd = Crowd(addresses, tokens, document, "SupplyRequest", writes)
        with _open_loop.generators() as pool:
            return pool.submit(_listeners.listened, crowd).result()


def show(heard: Heard, how: str) -> None:
    assert heard.lost == 0, f"{heard.lost} hints did not come"
    _figures.show(
        f"hints to {SCREENS:,} open screens, p99, {how}",
        _open_loop.percentile(heard.waits, 0.99),
        "s",
        compared_with="p50",
        compared_value=_open_loop.percentile(heard.waits, 0.5),
        aim="≤ 2",
        digits=3,
    )
    _figures.show(
        f"memory with {SCREENS:,} open screens, {how}",
        heard.after / MEGABYTE,
        "MB",
        compared_with="before the first hint",
        compared_value=heard.idle / MEGABYTE,
        aim="≤ 400",
    )
    _figures.show(
        f"processor time of one hint to them all, {how}",
        heard.worked / WRITES,
        "s",
        compared_with="opening them all, by the clock",
        compared_value=heard.opening,
        digits=3,
    )


def main() -> None:
    # One home for both, as a process reads its keys once.
    with _place.home() as folder, servers.postgres() as postgres, servers.redis() as redis:
        show(measured(f"sqlite://{folder / 'lianxin.sqlite3'}", 1), "one process on SQLite")
        show(measured(postgres, 2, redis), "two processes on PostgreSQL and Redis")


if __name__ == "__main__":
    main()
