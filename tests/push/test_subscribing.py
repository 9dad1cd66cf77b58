"""A phone becomes one that rings, and stops being one."""

import pytest

from backend.access.models import Session
from backend.kit import clock
from backend.kit.sealed import unseal
from backend.push import delivery
from backend.push.models import Subscription
from tests.community import Town
from tests.phones import Phones
from tests.push.asking import subscribe, subscription
from tests.push.builders import told
from tests.push.documents import SETTINGS, SUBSCRIBE, UNSUBSCRIBE
from tests.push.stand_in import StandIn

pytestmark = pytest.mark.usefixtures("carrier")


async def test_a_phone_subscribes_and_is_told(phones: Phones, town: Town, stand_in: StandIn) -> None:
    phone, handset = await phones(town.leader), stand_in.handset()

    answer = await phone.ask(SUBSCRIBE, input=subscription(handset, "王芳的手机"))
    await told(town.leader)
    await delivery.deliver()

    assert answer["subscribePush"] == {
        "devices": [{"name": "王芳的手机", "isThisOne": True, "acceptedAt": None}]
    }
    assert [said["title"] for said in handset.said] == ["有人认领了"]


async def test_where_a_phone_can_be_reached_is_sealed(phones: Phones, town: Town, stand_in: StandIn) -> None:
    phone, handset = await phones(town.leader), stand_in.handset()
    await subscribe(phone, handset)

    [row] = await Subscription.all().values("id", "endpoint", "p256dh", "auth", "endpoint_index")

    assert unseal(row["endpoint"], "Subscription.endpoint", row["id"]) == handset.endpoint
    assert handset.endpoint.encode() not in bytes(row["endpoint"])
    assert handset.auth.encode() not in bytes(row["auth"])
    assert handset.endpoint not in row["endpoint_index"]


async def test_subscribing_again_changes_nothing(phones: Phones, town: Town, stand_in: StandIn) -> None:
    phone, handset = await phones(town.leader), stand_in.handset()

    await subscribe(phone, handset)
    await subscribe(phone, handset)

    assert await Subscription.all().count() == 1


async def test_a_new_address_of_a_browser_takes_the_place_of_its_old_one(
    phones: Phones, town: Town, stand_in: StandIn
) -> None:
    phone, old, new = await phones(town.leader), stand_in.handset(), stand_in.handset()

    await subscribe(phone, old)
    await subscribe(phone, new)
    await told(town.leader)
    await delivery.deliver()

    assert (len(old.said), len(new.said)) == (0, 1)


async def test_a_phone_that_changes_hands_tells_its_old_owner_nothing(
    phones: Phones, town: Town, stand_in: StandIn
) -> None:
    handset = stand_in.handset()
    await subscribe(await phones(town.leader), handset)
    await subscribe(await phones(town.neighbour), handset)

    await told(town.leader)
    await told(town.neighbour)
    await delivery.deliver()

    owner = (await Subscription.get()).person_id
    assert (owner, len(handset.said)) == (town.neighbour.id, 1)


async def test_the_eleventh_phone_takes_the_place_of_the_first(
    phones: Phones, town: Town, stand_in: StandIn
) -> None:
    handsets = [stand_in.handset() for _ in range(11)]
    for handset in handsets:
        await subscribe(await phones(town.leader), handset)

    await told(town.leader)
    await delivery.deliver()

    assert [len(handset.said) for handset in handsets] == [0] + [1] * 10


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"endpoint": "https://127.0.0.1/push"}, "endpoint"),
        ({"endpoint": "https://169.254.169.254/latest/meta-data"}, "endpoint"),
        ({"endpoint": "http://push.example.cn/1"}, "endpoint"),
        ({"p256dh": "AAAA"}, "p256dh"),
        ({"p256dh": "!"}, "p256dh"),
        ({"p256dh": "BÄ"}, "p256dh"),
        ({"auth": ""}, "p256dh"),
    ],
)
async def test_a_forged_subscription_is_refused(
    phones: Phones, town: Town, stand_in: StandIn, wrong: dict[str, str], field: str
) -> None:
    phone = await phones(town.leader)

    answer = await phone.ask(SUBSCRIBE, input=subscription(stand_in.handset()) | wrong)

    refusal = answer["subscribePush"]
    assert (refusal["__typename"], refusal["field"]) == ("BadInput", field)
    assert await Subscription.all().count() == 0


async def test_only_its_owner_can_silence_a_phone(phones: Phones, town: Town, stand_in: StandIn) -> None:
    owner, other, handset = await phones(town.leader), await phones(town.neighbour), stand_in.handset()
    await subscribe(owner, handset)

    refused = await other.ask(UNSUBSCRIBE, endpoint=handset.endpoint)
    assert (refused["unsubscribePush"], await Subscription.all().count()) == ({"__typename": "NotFound"}, 1)

    done = await owner.ask(UNSUBSCRIBE, endpoint=handset.endpoint)
    assert (done["unsubscribePush"], await Subscription.all().count()) == ({"devices": []}, 0)


async def test_settings_say_how_messages_reach_me(phones: Phones, town: Town, stand_in: StandIn) -> None:
    phone, other = await phones(town.leader), await phones(town.leader)
    await subscribe(phone, stand_in.handset())
    await subscribe(other, stand_in.handset())
    await subscribe(await phones(town.neighbour), stand_in.handset())

    settings = (await phone.ask(SETTINGS))["pushSettings"]

    assert len(settings.pop("publicKey")) == 87
    assert settings == {
        "optional": ["NEED_NEAR", "CLAIM", "HAND_OVER", "REQUEST", "STOCK", "SHIFT", "NOTICE"],
        "unwanted": [],
        "quietHours": None,
        "urgentBySms": False,
        "timeZone": "Asia/Shanghai",
        "devices": [{"name": "test", "isThisOne": False}, {"name": "test", "isThisOne": True}],
    }


async def test_a_signed_out_device_no_longer_counts(phones: Phones, town: Town, stand_in: StandIn) -> None:
    phone, other = await phones(town.leader), await phones(town.leader)
    await subscribe(phone, stand_in.handset())
    session = (await Subscription.get()).session_id
    await Session.filter(id=session).update(revoked_at=clock.now())

    assert (await other.ask(SETTINGS))["pushSettings"]["devices"] == []
