"""Writes the migration from the tables as they were to the models as they are: `python -m tools.migration NAME`."""

import asyncio
import sys

from tortoise.migrations import operations as ops
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.writer import MigrationWriter, format_migration_name

from backend import settings
from backend.access import chain_guard


async def unwritten() -> list[MigrationWriter]:
    """The migrations that the models ask for and nobody has written yet; empty when all is well."""
    from tortoise.context import TortoiseContext

    configuration = settings.tortoise_orm() | {"connections": {"default": "sqlite://:memory:"}}
    async with TortoiseContext() as context:
        await context.init(config=configuration)
        return await MigrationAutodetector(context.apps, configuration["apps"]).changes()


def guarded(migration: MigrationWriter) -> MigrationWriter:
    """The same migration, in which a new audit trail gets its guard: triggers are not in the models."""
    if any(isinstance(made, ops.CreateModel) and made.name == "Deed" for made in migration.operations):
        migration.operations.append(ops.RunPython(chain_guard.put_up, chain_guard.take_down))
    return migration


def write(name: str) -> None:
    """Write them under the next number."""
    for migration in asyncio.run(unwritten()):
        number = int(migration.name.split("_", 1)[0])
        migration.name = format_migration_name(number, name)
        print(f"Written: {guarded(migration).write()}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say in a few words what changed: make migration NAME=supplies_have_photos")
    write(sys.argv[1])
