"""What the person at the place's computer does about the audit trail: seeing that nobody changed it."""

import typer

from backend import database
from backend.access import chain
from backend.kit import terminal
from backend.kit.words import Words

WHOLE = Words(
    "操作记录完整：{lines} 条，还有 {waiting} 条等待串接。",
    "操作記錄完整：{lines} 條，還有 {waiting} 條等待串接。",
    "The audit trail is whole. Lines: {lines}; still to be chained: {waiting}.",
)
BROKEN = Words(
    "操作记录从第 {line} 条起不完整：有人改动或删去了记录。",
    "操作記錄從第 {line} 條起不完整：有人改動或刪去了記錄。",
    "The audit trail is broken at line {line}: it was changed or taken out.",
)


def audit() -> None:
    """Walk the audit trail from its first line and say whether it is whole; ends with 1 where it is not."""
    verdict = database.run(chain.verify())
    if not verdict.is_whole:
        terminal.tell(BROKEN, line=verdict.broken_at)
        raise typer.Exit(1)
    terminal.tell(WHOLE, lines=verdict.lines, waiting=verdict.waiting)
