"""Reading notices for a screen: a statement for each kind of row that the document asks for, and none a notice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from backend import settings
from backend.access import photos
from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import graph as grids
from backend.grids.graph import Labels
from backend.kit import nodes
from backend.kit.words import speaking
from backend.notices import below, kinds, models, pieces, rights, rules, shown
from backend.notices.answering import fingerprints
from backend.notices.answering import shown as answered
from backend.notices.below import ById, Row
from backend.notices.kinds import NoticeKind, Way
from backend.notices.rules import Standing

NAMED = ("drafted_by", "proposed_by", "published_by")
COLUMNS = (
    *("id", "code", "kind", "state", "earnest", "urgency", "severity", "certainty", "category", "verdict"),
    *(
        "source_url",
        "audience",
        "way",
        "relayed_down_to",
        "relay_minutes",
        "picture_id",
        "reason",
        "returned",
    ),
    *("drafted_at", "goes_at", "published_at", "ended_at", "expires_at", "edition", "version", "corrects_id"),
    *(f"{who}_id" for who in NAMED),
    *grids.columns("grid__"),
)
NAMES = tuple(f"{who}__name" for who in NAMED)
SAYS = frozenset({"text", "texts"})
EDITIONS = frozenset({"corrects", "correctedBy"})
SIGNED_BY = frozenset({"draftedBy", "proposedBy", "publishedBy"})
EVERYTHING = SAYS | EDITIONS | SIGNED_BY | {"html", "grounds", "stops", "lines", "turns", "mine", "allowed"}
EVERYTHING |= {"replies", "myAnswers", "fingerprint", "asked", "questions"}
LABEL = "label"
"""What a document asks for of grids."""


@dataclass(frozen=True, slots=True)
class Below:
    """What was read below the notices of a page, by notice."""

    texts: ById
    grounds: ById
    stops: ById
    editions: ById
    replies: ById
    asked: dict[UUID, int] = field(default_factory=dict)
    lines: ById = field(default_factory=dict)
    turns: ById = field(default_factory=dict)
    receipts: ById = field(default_factory=dict)
    answers: ById = field(default_factory=dict)
    questions: ById = field(default_factory=dict)
    labels: Labels = field(default_factory=dict)
    home: frozenset[UUID] = frozenset()
    """The notices that hold and came to the reader's household."""


def columns(wanted: Collection[str]) -> tuple[str, ...]:
    """What to read of notices for what the document asks."""
    return COLUMNS if SIGNED_BY.isdisjoint(wanted) else COLUMNS + NAMES


async def notices(
    actor: Actor, standing: Standing, rows: Sequence[Row], wanted: Collection[str]
) -> list[shown.Notice]:
    """Rows of `columns(wanted)` as graph nodes, with what the document asks for below them."""
    parts = await _read(actor, standing, rows, wanted)
    return [made(actor, row, parts, wanted) for row in rows]


async def common(rows: Sequence[Row], wanted: Collection[str]) -> Below:
    """What stands below notices for everybody who reads them alike."""
    ids = [row["id"] for row in rows]
    editions = await below.editions(rows) if not EDITIONS.isdisjoint(wanted) else {}
    others = [edition["id"] for found in editions.values() for edition in found]
    pledges = "fingerprint" in wanted and any(row["kind"] is NoticeKind.PLEDGE for row in rows)
    says = others or pledges or not SAYS.isdisjoint(wanted)
    routes = [row["id"] for row in rows if row["kind"] is NoticeKind.CASE_ROUTE]
    return Below(
        texts=await below.texts([*ids, *others]) if says else {},
        grounds=await below.grounds(ids) if "grounds" in wanted else {},
        stops=await below.stops(routes) if routes and "stops" in wanted else {},
        editions=editions,
        replies=await below.replies(ids) if "replies" in wanted else {},
        asked=await below.asked(rows) if "asked" in wanted else {},
    )


async def _read(actor: Actor, standing: Standing, rows: Sequence[Row], wanted: Collection[str]) -> Below:
    ids = [row["id"] for row in rows]
    acts = "allowed" in wanted
    signs = acts and any(row["kind"] is NoticeKind.PLEDGE for row in rows)
    open_ = [row for row in rows if below.is_open(row)]
    came = await _relays(actor, standing, rows, wanted)
    parts = await common(rows, wanted)
    lines = {notice: below.lines(relays) for notice, relays in came.items()} if "lines" in wanted else {}
    turns = {row["id"]: below.turns(actor, came.get(row["id"], [])) for row in open_}
    waiting = turns.values() if "turns" in wanted else ()
    return replace(
        parts,
        labels=await labels(chain(rows, *lines.values(), *waiting, *parts.grounds.values()), wanted),
        lines=lines,
        turns=turns,
        receipts=await below.receipts(standing, ids) if signs or "mine" in wanted else {},
        answers=await below.answers(actor, ids) if "myAnswers" in wanted else {},
        questions=await below.questions(actor, rows) if "questions" in wanted else {},
        home=below.home(actor, standing, open_, came),
    )


async def labels(rows: Iterable[Row], wanted: Collection[str]) -> Labels:
    """What the grids of rows are called, where the document asks for that."""
    return await grids.labels(rows, "grid__") if LABEL in wanted else grids.NONE


