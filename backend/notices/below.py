"""What stands below notices, read for all of a page in a statement each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from backend.access.actor import Actor
from backend.grids import graph as grids
from backend.grids import paths
from backend.kit import clock
from backend.notices import audience, models, rules
from backend.notices.answer_models import NoticeReply
from backend.notices.answering import raising
from backend.notices.answering import reading as answering
from backend.notices.answering import shown as answered
from backend.notices.kinds import NoticeKind
from backend.notices.models import OUT, NoticeState
from backend.notices.reach_models import Receipt
from backend.notices.rules import Standing

Row = Mapping[str, Any]
ById = dict[UUID, list[Row]]

RELAY = ("notice_id", "covers_below", "line", "arrived_at", "due_at", "passed_at")
TEXT = ("notice_id", "language", "headline", "short", "body", "claim", "source", "reward")


async def texts(notices: list[UUID]) -> ById:
    """What they say, in all their languages."""
    return _grouped(await models.NoticeText.filter(notice_id__in=notices).order_by("id").values(*TEXT))


async def grounds(notices: list[UUID]) -> ById:
    """The grids that they are for."""
    found = models.NoticeGround.filter(notice_id__in=notices).order_by("grid__path")
    return _grouped(await found.values("notice_id", *grids.columns("grid__")))


async def stops(notices: list[UUID]) -> ById:
    """Where cases have been, in order."""
    found = models.NoticeStop.filter(notice_id__in=notices).order_by("begins_at", "id")
    return _grouped(await found.values("id", "notice_id", "place", "begins_at", "ends_at"))


async def relays(actor: Actor, standing: Standing, notices: list[UUID]) -> ById:
    """Where they came by, or wait, in the grids around the reader's home and posts, the uppermost first."""
    places = [*actor.reach(), *([standing.path] if standing.path else [])]
    around = sorted({above for place in places for above in paths.ancestors(place)})
    found = models.Relay.filter(notice_id__in=notices, grid__path__in=around).order_by("grid__path", "id")
    return _grouped(await found.values(*RELAY, *grids.columns("grid__")))


def lines(relays: Iterable[Row]) -> list[Row]:
    """What tiers added on the way to the reader."""
    return [relay for relay in relays if relay["passed_at"] and relay["line"]]


def turns(actor: Actor, relays: Iterable[Row]) -> list[Row]:
    """Where it waits for the reader to pass it on: in the grids of their own posts.

    Those above may do it in another's place, and see by name who keeps them waiting; of a district these are thousands.
    """
    mine = actor.reach(*rules.DECIDE)
    return [relay for relay in relays if not relay["passed_at"] and relay["grid__path"] in mine]


def home(actor: Actor, standing: Standing, rows: Sequence[Row], relays: ById) -> frozenset[UUID]:
    """Those of these notices, which are out, that came to the reader's household."""
    if standing.household is None:
        return frozenset()
    # Who holds no post sees what came to their household, and nothing else that went out.
    came = [row for row in rows if not actor.holdings or _came(standing, row, relays.get(row["id"], []))]
    return frozenset(row["id"] for row in came)


def _came(standing: Standing, row: Row, relays: Iterable[Row]) -> bool:
    around = paths.ancestors(standing.path) if standing.path else []
    passed = [one for one in relays if one["passed_at"] and one["grid__path"] in around]
    is_for_them = row["audience"] in audience.written_for(standing.audiences)
    return is_for_them and any(one["covers_below"] or one["grid__path"] == standing.path for one in passed)


def is_open(row: Row) -> bool:
    """Whether a notice holds at this moment."""
    expires = row["expires_at"]
    return row["state"] is NoticeState.PUBLISHED and (expires is None or expires > clock.now())


async def receipts(standing: Standing, notices: list[UUID]) -> ById:
    """How far they have come in the reader's household."""
    if standing.household is None:
        return {}
    found = Receipt.filter(notice_id__in=notices, household_id=standing.household)
    return _grouped(await found.values("notice_id", "shown_at", "read_at", "answered_at", "signed_at"))


async def replies(notices: list[UUID]) -> ById:
    """What their editors replied, the latest first."""
    found = NoticeReply.filter(notice_id__in=notices).order_by("-at", "-id")
    return _grouped(await found.values("notice_id", *answered.REPLY_COLUMNS))


async def answers(actor: Actor, notices: list[UUID]) -> ById:
    """What the reader answered, the latest first."""
    found = answering.own(actor, notices).order_by("-at", "-id")
    return _grouped(await found.values("notice_id", *answered.ANSWER_COLUMNS))


async def asked(rows: Sequence[Row]) -> dict[UUID, int]:
    """How many people asked what each of these rumour cards answers."""
    cards = _cards(rows)
    return await raising.numbers(cards) if cards else {}


async def questions(actor: Actor, rows: Sequence[Row]) -> ById:
    """What they asked, as far as the reader decides where they did."""
    cards = _cards(rows) if actor.holds(*rules.DECIDE) else []
    return (
        {card: [*found] for card, found in (await raising.questions(actor, cards)).items()} if cards else {}
    )


def _cards(rows: Sequence[Row]) -> list[UUID]:
    return [row["id"] for row in rows if row["kind"] is NoticeKind.RUMOUR]


async def editions(rows: Sequence[Row]) -> ById:
    """The version before and the one after each of these, by the notice whose neighbour it is."""
    before = {row["corrects_id"]: row["id"] for row in rows if row["corrects_id"]}
    after = [row["id"] for row in rows if row["state"] is NoticeState.CORRECTED]
    if not before and not after:
        return {}
    wanted = Q(id__in=list(before)) | Q(corrects_id__in=after, state__in=OUT)
    found: ById = defaultdict(list)
    for row in await models.Notice.filter(wanted).values(
        "id", "corrects_id", "edition", "state", "earnest", "reason", "published_at"
    ):
        for neighbour in {before.get(row["id"]), row["corrects_id"]} - {None}:
            found[neighbour].append(row)
    return found


def _grouped(rows: Iterable[Row]) -> ById:
    found: ById = defaultdict(list)
    for row in rows:
        found[row["notice_id"]].append(row)
    return found
