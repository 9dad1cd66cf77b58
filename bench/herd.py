"""A district opens a notice while it is told of it: 389 households a second for three minutes, at a rate that waits for
nobody, beside the cascade that rings its 70,000 phones.

Each household sends what the app sends, word for word (`tests.app_documents.OPENING`, to which a story in a real
browser holds the app): one question that reads the notice and notes that it is on the screen, and the word that
somebody has read it to its end. Afterwards every receipt that was acknowledged must be there. Then five times as many
households, with a call for help among every five hundred requests, and five times as much as the server can do. The
load generator and the stand-in push service share the two processors with the server; how much of them each takes is
told too.

python -m bench.herd [SQLite | PostgreSQL] [seconds]
"""

import asyncio
import os
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from backend import settings
from backend.kit import clock, nodes
from backend.notices.reach_models import Receipt
from backend.supplies.models import Item
from bench import _cascade_service, _chaotian, _figures, _open_loop, _place, _requests, cascade
from bench._chaotian import PHONES
from bench._fleet import Fleet
from bench._open_loop import Outcome, Plan, percentile
from bench.cascade import Place
from tests import app_documents, databases, servers

RATE = 389
"""Households a second: 70,000 of them in three minutes."""
SECONDS = 180.0
WARM = (50, 4.0)
"""Requests a second, and for how long, before anything is measured: a server has run for a while when a notice comes."""
TRIED = (700, 900, 1100, 1300, 1500, 1700)
"""Requests a second at which its best is looked for, each for STEP seconds."""
STEP = 6.0
LONG = 12.0
"""Seconds for which too much comes."""
TIMES = 5
CROWD = 1_000
"""Households that open it again and again meanwhile."""
AMONG = 500
"""One of so many is a call for help."""


@dataclass(frozen=True, slots=True)
class Herd:
    """What is to be opened by whom."""

    address: str
    notice: str
    item: str
    pool: ProcessPoolExecutor

    def openings(self, households: int) -> list[bytes]:
        """What the phones of so many send."""
        named = {"OneNotice": {"id": self.notice}, "RecordRead": {"notice": self.notice}}
        texts = [(app_documents.text(name), named[name]) for name in app_documents.OPENING]
        return [
            _requests.asked(self.address, _chaotian.token(phone % PHONES), text, given)
            for phone in range(households)
            for text, given in texts
        ]

    def help(self, number: int) -> bytes:
        """A call for help from one of them."""
        runs_out = (clock.now() + timedelta(hours=30)).isoformat()
        lines = [{"item": self.item, "quantity": 1, "answers": []}]
        given = {"input": {"lines": lines, "runsOutAt": runs_out, "note": ""}, "key": str(uuid4())}
        text = app_documents.text("RequestSupplies")
        return _requests.asked(self.address, _chaotian.token(number % CROWD), text, given)

    def sends(self, requests: list[bytes], rate: float, seconds: float) -> "Future[Outcome]":
        # A refusal has a message, and so has an error.
        plan = Plan(self.address, requests, rate, seconds, wrong=b'"message"')
        return self.pool.submit(_open_loop.sent, plan)


def opened(place: Place, fleet: Fleet, herd: Herd, seconds: float, cascading: "Cascading") -> int:
    """Everybody opens the notice, from when it went out; how many were told that it is noted as read."""
    requests = herd.openings(int(RATE * seconds))
    herd.sends(requests[:1000], *WARM).result()
    busy, begun = fleet.worked, time.monotonic()
    cascading.begins()
    outcome = herd.sends(requests, RATE * len(app_documents.OPENING), seconds).result()
    took = time.monotonic() - begun
    how = f"herd, {place.engine}: {RATE} households a second open a notice for {seconds:.0f} s beside the cascade"
    lost = outcome.failed() + outcome.sent_away()
    _figures.show(
        f"{how}: requests that were not answered",
        lost,
        "requests",
        compared_with="requests",
        compared_value=len(outcome.waits),
        aim="0",
        digits=0,
    )
    _in_time(f"{how}: reading, which notes that it is shown, p95", outcome.waits[::2], 0.95, "≤ 300")
    _in_time(f"{how}: the same, p99", outcome.waits[::2], 0.99, "≤ 250")
    _in_time(f"{how}: noting that it is read, p99", outcome.waits[1::2], 0.99, "≤ 250")
    _figures.show(
        f"{how}: processors that Lianxin kept busy",
        (fleet.worked - busy) / took,
        "processors",
        compared_with="those of the load generator",
        compared_value=outcome.worked / outcome.took,
        digits=2,
    )
    cascading.show()
    return len({phone % PHONES for phone, status in enumerate(outcome.statuses[1::2]) if status == 200})