async def _relays(actor: Actor, standing: Standing, rows: Sequence[Row], wanted: Collection[str]) -> ById:
    """Where these notices came by, as far as something that is wanted depends on it."""
    acts = "allowed" in wanted
    asked = [
        row["id"]
        for row in rows
        if (row["way"] is Way.RELAYED and "lines" in wanted)
        or (row["way"] is Way.RELAYED and (acts or "turns" in wanted) and below.is_open(row))
        or (acts and below.is_open(row) and actor.holdings and standing.household)
    ]
    return await below.relays(actor, standing, asked) if asked else {}


def made(actor: Actor, row: Row, parts: Below, wanted: Collection[str]) -> shown.Notice:
    """A row of `columns(wanted)` as a graph node, with what was read below it."""
    notice = row["id"]
    grid = grids.grid_of(row, "grid__", parts.labels)
    texts = parts.texts.get(notice, [])
    receipts, turns = parts.receipts.get(notice, []), parts.turns.get(notice, [])
    knows = works_there(actor, grid.path)
    allowed = rights.on_notice(
        actor,
        row,
        came_home=notice in parts.home,
        is_open=below.is_open(row),
        may_sign=not any(receipt["signed_at"] for receipt in receipts),
        waits=bool(turns),
    )
    before, after = _neighbours(row, parts)
    says_html = "html" in wanted
    return shown.Notice(
        id=nodes.opaque("Notice", notice),
        row=notice,
        path=grid.path,
        grid=grid,
        code=row["code"],
        link=f"{settings.settings().origin}/n/{row['code']}",
        kind=row["kind"],
        state=row["state"],
        earnest=row["earnest"],
        urgency=row["urgency"],
        severity=row["severity"],
        certainty=row["certainty"],
        category=row["category"],
        verdict=row["verdict"],
        source_url=row["source_url"],
        asked=parts.asked.get(notice, 0),
        questions=[answered.answer_of(one, drafts=True) for one in parts.questions.get(notice, [])],
        audience=[kinds.Audience(name) for name in row["audience"].split()],
        way=row["way"],
        relayed_down_to=row["relayed_down_to"],
        relay_minutes=row["relay_minutes"],
        grounds=[grids.grid_of(ground, "grid__", parts.labels) for ground in parts.grounds.get(notice, [])],
        text=pieces.text(pieces.best(texts, speaking()), says_html=says_html) if texts else pieces.NOTHING,
        texts=[pieces.text(text, says_html=says_html) for text in texts] if "texts" in wanted else [],
        stops=[pieces.stop(stop) for stop in parts.stops.get(notice, [])],
        picture=photos.link(row["picture_id"], actor) if row["picture_id"] else None,
        drafted_by=_name(row, "drafted_by") if knows else None,
        proposed_by=_name(row, "proposed_by") if knows else None,
        published_by=_name(row, "published_by") if knows else None,
        drafted_at=row["drafted_at"],
        goes_at=row["goes_at"],
        published_at=row["published_at"],
        ended_at=row["ended_at"],
        expires_at=row["expires_at"],
        reason=row["reason"],
        returned=row["returned"] if _may_write(actor, row) else "",
        edition=row["edition"],
        version=row["version"],
        corrects=before,
        corrected_by=after,
        lines=[pieces.line(line, parts.labels) for line in parts.lines.get(notice, [])],
        turns=[pieces.turn(turn, parts.labels) for turn in turns],
        mine=pieces.mine(receipts[0]) if receipts else None,
        replies=[answered.reply_of(reply) for reply in parts.replies.get(notice, [])],
        my_answers=[answered.answer_of(answer) for answer in parts.answers.get(notice, [])],
        fingerprint=fingerprints.of_pledge(row["edition"], texts) if row["kind"] is NoticeKind.PLEDGE else "",
        allowed=allowed,
    )


def works_there(actor: Actor, path: str) -> bool:
    """Whether the actor holds a post on a grid's ground, or above it."""
    return any(reach.startswith(path) or path.startswith(reach) for reach in actor.reach())


def _may_write(actor: Actor, row: Row) -> bool:
    """Whether the actor decides about a notice, or wrote it: why it was once returned is between them."""
    return row["drafted_by_id"] == actor.id or rules.may_decide(actor, row["grid__path"])


def _neighbours(row: Row, parts: Below) -> tuple[shown.NoticeEdition | None, shown.NoticeEdition | None]:
    """The version before and the one after."""
    found = parts.editions.get(row["id"], [])
    before = next((one for one in found if one["id"] == row["corrects_id"]), None)
    after = next((one for one in found if one["corrects_id"] == row["id"]), None)
    return _edition(before, parts), _edition(after, parts)


def _edition(row: Row | None, parts: Below) -> shown.NoticeEdition | None:
    if row is None:
        return None
    return shown.NoticeEdition(
        id=nodes.opaque("Notice", row["id"]),
        edition=row["edition"],
        state=row["state"],
        earnest=row["earnest"],
        headline=pieces.best(parts.texts[row["id"]], speaking())["headline"],
        reason=row["reason"],
        published_at=row["published_at"],
    )


def _name(row: Row, who: str) -> str | None:
    person = row[f"{who}_id"]
    return Person.opened("name", person, row.get(f"{who}__name")) if person else None


async def rows(found: QuerySet[models.Notice], wanted: Collection[str]) -> list[dict[str, Any]]:
    """A few notices as rows, in one statement."""
    return await found.values(*columns(wanted))
