"""Whoever is not signed in learns and does nothing about messages."""

from typing import Any

import pytest

from backend.kit import ids
from tests.phones import Phones
from tests.push.documents import CHOOSE, MESSAGES, READ, SETTINGS, SHOWN, SUBSCRIBE, TEST, UNSUBSCRIBE

EVERY_FIELD = [
    (SUBSCRIBE, {"input": {"endpoint": "https://push.example.cn/1", "p256dh": "", "auth": ""}}),
    (UNSUBSCRIBE, {"endpoint": "https://push.example.cn/1"}),
    (SETTINGS, {}),
    (CHOOSE, {"unwanted": [], "key": str(ids.new())}),
    (MESSAGES, {"first": 1}),
    (SHOWN, {"message": ids.opaque("Message", ids.new())}),
    (READ, {"messages": [], "key": str(ids.new())}),
    (TEST, {}),
]


@pytest.mark.parametrize(("document", "variables"), EVERY_FIELD)
async def test_who_is_signed_out_learns_and_does_nothing(
    phones: Phones, document: str, variables: dict[str, Any]
) -> None:
    phone = await phones()

    assert await phone.refused(document, **variables) == "SIGNED_OUT"