@dataclass(slots=True)
class Cascading:
    """The cascade beside it."""

    place: Place
    fleet: Fleet
    drafted: dict[str, object]
    begun: float = 0.0

    def begins(self) -> None:
        """The notice goes out."""
        with cascade.editing(self.place, self.fleet) as phone:
            self.begun = cascade.publish(phone, self.drafted)

    def show(self) -> None:
        cascade.wait(lambda: self.place.service.figures().taken == PHONES)
        _figures.show(
            f"herd, {self.place.engine}: until the last of {PHONES:,} phones was rung meanwhile",
            self.place.service.figures().last - self.begun,
            "s",
            compared_with="the aim without a herd",
            compared_value=cascade.AIM,
        )


def _in_time(figure: str, waits: list[float], part: float, aim: str) -> None:
    _figures.show(
        figure,
        percentile(waits, part) * 1000,
        "ms",
        compared_with="p50",
        compared_value=percentile(waits, 0.5) * 1000,
        aim=aim,
    )


def overloaded(place: Place, fleet: Fleet, herd: Herd) -> None:
    """Five times the herd, and five times as much as it can do, which is the most that it did at any rate."""
    asked = herd.openings(CROWD)
    best = max(_done(herd.sends(asked, rate, STEP).result()) for rate in TRIED)

    how = f"herd, {place.engine}: {TIMES} times {RATE} households a second"
    rate = float(TIMES * RATE * len(app_documents.OPENING))
    _kept(f"{how}: answered", herd.sends(asked, rate, LONG).result(), best)

    requests = [asked[number % len(asked)] for number in range(int(rate * LONG))]
    requests[::AMONG] = [herd.help(number) for number in range(len(requests[::AMONG]))]
    busy = fleet.worked
    outcome = herd.sends(requests, rate, LONG).result()
    # Each of them is let in, and is twenty times the work of opening a notice.
    _kept(f"{how}, and calls for help among them: answered", outcome, best, aim="")
    helped = outcome.statuses[::AMONG]
    _figures.show(
        f"{how}: calls for help answered",
        helped.count(200),
        "requests",
        compared_with="calls for help",
        compared_value=len(helped),
        aim="ratio 1",
        digits=0,
    )
    _in_time(f"{how}: answering a call for help, p95", outcome.waits[::AMONG], 0.95, "")
    away = [wait for wait, status in zip(outcome.waits, outcome.statuses, strict=True) if status == 503]
    _in_time(f"{how}: sending one away, p95", away, 0.95, "at once")
    _figures.show(
        f"{how}: processors that Lianxin kept busy",
        (fleet.worked - busy) / outcome.took,
        "processors",
        compared_with="those of the load generator",
        compared_value=outcome.worked / outcome.took,
        digits=2,
    )

    how = f"herd, {place.engine}: {TIMES} times as much as it can do"
    _kept(f"{how}: answered", herd.sends(asked, TIMES * best, LONG).result(), best)


def _kept(what: str, outcome: Outcome, best: float, aim: str = "ratio ≥ 0.8") -> None:
    _figures.show(
        what,
        _done(outcome),
        "requests/s",
        compared_with="the most at any rate",
        compared_value=best,
        aim=aim,
    )


def _done(outcome: Outcome) -> float:
    return len(outcome.good()) / outcome.took


async def _item(url: str) -> str:
    """What somebody may call for."""
    with databases.pointing_to(url):
        async with _place.opened(url):
            return nodes.opaque("Item", (await Item.get(code="thermometer")).id)


async def noted(url: str) -> int:
    """How many households have read it, as the table has it."""
    with databases.pointing_to(url):
        async with _place.opened(url):
            return await Receipt.filter(read_at__isnull=False).count()


def measured(place: Place, redis: str, seconds: float) -> None:
    item = asyncio.run(_item(place.url))
    with _open_loop.generators() as pool, place.served(redis) as fleet:
        place.service.begin(is_faulty=False)
        with cascade.editing(place, fleet) as phone:
            drafted = cascade.draft(place, phone)
        herd = Herd(fleet.address, str(drafted["id"]), item, pool)
        told = opened(place, fleet, herd, seconds, Cascading(place, fleet, drafted))
        _figures.show(
            f"herd, {place.engine}: households that were told it is noted as read",
            asyncio.run(noted(place.url)),
            "receipts",
            compared_with="told",
            compared_value=told,
            aim="ratio ≥ 1",
            digits=0,
        )
        overloaded(place, fleet, herd)


def main() -> None:
    chosen = [one for one in sys.argv[1:] if one in cascade.WORKERS] or list(cascade.WORKERS)
    seconds = next((float(one) for one in sys.argv[1:] if one not in cascade.WORKERS), SECONDS)
    with _cascade_service.listening() as service, servers.redis() as redis, _place.engines() as engines:
        for engine in chosen:
            settings.settings.cache_clear()
            home = Path(os.environ["LIANXIN_HOME"])
            place = asyncio.run(cascade.settled(engine, engines[engine], home, service))
            measured(place, redis, seconds)


if __name__ == "__main__":
    main()
