"""What can be watched from outside: counts, times and states, in the form that Prometheus reads.

No label may tell of anybody: it takes one of the values that the code lists for it, and anything else reads "other".

SENT = counted("sms", "Short messages handed to the gateway.", outcome=("taken", "refused"))
SENT.add(outcome="taken")
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Iterator
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

log = logging.getLogger(__name__)

KIND = CONTENT_TYPE_LATEST
OTHER = "other"
BUCKETS = (0.005, 0.025, 0.1, 0.3, 1.0, 2.5, 10.0)
"""Seconds: a screen is to answer in 0.3, a hint to arrive in 2."""
PATIENCE = 5.0
"""Seconds that all looks together may take."""

# When each series began interests nobody, and doubles their number.
disable_created_metrics()  # type: ignore[no-untyped-call]
registry = CollectorRegistry()
ProcessCollector(registry=registry)
GCCollector(registry=registry)

Look = Callable[[], Awaitable[None]]
"""Sets states that somebody has to go and see, such as how old a queue is."""

_looks: list[Look] = []
_looking: "asyncio.Task[None] | None" = None


class _Labelled:
    """A metric of which each label has a list of values."""

    kind: Callable[..., Any]

    def __init__(self, name: str, about: str, labels: dict[str, Collection[str]], **more: Any) -> None:
        self._values = labels
        self._found: dict[tuple[str, ...], Any] = {}
        self._metric = type(self).kind(
            f"lianxin_{name}", about, labelnames=tuple(labels), registry=registry, **more
        )

    def _of(self, said: dict[str, str]) -> Any:
        if not self._values:
            return self._metric
        written = tuple(
            said[label] if said[label] in values else OTHER for label, values in self._values.items()
        )
        # Prometheus' own way to it costs more than the counting.
        found = self._found.get(written)
        if found is None:
            found = self._found[written] = self._metric.labels(*written)
        return found


class Count(_Labelled):
    """How often something happened since this process began."""

    kind = Counter

    def add(self, number: float = 1, **labels: str) -> None:
        self._of(labels).inc(number)


class Time(_Labelled):
    """How long something took, in seconds."""

    kind = Histogram

    def note(self, seconds: float, **labels: str) -> None:
        self._of(labels).observe(max(0.0, seconds))

    @contextlib.contextmanager
    def taken(self, **labels: str) -> Iterator[None]:
        """Time what is done while this is open."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.note(time.perf_counter() - began, **labels)


class State(_Labelled):
    """How something stands at this moment."""

    kind = Gauge

    def set(self, value: float, **labels: str) -> None:
        self._of(labels).set(value)

    @contextlib.contextmanager
    def one_more(self, **labels: str) -> Iterator[None]:
        """One more of them while this is open."""
        self._of(labels).inc()
        try:
            yield
        finally:
            self._of(labels).dec()


def counted(name: str, about: str, **labels: Collection[str]) -> Count:
    """A new count, `lianxin_<name>_total`."""
    return Count(name, about, labels)


def timed(name: str, about: str, **labels: Collection[str]) -> Time:
    """A new time, `lianxin_<name>_seconds`."""
    return Time(f"{name}_seconds", about, labels, buckets=BUCKETS)


def stated(name: str, about: str, **labels: Collection[str]) -> State:
    """A new state, `lianxin_<name>`."""
    return State(name, about, labels)


def looked_at(look: Look) -> Look:
    """Register what somebody has to go and see each time that the metrics are asked for."""
    _looks.append(look)
    return look


async def written() -> bytes:
    """All metrics of this process. A look that takes long, or fails, leaves what was seen the last time."""
    global _looking
    if _looking is None or _looking.done():
        # One at a time however often is asked, and never cut off in the middle of a question to the database.
        _looking = asyncio.create_task(_look_around())
    await asyncio.wait([_looking], timeout=PATIENCE)
    return generate_latest(registry)


async def _look_around() -> None:
    for look in _looks:
        try:
            await look()
        except Exception:
            log.exception(
                "%s could not be looked at; it stands as it was seen the last time", look.__qualname__
            )


DATABASE_WAIT = timed("database_wait", "How long a question or a change waited for a connection.")
