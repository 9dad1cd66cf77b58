"""What is held about somebody so that messages reach them: told and erased."""

import pytest

from backend.kit import ids
from backend.push import own_data
from backend.push.models import Kind, Message, Preference, QuietHours, Subscription
from tests.community import Town
from tests.phones import Phones
from tests.push.asking import subscribe
from tests.push.builders import told
from tests.push.documents import CHOOSE
from tests.push.stand_in import StandIn

pytestmark = pytest.mark.usefixtures("carrier")


async def test_what_is_held_is_told_and_erased(town: Town, stand_in: StandIn, phones: Phones) -> None:
    phone = await phones(town.leader)
    await subscribe(phone, stand_in.handset())
    await phone.ask(CHOOSE, unwanted=["STOCK"], quiet={"from": "22:00", "to": "07:30"}, key=str(ids.new()))
    await told(town.leader, town.neighbour)

    [device] = await own_data.phones(town.leader.id)
    [message] = await own_data.told(town.leader.id)
    choices = await own_data.choices(town.leader.id)
    assert (device["设备"], message["标题"]) == ("test", "有人认领了")
    assert choices == {"关闭了提醒": ["库存不多了"], "夜里不打扰": "22:00–07:30"}
    assert set(own_data.KINDS) == set(Kind)

    await own_data.scrub(town.leader.id)
    assert [message.person_id for message in await Message.all()] == [town.neighbour.id]
    left = [await table.all().count() for table in (Subscription, Preference, QuietHours)]
    assert left == [0, 0, 0]
