"""What the database itself refuses: to change or remove a chained line of the audit trail, whoever asks it to.

The migration that makes the table calls `put_up`; models cannot say this.
"""

from typing import Any

REFUSAL = "a chained deed stays as it is"

ON_SQLITE = (
    f"CREATE TRIGGER deed_stays_unchanged BEFORE UPDATE ON deed WHEN OLD.hash IS NOT NULL "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER deed_stays_there BEFORE DELETE ON deed WHEN OLD.hash IS NOT NULL "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)

ON_POSTGRES = (
    f"CREATE FUNCTION deed_stays() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER deed_stays BEFORE UPDATE OR DELETE ON deed FOR EACH ROW "
    "WHEN (OLD.hash IS NOT NULL) EXECUTE FUNCTION deed_stays()",
    "CREATE TRIGGER deeds_stay BEFORE TRUNCATE ON deed FOR EACH STATEMENT EXECUTE FUNCTION deed_stays()",
)

DOWN_ON_SQLITE = ("DROP TRIGGER deed_stays_unchanged", "DROP TRIGGER deed_stays_there")
DOWN_ON_POSTGRES = (
    "DROP TRIGGER deed_stays ON deed",
    "DROP TRIGGER deeds_stay ON deed",
    "DROP FUNCTION deed_stays()",
)


async def put_up(_models: Any, editor: Any) -> None:
    """Guard the table, when it is made."""
    await _run(editor, ON_SQLITE if editor.DIALECT == "sqlite" else ON_POSTGRES)


async def take_down(_models: Any, editor: Any) -> None:
    """Leave the table unguarded, before it is dropped."""
    await _run(editor, DOWN_ON_SQLITE if editor.DIALECT == "sqlite" else DOWN_ON_POSTGRES)


async def _run(editor: Any, statements: tuple[str, ...]) -> None:
    for statement in statements:
        # Not by the editor's own way: it cuts a trigger in two at the semicolon.
        await editor.client.execute_query(statement)
