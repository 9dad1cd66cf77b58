"""A grid's notices for programs that follow them (Atom, RFC 4287)."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote
from xml.etree.ElementTree import Element

from backend import settings
from backend.kit import words
from backend.kit.words import Language, Words
from backend.notices import markdown, wording
from backend.notices.models import Notice, NoticeText
from backend.notices.public import banners, xml
from backend.notices.public.reading import Feed, address

SPACE = "http://www.w3.org/2005/Atom"
TITLE = Words("{place}的公告", "{place}的公告", "Notices of {place}")


def of(told: Feed, language: Language) -> bytes:
    """The feed in one language; what is said in others only comes as it is."""
    with words.reader(language):
        said = {"xmlns": SPACE, "xml:lang": language.value}
        return xml.written(xml.filled("feed", _feed(told, language), **said))


def _feed(told: Feed, language: Language) -> Iterator[Element]:
    own = f"{settings.settings().origin}/grids/{quote(told.grid.code, safe='')}/notices.atom"
    yield xml.element("id", own)
    yield xml.element("title", TITLE.said(place=told.grid.name))
    changed = max((_changed(notice) for notice in told.notices), default=told.grid.created_at)
    yield xml.element("updated", _at(told, changed))
    yield xml.element("link", rel="self", type="application/atom+xml", href=own)
    yield xml.filled("author", [xml.element("name", told.grid.name)])
    for notice in told.notices:
        if texts := told.texts[notice.id]:
            yield xml.filled("entry", _entry(told, notice, wording.best(texts, language)))


def _entry(told: Feed, notice: Notice, text: NoticeText) -> Iterator[Element]:
    link = address(notice.code)
    yield xml.element("id", f"urn:uuid:{notice.id}")
    yield xml.element("title", banners.prefix(notice.state) + wording.titled(notice, text))
    yield xml.element("published", _at(told, notice.published_at or notice.drafted_at))
    yield xml.element("updated", _at(told, _changed(notice)))
    yield xml.element("link", rel="alternate", type="text/html", href=link)
    yield xml.element("link", rel="alternate", type="application/cap+xml", href=f"{link}/cap.xml")
    yield xml.element("category", term=notice.kind.value, label=wording.KINDS[notice.kind].said())
    yield xml.element("summary", text.short)
    yield xml.element("content", markdown.html(text.body), type="html")


def _changed(notice: Notice) -> datetime:
    return notice.ended_at or notice.published_at or notice.drafted_at


def _at(told: Feed, at: datetime) -> str:
    return xml.instant(at, wording.zone(told.grid.time_zone))
