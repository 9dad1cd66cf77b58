"""What those ask who watch over this process: does it answer, may it be asked, how is it doing."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from tortoise.connection import get_connection

from backend import database, settings
from backend.kit import live, metrics, stopping

PATIENCE = 0.8
"""Seconds that all parts together may take to answer."""
KEPT = 0.5
"""Seconds for which an answer holds: whoever asks all the time must not cost the database anything."""
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
NEVER_KEPT = {"cache-control": "no-store"}


class Part:
    """Something that this process needs, looked at by one task at a time however many ask."""

    def __init__(self, look: Callable[[], Awaitable[bool]]) -> None:
        self._look = look
        self._task: asyncio.Task[bool] | None = None
        self._at = 0.0

    def looking(self) -> "asyncio.Task[bool]":
        """The look that is under way, or was just over."""
        task = self._task
        if task is None or task.get_loop() is not asyncio.get_running_loop() or self._is_old(task):
            # Never cut off: a question to the database that is cancelled costs a connection.
            self._task = task = asyncio.create_task(self._safely())
        return task

    def _is_old(self, task: "asyncio.Task[bool]") -> bool:
        return task.done() and time.monotonic() > self._at + KEPT

    async def _safely(self) -> bool:
        try:
            return await self._look()
        except Exception:
            return False
        finally:
            self._at = time.monotonic()


_found: frozenset[str] = frozenset()
_redis_was_there = False


async def _database() -> bool:
    global _found
    rows = await get_connection("default").execute_query_dict("SELECT name FROM tortoise_migrations")
    _found = frozenset(row["name"] for row in rows)
    return True


async def _redis() -> bool:
    """Reached once since the start. Later it may be away: all processes share it, and each does without for a while."""
    global _redis_was_there
    _redis_was_there = _redis_was_there or await live.answers()
    return _redis_was_there


PARTS = {"database": Part(_database), "redis": Part(_redis)}


async def alive(_request: Request) -> Response:
    """The loop goes round; who gets no answer starts this process anew."""
    return PlainTextResponse("alive", headers=NEVER_KEPT)


async def ready(_request: Request) -> Response:
    """Whether this process may be asked; who hears no asks another one."""
    if stopping.is_under_way():
        return _told(["nothing new: it was told to end"])
    looks = {name: part.looking() for name, part in PARTS.items()}
    await asyncio.wait(looks.values(), timeout=PATIENCE)
    missing = [name for name, look in looks.items() if not (look.done() and look.result())]
    # A newer process may have applied more than ours, which we can live with.
    if "database" not in missing and not _found >= database.own_migrations():
        missing.append("migrations")
    return _told(missing)


def _told(missing: list[str]) -> Response:
    content = {"ready": not missing, "missing": missing}
    return JSONResponse(content, 503 if missing else 200, headers=NEVER_KEPT)


async def measured(request: Request) -> Response:
    """The metrics of this process, for whoever is at this computer or has the token; to others there is nothing."""
    if not (_is_from_here(request) or _has_the_token(request)):
        return PlainTextResponse("Not found.", 404)
    return Response(await metrics.written(), media_type=metrics.KIND, headers=NEVER_KEPT)


def _is_from_here(request: Request) -> bool:
    """Whether a program of this computer asks by itself: a proxy on it brings the whole world."""
    if any(name in request.headers for name in FORWARDED) or not _is_loopback(request.url.hostname or ""):
        return False
    return request.client is not None and _is_loopback(request.client.host)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _has_the_token(request: Request) -> bool:
    token = settings.settings().metrics_token
    said = request.headers.get("authorization", "").removeprefix("Bearer ")
    return bool(token) and secrets.compare_digest(said.encode(), token.encode())


ROUTES = [
    Route("/health/live", alive, methods=["GET"]),
    Route("/health/ready", ready, methods=["GET"]),
    Route("/metrics", measured, methods=["GET"]),
]
