"""A file of grids as somebody prepared it: `code,name,tier,parent_code` in UTF-8."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from backend.grids import faults
from backend.grids.faults import BadFile, Fault
from backend.grids.models import Tier
from backend.kit import texts
from backend.kit.words import Words

COLUMNS = ("code", "name", "tier", "parent_code")
TIER_NAME = "tier_name"
"""A column that may be missing: what people here call this level."""
LONGEST = {"code": 40, "name": 80, TIER_NAME: 20}

TIERS = {tier.value.lower(): tier for tier in Tier}


@dataclass(frozen=True, slots=True)
class Line:
    """One grid as its line says it."""

    number: int
    code: str
    name: str
    tier: Tier
    parent: str
    """The parent's code; empty for the top of this file."""
    tier_name: str | None
    """None where the file has no such column: what is known stays."""


def read(content: bytes) -> list[Line]:
    """The lines of a file; `BadFile` with every fault that can be seen without looking at the table."""
    reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    try:
        columns = _columns(next(reader, []))
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise BadFile([Fault(reader.line_num, faults.not_csv(str(error)))]) from error
    found: list[Fault] = []
    lines = list(_lines(rows, columns, found))
    if found:
        raise BadFile(found)
    return lines


def _text(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        raise BadFile([Fault(1, faults.BOM)])
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadFile([Fault(1, faults.UTF_16)])
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFile([Fault(line, faults.GB18030 if _is_gb18030(content) else faults.NOT_UTF_8)]) from error


def _is_gb18030(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _columns(header: list[str]) -> dict[str, int]:
    """Where each column stands."""
    names = [name.strip() for name in header]
    missing = [faults.missing_column(name, ",".join(COLUMNS)) for name in COLUMNS if name not in names]
    doubled = [faults.doubled_column(name) for name in (*COLUMNS, TIER_NAME) if names.count(name) > 1]
    if missing or doubled:
        raise BadFile([Fault(1, reason) for reason in missing + doubled])
    return {name: names.index(name) for name in (*COLUMNS, TIER_NAME) if name in names}


def _lines(rows: list[tuple[int, list[str]]], columns: dict[str, int], found: list[Fault]) -> Iterator[Line]:
    """The sound lines; what is wrong with the others is added to `found`."""
    width = max(columns.values()) + 1
    first_seen: dict[str, int] = {}
    for number, row in rows:
        if len(row) < width:
            found.append(Fault(number, faults.too_short(len(row), width)))
            continue
        cells = {name: texts.line(row[column]) for name, column in columns.items()}
        wrong = list(_wrong(cells))
        if (first := first_seen.setdefault(cells["code"], number)) != number and cells["code"]:
            wrong.append(faults.doubled_code(cells["code"], first))
        found.extend(Fault(number, reason) for reason in wrong)
        if not wrong:
            yield _line(number, cells)


def _line(number: int, cells: dict[str, str]) -> Line:
    tier = TIERS[cells["tier"].lower()]
    return Line(number, cells["code"], cells["name"], tier, cells["parent_code"], cells.get(TIER_NAME))


def _wrong(cells: dict[str, str]) -> Iterator[Words]:
    """What is wrong with the cells of one line."""
    for name in ("code", "name"):
        if not cells[name]:
            yield faults.empty(name)
    for name, most in LONGEST.items():
        if len(cells.get(name, "")) > most:
            yield faults.too_long(name, most)
    if cells["tier"].lower() not in TIERS:
        yield faults.unknown_tier(cells["tier"], ", ".join(TIERS))
