"""A notice as a picture, to paste where links are not followed: the headline, what it says in short, and a QR code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import segno
from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from backend.kit import words
from backend.kit.words import Language, Words
from backend.notices import wording
from backend.notices.kinds import Verdict
from backend.notices.public import banners, fonts, parts
from backend.notices.public.reading import Sheet, address

WIDTH, EDGE = 900, 60
PAPER, CARD, INK, SOFT, LINE = "#fbfaf7", "#ffffff", "#1c1b19", "#5a564f", "#ddd8ce"
ACCENT, GOOD, WAIT = "#b3271e", "#0a6b55", "#855300"
VERDICTS = {"FALSE": ACCENT, "TRUE": GOOD}
QR = 232
BAND = 70
"""How high a band is that says what it is not."""
COLOURS = 32
NO_FIRST = "，。！？；：、）》」』】”’%,.!?;:)]"
"""No line begins with one of these."""

Stroke = list[tuple[float, float]]
LEFT: Stroke = [(46, 51), (35, 44), (15, 34), (15, 22.5), (15, 12.5), (29.5, 12), (32, 24)]
OVER: Stroke = [(25, 46.6), (36, 39.5), (42, 33.5), (45.5, 28.5)]
RIGHT: Stroke = [(18, 51), (29, 44), (49, 34), (49, 22.5), (49, 12.5), (34.5, 12), (32, 24)]
SIGN = ((LEFT, PAPER, 5), (OVER, ACCENT, 9), (RIGHT, PAPER, 5))
"""Our knot as in sign.svg, 64 by 64: two strokes, the second over the first."""

SCAN = Words("长按或扫码看全文", "長按或掃碼看全文", "Scan to read all of it")


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of one size, and how far below them the next begins."""

    lines: list[str]
    font: FreeTypeFont
    colour: str
    after: int
    is_struck: bool = False

    @property
    def step(self) -> int:
        return round(self.font.size * 1.45)

    @property
    def height(self) -> int:
        return len(self.lines) * self.step + self.after


def of(sheet: Sheet, language: Language) -> bytes | None:
    """The picture as PNG; None where this computer has no letters for it."""
    with words.reader(language):
        blocks = _blocks(sheet, language)
        return _drawn(sheet, blocks) if blocks else None


def _blocks(sheet: Sheet, language: Language) -> list[Block]:
    small, middle, big = fonts.of(30), fonts.of(40), fonts.of(62, bold=True)
    if small is None or middle is None or big is None:
        return []
    notice, text = sheet.notice, sheet.text(language)
    kind = wording.KINDS[notice.kind].said()
    blocks = [
        Block([kind], small, SOFT, 10),
        Block(balanced(wording.titled(notice, text), big), big, INK, 22),
    ]
    if notice.verdict:
        said = f"{wording.SHAPES[notice.verdict]} {wording.VERDICTS[notice.verdict].said()}"
        is_struck = notice.verdict is Verdict.FALSE
        blocks.append(Block(wrapped(text.claim, middle), middle, SOFT, 12, is_struck))
        blocks.append(Block([said], big, VERDICTS.get(notice.verdict.value, WAIT), 20))
    if short := wording.beside(text):
        blocks.append(Block(wrapped(short, middle), middle, INK, 22))
    if text.reward:
        blocks.append(Block(wrapped(parts.REWARD.said(reward=text.reward), middle), middle, ACCENT, 22))
    blocks.append(Block([parts.time(notice.published_at, sheet.here)], small, SOFT, 0))
    return blocks


def balanced(text: str, font: FreeTypeFont) -> list[str]:
    """The same lines, about equally long: a headline never ends in a line of one character."""
    width = WIDTH - 2 * EDGE
    lines = wrapped(text, font, width)
    while len(lines) > 1 and len(closer := wrapped(text, font, width := width - 20)) == len(lines):
        lines = closer
    return lines


