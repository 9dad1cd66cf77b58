"""The signatures under a pledge as a page to print: what was signed, then who, with date and version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from backend.kit.words import Words, speaking
from backend.notices import wording
from backend.notices.answering.shown import Signature

TITLE = Words("签名名单", "簽名名單", "Signatures")
VERSION = Words(
    "{place} · 第 {edition} 版 · 发布于 {published}",
    "{place} · 第 {edition} 版 · 發布於 {published}",
    "{place} · version {edition} · published {published}",
)
SIGNED = Words(
    "已签 {signed} 户，共 {households} 户 · 打印于 {at}",
    "已簽 {signed} 戶，共 {households} 戶 · 列印於 {at}",
    "Households that signed: {signed} of {households} · printed {at}",
)
MARK = Words("文本校验码 {mark}", "文本校驗碼 {mark}", "Check mark of the text: {mark}")
"""What was signed, in a few letters: the same text has the same ones."""
MARKS = 12
NAME = Words("签名", "簽名", "Name")
DOOR = Words("住户", "住戶", "Household")
WHEN = Words("时间", "時間", "When")
BEFORE = Words("上门见证", "上門見證", "At the door before")
NOBODY = Words("还没有人签。", "還沒有人簽。", "Nobody has signed yet.")
MORE = Words(
    "这里只有前 {count} 户，请按网格分开打印。",
    "這裡只有前 {count} 戶，請按網格分開列印。",
    "Only the first {count} households are here. Print each grid by itself.",
)

STYLE = """
:root { font: 1rem/1.6 'PingFang SC', 'HarmonyOS Sans SC', 'MiSans', 'Noto Sans CJK SC', 'Microsoft YaHei', system-ui, sans-serif; font-variant-numeric: tabular-nums }
body { margin: 0; color: #1c1b19; background: #fff } main { max-width: 48rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.75rem; line-height: 1.35; margin: .5rem 0 } h2 { font-size: 1.25rem; margin: 1.5rem 0 .25rem } p { margin: .25rem 0 }
.soft { color: #5a564f; font-size: .9375rem } .band { padding: .375rem .75rem; text-align: center; font-weight: 700; border: .1875rem dashed }
.told { border-inline-start: .25rem solid #8b857a; padding-inline-start: 1rem; margin: 1rem 0 }
table { width: 100%; border-collapse: collapse } th { font-weight: 400; color: #5a564f }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #8b857a; overflow-wrap: anywhere } td.name { font-weight: 600; min-width: 4.5em }
thead { display: table-header-group } tr { break-inside: avoid }
@page { size: A4; margin: 18mm } @media print { :root { font-size: 11pt } main { padding: 0; max-width: none } }
"""


@dataclass(frozen=True, slots=True)
class Pledge:
    """What was signed, and how it stands."""

    place: str
    """Which grid asked for it."""
    headline: str
    html: str
    """Safe as it is shown everywhere."""
    edition: int
    published: datetime
    fingerprint: str
    bands: Sequence[str] = ()
    """What has to be known before all else: that it is a drill, or holds no longer."""


@dataclass(frozen=True, slots=True)
class Signers:
    """Who has signed, as many as one page takes, and of how many."""

    signatures: Sequence[Signature]
    signed: int
    households: int


def page(pledge: Pledge, signers: Signers, at: datetime, zone: str) -> str:
    """Plain HTML that needs no script."""
    shown = len(signers.signatures)
    cut = f"<p><strong>{MORE.said(count=shown)}</strong></p>" if shown < signers.signed else ""
    bands = "".join(f'<p class="band">{escape(band)}</p>' for band in pledge.bands)
    counted = SIGNED.said(signed=signers.signed, households=signers.households, at=_local(at, zone))
    return (
        f'<!doctype html><html lang="{speaking().value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{TITLE.said()} {escape(pledge.headline)}</title><link rel="stylesheet" href="/signatures.css"></head>'
        f"<body><main>{bands}<h1>{escape(pledge.headline)}</h1>{_version(pledge, zone)}"
        f'<div class="told">{pledge.html}</div>{cut}<h2>{TITLE.said()}</h2><p class="soft">{counted}</p>'
        f"{_table(signers.signatures, zone)}</main></body></html>"
    )


def _version(pledge: Pledge, zone: str) -> str:
    said = VERSION.said(place=pledge.place, edition=pledge.edition, published=_local(pledge.published, zone))
    mark = MARK.said(mark=pledge.fingerprint[:MARKS])
    return f'<p class="soft">{escape(said)}<br>{escape(mark)}</p>'


def _table(signatures: Sequence[Signature], zone: str) -> str:
    if not signatures:
        return f"<p>{NOBODY.said()}</p>"
    head = "".join(f'<th scope="col">{title.said()}</th>' for title in (DOOR, NAME, WHEN, BEFORE))
    rows = "".join(_row(signature, zone) for signature in signatures)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(signature: Signature, zone: str) -> str:
    when, before = _local(signature.signed_at, zone), signature.taken_by or ""
    return (
        f'<tr><td>{escape(signature.door)}</td><td class="name">{escape(signature.name)}</td>'
        f"<td>{escape(when)}</td><td>{escape(before)}</td></tr>"
    )


def _local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(wording.zone(zone)):%Y-%m-%d %H:%M}"
