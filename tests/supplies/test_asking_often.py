"""Whoever asks too often is told so; whoever asks again for what was answered gets that answer."""

from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from backend.kit import clock
from backend.supplies import mutations
from backend.supplies.models import SupplyRequest
from tests.community import Town
from tests.phones import Phones
from tests.supplies import asking, documents
from tests.supplies.builders import FORMULA, build


async def test_what_was_answered_is_answered_again_however_often_it_is_sent(
    phones: Phones, town: Town
) -> None:
    scene = await build(town)
    phone = await phones(scene.mother)
    answers = [{"question": question, "answer": answer} for question, answer in FORMULA.items()]
    line = {"item": await asking.item_id("infant-formula"), "quantity": 7, "answers": answers}
    wish = {"lines": [line], "runsOutAt": (clock.now() + timedelta(hours=30)).isoformat()}
    key = str(uuid4())
    with patch.object(mutations, "REQUESTS", "1 per hour"):
        first = await phone.ask(documents.ASK, input=wish, key=key)
        assert await phone.ask(documents.ASK, input=wish, key=key) == first
        another = await phone.ask(documents.ASK, input=wish, key=str(uuid4()))
    assert another["done"]["__typename"] == "TooOften"
    assert await SupplyRequest.all().count() == 1
