"""The server: the graph, its socket, the app's files, and the worker inside it."""

import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from backend import database, endpoint, settings
from backend.kit import jobs, live


@contextlib.asynccontextmanager
async def running(_app: Starlette) -> AsyncIterator[None]:
    """Everything that runs while the server does; closed in the opposite order, whatever happens."""
    async with database.opened(), live.over_redis(settings.settings().redis_url), jobs.running():
        yield


def create() -> Starlette:
    """The application."""
    return Starlette(
        routes=[
            Route("/graphql", endpoint.graphql, methods=["POST"]),
            WebSocketRoute("/graphql", endpoint.Socket()),
        ],
        lifespan=running,
        max_body_size=endpoint.BODY,
    )
