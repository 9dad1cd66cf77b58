"""Sending a list of residents: what it would do, then the same list again to do it."""

from dataclasses import asdict

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from backend.access import gates, origin, sessions
from backend.access.actor import Actor
from backend.households import imports, sheets
from backend.households.imports import Plan
from backend.households.sheets import BadSheet
from backend.kit import nodes, rates, words
from backend.kit.refusals import NotFound, TooOften
from backend.kit.words import Language

PER_PERSON = "60 per hour"
FILE = "application/octet-stream"


async def post(request: Request) -> Response:
    """Read a list for the grid that is named; with `apply=1` do what it says."""
    if refused := origin.foreign(request, FILE):
        return PlainTextResponse(refused, 403)
    actor = await sessions.actor_of(request)
    accepted = request.headers.get("accept-language")
    spoken = actor.language if actor and not accepted else Language.best(accepted)
    with words.reader(spoken):
        if actor is None:
            return PlainTextResponse(gates.SIGN_IN.said(), 401)
        if not actor.may_write:
            return PlainTextResponse(gates.NOT_YOURS.said(), 403)
        try:
            await rates.count(PER_PERSON, "import", str(actor.id))
            return await _answer(actor, request)
        except NotFound as refusal:
            return PlainTextResponse(refusal.message(), 404)
        except TooOften as refusal:
            return PlainTextResponse(refusal.message(), 429, headers={"retry-after": str(refusal.seconds)})


async def _answer(actor: Actor, request: Request) -> Response:
    grid = nodes.row_of("Grid", request.query_params.get("grid", ""))
    wants_it_done = request.query_params.get("apply") == "1"
    try:
        read = await imports.read(await request.body())
        plan = await (imports.apply if wants_it_done else imports.dry_run)(actor, grid, read)
    except BadSheet as bad:
        plan, wants_it_done = Plan(bad.faults, [], 0, 0, 0), False
    return Response(
        orjson.dumps(said(plan, wants_it_done)),
        media_type="application/json",
        headers={"cache-control": "no-store"},
    )


def said(plan: Plan, is_done: bool) -> dict[str, object]:
    """A plan as the app reads it."""
    return {
        "faults": [asdict(fault) for fault in plan.faults],
        "newDoors": plan.new_doors,
        "knownDoors": plan.known_doors,
        "newResidents": plan.new_residents,
        "changedResidents": plan.changed_residents,
        "isDone": is_done,
    }


ROUTES = [Route("/imports/households", post, methods=["POST"], max_body_size=sheets.BYTES)]
