"""A test message to oneself says what became of it."""

import pytest

from backend.kit import clock
from backend.push.courier import Courier
from backend.push.models import Message, Subscription
from tests.community import Town
from tests.phones import Phones
from tests.push.asking import inbox, subscribe
from tests.push.documents import SHOWN, TEST
from tests.push.stand_in import StandIn

pytestmark = pytest.mark.usefixtures("carrier")


async def test_a_test_message_says_what_became_of_it_on_each_phone(
    phones: Phones, town: Town, stand_in: StandIn, carrier: Courier
) -> None:
    well, gone, busy = stand_in.handset(), stand_in.handset(), stand_in.handset()
    mine = await phones(town.leader)
    await subscribe(mine, well)
    await subscribe(await phones(town.leader), gone)
    await subscribe(await phones(town.leader), busy)
    stand_in.will_answer(gone, 410)
    stand_in.will_answer(busy, 429)

    tested = (await mine.ask(TEST))["sendTestPush"]

    assert {(one["isThisOne"], one["outcome"]) for one in tested["outcomes"]} == {
        (True, "ACCEPTED"),
        (False, "GONE"),
        (False, "BUSY"),
    }
    assert ([said["id"] for said in well.said], tested["sent"]["shownAt"]) == ([tested["sent"]["id"]], None)
    assert await Subscription.all().count() == 2
    shown = await mine.ask(SHOWN, message=tested["sent"]["id"])
    assert shown["reportShown"]["shownAt"] == clock.now().isoformat()
    assert (await inbox(mine))["unreadMessages"] == 0


async def test_a_test_message_without_any_phone_says_so(phones: Phones, town: Town) -> None:
    phone = await phones(town.leader)

    assert (await phone.ask(TEST))["sendTestPush"]["outcomes"] == []


async def test_tests_have_an_end(phones: Phones, town: Town) -> None:
    phone = await phones(town.leader)
    for _ in range(10):
        await phone.ask(TEST)

    assert (await phone.ask(TEST))["sendTestPush"]["__typename"] == "TooOften"
    assert await Message.all().count() == 10
