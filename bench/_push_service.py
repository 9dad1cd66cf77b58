"""A push service in a process of its own: it takes every message at once, and does nothing with it.

Run as a module it prints the port it listens on. That what we send can be opened by a phone, tests/push shows.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web


@contextmanager
def listening() -> Iterator[str]:
    """The `host:port` of such a service, for as long as this is open."""
    command = [sys.executable, "-m", "bench._push_service"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service:
        try:
            assert service.stdout
            yield f"127.0.0.1:{int(service.stdout.readline())}"
        finally:
            service.terminate()


async def _take(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(status=201)


async def _serve() -> None:
    app = web.Application()
    app.router.add_post("/{path:.*}", _take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
