"""A notice as one sheet of A4 for the wall at the stairs; whoever has a phone reads on by its QR code."""

import math
from html import escape

from backend.kit import qr_codes, words
from backend.kit.words import Language, Words
from backend.notices import markdown, wording
from backend.notices.kinds import Verdict
from backend.notices.models import NoticeState, NoticeText
from backend.notices.public import banners, parts, shell
from backend.notices.public.reading import Sheet, address

LONG_HEADLINE = 22
HEIGHT = 180
"""Millimetres between the head and the foot of the sheet."""
BAND = 16
"""Of these, what one band takes."""
NARROW, LAST_NARROW = 0.6, "\u2e7f"
"""How wide a Latin letter is, of a Chinese one; and the last that is no Chinese one."""
MOST_STOPS, FEW_STOPS = 8, 4
"""Places that one sheet names; beside so few there is room to say what is asked of whoever was there."""

SCAN = Words("扫码看全文和最新情况", "掃碼看全文和最新情況", "Scan to read all of it, and what is new")
TYPE = Words("不能扫码时，输入网址：", "不能掃碼時，輸入網址：", "If you cannot scan, type:")
ASK = Words(
    "看不清、看不懂，请找网格长或楼道长。",
    "看不清、看不懂，請找網格長或樓道長。",
    "If you cannot read it, ask your grid leader or liaison.",
)
MORE_STOPS = Words(
    "还有 {count} 处，请扫码看", "還有 {count} 處，請掃碼看", "{count} more: scan to read them"
)
NOT_LISTED = Words("请不要张贴：已撤回", "請不要張貼：已撤回", "Do not put this up: it was withdrawn")
OLD = Words("请不要张贴：已有新版", "請不要張貼：已有新版", "Do not put this up: there is a newer version")
BANDS = {NoticeState.WITHDRAWN: NOT_LISTED, NoticeState.CORRECTED: OLD}


def look() -> shell.Style:
    return shell.style("poster.css")


def of(sheet: Sheet, language: Language) -> bytes:
    """The sheet in one language."""
    with words.reader(language):
        text = sheet.text(language)
        head = shell.Head(
            title=wording.headline(sheet.notice, text),
            short=text.short,
            address=address(sheet.code),
            picture=None,
            is_listed=False,
        )
        return shell.page(head, language, look(), _header(sheet) + _main(sheet, text) + _footer(sheet))


def _header(sheet: Sheet) -> str:
    kind = escape(wording.KINDS[sheet.notice.kind].said())
    return (
        f'<header>{shell.SIGN}<span>{escape(sheet.grid.name)}</span><span class="kind">{kind}</span></header>'
        + "".join(f'<p class="band">{escape(band.said())}</p>' for band in _bands(sheet))
    )


def _bands(sheet: Sheet) -> list[Words]:
    """What has to be known before all else: that it is not to hang anywhere, that it is not meant."""
    found = (BANDS.get(sheet.notice.state), banners.EARNEST.get(sheet.notice.earnest))
    return [band for band in found if band]


def _main(sheet: Sheet, text: NoticeText) -> str:
    headline = wording.titled(sheet.notice, text)
    is_long = len(headline) > LONG_HEADLINE or headline != text.headline
    return (
        f'<main lang="{text.language.value}"{" class=long" if is_long else ""}><h1>{escape(headline)}</h1>'
        f"{_rumour(sheet, text)}{_short(text)}"
        f"{_reward(text)}{_route(sheet)}{_body(sheet, text)}</main>"
    )


def _short(text: NoticeText) -> str:
    short = wording.beside(text)
    return f'<p class="short">{escape(short)}</p>' if short else ""


def _reward(text: NoticeText) -> str:
    said = escape(parts.REWARD.said(reward=text.reward)) if text.reward else ""
    return f'<p class="reward">{said}</p>' if said else ""


def _rumour(sheet: Sheet, text: NoticeText) -> str:
    verdict = sheet.notice.verdict
    if verdict is None:
        return ""
    style = ' class="said"' if verdict is Verdict.FALSE else ""
    return (
        f"<p{style}><q>{escape(text.claim)}</q></p>"
        f'<p class="verdict">{wording.SHAPES[verdict]} {escape(wording.VERDICTS[verdict].said())}</p>'
    )


def _route(sheet: Sheet) -> str:
    rows = "".join(
        f"<tr><td>{escape(wording.span(stop.begins_at, stop.ends_at, sheet.here).said())}</td>"
        f"<td>{escape(stop.place)}</td></tr>"
        for stop in sheet.stops[:MOST_STOPS]
    )
    left = len(sheet.stops) - MOST_STOPS
    more = f"<p>{escape(MORE_STOPS.said(count=left))}</p>" if left > 0 else ""
    is_short = len(sheet.stops) <= FEW_STOPS
    asked = f"<p><strong>{escape(parts.ROUTE_ASK.said())}</strong></p>" if is_short else ""
    return f"{asked}<table>{rows}</table>{more}" if rows else ""


def _body(sheet: Sheet, text: NoticeText) -> str:
    """The text, where it fits onto the sheet beside the rest; half of it never stands there."""
    taken = _height(text.headline, 13, 18) + _height(text.short, 22, 12) + _height(text.claim, 23, 11)
    taken += (24 if sheet.notice.verdict else 0) + _height(text.reward, 16, 18)
    taken += BAND * len(_bands(sheet))
    rows = markdown.rows(text.body)
    for size, characters, millimetres in ((" large", 21, 13), ("", 27, 10), (" dense", 32, 8)):
        wanted = sum(_height(row, characters, millimetres) + 2 for row in rows)
        if not sheet.stops and taken + wanted <= HEIGHT:
            return f'<div class="body{size}">{markdown.html(text.body, first=2)}</div>'
    return ""


def _height(text: str, characters: int, millimetres: int) -> int:
    """How high a text stands that has so many Chinese characters in a line of this height."""
    wide = sum(1 if letter > LAST_NARROW else NARROW for letter in text)
    return math.ceil(wide / characters) * millimetres


def _footer(sheet: Sheet) -> str:
    link = address(sheet.code)
    return (
        f'<footer><img src="{escape(qr_codes.picture(link))}" alt="{escape(link)}"><div>'
        f"<strong>{escape(SCAN.said())}</strong>{_deed(sheet)}"
        f'<p class="soft">{escape(TYPE.said())}<br>{escape(link)}</p>'
        f"<p>{escape(ASK.said())}</p><p>{escape(_signed(sheet))}</p></div></footer>"
    )


def _deed(sheet: Sheet) -> str:
    """What one can do there besides reading, while it holds."""
    said = parts.ANSWERS.get(sheet.notice.kind)
    is_open = sheet.notice.state is NoticeState.PUBLISHED
    return f"<p>{escape(said.said())}</p>" if said and is_open else ""


def _signed(sheet: Sheet) -> str:
    """Who says it and when, which version it is, and until when it may hang there."""
    notice = sheet.notice
    said = [sheet.grid.name, parts.time(notice.published_at, sheet.here), parts.edition(notice)]
    return " · ".join(part for part in [*said, parts.until(sheet), parts.audience(notice)] if part)
