"""The server: the graph, its socket, the app's files, and the worker inside it."""

import contextlib
import gc
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

# Loaded for what they register: rounds to go, what is held about a person, and what deeds are called.
import backend.access.deeds
import backend.access.jobs
import backend.access.own_sections
import backend.grids.deeds
import backend.grids.jobs
import backend.households.deeds
import backend.households.jobs
import backend.households.own_data
import backend.push.jobs
import backend.push.own_data
import backend.shifts.deeds
import backend.shifts.jobs
import backend.shifts.keeping
import backend.shifts.own_data
import backend.supplies.deeds
import backend.supplies.jobs
import backend.supplies.own_data
import backend.supplies.withdrawing
import backend.volunteers.deeds
import backend.volunteers.jobs
import backend.volunteers.own_data  # noqa: F401
from backend import database, endpoint, settings
from backend.access.routes import ROUTES as ACCESS_ROUTES
from backend.headers import SafeHeaders
from backend.households.routes import ROUTES as HOUSEHOLD_ROUTES
from backend.kit import jobs, live, rates
from backend.pages import Files, built_pwa
from backend.push import courier
from backend.shifts.routes import ROUTES as SHIFT_ROUTES
from backend.socket import Socket


@contextlib.asynccontextmanager
async def running(_app: Starlette | None = None) -> AsyncIterator[None]:
    """Everything that runs while a server or a worker does; closed in the opposite order, whatever happens."""
    redis = settings.settings().redis_url
    async with (
        database.opened(),
        rates.counting(),
        live.over_redis(redis),
        courier.working(),
        jobs.running(),
    ):
        # What is loaded by now stays: looking through it again and again cost a busy worker a fifth of its time.
        gc.collect()
        gc.freeze()
        yield


async def _unlucky(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("Something broke on our side. Please try again.", 500)


def create() -> Starlette:
    """The application."""
    return Starlette(
        routes=[
            Route("/graphql", endpoint.graphql, methods=["POST"]),
            WebSocketRoute("/graphql", Socket()),
            *ACCESS_ROUTES,
            *HOUSEHOLD_ROUTES,
            *SHIFT_ROUTES,
            Route("/{path:path}", Files(built_pwa()).answer, methods=["GET"]),
        ],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={Exception: _unlucky},
        lifespan=running,
        max_body_size=endpoint.BODY,
    )
