"""The signatures of a pledge to print, for whoever decides about it; the audit trail knows who took them away."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from backend.access import audit, gates, sessions
from backend.access.actor import Actor
from backend.kit import clock, nodes, rates, words
from backend.kit.refusals import NotFound, TooOften
from backend.kit.words import Language, speaking
from backend.notices import markdown, rules, wording
from backend.notices.answering import fingerprints, printed, reading, shown
from backend.notices.answering.printed import Pledge, Signers
from backend.notices.models import Notice, NoticeText
from backend.notices.public import banners

PER_PERSON = "60 per hour"
MOST = 2000
"""Signatures on one page to print."""
PRIVATE = {"cache-control": "no-store"}


async def get(request: Request) -> Response:
    """The page, in the language that the link asks for."""
    actor = await sessions.actor_of(request)
    asked = request.query_params.get("language")
    with words.reader(actor.language if actor and not asked else Language.best(asked)):
        if actor is None:
            return PlainTextResponse(gates.SIGN_IN.said(), 401, headers=PRIVATE)
        if actor.session is None or not actor.holds(*rules.DECIDE):
            return PlainTextResponse(gates.NOT_YOURS.said(), 403, headers=PRIVATE)
        try:
            await rates.count(PER_PERSON, "signatures", str(actor.id))
            page = await _page(actor, request)
        except TooOften as refusal:
            headers = PRIVATE | {"retry-after": str(refusal.seconds)}
            return PlainTextResponse(refusal.message(), 429, headers=headers)
        except NotFound as refusal:
            return PlainTextResponse(refusal.message(), 404, headers=PRIVATE)
    return Response(page, media_type="text/html; charset=utf-8", headers=PRIVATE)


async def _page(actor: Actor, request: Request) -> str:
    notice = await rules.get(actor, nodes.row_of("Notice", request.query_params.get("notice", "")))
    named = request.query_params.get("grid")
    grid = nodes.row_of("Grid", named) if named else None
    found = await reading.signatures(actor, notice.id, grid)
    order = ("household__grid__path", "household__order_key", "id")
    rows = await found.order_by(*order).limit(MOST).values(*shown.SIGNATURE_COLUMNS)
    signers = Signers(
        [shown.signature_of(row) for row in rows],
        await found.count(),
        await reading.asked_to_sign(actor, notice.id, grid),
    )
    await audit.note(actor, "printSignatures", "Notice", notice.id, signatures=len(rows))
    return printed.page(await _pledge(notice), signers, clock.now(), notice.grid.time_zone)


async def _pledge(notice: Notice) -> Pledge:
    """What was signed, in the reader's language where it was written in that, else as everywhere."""
    texts = await NoticeText.filter(notice_id=notice.id).order_by("id")
    text = wording.best({text.language: text for text in texts}, speaking())
    before = (banners.ENDED.get(notice.state), banners.EARNEST.get(notice.earnest))
    return Pledge(
        place=notice.grid.name,
        headline=wording.headline(notice, text),
        html=markdown.html(text.body),
        edition=notice.edition,
        published=notice.published_at or notice.drafted_at,
        fingerprint=fingerprints.of_pledge(
            notice.edition, [{name: getattr(one, name) for name in fingerprints.COLUMNS} for one in texts]
        ),
        bands=[said.said() for said in before if said],
    )


async def style(_request: Request) -> Response:
    """How the page looks; a file of its own, as our pages run nothing inline."""
    return Response(printed.STYLE, media_type="text/css", headers={"cache-control": "public, max-age=3600"})


ROUTES = [
    Route("/signatures", get, methods=["GET"]),
    Route("/signatures.css", style, methods=["GET"]),
]
