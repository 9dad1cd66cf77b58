"""Sealing anew with the newest key what older ones sealed: some rows at a time, while people go on writing.

A value is exchanged only where it is still the one that was read, so nobody's change is lost. On SQLite the serving
process does it, as it is the one that writes; on PostgreSQL the command does.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import partial
from typing import Any
from uuid import UUID

from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.fields import BinaryField

from backend import settings
from backend.kit import jobs, sealed, work
from backend.kit.models import Answer, Row
from backend.safekeeping import tables

AT_ONCE = 200
MANY = 5_000
"""Rows that are only looked at."""
Change = tuple[str, bytes, bytes, UUID]
"""Column, what stands there, what is to, and the row."""


def sealed_in(model: type[Row]) -> tuple[str, ...]:
    """The columns of a table that hold something sealed; pictures are sealed as a whole."""
    binary = [name for name, field in model._meta.fields_map.items() if isinstance(field, BinaryField)]
    return (*model.sealed_columns(), *binary)


def models() -> list[type[Row]]:
    """The tables that hold something sealed."""
    every = [model for model in Tortoise.apps["lianxin"].values() if issubclass(model, Row)]
    return [model for model in every if sealed_in(model)]


class Pass:
    """One way through all tables, a few rows at each step."""

    def __init__(self) -> None:
        self._left: list[type[Row]] = [*models(), Answer]
        self._after: UUID | None = None

    async def step(self) -> bool:
        """Look at some rows and seal anew what needs it; whether there are more."""
        if not self._left:
            return False
        model = self._left[0]
        self._after = await (_answers if model is Answer else partial(_some, model))(self._after)
        if self._after is None:
            self._left.pop(0)
        return True


async def _some(model: type[Row], after: UUID | None) -> UUID | None:
    names = sealed_in(model)
    found = model.all() if after is None else model.filter(id__gt=after)
    rows = await found.order_by("id").limit(AT_ONCE).values("id", *names)
    changes = [
        (name, bytes(row[name]), _anew(model, name, row["id"], row[name]), row["id"])
        for row in rows
        for name in names
        if row[name] is not None and is_old(row[name])
    ]
    if changes:
        await work.unit(partial(_exchange, model, changes))
    return rows[-1]["id"] if rows else None


def is_old(blob: bytes) -> bool:
    """Whether another key than the present one sealed it."""
    return bytes(blob)[0] != sealed.newest_key()


def _anew(model: type[Row], name: str, row: UUID, blob: bytes) -> bytes:
    place, row = f"{model.__name__}.{name}", UUID(str(row))
    return sealed.seal_bytes(sealed.unseal_bytes(blob, place, row), place, row)


async def _exchange(model: type[Row], changes: list[Change]) -> None:
    connection = get_connection("default")
    first, second, third = (tables.place(connection, number) for number in (1, 2, 3))
    for name in sealed_in(model):
        mine = [[new, str(row), old] for column, old, new, row in changes if column == name]
        if mine:
            await connection.execute_many(
                f'UPDATE "{model._meta.db_table}" SET "{name}" = {first}'  # noqa: S608 -- our own names
                f' WHERE "id" = {second} AND "{name}" = {third}',
                mine,
            )


async def _answers(after: UUID | None) -> UUID | None:
    """What refusals said stands sealed inside of what was answered; an answer never changes."""
    found = Answer.all() if after is None else Answer.filter(id__gt=after)
    rows = await found.order_by("id").limit(AT_ONCE)
    for row in rows:
        if (blob := _refusal_in(row)) and is_old(blob):
            said = sealed.unseal_bytes(blob, work.SAID, row.key)
            values = urlsafe_b64encode(sealed.seal_bytes(said, work.SAID, row.key)).decode()
            await Answer.filter(id=row.id).update(answer=row.answer | {"values": values})
    return rows[-1].id if rows else None


def _refusal_in(row: Answer) -> bytes | None:
    kept: Any = row.answer.get("values")
    return urlsafe_b64decode(kept) if isinstance(kept, str) else None


async def left() -> int:
    """How many values still need an older key."""
    connection = get_connection("default")
    is_postgres = connection.capabilities.dialect == "postgres"
    newest, number = sealed.newest_key(), 0
    for model in models():
        for name in sealed_in(model):
            first = f'get_byte("{name}", 0)' if is_postgres else f'hex(substr("{name}", 1, 1))'
            other = str(newest) if is_postgres else f"'{newest:02X}'"
            [row] = await connection.execute_query_dict(
                f'SELECT COUNT(*) AS number FROM "{model._meta.db_table}"'  # noqa: S608 -- our own names
                f' WHERE "{name}" IS NOT NULL AND {first} <> {other}'
            )
            number += row["number"]
    return number + await _answers_left()


async def _answers_left() -> int:
    """How many refusals do; a busy place has a million answers, which are looked at some at a time."""
    number, after = 0, UUID(int=0)
    while rows := await Answer.filter(id__gt=after).order_by("id").limit(MANY).only("id", "answer"):
        number += sum(1 for row in rows if (blob := _refusal_in(row)) and is_old(blob))
        after = rows[-1].id
    return number


_pass: Pass | None = None
_done_for = 0
"""The key by which everything is known to be sealed."""


@jobs.every(2.0)
async def reseal() -> int:
    """Where a place on SQLite got a new key: seal everything with it, a little at a time."""
    global _pass, _done_for
    if settings.settings().on_postgres or sealed.number_of_keys() == 1 or _done_for == sealed.newest_key():
        return 0
    _pass = _pass or Pass()
    if await _pass.step():
        return 1
    _pass = None
    if not await left():
        _done_for = sealed.newest_key()
    return 0
