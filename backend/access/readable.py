"""What is held about somebody, told so that they can read it: as lines, and as a page."""

from datetime import datetime
from html import escape
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from backend import settings
from backend.kit.words import Language, Words

Line = tuple[str, str]
"""What it is, and what it says."""

YES, NO = Words("是", "是", "yes"), Words("否", "否", "no")
TITLE = Words("连心里关于我的资料", "連心裡關於我的資料", "What Lianxin holds about me")
MADE = Words("生成时间：{at}", "產生時間：{at}", "Made at {at}")
NOTHING = Words("没有记录。", "沒有記錄。", "Nothing.")
AS_FILE = Words("下载文件", "下載檔案", "Download a file")
OPEN = Words("打开", "開啟", "Open")
BACK = Words("返回", "返回", "Back")


def entries(told: Any) -> list[list[Line]]:
    """What a slice told, as entries of lines: a list has one entry for each thing, a dictionary is one entry."""
    things = told if isinstance(told, list) else [told]
    return [entry for thing in things if (entry := _lines(thing, ""))]


def _lines(told: Any, label: str) -> list[Line]:
    if isinstance(told, dict):
        return [line for name, value in told.items() for line in _lines(value, _joined(label, str(name)))]
    if isinstance(told, list | tuple):
        return [line for value in told for line in _lines(value, label)]
    text = _text(told)
    return [(label, text)] if text else []


def _joined(label: str, name: str) -> str:
    return f"{label} · {name}" if label else name


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return (YES if value else NO).said()
        case datetime():
            return _local(value)
        case str():
            return _time_or_text(value)
    return str(value)


def _time_or_text(text: str) -> str:
    """A time is told as clocks here show it."""
    if len(text) < len("2020-01-29T11:00:00+00:00") or text[10] != "T":
        return text
    try:
        return _local(datetime.fromisoformat(text))
    except ValueError:
        return text


def _local(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(settings.settings().time_zone)).strftime("%Y-%m-%d %H:%M")


def page(sections: list[tuple[str, list[list[Line]]]], language: Language, at: datetime) -> str:
    """The page: plain HTML that prints well and needs no script."""
    body = "".join(_section(title, entries) for title, entries in sections)
    return (
        f'<!doctype html><html lang="{language.value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{TITLE.said()}</title><link rel="stylesheet" href="/my-data.css"></head>'
        f"<body><main><h1>{TITLE.said()}</h1><p>{MADE.said(at=_local(at))}</p>"
        f'<p><a href="/my-data.json?language={language.value}" download>{AS_FILE.said()}</a>'
        f' · <a href="/me">{BACK.said()}</a></p>'
        f"{body}</main></body></html>"
    )


def _section(title: str, entries: list[list[Line]]) -> str:
    told = "".join(_entry(entry) for entry in entries) or f"<p>{NOTHING.said()}</p>"
    return f"<section><h2>{escape(title)}</h2>{told}</section>"


def _entry(entry: list[Line]) -> str:
    """A label stands once before all that it says."""
    by_label = groupby(entry, key=lambda line: line[0])
    told = "".join(_terms(label, [text for _, text in lines]) for label, lines in by_label)
    return f"<dl>{told}</dl>"


def _terms(label: str, texts: list[str]) -> str:
    return f"<dt>{escape(label)}</dt>" + "".join(f"<dd>{_shown(text)}</dd>" for text in texts)


def _shown(text: str) -> str:
    said = escape(text)
    return f'<a href="{said}">{OPEN.said()}</a>' if text.startswith("/photos/") else said
