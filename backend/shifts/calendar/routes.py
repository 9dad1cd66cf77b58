"""The address at which a phone's calendar reads its owner's shifts: no cookie, only the secret in the address."""

import hashlib

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from backend.kit import rates, words
from backend.kit.refusals import TooOften
from backend.kit.words import Language
from backend.shifts.calendar import feeds

PER_ADDRESS = "3000 per hour"
"""A whole town may share one address, and each of its phones reads once an hour."""
PER_CALENDAR = "60 per hour"


async def get(request: Request) -> Response:
    """The calendar behind a secret; 304 where the phone has it already."""
    with words.reader(Language.best(request.headers.get("accept-language"))):
        try:
            await rates.count(PER_ADDRESS, "calendar", str(request.scope.get("lianxin.address", "")))
            return await _answer(request)
        except TooOften as refusal:
            return PlainTextResponse(refusal.message(), 429, headers={"retry-after": str(refusal.seconds)})


async def _answer(request: Request) -> Response:
    feed = await feeds.followed(str(request.path_params["secret"]))
    if feed is None:
        # Whether there ever was one is nobody's business.
        return PlainTextResponse("Not found.", 404, headers={"cache-control": "no-store"})
    await rates.count(PER_CALENDAR, "calendar", str(feed.id))
    with words.reader(feed.person.language):
        body = await feeds.written(feed)
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"cache-control": "private, no-cache", "etag": tag, "x-robots-tag": "noindex, nofollow"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        headers["content-length"] = str(len(body))
        body = b""
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)
