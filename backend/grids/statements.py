"""The few statements about the tree that no query builder writes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tortoise.connection import get_connection

from backend import settings
from backend.grids.paths import LAST
from backend.grids.plans import Place


def connection() -> Any:
    """The connection of the present unit of work."""
    return get_connection("default")


async def hold_the_tree() -> None:
    """Let nobody else change the shape of the tree until this unit of work ends; everybody may read meanwhile.

    Two who each move a grid below the other's would tear both out of the tree. SQLite has one writer anyway.
    """
    if settings.settings().on_postgres:
        await connection().execute_query("LOCK TABLE grid IN SHARE ROW EXCLUSIVE MODE")


async def carry(old: str, new: str) -> None:
    """Give the grid at the old path, and everything below it, their places under the new one."""
    await connection().execute_query(
        dialect("UPDATE grid SET path = ? || substr(path, ?) WHERE path >= ? AND path <= ?"),
        [new, len(old) + 1, old, old + LAST],
    )


def dialect(statement: str) -> str:
    """SQLite counts its question marks itself, PostgreSQL wants them numbered."""
    if not settings.settings().on_postgres:
        return statement
    first, *rest = statement.split("?")
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, 1))


async def rewrite(places: Iterable[Place]) -> None:
    """Write down what is called otherwise or stands elsewhere now."""
    statement = dialect(
        "UPDATE grid SET name = ?, tier = ?, tier_name = ?, parent_id = ?, path = ?, version = version + 1 WHERE id = ?"
    )
    rows = [
        [place.name, place.tier.value, place.tier_name, _id(place.parent), place.path, _id(place)]
        for place in places
    ]
    await connection().execute_many(statement, rows)


def _id(place: Place | None) -> UUID | str | None:
    if place is None or settings.settings().on_postgres:
        return place.id if place else None
    return str(place.id)
