"""A notice for programs: Common Alerting Protocol 1.2 (OASIS, 2010), in all languages that it has.

A correction is an Update that names the version before it. What was withdrawn is a Cancel that names itself as it was
sent; it has an id of its own, as every message has.
"""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from backend import settings
from backend.grids.models import Grid
from backend.kit import words
from backend.notices import markdown, wording
from backend.notices.kinds import Category
from backend.notices.models import Notice, NoticeState, NoticeText
from backend.notices.public import banners, parts, xml
from backend.notices.public.reading import Sheet, address

SPACE = "urn:oasis:names:tc:emergency:cap:1.2"
GEOCODE = "lianxin-grid"
"""What our codes of grids are called among other programs' geocodes."""
KIND = "lianxin-kind"
"""The same for our kinds of notices: NoticeKind in the schema."""
LONGEST = 160
"""Characters of a headline that small screens show."""


def of(sheet: Sheet) -> bytes:
    """The whole message."""
    return xml.written(xml.filled("alert", _alert(sheet), xmlns=SPACE))


def _alert(sheet: Sheet) -> Iterator[Element]:
    notice = sheet.notice
    kind = _kind(sheet)
    yield xml.element("identifier", identifier(notice, is_end=kind == "Cancel"))
    yield xml.element("sender", sender(sheet.grid))
    yield xml.element("sent", xml.instant(_sent(notice, kind), sheet.here))
    yield xml.element("status", notice.earnest.value.title())
    yield xml.element("msgType", kind)
    yield xml.element("source", sheet.grid.name)
    yield xml.element("scope", "Public")
    if note := _note(notice):
        yield xml.element("note", note)
    if named := _named(sheet, kind):
        yield xml.element("references", f"{sender(sheet.grid)},{identifier(named)},{_at(sheet, named)}")
    for text in sheet.texts.values():
        yield xml.filled("info", _info(sheet, text))


def _kind(sheet: Sheet) -> str:
    if sheet.notice.state is NoticeState.WITHDRAWN:
        return "Cancel"
    return "Update" if sheet.before else "Alert"


def identifier(notice: Notice, *, is_end: bool = False) -> str:
    """One of a kind in the world, without blanks and commas."""
    return f"{_host()}.n.{notice.code}{'.end' if is_end else ''}"


def sender(grid: Grid) -> str:
    """Which grid speaks, on which server."""
    return f"{grid.code}@{_host()}"


def _host() -> str:
    return urlsplit(settings.settings().origin).hostname or ""


def _sent(notice: Notice, kind: str) -> datetime:
    ended = notice.ended_at if kind == "Cancel" else None
    return ended or notice.published_at or notice.drafted_at


def _named(sheet: Sheet, kind: str) -> Notice | None:
    return sheet.notice if kind == "Cancel" else sheet.before


def _at(sheet: Sheet, notice: Notice) -> str:
    return xml.instant(notice.published_at or notice.drafted_at, sheet.here)


def _note(notice: Notice) -> str:
    """What everybody should know about the message itself: that it is a drill, why it was corrected or withdrawn."""
    said = banners.EARNEST.get(notice.earnest)
    return " ".join(part for part in (said.said() if said else "", notice.reason) if part)


def _info(sheet: Sheet, text: NoticeText) -> Iterator[Element]:
    notice = sheet.notice
    with words.reader(text.language):
        yield xml.element("language", text.language.value)
        yield xml.element("category", _category(notice.category))
        yield xml.element("event", wording.KINDS[notice.kind].said())
        yield xml.element("urgency", notice.urgency.value.title())
        yield xml.element("severity", notice.severity.value.title())
        yield xml.element("certainty", notice.certainty.value.title())
        if notice.audiences:
            yield xml.element("audience", parts.whom(notice))
        yield xml.filled("eventCode", _valued(KIND, notice.kind.value))
        if notice.expires_at:
            yield xml.element("expires", xml.instant(notice.expires_at, sheet.here))
        yield xml.element("senderName", sheet.grid.name)
        yield xml.element("headline", wording.headline(notice, text)[:LONGEST])
        yield xml.element("description", "\n".join(_described(sheet, text)))
        yield xml.element("instruction", text.short)
        yield xml.element("web", address(notice.code))
        if notice.picture_id:
            yield xml.filled("resource", _picture(notice, text))
        for ground in sheet.grounds:
            yield xml.filled("area", _area(ground))


def _described(sheet: Sheet, text: NoticeText) -> Iterator[str]:
    """All that the page says, as lines: a program may show nothing else."""
    notice = sheet.notice
    if notice.verdict:
        yield f"{text.claim} — {wording.VERDICTS[notice.verdict].said()}"
    if notice.verdict and text.source:
        yield parts.SOURCE.said(source=text.source)
    if text.reward:
        yield parts.REWARD.said(reward=text.reward)
    yield markdown.plain(text.body) or text.short
    for stop in sheet.stops:
        yield f"{wording.span(stop.begins_at, stop.ends_at, sheet.here).said()} {stop.place}"


def _category(category: Category) -> str:
    return category.value if category is Category.CBRNE else category.value.title()


def _picture(notice: Notice, text: NoticeText) -> Iterator[Element]:
    yield xml.element("resourceDesc", text.headline)
    yield xml.element("mimeType", "image/jpeg")
    yield xml.element("uri", f"{address(notice.code)}/picture.jpg")


def _area(grid: Grid) -> Iterator[Element]:
    yield xml.element("areaDesc", grid.name)
    yield xml.filled("geocode", _valued(GEOCODE, grid.code))


def _valued(name: str, value: str) -> list[Element]:
    return [xml.element("valueName", name), xml.element("value", value)]