def wrapped(text: str, font: FreeTypeFont, width: int = WIDTH - 2 * EDGE) -> list[str]:
    """The text in lines that fit; Latin words stay whole, and no line begins with a mark that ends something."""
    lines, line = [], ""
    for word in _words(text):
        if line and font.getlength(line + word) > width and word[0] not in NO_FIRST:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line] if line else lines


def _words(text: str) -> list[str]:
    """Where a line may end: after each Chinese character, and between Latin words."""
    return re.findall(r"[!-~]+|\s+|.", text)


def _drawn(sheet: Sheet, blocks: list[Block]) -> bytes:
    bands = _bands(sheet)
    top = 150 + BAND * len(bands) + (20 if bands else 0)
    height = top + sum(block.height for block in blocks) + 70 + QR + 90
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(picture)
    _head(draw, sheet, bands)
    draw.rounded_rectangle((24, top - 34, WIDTH - 24, height - QR - 110), 16, CARD, LINE, 2)
    y = top
    for block in blocks:
        for line in block.lines:
            draw.text((EDGE, y), line, block.colour, block.font)
            if block.is_struck:
                middle = y + block.step * 0.5
                draw.line((EDGE, middle, EDGE + block.font.getlength(line), middle), ACCENT, 3)
            y += block.step
        y += block.after
    _foot(draw, sheet, height - QR - 70)
    written = BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _bands(sheet: Sheet) -> list[str]:
    notice = sheet.notice
    found = (banners.ENDED.get(notice.state), banners.EARNEST.get(notice.earnest))
    return [said.said() for said in found if said]


def _head(draw: ImageDraw.ImageDraw, sheet: Sheet, bands: list[str]) -> None:
    """Who speaks, and a band where it is not meant or holds no longer."""
    draw.rounded_rectangle((EDGE, 34, EDGE + 56, 90), 12, ACCENT)
    for stroke, colour, width in SIGN:
        draw.line(
            [(EDGE + x * 0.875, 34 + y * 0.875) for x, y in _curve(stroke)], colour, width, joint="curve"
        )
    draw.text((EDGE + 76, 37), sheet.grid.name, INK, fonts.of(36, bold=True))
    for number, band in enumerate(bands):
        y = 112 + BAND * number
        draw.rectangle((0, y, WIDTH, y + BAND), INK)
        draw.text((WIDTH / 2, y + BAND / 2), band, PAPER, fonts.of(34, bold=True), anchor="mm")


def _curve(stroke: Stroke) -> Iterator[tuple[float, float]]:
    """Points along curves that follow each other (cubic Bézier, as SVG writes them)."""
    for start in range(0, len(stroke) - 3, 3):
        a, b, c, d = stroke[start : start + 4]
        for step in range(21):
            t, u = step / 20, 1 - step / 20
            weights = u**3, 3 * u * u * t, 3 * u * t * t, t**3
            x = sum(weight * point[0] for weight, point in zip(weights, (a, b, c, d), strict=True))
            y = sum(weight * point[1] for weight, point in zip(weights, (a, b, c, d), strict=True))
            yield x, y


def _foot(draw: ImageDraw.ImageDraw, sheet: Sheet, top: int) -> None:
    """The QR code, and the address for whoever types it."""
    link = address(sheet.code)
    matrix = segno.make(link, error="m", micro=False).matrix
    dot = QR // (len(matrix) + 4)
    side = dot * (len(matrix) + 4)
    draw.rectangle((EDGE, top, EDGE + side, top + side), "#ffffff")
    for row, dots in enumerate(matrix, 2):
        for column, is_dark in enumerate(dots, 2):
            if is_dark:
                x, y = EDGE + column * dot, top + row * dot
                draw.rectangle((x, y, x + dot - 1, y + dot - 1), INK)
    beside = EDGE + side + 36
    draw.text((beside, top + 20), SCAN.said(), INK, fonts.of(38, bold=True))
    font = fonts.of(26)
    if font:
        for number, line in enumerate(wrapped(link, font, WIDTH - beside - EDGE)):
            draw.text((beside, top + 92 + number * 38), line, SOFT, font)
