"""Hours as a sheet that Excel and its like open: one line a person, in the reader's language."""

import codecs
import csv
import io
from collections.abc import Iterable

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from backend.kit import texts
from backend.kit.words import Words
from backend.shifts.hours.fairness import PersonHours

Cell = str | int | float

COLUMNS = (
    Words("姓名", "姓名", "Name"),
    Words("班次", "班次", "Shifts"),
    Words("夜班", "夜班", "Nights"),
    Words("周末班", "週末班", "Weekend shifts"),
    Words("已计工时（小时）", "已計工時（小時）", "Hours counted"),
    Words("已确认工时（小时）", "已確認工時（小時）", "Hours approved"),
    Words("待值（小时）", "待值（小時）", "Hours to come"),
    Words("没有来", "沒有來", "Missed"),
    Words("临时退出", "臨時退出", "Left late"),
)
TITLE = Words("工时", "工時", "Hours")
WIDTH = 18


def csv_of(people: Iterable[PersonHours]) -> bytes:
    """As text parted by commas; the mark in front tells Excel that it is UTF-8."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_header(), *map(_line, people)])
    return codecs.BOM_UTF8 + written.getvalue().encode()


def xlsx_of(people: Iterable[PersonHours]) -> bytes:
    """As a workbook of one sheet, whose header stays in sight."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(TITLE.said())
    sheet.freeze_panes = "B2"
    for letter in "ABCDEFGHI":
        sheet.column_dimensions[letter].width = WIDTH
    sheet.append([_bold(sheet, title) for title in _header()])
    for person in people:
        sheet.append(_line(person))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _bold(sheet: object, title: str) -> object:
    cell = WriteOnlyCell(sheet, value=title)
    cell.font = Font(bold=True)
    return cell


def _header() -> list[str]:
    return [title.said() for title in COLUMNS]


def _line(one: PersonHours) -> list[Cell]:
    return [
        texts.defused(one.name),
        one.shifts,
        one.nights,
        one.weekends,
        _hours(one.counted),
        _hours(one.approved),
        _hours(one.to_come),
        one.missed,
        one.left_late,
    ]


def _hours(minutes: int) -> float:
    return round(minutes / 60, 2)
