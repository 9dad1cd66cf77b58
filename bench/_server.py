"""Lianxin's own server with three more addresses: the same rows by plain SQL, and how much memory and time it takes.

python -m bench._server serve --port 8000
"""

import os
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend import app as lianxin
from backend import cli
from bench import _rows

PAGE = os.sysconf("SC_PAGE_SIZE")


async def plain(request: Request) -> Response:
    """The rows of one screen, read by plain SQL and dumped by orjson, for whoever has the address."""
    read = _rows.SCREENS[request.path_params["screen"]]
    return Response(orjson.dumps(await read(request.query_params["ground"]), default=_said))


def _said(value: Any) -> str:
    return str(value)


def memory(_request: Request) -> Response:
    """Bytes of memory that this process really takes."""
    resident = int(Path("/proc/self/statm").read_text().split()[1])
    return Response(str(resident * PAGE))


def worked(_request: Request) -> Response:
    """Seconds that this process has kept processors busy."""
    return Response(str(time.process_time()))


create_lianxin = lianxin.create


def create() -> Starlette:
    """The application, with these before everything else."""
    application = create_lianxin()
    application.router.routes[:0] = [
        Route("/plain/{screen}", plain),
        Route("/memory", memory),
        Route("/worked", worked),
    ]
    return application


if __name__ == "__main__":
    with patch.object(lianxin, "create", create):
        cli.app()
