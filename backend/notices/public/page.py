"""The public page of a notice: readable in 2G, in a messenger's browser, without a script and without signing in."""

from html import escape
from urllib.parse import quote

from backend.kit import ids, words
from backend.kit.words import Language, Words
from backend.notices import markdown, wording
from backend.notices.kinds import Audience, Earnest
from backend.notices.models import NoticeState, NoticeText
from backend.notices.public import banners, parts, shell
from backend.notices.public.reading import Sheet, address

LISTED = frozenset({NoticeState.PUBLISHED, NoticeState.CORRECTED, NoticeState.WITHDRAWN})
HEADINGS = 2
"""Of the text: right below the headline."""
BUTTON = "<!--button-->"
"""Where the button goes by which a household that came by an SMS says that it has read."""

NOW = Words("▲ 请马上看", "▲ 請馬上看", "▲ Read this now")
FOR = Words("发给：{places}", "發給：{places}", "For: {places}")
AND_MORE = Words("{places} 等 {count} 处", "{places} 等 {count} 處", "{places} and others, {count} in all")
ASK = Words("在连心里提问", "在連心裡提問", "Ask about it in Lianxin")
POSTER = Words("打印海报", "列印海報", "Print a poster")
FEED = Words("订阅 {place} 的公告", "訂閱 {place} 的公告", "Follow the notices of {place}")
LANGUAGES = {Language.ZH_HANS: "简体中文", Language.ZH_HANT: "繁體中文", Language.EN: "English"}
PLACES = 4
"""So many grids are named; a notice may be for hundreds."""


def of(sheet: Sheet, language: Language) -> bytes:
    """The page in one language."""
    with words.reader(language):
        text = sheet.text(language)
        body = f"{_above(sheet)}<main>{_article(sheet, text)}</main>{_below(sheet, language)}"
        return shell.page(head(sheet, text), language, look(), body)


def look() -> shell.Style:
    return shell.style("page.css")


def head(sheet: Sheet, text: NoticeText) -> shell.Head:
    """What the page is called, wherever its address is pasted."""
    notice = sheet.notice
    ended = banners.prefix(notice.state)
    return shell.Head(
        title=ended + wording.headline(notice, text),
        short=text.short,
        address=address(notice.code),
        picture=f"{address(notice.code)}/card.png",
        is_listed=sheet.link is None
        and notice.earnest is Earnest.ACTUAL
        and notice.audiences != [Audience.POSTS],
        others=(
            ("application/cap+xml", f"/n/{notice.code}/cap.xml"),
            ("application/atom+xml", f"/grids/{quote(sheet.grid.code, safe='')}/notices.atom"),
        ),
    )


def _above(sheet: Sheet) -> str:
    place = f'<div class="place">{shell.SIGN}<span>{escape(sheet.grid.name)}</span></div>'
    return f"<header>{banners.of_earnest(sheet.notice)}{place}</header>"


def _article(sheet: Sheet, text: NoticeText) -> str:
    notice = sheet.notice
    return (
        f'<article lang="{text.language.value}">'
        f'<p class="kind">{escape(wording.KINDS[notice.kind].said())}{_urgent(sheet)}</p>'
        f"<h1>{escape(wording.headline(notice, text))}</h1>"
        f'<p class="soft">{_signed(sheet)}</p>'
        f"{banners.of_state(sheet)}{BUTTON}{banners.of_language(text)}"
        f"{parts.picture(notice, text)}{parts.rumour(sheet, text)}{parts.reward(text)}"
        f"{_body(text)}"
        f"{parts.route(sheet)}{parts.lines(sheet)}{parts.replies(sheet)}"
        f"{_answer(sheet)}</article>"
    )


def _body(text: NoticeText) -> str:
    """The text itself; where there is none, what pushes and SMS say."""
    short = wording.beside(text)
    said = markdown.html(text.body, HEADINGS) or (f"<p>{escape(short)}</p>" if short else "")
    return f'<div class="body">{said}</div>' if said else ""


def _urgent(sheet: Sheet) -> str:
    return f' · <span class="now">{NOW.said()}</span>' if sheet.notice.is_urgent else ""


def _signed(sheet: Sheet) -> str:
    """Who says it, when, and for whom."""
    notice = sheet.notice
    said = [sheet.grid.name, parts.time(notice.published_at, sheet.here)]
    said += [parts.edition(notice), parts.until(sheet)]
    if places := _places(sheet):
        said.append(FOR.said(places=places))
    said.append(parts.audience(notice))
    return "".join(f"<span>{escape(part)}</span> " for part in said if part).rstrip()


def _places(sheet: Sheet) -> str:
    """The grids that it is for, where these are others than whoever speaks."""
    names = [grid.name for grid in sheet.grounds if grid.id != sheet.grid.id]
    between = "、" if words.speaking() is not Language.EN else ", "
    said = between.join(names[:PLACES])
    return said if len(names) <= PLACES else AND_MORE.said(places=said, count=len(sheet.grounds))


def _answer(sheet: Sheet) -> str:
    if sheet.notice.state is not NoticeState.PUBLISHED:
        return ""
    said = parts.ANSWERS.get(sheet.notice.kind, ASK)
    # Whoever comes by a grid's link came by a group: the app says so when it tells that it was shown.
    by = "?from=group" if sheet.link else ""
    link = f"/notices/{ids.opaque('Notice', sheet.notice.id)}{by}"
    return f'<p><a class="press" href="{link}">{escape(said.said())}</a></p>'


def _below(sheet: Sheet, language: Language) -> str:
    others = "".join(
        f'<a href="?lang={other.value}" lang="{other.value}" hreflang="{other.value}">{name}</a>'
        for other, name in LANGUAGES.items()
        if other is not language
    )
    follow = escape(FEED.said(place=sheet.grid.name))
    return (
        "<footer><nav>"
        f'<a href="/n/{sheet.code}/poster?lang={language.value}">{escape(POSTER.said())}</a>'
        f'<a href="/grids/{quote(sheet.grid.code, safe="")}/notices.atom">{follow}</a>{others}</nav>'
        f"<p>{escape(address(sheet.code))}</p></footer>"
    )
