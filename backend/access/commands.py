"""What the person at the place's computer does about the audit trail: seeing that nobody changed it."""

import typer

from backend import database
from backend.access import chain


def audit() -> None:
    """Walk the audit trail from its first line and say whether it is whole; ends with 1 where it is not."""
    verdict = database.run(chain.verify())
    if not verdict.is_whole:
        typer.echo(f"The audit trail is broken at line {verdict.broken_at}: it was changed or taken out.")
        raise typer.Exit(1)
    typer.echo(f"The audit trail is whole: {verdict.lines} lines, {verdict.waiting} more to be chained.")
