"""How many people a second one server hands a notice's public page, over connections that stay open."""

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from bench import _figures, _place
from tests import servers

WANTED = 2000.0
"""Pages a second that the server is to hand out at the least."""
AT_ONCE = 20
SECONDS = 4.0
HEADERS = "host: localhost\r\naccept-encoding: gzip\r\naccept-language: zh-CN"


def main() -> None:
    with _place.home() as folder, servers.lianxin(folder, LIANXIN_DEMO="1") as address:
        page = f"/n/{_code(folder)}"
        # What a first reader waits for is not what the others do.
        asyncio.run(_handed(address, page, 0.2))
        a_second, size = asyncio.run(_handed(address, page, SECONDS))
    _figures.show(
        f"a notice's public page, {size / 1000:.1f} kB packed",
        a_second,
        "pages/s",
        compared_with="what a district's households need while a notice goes out",
        compared_value=WANTED,
        aim="ratio ≥ 1",
    )


def _code(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "lianxin.sqlite3")) as tables:
        [code] = tables.execute("SELECT code FROM notice WHERE state = 'PUBLISHED'").fetchone()
    return str(code)


async def _handed(address: str, page: str, seconds: float) -> tuple[float, int]:
    """Pages a second, and how many bytes each takes on the way."""
    begun = time.perf_counter()
    asked = f"GET {page} HTTP/1.1\r\n{HEADERS}\r\n\r\n".encode()
    counted = await asyncio.gather(
        *(_reader(urlsplit(address).port or 0, asked, begun + seconds) for _ in range(AT_ONCE))
    )
    return sum(number for number, _ in counted) / (time.perf_counter() - begun), counted[0][1]


async def _reader(port: int, asked: bytes, until: float) -> tuple[int, int]:
    # By hand, for a client that is kind to people costs more than the page.
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    number = size = 0
    while time.perf_counter() < until:
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(size)
        number += 1
    writer.close()
    return number, size


if __name__ == "__main__":
    main()
