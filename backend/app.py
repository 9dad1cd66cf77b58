"""The server: the graph, its socket, the app's files, and the worker inside it."""

import contextlib
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
import backend.notices.answering.deeds
import backend.notices.answering.keeping
import backend.notices.answering.own_data
import backend.notices.deeds
import backend.notices.jobs
import backend.notices.reach.keeping
import backend.notices.reach.own_data
import backend.notices.reach.recounting
import backend.notices.writing.keeping
import backend.notices.writing.own_data
import backend.push.jobs
import backend.push.own_data
import backend.safekeeping.resealing
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
from backend.kit import jobs, live, rates, rubbish
from backend.notices.answering.routes import ROUTES as SIGNATURE_ROUTES
from backend.notices.public.routes import Public
from backend.notices.reach.routes import ROUTES as REACH_ROUTES
from backend.pages import Files, built_pwa
from backend.pausing import Pausing
from backend.push import courier
from backend.push.carrying import carriers
from backend.shedding import Shedding
from backend.shifts.routes import ROUTES as SHIFT_ROUTES
from backend.socket import Socket
from backend.watching import ROUTES as WATCH_ROUTES


@contextlib.asynccontextmanager
async def running(_app: Starlette | None = None) -> AsyncIterator[None]:
    """Everything that runs while a server or a worker does; closed in the opposite order, whatever happens."""
    redis = settings.settings().redis_url
    async with (
        database.opened(),
        rates.counting(),
        live.over_redis(redis),
        courier.working(),
        carriers.working(),
        jobs.running(),
    ):
        # Looking through what is loaded again and again cost a busy worker a fifth of its time.
        rubbish.look_seldom()
        yield


async def _unlucky(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("Something broke on our side. Please try again.", 500)


def create() -> Starlette:
    """The application."""
    costly: list[Route | WebSocketRoute] = [
        Route("/graphql", endpoint.graphql, methods=["POST"]),
        WebSocketRoute("/graphql", Socket()),
        *ACCESS_ROUTES,
        *HOUSEHOLD_ROUTES,
        *SHIFT_ROUTES,
        *REACH_ROUTES,
        *SIGNATURE_ROUTES,
    ]
    from_memory = [
        *WATCH_ROUTES,
        *Public().routes(),
        Route("/{path:path}", Files(built_pwa()).answer, methods=["GET"]),
    ]
    return Starlette(
        routes=[*costly, *from_memory],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(Shedding, costly=[route.path.partition("{")[0] for route in costly]),
            Middleware(Pausing),
        ],
        exception_handlers={Exception: _unlucky},
        lifespan=running,
        max_body_size=endpoint.BODY,
    )
