"""Sentences come in the reader's language."""

import pytest

from backend.kit import words
from backend.kit.words import Language, Words

LEFT = Words("还剩 {left} 个{unit}", "還剩 {left} 個{unit}", "{left} {unit} left")
TIN = Words("罐", "罐", "tins")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-GB,en;q=0.9", Language.EN),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH_HANS),
        ("zh-TW", Language.ZH_HANT),
        ("zh-Hant-HK", Language.ZH_HANT),
        ("fr, en;q=0.5", Language.EN),
        ("fr", Language.ZH_HANS),
        (None, Language.ZH_HANS),
        ("", Language.ZH_HANS),
    ],
)
def test_a_browser_gets_the_best_of_our_languages(accepted: str | None, language: Language) -> None:
    assert Language.best(accepted) is language


def test_a_sentence_speaks_its_values_in_the_same_language() -> None:
    assert LEFT.text(Language.EN, left=3, unit=TIN) == "3 tins left"
    with words.reader(Language.ZH_HANT):
        assert LEFT.said(left=3, unit=TIN) == "還剩 3 個罐"
    assert LEFT.said(left=3, unit=TIN) == "还剩 3 个罐"


def test_a_sentence_is_filled_in_every_language_and_what_stands_in_it_then_is_left_alone() -> None:
    filled = Words("请回答“{label}”", "請回答「{label}」", "Please answer: {label}").filled(
        label=Words("{N95} 还是布", "{N95} 還是布", "{N95} or cloth")
    )
    assert filled == Words("请回答“{N95} 还是布”", "請回答「{N95} 還是布」", "Please answer: {N95} or cloth")
    assert filled.text(Language.EN) == "Please answer: {N95} or cloth"


def test_a_sentence_without_one_of_the_languages_cannot_be_written() -> None:
    with pytest.raises(TypeError):
        Words("只有一种")  # type: ignore[call-arg]


def test_what_somebody_wrote_may_hold_braces() -> None:
    written = Words("口罩 {N95}", "口罩 {N95}", "Masks {N95}")
    assert written.text(Language.EN) == "Masks {N95}"
    assert LEFT.text(Language.EN, left=3, unit=written) == "3 Masks {N95} left"
