"""Reading needs for a screen: a statement for each kind of row that the document asks for, and none a row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from backend.access import photos
from backend.access.actor import Actor
from backend.access.models import Person, Role
from backend.grids import graph as grids
from backend.grids import loaders, paths
from backend.households import rules as households
from backend.households.doors import Door
from backend.kit import clock, nodes
from backend.supplies import catalogue, models, progress, rules, shown, telling, timeline, wording
from backend.supplies.models import DeliveryPart, DeliveryState, RequestState
from backend.supplies.progress import URGENT

Row = Mapping[str, Any]

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


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads, and what is known of them for all rows of a page."""

    actor: Actor
    ground: str | None
    wanted: Collection[str]
    """What the document asks for: what it does not ask for is not even unsealed."""
    liaison_of: frozenset[UUID]
    places: Mapping[str, grids.Grid]
    """The grids of these rows by their paths; none where the document asks for none."""
    led: tuple[str, ...]
    """The paths of the grids that the reader leads."""

    def place(self, path: str | None) -> Any:
        """The grid at a path; nothing where no field shows it."""
        return self.places.get(path) if path else None

    def leads(self, row: Row) -> bool:
        path: str = row["household__grid__path"]
        return path.startswith(self.led)

    def lives_there(self, row: Row) -> bool:
        return row["home"] is not None and UUID(str(row["home"])) == row["household_id"]

    def looks_after(self, row: Row) -> bool:
        return self.lives_there(row) or self.leads(row) or row["household_id"] in self.liaison_of

    def may_claim(self, row: Row) -> bool:
        if row["state"] is not RequestState.OPEN:
            return False
        home = row["household__grid__path"]
        standing = row["passed_to__path"] or home
        return self.leads(row) or (
            self.ground is not None and rules.is_within_reach(self.ground, home, standing)
        )

    def may_pass_up(self, row: Row) -> bool:
        standing = row["passed_to__path"] or row["household__grid__path"]
        leads = paths.depth(standing) > 1 and standing.startswith(self.led)
        return leads and row["state"] in progress.UNMET


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
    parts = await _parts(ids) if GUARDED & set(wanted) else {}
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
        for delivery in _deliveries(reader, request, parts, by_name=reader.leads(row))
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
    return _grouped(rows, "request_id")


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


PART = (
    *("id", "line_id", "quantity", "missing", "line__item_id", "delivery__request_id"),
    *("delivery__id", "delivery__state", "delivery__person_id", "delivery__person__name", "delivery__part"),
    *("delivery__stock_id", "delivery__promised_at", "delivery__handed_over_at", "delivery__proof"),
    *("delivery__photo", "delivery__words", "delivery__tries_left"),
    *grids.columns("delivery__stock__"),
)


async def _parts(requests: list[UUID]) -> dict[UUID, list[Row]]:
    rows = await (
        DeliveryPart.filter(delivery__request_id__in=requests).order_by("delivery_id", "id").values(*PART)
    )
    return _grouped(rows, "delivery__request_id")


def _deliveries(
    reader: Reader, request: shown.SupplyRequest, parts: list[Row], *, by_name: bool
) -> list[shown.Delivery]:
    return [
        _delivery(reader, request, ofone, by_name=by_name)
        for ofone in _grouped(parts, "delivery__id").values()
    ]


def _delivery(
    reader: Reader, request: shown.SupplyRequest, parts: list[Row], *, by_name: bool
) -> shown.Delivery:
    row = parts[0]
    name = Person.opened("name", row["delivery__person_id"], row["delivery__person__name"])
    is_mine = row["delivery__person_id"] == reader.actor.person
    photo = row["delivery__photo"]
    return shown.Delivery(
        id=nodes.opaque("Delivery", row["delivery__id"]),
        row=row["delivery__id"],
        request=request,
        state=row["delivery__state"],
        who=name if by_name or is_mine else timeline.who(row["delivery__part"], None, name),
        is_mine=is_mine,
        from_stock=grids.grid_of(row, "delivery__stock__") if row["delivery__stock_id"] else None,
        parts=[
            shown.DeliveryPart(
                line=nodes.opaque("RequestLine", part["line_id"]),
                item=wording.item_of(catalogue.known(part["line__item_id"])),
                quantity=part["quantity"],
                missing=part["missing"],
            )
            for part in parts
        ],
        promised_at=row["delivery__promised_at"],
        handed_over_at=row["delivery__handed_over_at"],
        proof=row["delivery__proof"],
        photo=photos.link(photo, reader.actor) if photo else None,
        words=models.Delivery.opened("words", row["delivery__id"], row["delivery__words"]),
        tries_left=row["delivery__tries_left"],
    )


async def _steps(requests: list[UUID]) -> dict[UUID, list[Row]]:
    rows = await (
        models.TimelineStep.filter(request_id__in=requests)
        .order_by("id")
        .values("id", "request_id", "kind", "at", "person_id", "person__name", "part", "detail", "words")
    )
    return _grouped(rows, "request_id")


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


def _grouped(rows: Iterable[Row], column: str) -> dict[UUID, list[Row]]:
    groups: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
