"""What neighbours must know about a household: told, told again, and over."""

import re
from uuid import uuid4

import pytest

from backend.access.models import Deed
from backend.households import needs
from backend.households.models import Need, NeedKind
from backend.kit.refusals import BadInput
from tests.community import Town
from tests.households.asking import home_id
from tests.households.builders import household, living
from tests.households.documents import CLEAR, RECORD
from tests.phones import Phones


async def test_a_need_told_again_is_one_need_and_what_is_over_is_forgotten(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 502")
    phone = await phones(await living(home, "陈明"))
    told = {"household": home_id(home), "input": {"kind": "PREGNANCY", "month": "2020年4月"}}
    first = (await phone.ask(RECORD, **told, key=str(uuid4())))["recordNeed"]
    assert first["month"] == "2020-04"
    again = told | {"input": {"kind": "PREGNANCY", "month": "2020-05", "note": "双胞胎"}}
    second = (await phone.ask(RECORD, **again, key=str(uuid4())))["recordNeed"]
    assert (second["id"], second["month"], second["note"]) == (first["id"], "2020-05", "双胞胎")

    assert (await phone.ask(CLEAR, need=first["id"], key=str(uuid4())))["clearNeed"][
        "__typename"
    ] == "Household"
    need = await Need.get()
    assert (need.seat, need.month, need.note) == (None, None, None)
    answer = await phone.ask(CLEAR, need=first["id"], key=str(uuid4()))
    assert answer["clearNeed"]["__typename"] == "NotFound"


@pytest.mark.parametrize("kind", needs.DATED)
@pytest.mark.parametrize("month", ["十月", "2020-13", "1999-10", "2999-10"])
def test_a_refused_month_comes_with_one_that_can_be_written(kind: NeedKind, month: str) -> None:
    with pytest.raises(BadInput) as refused:
        needs.parse(kind, month, None)
    for said in (refused.value.reason.zh_hans, refused.value.reason.zh_hant, refused.value.reason.en):
        [example] = re.findall(r"\d{4}-\d{2}", said)
        assert needs.parse(kind, example, None).month == example


async def test_the_trail_says_that_a_need_was_told_and_not_which(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502")
    phone = await phones(await living(home, "陈明"))
    told = await phone.ask(
        RECORD, household=home_id(home), input={"kind": "CHRONIC_ILLNESS"}, key=str(uuid4())
    )
    await phone.ask(CLEAR, need=told["recordNeed"]["id"], key=str(uuid4()))
    deeds = await Deed.filter(verb__in=["recordNeed", "clearNeed"]).order_by("id")
    assert [(deed.verb, deed.detail) for deed in deeds] == [("recordNeed", {}), ("clearNeed", {})]
