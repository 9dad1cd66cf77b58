"""A list of residents as somebody keeps it, in CSV or XLSX: its lines by column, whatever the columns are called."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl

from backend.kit.words import Words

BYTES = 5_000_000
"""How large a file may be."""
UNPACKED = 100_000_000
"""How much an XLSX file may hold once it is unpacked; a small one may unpack to any size."""
PARTS = 500
LINES = 20_000
CELL = 500
WIDEST = 60
"""Columns of a book that are looked at."""
FURTHEST = 100_000
"""Lines of a book that are looked at, empty ones included."""

COLUMNS = {
    "building": ("building", "楼栋", "楼号", "楼", "栋", "幢", "樓棟", "樓號", "棟"),
    "unit": ("unit", "单元", "單元"),
    "room": ("room", "房号", "室", "房间", "门牌", "门牌号", "房號", "門牌", "門牌號"),
    "name": ("name", "姓名", "名字"),
    "phone": (
        "phone",
        "手机",
        "手机号",
        "手机号码",
        "电话",
        "联系电话",
        "手機",
        "手機號碼",
        "電話",
        "聯絡電話",
    ),
    "is_head": ("is_head", "head", "户主", "是否户主", "戶主", "是否戶主"),
    "birth_year": ("birth_year", "出生年", "出生年份", "出生日期"),
    "needs": ("needs", "需要关照", "特殊情况", "关照", "需要關照", "特殊情況", "關照"),
    "notes": ("notes", "备注", "備註"),
    "grid": ("grid", "grid_code", "网格", "网格编码", "網格", "網格編碼"),
}
"""Every column with the headings by which it is known."""
_BY_HEADING = {heading: name for name, headings in COLUMNS.items() for heading in headings}

EMPTY = Words(
    "文件是空的，请换一个文件。",
    "檔案是空的，請換一個檔案。",
    "The file is empty. Please choose another one.",
)
NOT_READABLE = Words(
    "读不出这个文件。请在表格软件里另存为 XLSX 或 CSV（UTF-8）再试。",
    "讀不出這個檔案。請在試算表軟體裡另存為 XLSX 或 CSV（UTF-8）再試。",
    "This file cannot be read. Save it as XLSX or as CSV (UTF-8) and try again.",
)
TOO_LARGE = Words(
    "文件太大：最多 5 MB、20000 行，请分几次导入。",
    "檔案太大：最多 5 MB、20000 列，請分幾次匯入。",
    "The file is too large: at most 5 MB and 20,000 lines. Import it in parts.",
)
NO_DOOR_COLUMN = Words(
    "第一行要有列名，至少有“楼栋”或“房号”。例如：楼栋、单元、房号、姓名、手机。",
    "第一列要有欄名，至少有「樓棟」或「房號」。例如：樓棟、單元、房號、姓名、手機。",
    "The first line must name the columns, at least building or room. For example: building, unit, room, name, phone.",
)
DOUBLED_COLUMN = Words(
    "列“{column}”出现了两次，请删去一列。",
    "欄「{column}」出現了兩次，請刪去一欄。",
    "The column {column} stands there twice. Remove one.",
)
FORMULA = Words(
    "这一行有公式。请复制后“选择性粘贴为数值”再导入。",
    "這一列有公式。請複製後「選擇性貼上為值」再匯入。",
    "This line has a formula. Copy the cells, paste them as values, then import.",
)
LONG_CELL = Words(
    "这一行有一格太长，请写短一点。",
    "這一列有一格太長，請寫短一點。",
    "A cell of this line is too long. Shorten it.",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line, and what to do about it."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number, and what its columns say."""

    number: int
    said: dict[str, str]


class BadSheet(Exception):
    """A file of which nothing can be read."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(faults, key=lambda fault: fault.line)


def read(content: bytes) -> list[Line]:
    """The lines of a file; `BadSheet` where it cannot be read as a list of doors."""
    if len(content) > BYTES:
        raise _bad(TOO_LARGE)
    rows = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    columns = _columns(next(rows, (1, []))[1])
    lines: list[Line] = []
    for number, cells in rows:
        if len(lines) == LINES:
            raise _bad(TOO_LARGE, number)
        said = {columns[place]: cell for place, cell in enumerate(cells) if place in columns and cell}
        if said:
            lines.append(Line(number, said))
    if not lines:
        raise _bad(EMPTY)
    return lines


def _bad(reason: Words, line: int = 1, **values: str) -> BadSheet:
    return BadSheet([Fault(line, reason.said(**values))])


def _columns(heading: list[str]) -> dict[int, str]:
    """Which column stands where; headings that say nothing to us are passed over."""
    found: dict[int, str] = {}
    for place, cell in enumerate(heading):
        name = _BY_HEADING.get(cell.lower().replace(" ", ""))
        if name in found.values():
            raise _bad(DOUBLED_COLUMN, column=cell)
        if name:
            found[place] = name
    if not {"building", "room"} & set(found.values()):
        raise _bad(NO_DOOR_COLUMN)
    return found


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(_text(content), newline=""))
    try:
        for row in reader:
            yield reader.line_num, [_cell(cell, reader.line_num) for cell in row]
    except csv.Error as error:
        raise _bad(NOT_READABLE, reader.line_num) from error


def _text(content: bytes) -> str:
    # What the spreadsheets of a village office write: UTF-8 with or without a mark, or GB18030.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _bad(NOT_READABLE)


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        _refuse_bomb(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        # Not as wide as the book says it is: some say that they are as large as a book can be.
        sheet: Iterable[tuple[Any, ...]] = book.worksheets[0].iter_rows(max_col=WIDEST)
        for number, row in enumerate(sheet, start=1):
            if number > FURTHEST:
                raise _bad(TOO_LARGE, number)
            if any(cell.data_type == "f" for cell in row):
                raise _bad(FORMULA, number)
            yield number, [_cell(_plain(cell.value), number) for cell in row]
    except BadSheet:
        raise
    except Exception as error:
        # A broken file makes the reader fail in any way; whoever sent it is told that it cannot be read.
        raise _bad(NOT_READABLE) from error


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise _bad(TOO_LARGE)


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
    return str(value)


def _cell(text: str, line: int) -> str:
    if len(text) > CELL:
        raise _bad(LONG_CELL, line)
    return text.strip()
