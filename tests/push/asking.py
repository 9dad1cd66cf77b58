"""Asking about messages over HTTP."""

from typing import Any

from tests.phones import Phone
from tests.push.documents import MESSAGES, SUBSCRIBE
from tests.push.stand_in import Handset


def subscription(handset: Handset, device: str = "") -> dict[str, str]:
    """What a browser tells of itself so that it can be reached."""
    return {"endpoint": handset.endpoint, "p256dh": handset.p256dh, "auth": handset.auth, "device": device}


async def subscribe(phone: Phone, handset: Handset) -> None:
    """This phone is reached at this handset from now on."""
    answer = await phone.ask(SUBSCRIBE, input=subscription(handset))
    assert "devices" in answer["subscribePush"]


async def inbox(phone: Phone, **variables: Any) -> dict[str, Any]:
    """My messages, and how many of them I have not read."""
    return await phone.ask(MESSAGES, **({"first": 10} | variables))
