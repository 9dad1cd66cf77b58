"""Carrying a whole place from one database to another: every row as it is, sealed columns too, and counted at the end.

It may be killed at any point and started again: it goes on where it was, and what it carried is looked at once more
when all is there.
"""

from collections.abc import Callable

from tortoise import Model
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from backend import database, settings
from backend.safekeeping import opening, tables

TARGET = "target"
MARK = "lianxin_moving_in"
"""A table that says that what else is there was carried by us, and is not all there yet."""

Told = Callable[[str, int], None]
"""Is told a table and how many rows of it have been carried."""


class Filled(Exception):
    """The other database holds something already."""


class Different(Exception):
    """After all was carried a table is not the same on both sides."""


async def move(url: str, told: Told) -> dict[str, tables.Fingerprint]:
    """Carry everything to the database at `url`; what each table held then."""
    async with opening.opened(default=settings.settings().database, **{TARGET: url}) as connections:
        source, target = connections["default"], connections[TARGET]
        await _begin(target)
        for model in tables.in_order():
            await _carry(model, source, target, told)
        found = await tables.fingerprints(source)
        for name, there in (await tables.fingerprints(target)).items():
            if there != found[name]:
                raise Different(name)
        await target.execute_script(f'DROP TABLE "{MARK}"')
        return found


async def _begin(target: BaseDBAsyncClient) -> None:
    """Make the tables, where nothing is there; go on, where it is we who began."""
    if await opening.has(target, MARK):
        await database.migrate(target)
        return
    if await opening.has(target, "tortoise_migrations"):
        raise Filled
    await target.execute_script(f'CREATE TABLE "{MARK}" (id INT)')
    await database.migrate(target)


async def _carry(
    model: type[Model], source: BaseDBAsyncClient, target: BaseDBAsyncClient, told: Told
) -> None:
    table, names, own = model._meta.db_table, tables.columns(model), tables.own_links(model)
    # As text on both, as PostgreSQL before 18 finds no largest among ids; they sort alike.
    [there] = await target.execute_query_dict(
        f'SELECT MAX(CAST("{model._meta.db_pk_column}" AS TEXT)) AS last, COUNT(*) AS number FROM "{table}"'  # noqa: S608
    )
    carried = int(there["number"])
    statement = _insert(model, names, target)
    async for rows in tables.batches(model, source, after=there["last"]):
        encoded = [
            [
                None if name in own else tables.encoded(model, name, value)
                for name, value in zip(names, row, strict=True)
            ]
            for row in rows
        ]
        async with in_transaction(TARGET) as transaction:
            await transaction.execute_many(statement, encoded)
        carried += len(rows)
        told(table, carried)
    for name in own:
        await _link(model, name, source, target)


async def _link(model: type[Model], name: str, source: BaseDBAsyncClient, target: BaseDBAsyncClient) -> None:
    """Have rows name others of their own table, now that all of them are there."""
    table, key, names = model._meta.db_table, model._meta.db_pk_column, tables.columns(model)
    first, second = tables.place(target, 1), tables.place(target, 2)
    statement = f'UPDATE "{table}" SET "{name}" = {first} WHERE "{key}" = {second}'  # noqa: S608 -- our own names
    other, own = names.index(name), names.index(model._meta.pk_attr)
    async for rows in tables.batches(model, source):
        linked = [
            [tables.encoded(model, name, row[other]), tables.encoded(model, model._meta.pk_attr, row[own])]
            for row in rows
            if row[other] is not None
        ]
        async with in_transaction(TARGET) as transaction:
            if linked:
                await transaction.execute_many(statement, linked)


def _insert(model: type[Model], names: list[str], target: BaseDBAsyncClient) -> str:
    places = ", ".join(tables.place(target, number) for number in range(1, len(names) + 1))
    listed = ", ".join(f'"{model._meta.fields_db_projection[name]}"' for name in names)
    return f'INSERT INTO "{model._meta.db_table}" ({listed}) VALUES ({places})'  # noqa: S608 -- our own names
