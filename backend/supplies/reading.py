"""Reading needs for a screen: a statement for each kind of row that the document asks for, and none a row."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from backend.access import photos
from backend.access.actor import Actor
from backend.access.models import Person, Role
from backend.grids import graph as grids
from backend.grids import loaders
from backend.households import rules as households
from backend.households.doors import Door
from backend.kit import clock, nodes
from backend.supplies import catalogue, delivery_reading, models, progress, shown, telling, timeline, wording
from backend.supplies.models import DeliveryState, RequestState
from backend.supplies.progress import URGENT
from backend.supplies.reader import Reader, Row, grouped

OVER = frozenset({RequestState.CLOSED, RequestState.CANCELLED})
TAKEN_BACK = frozenset({DeliveryState.GIVEN_BACK, DeliveryState.CANCELLED})

COLUMNS = (
    *("id", "state", "asked_at", "runs_out_at", "handed_over_at", "note", "photo", "code", "version"),
    *("asked_by_id", "household_id", "passed_to_id", "home"),
    *("household__building", "household__unit", "household__room"),
    *("household__grid__path", "passed_to__path"),
)
GUARDED = frozenset({"deliveries", "timeline", "note", "photo", "code"})
"""Fields that also whoever brings something may see, so that it must be known whether the reader does."""

PLACES = frozenset({"grid", "passedUpTo"})
EVERYTHING = GUARDED | PLACES | {"lines", "exception"}


async def rows(actor: Actor, requests: QuerySet[models.SupplyRequest]) -> list[dict[str, Any]]:
    """A few needs as rows of COLUMNS, in one statement."""
    return await with_home(actor, requests).values(*COLUMNS)


def with_home(actor: Actor, requests: QuerySet[models.SupplyRequest]) -> QuerySet[models.SupplyRequest]:
    """These needs, each with the reader's own household beside it (`home`)."""
    return requests.annotate(home=Subquery(households.home_of(actor).limit(1).values("household_id")))


async def requests(
    actor: Actor,
    rows: list[dict[str, Any]],
    wanted: Collection[str],
    ground: str | None,
    by_path: grids.ByPath = loaders.by_path,
) -> list[shown.SupplyRequest]:
    """Rows of COLUMNS as graph nodes, with what the document asks for below them."""
    ids = [row["id"] for row in rows]
    liaison_of, places = await _liaison_of(actor, rows), await _places(rows, wanted, by_path)
    reader = Reader(actor, ground, wanted, liaison_of, places, tuple(actor.reach(*telling.ANSWER)))
    lines = await _lines(ids) if "lines" in wanted else {}
    parts = await delivery_reading.parts_of(ids) if GUARDED & set(wanted) else {}
    steps = await _steps(ids) if "timeline" in wanted else {}
    await catalogue.know(_items([*lines.values(), *parts.values()]))
    return [
        _request(reader, row, lines.get(row["id"], []), parts.get(row["id"], []), steps.get(row["id"], []))
        for row in rows
    ]


async def _places(
    rows: Iterable[Row], wanted: Collection[str], by_path: grids.ByPath
) -> dict[str, grids.Grid]:
    if PLACES.isdisjoint(wanted):
        return {}
    found = [row[column] for row in rows for column in ("household__grid__path", "passed_to__path")]
    return await grids.at((path for path in found if path), by_path)


async def _liaison_of(actor: Actor, rows: Iterable[Row]) -> frozenset[UUID]:
    if not actor.holds(Role.LIAISON):
        return frozenset()
    theirs = households.looked_after(actor).filter(id__in=[row["household_id"] for row in rows])
    return frozenset(row["id"] for row in await theirs.values("id"))


def _items(groups: Iterable[list[Row]]) -> set[UUID]:
    return {row.get("item_id") or row["line__item_id"] for rows in groups for row in rows}


