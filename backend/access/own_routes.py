"""What is held about me, as a page to read and as a file to keep."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from backend.access import own, readable, sessions
from backend.access.actor import Actor
from backend.kit import clock, rates, words
from backend.kit.refusals import TooOften
from backend.kit.words import Language

PER_PERSON = "30 per hour"
PRIVATE = {"cache-control": "no-store"}

STYLE = """
:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif }
main { max-width: 40rem; margin: 0 auto; padding: 1rem }
dl { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: .25rem 1rem; margin: 0; padding: .75rem 0; border-top: 1px solid }
dt { grid-column: 1; opacity: .75 } dd { grid-column: 2; margin: 0; overflow-wrap: anywhere }
@media print { a { display: none } section { break-inside: avoid-page } }
"""


async def _asker(request: Request) -> Actor | Response:
    """Whoever asks from a device of theirs, or the answer that they get instead."""
    actor = await sessions.actor_of(request)
    if actor is None or actor.session is None:
        return RedirectResponse("/sign-in?then=/me/own", 303, headers=PRIVATE)
    try:
        await rates.count(PER_PERSON, "my-data", str(actor.id))
    except TooOften as refusal:
        with words.reader(_language(request, actor)):
            said = refusal.message()
        return PlainTextResponse(said, 429, headers={"retry-after": str(refusal.seconds)})
    return actor


async def as_json(request: Request) -> Response:
    """Everything as a file."""
    actor = await _asker(request)
    if isinstance(actor, Response):
        return actor
    with words.reader(_language(request, actor)):
        held: dict[str, Any] = {section.name: await section.tell(actor.id) for section in own.sections()}
    file = {"made_at": clock.now(), "person": actor.id, "held": held}
    headers = PRIVATE | {"content-disposition": 'attachment; filename="lianxin-my-data.json"'}
    body = orjson.dumps(file, option=orjson.OPT_INDENT_2, default=str)
    return Response(body, media_type="application/json", headers=headers)


async def as_page(request: Request) -> Response:
    """Everything as a page in the reader's language."""
    actor = await _asker(request)
    if isinstance(actor, Response):
        return actor
    language = _language(request, actor)
    with words.reader(language):
        told = [
            (section.title.said(), readable.entries(await section.tell(actor.id)))
            for section in own.sections()
        ]
        page = readable.page(told, language, clock.now())
    return Response(page, media_type="text/html; charset=utf-8", headers=PRIVATE)


def _language(request: Request, actor: Actor) -> Language:
    """The language the link asks for, else the person's own: a browser's header is not the app's choice."""
    asked = request.query_params.get("language")
    return Language.best(asked) if asked else actor.language


async def style(_request: Request) -> Response:
    """How the page looks; a file of its own, as our pages run nothing inline."""
    return Response(STYLE, media_type="text/css", headers={"cache-control": "public, max-age=3600"})
