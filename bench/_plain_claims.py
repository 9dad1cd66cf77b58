"""The barest claim that is exact: a conditional UPDATE and an INSERT in one transaction, with no framework."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import aiosqlite
import asyncpg

TABLES = (
    "CREATE TABLE plain_line (id INTEGER PRIMARY KEY, quantity INTEGER NOT NULL, promised INTEGER NOT NULL,"
    " CHECK (promised <= quantity))",
    "CREATE TABLE plain_claim (line INTEGER NOT NULL REFERENCES plain_line, number INTEGER NOT NULL,"
    " UNIQUE (line, number))",
)
LINE = "INSERT INTO plain_line VALUES ($1, $2, 0)"
TAKE = "UPDATE plain_line SET promised = promised + 1 WHERE id = $1 AND promised + 1 <= quantity"
NOTE = "INSERT INTO plain_claim VALUES ($1, $2)"


class Connection(Protocol):
    """What both engines' own clients can do for us."""

    async def run(self, *statements: tuple[str, tuple[int, ...]]) -> None: ...

    async def number(self, query: str) -> int: ...


class Plain:
    """So many lines with so many of each, to be claimed one by one."""

    def __init__(self, connection: Connection, lines: int, quantity: int) -> None:
        self.connection = connection
        self.lines = lines
        self.quantity = quantity

    @classmethod
    @asynccontextmanager
    async def on(cls, url: str, lines: int, quantity: int) -> AsyncIterator["Plain"]:
        """The lines, in tables of their own in the database at this URL."""
        async with _sqlite(url) if url.startswith("sqlite") else _postgres(url) as connection:
            for table in TABLES:
                await connection.run((table, ()))
            for line in range(lines):
                await connection.run((LINE, (line, quantity)))
            yield cls(connection, lines, quantity)

    def claims(self) -> Iterator[Callable[[], Awaitable[None]]]:
        """Every one of them, claimed."""
        for number in range(self.quantity):
            for line in range(self.lines):
                yield lambda line=line, number=number: self.connection.run(
                    (TAKE, (line,)), (NOTE, (line, number))
                )

    async def promised(self) -> int:
        """How many were claimed."""
        return await self.connection.number("SELECT sum(promised) FROM plain_line")


class _Sqlite:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection
        self.lock = asyncio.Lock()

    async def run(self, *statements: tuple[str, tuple[int, ...]]) -> None:
        async with self.lock:
            await self.connection.execute("BEGIN IMMEDIATE")
            for statement, values in statements:
                await self.connection.execute(statement.replace("$1", "?1").replace("$2", "?2"), values)
            await self.connection.execute("COMMIT")

    async def number(self, query: str) -> int:
        async with self.connection.execute(query) as cursor:
            row: Any = await cursor.fetchone()
            return int(row[0])


class _Postgres:
    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self.pool = pool

    async def run(self, *statements: tuple[str, tuple[int, ...]]) -> None:
        async with self.pool.acquire() as connection, connection.transaction():
            for statement, values in statements:
                await connection.execute(statement, *values)

    async def number(self, query: str) -> int:
        return int(await self.pool.fetchval(query))


@asynccontextmanager
async def _sqlite(url: str) -> AsyncIterator[_Sqlite]:
    async with aiosqlite.connect(url.removeprefix("sqlite://"), isolation_level=None) as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
            await connection.execute(f"PRAGMA {pragma}")
        yield _Sqlite(connection)


@asynccontextmanager
async def _postgres(url: str) -> AsyncIterator[_Postgres]:
    async with asyncpg.create_pool(url, min_size=1, max_size=5) as pool:
        yield _Postgres(pool)
