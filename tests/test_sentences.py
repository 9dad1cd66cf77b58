"""Every sentence that people read is written alike: the same places for values, each script its own characters and marks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCREENS = ROOT / "pwa/src/words"
PLACE = re.compile(r"\{\w+\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile(r"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
NAMES_OF_LANGUAGES = ("简体中文", "繁體中文")
"""Each says itself in its own script, wherever it is read."""
SAID_OTHERWISE = {"{unit}", "{name}", "{month}"}
"""English counts without a unit, and says a month by its name."""

Sentence = tuple[str, str]
"""Where it stands, and what it says."""


def declared() -> Iterator[tuple[str, list[str]]]:
    """Every sentence of the server in its three languages; what is put in by Python is left out."""
    for file in sorted((ROOT / "backend").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words" and len(node.args) == 3:
                said = [_text(argument) for argument in node.args]
                if all(text is not None for text in said):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", [text or "" for text in said]


def _text(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.Constant):
        return str(argument.value)
    if isinstance(argument, ast.JoinedStr):
        return "".join(str(part.value) for part in argument.values if isinstance(part, ast.Constant))
    return None


def shown(language: str) -> Iterator[Sentence]:
    """Every text of the screens in one language."""
    for file in sorted(SCREENS.glob(f"*/{language}.ts")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            for found in QUOTED.finditer(line):
                yield f"{file.relative_to(ROOT)}:{number}", found[1] or found[2] or ""


def read_in(language: str, place: int) -> list[Sentence]:
    """All that is read in one language, on the screen and from the server."""
    everything = [*((where, said[place]) for where, said in declared()), *shown(language)]
    return [(where, text) for where, text in everything if text not in NAMES_OF_LANGUAGES]


def foreign(sentences: list[Sentence], encoding: str) -> list[Sentence]:
    """The characters that a script does not have: the national character sets hold one script each."""
    return [
        (where, character)
        for where, text in sentences
        for character in CHINESE.findall(text)
        if not _is_in(character, encoding)
    ]


def _is_in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def test_the_three_languages_have_the_same_places_for_values() -> None:
    sentences = list(declared())
    assert len(sentences) > 200
    assert [where for where, said in sentences if len({_places(text) for text in said}) > 1] == []


def _places(text: str) -> frozenset[str]:
    return frozenset(PLACE.findall(text)) - SAID_OTHERWISE


@pytest.mark.parametrize(
    ("language", "place", "encoding", "marks"),
    [("zh-Hans", 0, "gb2312", "「」『』"), ("zh-Hant", 1, "big5", "“”‘’")],
)
def test_each_script_has_its_own_characters_and_quotation_marks(
    language: str, place: int, encoding: str, marks: str
) -> None:
    sentences = read_in(language, place)
    assert len(sentences) > 1000
    assert foreign(sentences, encoding) == []
    assert [(where, text) for where, text in sentences if set(text) & set(marks)] == []


@pytest.mark.parametrize(("language", "place"), [("zh-Hans", 0), ("zh-Hant", 1)])
def test_chinese_has_the_wide_marks_of_chinese(language: str, place: int) -> None:
    narrow = re.compile(r"[\u4e00-\u9fff][,;:?!.]|[,;?!][\u4e00-\u9fff]")
    assert [(where, text) for where, text in read_in(language, place) if narrow.search(text)] == []
