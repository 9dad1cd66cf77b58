"""The hours of a grid as a file, for whoever leads it; the audit trail knows who took it away."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from backend.access import gates, sessions
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.kit import nodes, rates, words
from backend.kit.refusals import BadInput, NotFound, Refused, TooOften
from backend.kit.words import Language
from backend.shifts import rules, wording
from backend.shifts.hours import fairness, sheets
from backend.shifts.hours.fairness import PersonHours

PER_PERSON = "60 per hour"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Written = Callable[[Iterable[PersonHours]], bytes]
"""What makes a file of hours."""


async def as_csv(request: Request) -> Response:
    """As text, which every program reads."""
    return await _file(request, "csv", "text/csv; charset=utf-8", sheets.csv_of)


async def as_xlsx(request: Request) -> Response:
    """As a workbook."""
    return await _file(request, "xlsx", XLSX, sheets.xlsx_of)


async def _file(request: Request, ending: str, kind: str, written: Written) -> Response:
    actor = await sessions.actor_of(request)
    with words.reader(_language(request, actor)):
        if actor is None:
            return PlainTextResponse(gates.SIGN_IN.said(), 401)
        if actor.session is None or not actor.holds(*rules.ANSWER):
            return PlainTextResponse(gates.NOT_YOURS.said(), 403)
        try:
            day, people = await _people(actor, request)
        except TooOften as refusal:
            return PlainTextResponse(refusal.message(), 429, headers={"retry-after": str(refusal.seconds)})
        except Refused as refusal:
            return PlainTextResponse(refusal.message(), 404 if isinstance(refusal, NotFound) else 400)
        # Writing a workbook takes a while; meanwhile others are answered.
        body = await asyncio.to_thread(written, people)
    name = f'attachment; filename="lianxin-hours-{day}.{ending}"'
    return Response(body, media_type=kind, headers={"cache-control": "no-store", "content-disposition": name})


async def _people(actor: Actor, request: Request) -> tuple[date, list[PersonHours]]:
    """The first day that was asked for, and what everybody stood."""
    await rates.count(PER_PERSON, "hours", str(actor.id))
    asked = request.query_params
    ground = await grids.get(actor, nodes.row_of("Grid", asked.get("grid", "")), *rules.ANSWER)
    begins, ends = (_moment(asked.get(name, ""), ground.time_zone) for name in ("from", "until"))
    people = await fairness.export(actor, ground.id, begins, ends)
    return begins.astimezone(wording.zone(ground.time_zone)).date(), people


def _moment(written: str, time_zone: str) -> datetime:
    """A moment as a program writes it, or a day: its midnight by the clock of the grid."""
    try:
        moment = datetime.fromisoformat(written)
        return moment if moment.tzinfo else wording.on_wall(moment, wording.zone(time_zone))
    except (ValueError, OverflowError) as error:
        raise BadInput(field="from", reason=fairness.BAD_SPAN) from error


def _language(request: Request, actor: Actor | None) -> Language:
    """The language the link asks for, else the person's own."""
    asked = request.query_params.get("language")
    return actor.language if actor and not asked else Language.best(asked)
