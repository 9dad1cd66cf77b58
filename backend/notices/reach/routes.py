"""How far a notice has come, as a file for whoever oversees a ground; the audit trail knows who took it away."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from backend.access import audit, gates, sessions
from backend.access.actor import Actor
from backend.kit import nodes, rates, words, work
from backend.kit.refusals import NotFound, Refused, TooOften
from backend.kit.words import Language
from backend.notices.kinds import Earnest
from backend.notices.reach import scope, sheets
from backend.notices.reach.scope import OVERSEE, Scope

PER_PERSON = "60 per hour"


async def as_csv(request: Request) -> Response:
    """`/reach.csv?notice=…&grid=…`: one line for each grid that has households of its own."""
    actor = await sessions.actor_of(request)
    with words.reader(_language(request, actor)):
        if actor is None:
            return PlainTextResponse(gates.SIGN_IN.said(), 401)
        if actor.session is None or not actor.holds(*OVERSEE):
            return PlainTextResponse(gates.NOT_YOURS.said(), 403)
        try:
            found = await _scope(actor, request)
            body = await sheets.csv_of(found)
        except TooOften as refusal:
            return PlainTextResponse(refusal.message(), 429, headers={"retry-after": str(refusal.seconds)})
        except Refused as refusal:
            return PlainTextResponse(refusal.message(), 404)
        await _note(actor, found)
    meant = "" if found.notice.earnest is Earnest.ACTUAL else f"{found.notice.earnest.value.lower()}-"
    name = f'attachment; filename="lianxin-reach-{meant}{found.notice.code}.csv"'
    headers = {"cache-control": "no-store", "content-disposition": name}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


@work.verb
async def _note(actor: Actor, scope: Scope) -> None:
    await audit.note(actor, "exportReach", "Notice", scope.notice.id, grid=scope.grid.code)


async def _scope(actor: Actor, request: Request) -> Scope:
    """The part of the tree that was asked for; `NotFound` where it is not the reader's to oversee."""
    await rates.count(PER_PERSON, "reach", str(actor.id))
    asked = request.query_params
    part = nodes.row_of("Grid", asked["grid"]) if asked.get("grid") else None
    found = await scope.of(actor, nodes.row_of("Notice", asked.get("notice", "")), part)
    if found.posts is not None:
        raise NotFound
    return found


def _language(request: Request, actor: Actor | None) -> Language:
    """The language the link asks for, else the person's own."""
    asked = request.query_params.get("language")
    return actor.language if actor and not asked else Language.best(asked)


ROUTES = [Route("/reach.csv", as_csv, methods=["GET"])]
