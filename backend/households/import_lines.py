"""What the lines of a list say: doors and residents, or what is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend.households import doors, needs, own_data, registering, residents
from backend.households.doors import Door
from backend.households.models import NeedKind
from backend.households.sheets import Fault, Line
from backend.kit.refusals import BadInput
from backend.kit.words import Language, Words

YES = {"1", "y", "yes", "true", "是", "户主", "戶主", "√", "✓", "对"}

NEEDS = {
    NeedKind.LIVES_ALONE_OVER_70: ("独居", "獨居", "独居老人", "獨居老人", "70岁以上独居", "lives alone"),
    NeedKind.INFANT: ("婴儿", "嬰兒", "婴幼儿", "嬰幼兒"),
    NeedKind.PREGNANCY: ("怀孕", "懷孕", "孕妇", "孕婦"),
    NeedKind.CHRONIC_ILLNESS: ("慢性病", "慢病", "chronic illness"),
    NeedKind.DISABILITY: ("残疾", "殘疾", "身心障碍", "身心障礙"),
    NeedKind.NO_SMARTPHONE: ("无智能手机", "没有智能手机", "無智慧型手機", "沒有智慧型手機", "no smartphone"),
    NeedKind.LANGUAGE: ("语言", "語言", "语言不通", "語言不通"),
}
"""What lists call the needs; what the screens call them and their codes are known as well."""


def _bare(word: str) -> str:
    return re.sub(r"\s", "", word).lower()


_NEED_BY_WORD = {
    _bare(word): kind
    for kind, words in NEEDS.items()
    for word in (*words, *(own_data.KINDS[kind].text(language) for language in Language), kind.value)
}
_NEED = re.compile(r"^(?P<word>[^(（:：]+)[(（:：]?(?P<more>.*?)[)）]?$")
OF_THE_HOUSEHOLD = {NeedKind.LIVES_ALONE_OVER_70, NeedKind.NO_SMARTPHONE, NeedKind.LANGUAGE}
"""Needs that are the whole household's where a line names no resident."""

UNKNOWN_NEED = Words(
    "不认识“{said}”。可以写：独居、婴儿({month})、孕妇、慢性病、残疾、无智能手机、语言。",
    "不認識「{said}」。可以寫：獨居、嬰兒({month})、孕婦、慢性病、殘疾、無智慧型手機、語言。",
    "Unknown: “{said}”. You can write: lives alone, infant ({month}), pregnancy, chronic illness, disability, no smartphone, language.",
)
WHOSE_NEED = Words(
    "“{said}”是谁的？请在这一行写姓名。",
    "「{said}」是誰的？請在這一列寫姓名。",
    "Who is this about: “{said}”? Write a name in this line.",
)
WHOSE_NUMBER = Words(
    "这是谁的手机或出生年份？请在这一行写姓名。",
    "這是誰的手機或出生年份？請在這一列寫姓名。",
    "Whose phone or year of birth is this? Write a name in this line.",
)
TWICE = Words(
    "第 {first} 行已经有同一户的同一个人。",
    "第 {first} 列已經有同一戶的同一個人。",
    "Line {first} already has this person at this door.",
)
TWO_HEADS = Words(
    "这一户在第 {first} 行已经有户主。",
    "這一戶在第 {first} 列已經有戶主。",
    "This household already has a head in line {first}.",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that can be used: a door, perhaps somebody behind it."""

    line: int
    grid: str
    """The grid's code; empty for the grid that the file is for."""
    door: Door
    resident: residents.Told | None
    household_needs: tuple[needs.Told, ...]
    notes: str | None

    @property
    def place(self) -> tuple[str, str]:
        return self.grid, self.door.key


def understand(lines: list[Line]) -> tuple[list[Entry], list[Fault]]:
    """What the lines say, and everything that is wrong with them."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    for line in lines:
        try:
            entries.append(_entry(line))
        except BadInput as refusal:
            faults.append(Fault(line.number, refusal.message()))
    return entries, [*faults, *_at_odds(entries)]


def _entry(line: Line) -> Entry:
    said = line.said
    door = doors.parse(said.get("building", ""), said.get("unit", ""), said.get("room", ""))
    told = tuple(_needs(said.get("needs", "")))
    resident = None
    if said.get("name"):
        resident = residents.parse(
            said["name"],
            said.get("phone"),
            _year(said.get("birth_year", "")),
            said.get("is_head", "").lower() in YES,
            told,
        )
    elif said.get("phone") or said.get("birth_year"):
        raise BadInput(field="name", reason=WHOSE_NUMBER)
    elif stray := next((need for need in told if need.kind not in OF_THE_HOUSEHOLD), None):
        raise BadInput(field="needs", reason=WHOSE_NEED.filled(said=own_data.KINDS[stray.kind]))
    return Entry(
        line=line.number,
        grid=said.get("grid", ""),
        door=door,
        resident=resident,
        household_needs=() if resident else told,
        notes=registering.parse_notes(said.get("notes")),
    )


def _needs(text: str) -> Iterator[needs.Told]:
    for part in re.split(r"[;；、,，|]", text):
        if not part.strip():
            continue
        found = _NEED.match(part.strip())
        kind = _NEED_BY_WORD.get(_bare(found["word"])) if found else None
        if kind is None or found is None:
            unknown = UNKNOWN_NEED.filled(said=part.strip(), month=needs.this_month())
            raise BadInput(field="needs", reason=unknown)
        more = found["more"].strip()
        is_month = kind in needs.DATED and more[:4].isdecimal()
        yield needs.parse(kind, more if is_month else None, None if is_month else more)


def _year(text: str) -> int | None:
    if not text:
        return None
    if not re.match(r"\d{4}(?!\d)", text):
        raise BadInput(field="birth_year", reason=residents.BAD_YEAR)
    return int(text[:4])


def _at_odds(entries: list[Entry]) -> Iterator[Fault]:
    """Lines that cannot both be right."""
    people: dict[tuple[str, str, str], int] = {}
    heads: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.resident is None:
            continue
        first = people.setdefault((*entry.place, entry.resident.name), entry.line)
        if first != entry.line:
            yield Fault(entry.line, TWICE.said(first=first))
        if entry.resident.is_head and (head := heads.setdefault(entry.place, entry.line)) != entry.line:
            yield Fault(entry.line, TWO_HEADS.said(first=head))
