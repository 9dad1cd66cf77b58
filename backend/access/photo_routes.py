"""Sending a photo, and seeing one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageOps
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from backend.access import origin, photos, sessions
from backend.access.actor import Actor
from backend.kit import rates
from backend.kit.refusals import TooOften

BYTES = 400_000
"""How large a photo may be as it is sent; phones scale it to 250 kB."""
SIDE = 1600
"""The longest side that is kept, in pixels."""
QUALITY = 80
PIXELS = 30_000_000
"""More than any phone's picture has; a small file may unpack to any size."""
PER_PERSON = "60 per hour"
KEPT_ON_A_PHONE = 7 * 86_400
"""Seconds for which a browser shows a picture that was seen, without signal too; signing out clears it."""
JPEG = "image/jpeg"

_threads = ThreadPoolExecutor(2, "photos")
"""Two at a time, so that a hundred photos do not leave everybody else without a processor."""


class NoPhoto(Exception):
    """What was sent is no picture that we can keep."""


async def put(request: Request) -> Response:
    """Take a photo under the id that the phone made; sent again it stays as it was."""
    if refused := origin.foreign(request, JPEG):
        return PlainTextResponse(refused, 403)
    actor = await sessions.actor_of(request)
    if actor is None or not actor.may_write:
        return PlainTextResponse("Please sign in.", 401 if actor is None else 403)
    try:
        await rates.count(PER_PERSON, "photo", str(actor.id))
        return await _keep(actor, UUID(str(request.path_params["photo"])), await request.body())
    except TooOften as refusal:
        return PlainTextResponse("Too many photos.", 429, headers={"retry-after": str(refusal.seconds)})


async def _keep(actor: Actor, photo: UUID, sent: bytes) -> Response:
    try:
        jpeg = await asyncio.get_running_loop().run_in_executor(_threads, cleaned, sent)
    except NoPhoto:
        return PlainTextResponse("Send a JPEG picture.", 400)
    is_kept = await photos.keep(actor, photo, jpeg)
    return Response(status_code=204) if is_kept else PlainTextResponse("This id is taken.", 409)


def cleaned(sent: bytes) -> bytes:
    """The picture alone: upright, not too large, without the place and time that a camera writes into it."""
    try:
        with Image.open(BytesIO(sent), formats=["JPEG"]) as picture:
            if picture.width * picture.height > PIXELS:
                raise NoPhoto
            picture.draft("RGB", (SIDE, SIDE))
            # Read, and then put away: turning the picture would write all of it anew, nonsense included.
            picture.getexif()
            picture.info.pop("exif", None)
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except NoPhoto:
        raise
    except Exception as error:
        # A broken file makes the reader fail in any way.
        raise NoPhoto from error
    upright.thumbnail((SIDE, SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    written = BytesIO()
    bare.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


async def get(request: Request) -> Response:
    """Show the photo behind a link, to whom the link was given."""
    actor = await sessions.actor_of(request)
    asked = request.query_params
    if actor is None:
        return PlainTextResponse("Please sign in.", 401)
    jpeg = await photos.behind(
        UUID(str(request.path_params["photo"])), actor, asked.get("until", ""), asked.get("sign", "")
    )
    if jpeg is None:
        return PlainTextResponse("Not found.", 404)
    return Response(jpeg, media_type=JPEG, headers={"cache-control": f"private, max-age={KEPT_ON_A_PHONE}"})
