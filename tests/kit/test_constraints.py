"""The tables of a migrated database hold what the models promise."""

from tortoise import Tortoise, connections
from tortoise.migrations.constraints import CheckConstraint


async def checks_in_the_tables(engine: str) -> str:
    """Everything the database says about its tables, as one text."""
    statement = (
        "SELECT sql AS said FROM sqlite_master WHERE sql IS NOT NULL"
        if engine == "embedded"
        else "SELECT conname AS said FROM pg_constraint WHERE contype = 'c'"
    )
    return "\n".join(row["said"] for row in await connections.get("default").execute_query_dict(statement))


async def test_every_check_of_every_model_stands_in_its_table(engine: str) -> None:
    said = await checks_in_the_tables(engine)
    promised = [
        constraint.name
        for model in Tortoise.apps["lianxin"].values()
        for constraint in model._meta.constraints or ()
        if isinstance(constraint, CheckConstraint)
    ]
    assert promised
    assert [name for name in promised if name not in said] == []