def _request(
    reader: Reader, row: Row, lines: list[Row], parts: list[Row], steps: list[Row]
) -> shown.SupplyRequest:
    looks_after, is_mine = reader.looks_after(row), reader.lives_there(row)
    brings = any(part["delivery__person_id"] == reader.actor.person for part in parts)
    knows = looks_after or brings
    reads = looks_after or _is_at_it(reader, row, parts)
    request = shown.SupplyRequest(
        id=nodes.opaque("SupplyRequest", row["id"]),
        grid=reader.place(row["household__grid__path"]),
        passed_up_to=reader.place(row["passed_to__path"]),
        household=nodes.opaque("Household", row["household_id"]) if looks_after else None,
        door=_door(row) if looks_after else None,
        state=row["state"],
        asked_at=row["asked_at"],
        runs_out_at=row["runs_out_at"],
        is_urgent=row["state"] in progress.UNMET and row["runs_out_at"] < clock.now() + URGENT,
        is_mine=is_mine,
        may_claim=reader.may_claim(row),
        may_manage=reader.leads(row),
        may_pass_up=reader.may_pass_up(row),
        note=_opened(reader, row, "note") if reads else None,
        photo=photos.link(row["photo"], reader.actor) if reads and row["photo"] else None,
        code=_opened(reader, row, "code") if _may_say_code(reader, row, brings=brings) else None,
        lines=[_line(line, tells=looks_after and "exception" in reader.wanted) for line in lines],
        deliveries=[],
        timeline=[step_of(step) for step in steps] if knows else [],
        handed_over_at=row["handed_over_at"],
        version=row["version"],
    )
    request.deliveries = [
        delivery
        for delivery in delivery_reading.deliveries(reader, request, parts, by_name=reader.leads(row))
        if looks_after or delivery.is_mine
    ]
    return request


def _is_at_it(reader: Reader, row: Row, parts: list[Row]) -> bool:
    """Whether the reader still has to do with it: they bring something, or brought it, and it is not over."""
    return row["state"] not in OVER and any(
        part["delivery__person_id"] == reader.actor.person and part["delivery__state"] not in TAKEN_BACK
        for part in parts
    )


def _door(row: Row) -> str:
    return Door(row["household__building"], row["household__unit"], row["household__room"]).label


def _opened(reader: Reader, row: Row, column: str) -> str:
    return models.SupplyRequest.opened(column, row["id"], row[column]) if column in reader.wanted else ""


def _may_say_code(reader: Reader, row: Row, *, brings: bool) -> bool:
    """The household says it; and whoever asked for them on the phone, so long as they do not bring it themselves."""
    return reader.lives_there(row) or (row["asked_by_id"] == reader.actor.person and not brings)


async def _lines(requests: list[UUID]) -> dict[UUID, list[Row]]:
    rows = await (
        models.RequestLine.filter(request_id__in=requests)
        .order_by("id")
        .values(
            "id",
            "request_id",
            "item_id",
            "quantity",
            "promised",
            "handed_over",
            "variety",
            "answers",
            "exception",
        )
    )
    return grouped(rows, "request_id")


def _line(row: Row, *, tells: bool) -> shown.RequestLine:
    item = catalogue.known(row["item_id"])
    return shown.RequestLine(
        id=nodes.opaque("RequestLine", row["id"]),
        item=wording.item_of(item),
        quantity=row["quantity"],
        promised=row["promised"],
        handed_over=row["handed_over"],
        left=row["quantity"] - row["promised"],
        answers=wording.answers_of(
            item, row["variety"], models.RequestLine.opened("answers", row["id"], row["answers"])
        ),
        exception=models.RequestLine.opened("exception", row["id"], row["exception"]) if tells else None,
    )


async def _steps(requests: list[UUID]) -> dict[UUID, list[Row]]:
    rows = await (
        models.TimelineStep.filter(request_id__in=requests)
        .order_by("id")
        .values("id", "request_id", "kind", "at", "person_id", "person__name", "part", "detail", "words")
    )
    return grouped(rows, "request_id")


def step_of(row: Row) -> shown.TimelineStep:
    """A step in the reader's language."""
    name = Person.opened("name", row["person_id"], row["person__name"]) if row["person_id"] else ""
    return shown.TimelineStep(
        id=nodes.opaque("TimelineStep", row["id"]),
        kind=row["kind"],
        at=row["at"],
        text=timeline.sentence(row["kind"], row["detail"], row["part"], name),
        words=models.TimelineStep.opened("words", row["id"], row["words"]),
    )
