"""A notice as a household opens it that has its receipt: whom it counts for may read it.

While a whole district opens it, what stands in it is read once for all who ask at the same moment, and what each has of
their own in a statement for all of them. Nothing is remembered: each read begins after it was asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from backend.access.actor import Actor
from backend.grids import graph as grids
from backend.grids import paths
from backend.grids.graph import Labels
from backend.grids.models import Grid
from backend.kit import looking_up
from backend.notices import models, reading
from backend.notices.answer_models import NoticeAnswer
from backend.notices.answering import shown as answered
from backend.notices.below import Row
from backend.notices.kinds import Way
from backend.notices.models import OUT
from backend.notices.reach_models import Receipt
from backend.notices.shown import Notice

RECEIPT = ("shown_at", "read_at", "answered_at", "signed_at")

Whole = tuple[Row, reading.Below]
"""A notice, and what stands below it for everybody who reads it."""


@dataclass(frozen=True, slots=True)
class Added:
    """What tiers added on the way to a grid."""

    lines: list[Row]
    labels: Labels


async def opened(actor: Actor, receipt: Receipt, wanted: frozenset[str]) -> Notice | None:
    """The notice of a receipt of the actor's household, who holds no post; None where it is not out any more."""
    notice = receipt.notice_id
    whole = await looking_up.here(_wholes).of((notice, wanted))
    if whole is None:
        return None
    row, parts = whole
    added = answers = None
    if "lines" in wanted and row["way"] is Way.RELAYED:
        added = await looking_up.here(_lines).of((notice, receipt.grid_id))
    if "myAnswers" in wanted:
        answers = await looking_up.here(_answers).of((notice, actor.id))
    mine = {name: getattr(receipt, name) for name in RECEIPT}
    theirs = replace(
        parts,
        lines={notice: added.lines if added else []},
        labels={**parts.labels, **added.labels} if added else parts.labels,
        answers={notice: answers or []},
        receipts={notice: [mine]},
        home=frozenset({notice}),
    )
    return reading.made(actor, row, theirs, wanted)


async def _wholes(
    asked: Collection[tuple[UUID, frozenset[str]]],
) -> dict[tuple[UUID, frozenset[str]], Whole]:
    """The notices themselves; the documents of the app that ask for one are few."""
    found: dict[tuple[UUID, frozenset[str]], Whole] = {}
    for notice, wanted in asked:
        rows = await reading.rows(models.Notice.filter(id=notice, state__in=OUT), wanted)
        for row in rows:
            parts = await reading.common(rows, wanted)
            found[notice, wanted] = (row, replace(parts, labels=await reading.labels(rows, wanted)))
    return found


async def _lines(asked: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Added]:
    """What tiers added on the way to a grid, the uppermost first; by notice and grid."""
    below = looking_up.padded({grid for _, grid in asked})
    path_of = dict(await Grid.filter(id__in=below).values_list("id", "path"))
    around = sorted({above for path in path_of.values() for above in paths.ancestors(path)})
    passed = models.Relay.filter(notice_id__in=_notices(asked), grid__path__in=looking_up.padded(around))
    added = passed.filter(passed_at__not_isnull=True, line__not="").order_by("grid__path")
    rows = await added.values("notice_id", "line", "passed_at", *grids.columns("grid__"))
    labels = await grids.labels(rows, "grid__")
    return {
        (notice, grid): Added(
            [
                row
                for row in rows
                if row["notice_id"] == notice and path_of.get(grid, "").startswith(row["grid__path"])
            ],
            labels,
        )
        for notice, grid in asked
    }


async def _answers(asked: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], list[Row]]:
    """What people answered, the latest first; by notice and person."""
    people = looking_up.padded({person for _, person in asked})
    said = NoticeAnswer.filter(notice_id__in=_notices(asked), person_id__in=people).order_by("-at", "-id")
    found: dict[tuple[UUID, UUID], list[Row]] = defaultdict(list)
    for row in await said.values("notice_id", "person_id", *answered.ANSWER_COLUMNS):
        found[row["notice_id"], row["person_id"]].append(row)
    return found


def _notices(asked: Iterable[tuple[UUID, UUID]]) -> list[UUID]:
    return looking_up.padded({notice for notice, _ in asked})
