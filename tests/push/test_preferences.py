"""What may ring for somebody, and when it may not."""

from typing import Any

import pytest

from backend.kit import ids
from backend.push.models import Kind, Preference, QuietHours
from tests.community import Town
from tests.phones import Phones
from tests.push.documents import CHOOSE


async def test_what_may_ring_and_when_is_chosen_as_a_whole(phones: Phones, town: Town) -> None:
    phone = await phones(town.leader)
    quiet = {"from": "22:00:00", "to": "07:00:00", "zone": "Asia/Urumqi"}

    first = await phone.ask(CHOOSE, unwanted=["STOCK", "CLAIM"], quiet=quiet, key=str(ids.new()))
    second = await phone.ask(CHOOSE, unwanted=["STOCK", "STOCK"], key=str(ids.new()))

    assert first["setPushPreferences"] == {"unwanted": ["CLAIM", "STOCK"], "quietHours": quiet}
    assert second["setPushPreferences"] == {"unwanted": ["STOCK"], "quietHours": None}
    assert (await Preference.all().count(), await QuietHours.all().count()) == (1, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"unwanted": ["ACCOUNT"]},
        {"unwanted": [], "quiet": {"from": "22:00:00", "to": "22:00:00"}},
        {"unwanted": [], "quiet": {"from": "22:00:00", "to": "07:00:00", "zone": "Mars/Olympus"}},
        {"unwanted": [], "quiet": {"from": "22:00:00", "to": "07:00:00", "zone": "../../etc/passwd"}},
    ],
)
async def test_a_choice_that_cannot_be_is_refused_and_changes_nothing(
    phones: Phones, town: Town, wrong: dict[str, Any]
) -> None:
    phone = await phones(town.leader)
    await phone.ask(CHOOSE, unwanted=["STOCK"], key=str(ids.new()))

    answer = await phone.ask(CHOOSE, **wrong, key=str(ids.new()))

    assert answer["setPushPreferences"]["__typename"] == "BadInput"
    assert [row.kind for row in await Preference.all()] == [Kind.STOCK]
    assert await QuietHours.all().count() == 0
