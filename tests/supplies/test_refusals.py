"""What is said when nothing at all is left: no screen counts noughts for whoever came too late."""

import pytest

from backend.kit.refusals import Refused
from backend.kit.words import Language, Words
from backend.supplies.refusals import NotEnoughStock, NothingLeft, NoTriesLeft, RationUsedUp, WrongPickUpCode

MASKS = Words("口罩", "口罩", "Masks")


def left(number: int) -> list[Refused]:
    return [
        NothingLeft(left=number),
        NotEnoughStock(left=number),
        RationUsedUp(item=MASKS, left=number, days=7),
    ]


@pytest.mark.parametrize("language", Language)
def test_what_is_left_is_counted_and_nothing_left_is_said_without_a_number(language: Language) -> None:
    for some, none in zip(left(3), left(0), strict=True):
        assert "3" in some.sentence().text(language, **some.values())
        assert "0" not in none.sentence().text(language, **none.values())


def test_who_came_too_late_is_told_that_it_is_brought() -> None:
    assert said(NothingLeft(left=0)) == "都有人送了，不用再送。谢谢您！可以看看别的求助。"
    assert said(NothingLeft(left=1)) == "别人已经认领了一些，现在还差 1 份。可以少送一点，或者看看别的求助。"


def test_the_last_wrong_code_says_what_else_closes_the_delivery() -> None:
    assert said(WrongPickUpCode(tries_left=0)) == said(NoTriesLeft())
    assert "还可以试 1 次" in said(WrongPickUpCode(tries_left=1))


def said(refusal: Refused) -> str:
    return refusal.sentence().text(Language.ZH_HANS, **refusal.values())
