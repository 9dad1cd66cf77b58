"""What is handed out of a notice: each kind made once for each language, packed once."""

import asyncio
import gzip
import hashlib

from backend.access.models import Photo
from backend.kit import sealed
from backend.kit.words import Language
from backend.notices.public import cap, card, feed, page, poster
from backend.notices.public.reading import Feed, Sheet
from backend.pages import File

SHORT = "public, max-age=60, stale-if-error=86400"
"""A correction is read by everybody after a minute; when we are overrun, what others kept for us is still read."""
ASK_AGAIN = "no-cache"
"""A grid's link asks each time, as we count whether it is opened."""
LONG = "public, max-age=86400"
HTML, CAP = "text/html; charset=utf-8", "application/cap+xml; charset=utf-8"
ATOM, PNG, JPEG = "application/atom+xml; charset=utf-8", "image/png", "image/jpeg"


async def of_page(sheet: Sheet, language: Language) -> File:
    """The page, without a script, a few kilobytes."""
    return _packed(page.of(sheet, language), HTML, ASK_AGAIN if sheet.link else SHORT)


async def of_poster(sheet: Sheet, language: Language) -> File:
    """One sheet of A4 for the wall at the stairs."""
    return _packed(poster.of(sheet, language), HTML, SHORT)


async def of_cap(sheet: Sheet, _language: Language) -> File:
    """The notice for programs (CAP 1.2), in all its languages."""
    return _packed(cap.of(sheet), CAP, SHORT)


async def of_card(sheet: Sheet, language: Language) -> File | None:
    """The notice as a picture to paste where links are not followed; None where this computer has no letters for it."""
    picture = await asyncio.to_thread(card.of, sheet, language)
    return _bare(picture, PNG, SHORT) if picture else None


async def of_picture(sheet: Sheet, _language: Language) -> File | None:
    """The notice's own picture."""
    photo = await Photo.get_or_none(id=sheet.notice.picture_id) if sheet.notice.picture_id else None
    if photo is None:
        return None
    return _bare(sealed.unseal_bytes(photo.picture, "Photo.picture", photo.id), JPEG, LONG)


def of_feed(told: Feed, language: Language) -> File:
    """A grid's notices for programs that follow them (Atom)."""
    return _packed(feed.of(told, language), ATOM, SHORT)


def _packed(body: bytes, kind: str, cached: str) -> File:
    return File(kind, cached, _tag(body), {"": body, "gzip": gzip.compress(body, 9, mtime=0)})


def _bare(body: bytes, kind: str, cached: str) -> File:
    """Pictures are packed already."""
    return File(kind, cached, _tag(body), {"": body})


def _tag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:20]}"'
