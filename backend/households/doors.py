"""Doors: how people write where they live, and how two ways of writing it turn out to be one door."""

import re
import unicodedata
from dataclasses import dataclass

from backend.kit import texts
from backend.kit.refusals import BadInput
from backend.kit.words import Words

BUILDING, UNIT, ROOM = 40, 20, 20
"""How long each part of a door may be."""

NO_DOOR = Words(
    "请写楼栋或房号，例如 3栋 2单元 1202。",
    "請寫樓棟或房號，例如 3棟 2單元 1202。",
    "Please write the building or the room, for example 3 / 2 / 1202.",
)
TOO_LONG = Words(
    "门牌太长：楼栋最多 40 个字，单元和房号最多 20 个字。",
    "門牌太長：樓棟最多 40 個字，單元和房號最多 20 個字。",
    "Too long: a building has at most 40 characters, a unit and a room 20.",
)

_CALLED = {
    "building": ("号楼", "號樓", "栋", "棟", "幢", "座", "楼", "樓"),
    "unit": ("单元", "單元", "梯"),
    "room": ("室", "号", "號", "户", "戶", "房"),
}
"""What people write after a number or leave out: 3栋 and 3 are one building."""

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_WORDS = "|".join(word for words in _CALLED.values() for word in words)
_PARTS = re.compile(rf"[^\s,，/-]+?(?:{_WORDS})(?=[\s,，/-]|$|\w)|[^\s,，/-]+")
_PIECE = re.compile(r"\d+|[零〇一二三四五六七八九两兩十百]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Door:
    """Building, unit and room, as they were written."""

    building: str
    unit: str
    room: str

    @property
    def label(self) -> str:
        """The door as one says it: 3栋2单元1202."""
        parts = (said_building(self.building), said_unit(self.unit), self.room)
        said = [part for part in parts if part]
        return "".join(_apart(part, after) for part, after in zip(said, [*said[1:], ""], strict=True))

    @property
    def key(self) -> str:
        """The same for every way of writing this door, and sorting 2单元 before 10单元."""
        parts = (_bare(self.building, "building"), _bare(self.unit, "unit"), _bare(self.room, "room"))
        return "0".join(_sortable(part) for part in parts)


def parse(building: str, unit: str, room: str) -> Door:
    """A door as people type it; `BadInput` where it is none."""
    door = Door(_clean(building), _clean(unit), _clean(room))
    if not (door.building or door.room):
        raise BadInput(field="door", reason=NO_DOOR)
    if len(door.building) > BUILDING or len(door.unit) > UNIT or len(door.room) > ROOM:
        raise BadInput(field="door", reason=TOO_LONG)
    return door


def said_building(building: str) -> str:
    """A building as one says it: 3栋 where only 3 was written."""
    return _named(building, "栋")


def said_unit(unit: str) -> str:
    """A unit as one says it: 2单元 where only 2 was written."""
    return _named(unit, "单元")


def building_key(building: str) -> str:
    """The same for every way of writing a building."""
    return _sortable(_bare(_clean(building), "building"))


def parts_of(text: str) -> list[str]:
    """The parts of a door in what somebody typed to find it: `3栋2单元 1202` has three."""
    return [_without_word(part) for part in _PARTS.findall(_clean(text))]


def part_key(part: str) -> str:
    """What one part contributes to a door's key, whether it is a building, a unit or a room."""
    return _sortable(_without_word(_clean(part)))


def _without_word(part: str) -> str:
    for of in _CALLED:
        part = _bare(part, of)
    return part


def _clean(text: str) -> str:
    return texts.line(unicodedata.normalize("NFKC", text))


def _named(part: str, word: str) -> str:
    return part + word if part.isdecimal() else part


def _apart(part: str, after: str) -> str:
    """Two figures, or two Latin words, in a row would read as one."""
    meets = after and part[-1].isascii() and after[0].isascii()
    return part + " " if meets else part


def _bare(part: str, of: str) -> str:
    for word in _CALLED[of]:
        if part.endswith(word) and part[: -len(word)].strip()[-1:].isalnum():
            return part[: -len(word)].strip()
    return part


def _sortable(text: str) -> str:
    """Figures by their value, other characters by their code, in 0–9 and a–z, which every collation sorts alike."""
    return "".join(_piece(piece) for piece in _PIECE.findall(text.lower()) if not piece.isspace())


def _piece(piece: str) -> str:
    if piece.isdecimal():
        figures = piece.lstrip("0") or "0"
    elif piece[0] in _DIGITS or piece[0] in "十百":
        figures = str(_counted(piece))
    else:
        return "2" + _base36(ord(piece)).rjust(4, "0")
    return "1" + _base36(len(figures)).rjust(2, "0") + figures


def _counted(numeral: str) -> int:
    """The value of a Chinese numeral below a thousand: 二十三 is 23; 二三 is read figure by figure."""
    if not set(numeral) & set("十百"):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    total = figure = 0
    for character in numeral:
        if character in "十百":
            total += (figure or 1) * (10 if character == "十" else 100)
            figure = 0
        else:
            figure = _DIGITS[character]
    return total + figure


def _base36(number: int) -> str:
    figures = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = figures[rest] + text
    return text or "0"
