"""Who was erased stays erased, also where an older backup takes the database's place.

Beside the keys, outside the database, each computer keeps a list of the ids of those who were erased; they mean nobody
any more. A restore erases once more whoever stands in it. The process that erases somebody writes it at once; those of
other computers find it in the audit trail.
"""

import os
from pathlib import Path
from uuid import UUID

from backend import settings
from backend.access.models import Deed
from backend.kit import jobs

VERB = "eraseMe"
LENGTH = 36
"""Characters of an id."""

_read_until: int | None = None
"""The number of the last line of the audit trail that this process has looked at."""


def ledger() -> Path:
    """The file beside the keys, one id a line."""
    return settings.settings().home / "erased"


def listed() -> set[UUID]:
    """Everybody in the ledger."""
    file = ledger()
    lines = file.read_text().split() if file.exists() else []
    # One that was cut off by a power failure is written once more from the audit trail.
    return {UUID(line) for line in lines if len(line) == LENGTH}


def write_down(people: set[UUID]) -> None:
    """Add these people to the ledger, for good."""
    fresh = people - listed()
    if not fresh:
        return
    file = ledger()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    with file.open("a") as lines:
        # Each on a line of its own, also where the last one was cut off.
        lines.write("".join(f"\n{person}" for person in sorted(fresh)))
        lines.flush()
        os.fsync(lines.fileno())


async def in_the_trail(after: int = 0) -> set[UUID]:
    """Everybody whom the audit trail knows to have been erased, from one of its lines on."""
    rows = await Deed.filter(number__gt=after, verb=VERB, row__isnull=False).values("row")
    return {UUID(str(row["row"])) for row in rows}


@jobs.every(30.0)
async def list_erased() -> int:
    """Write down outside the database whoever was erased in it, on whichever computer."""
    global _read_until
    found = await Deed.filter(number__not_isnull=True).order_by("-number").limit(1).values("number")
    last: int = found[0]["number"] if found else 0
    if last != _read_until:
        # From the first line where this process has just begun, or where an older trail took this one's place.
        write_down(await in_the_trail(_read_until if _read_until and _read_until < last else 0))
        _read_until = last
    return 0
