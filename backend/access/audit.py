"""The audit trail: who did what to which row. Lines name people by id, so that erasing somebody breaks nothing."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from backend.access.models import Deed
from backend.kit.words import Words
from backend.kit.work import Doer

_called: dict[str, Words] = {}


def called(verbs: Mapping[str, Words]) -> None:
    """Register what people call these deeds, for whoever reads what they did."""
    _called.update(verbs)


def said(verb: str) -> str:
    """A deed in the reader's words."""
    return _called[verb].said() if verb in _called else verb


async def note(
    actor: Doer | None, verb: str, what: str, row: UUID | None = None, **detail: str | int | bool | None
) -> None:
    """Write down a deed in the present unit of work: done and noted, or neither. `detail` holds nothing personal.

    `verb` is the mutation's name, `what` the graph type, `actor` None where the clock did it.
    """
    await Deed.create(actor=actor.id if actor else None, verb=verb, what=what, row=row, detail=detail)


async def note_all(verb: str, what: str, done: Iterable[tuple[Doer, UUID]]) -> None:
    """The same deed of several people, each to a row of their own, in one statement."""
    await Deed.bulk_create(Deed(actor=actor.id, verb=verb, what=what, row=row) for actor, row in done)
