"""How messages reach me, asked as the app on a phone asks."""

from datetime import timedelta
from typing import Any

import pytest

from backend.access import messages
from backend.access.models import Session
from backend.kit import clock, ids
from backend.kit.sealed import unseal
from backend.kit.words import Words
from backend.push import delivery, own_data
from backend.push.courier import Courier
from backend.push.models import Kind, Message, Preference, QuietHours, Subscription
from tests.community import Town
from tests.phones import Phone, Phones
from tests.push.builders import told
from tests.push.stand_in import Handset, StandIn

pytestmark = pytest.mark.usefixtures("carrier")


SUBSCRIBE = """mutation ($input: SubscribePushInput!) { subscribePush(input: $input) {
  ... on PushSettings { devices { name isThisOne acceptedAt } }
  ... on Refusal { __typename message } ... on BadInput { field } } }"""
UNSUBSCRIBE = """mutation ($endpoint: String!) { unsubscribePush(endpoint: $endpoint) {
  ... on PushSettings { devices { name } } ... on Refusal { __typename } } }"""
SETTINGS = """{ pushSettings { publicKey optional unwanted quietHours { from to zone } urgentBySms timeZone
  devices { name isThisOne } } }"""
CHOOSE = """mutation ($unwanted: [MessageKind!]!, $quiet: QuietHoursInput, $key: UUID!) {
  setPushPreferences(unwanted: $unwanted, quietHours: $quiet, key: $key) {
    ... on PushSettings { unwanted quietHours { from to zone } } ... on Refusal { __typename message } } }"""
MESSAGES = """query ($first: Int!, $after: String) { unreadMessages myMessages(first: $first, after: $after) {
  nodes { id kind title text link urgent at shownAt readAt } pageInfo { hasNextPage endCursor } } }"""
SHOWN = (
    "mutation ($message: ID!) { reportShown(message: $message) { __typename ... on Message { shownAt } } }"
)
READ = """mutation ($messages: [ID!]!, $key: UUID!) { readMessages(messages: $messages, key: $key) {
  __typename ... on ReadMessages { unread messages { id readAt } } } }"""
TEST = """mutation { sendTestPush { ... on PushTest { sent { id shownAt } outcomes { device isThisOne outcome } }
  ... on Refusal { __typename message } } }"""
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


def subscription(handset: Handset, device: str = "") -> dict[str, str]:
    return {"endpoint": handset.endpoint, "p256dh": handset.p256dh, "auth": handset.auth, "device": device}


async def subscribe(phone: Phone, handset: Handset) -> None:
    answer = await phone.ask(SUBSCRIBE, input=subscription(handset))
    assert "devices" in answer["subscribePush"]


async def inbox(phone: Phone, **variables: Any) -> dict[str, Any]:
    return await phone.ask(MESSAGES, **({"first": 10} | variables))


@pytest.mark.parametrize(("document", "variables"), EVERY_FIELD)
async def test_who_is_signed_out_learns_and_does_nothing(
    phones: Phones, document: str, variables: dict[str, Any]
) -> None:
    phone = await phones()

    assert await phone.refused(document, **variables) == "SIGNED_OUT"


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
        "optional": ["NEED_NEAR", "CLAIM", "HAND_OVER", "REQUEST", "STOCK"],
        "unwanted": [],
        "quietHours": None,
        "urgentBySms": False,
        "timeZone": "Asia/Shanghai",
        "devices": [{"name": "test", "isThisOne": False}, {"name": "test", "isThisOne": True}],
    }


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


async def test_messages_are_mine_in_my_language_and_the_newest_comes_first(
    phones: Phones, town: Town
) -> None:
    await told(town.leader)
    clock.advance(timedelta(minutes=1))
    await told(town.leader, kind=Kind.NEED_NEAR, urgent=True)
    await told(town.neighbour)
    phone = await phones(town.leader)

    page = await inbox(phone, first=1)
    rest = await inbox(phone, first=1, after=page["myMessages"]["pageInfo"]["endCursor"])

    [newest], [older] = page["myMessages"]["nodes"], rest["myMessages"]["nodes"]
    assert page["unreadMessages"] == 2
    assert newest == {
        "id": newest["id"],
        "kind": "NEED_NEAR",
        "title": "Somebody is on it",
        "text": "6 are on their way.",
        "link": "/requests",
        "urgent": True,
        "at": clock.now().isoformat(),
        "shownAt": None,
        "readAt": None,
    }
    assert (older["kind"], rest["myMessages"]["pageInfo"]["hasNextPage"]) == ("CLAIM", False)


async def test_the_first_showing_counts_and_is_told_by_its_reader_only(phones: Phones, town: Town) -> None:
    await told(town.leader)
    message = ids.opaque("Message", (await Message.get()).id)
    phone, other = await phones(town.leader), await phones(town.neighbour)

    refused = await other.ask(SHOWN, message=message)
    assert (refused["reportShown"], (await Message.get()).shown_at) == ({"__typename": "NotFound"}, None)

    shown_at = clock.now().isoformat()
    first = await phone.ask(SHOWN, message=message)
    clock.advance(timedelta(minutes=1))
    second = await phone.ask(SHOWN, message=message)

    assert first["reportShown"] == second["reportShown"] == {"__typename": "Message", "shownAt": shown_at}


async def test_reading_makes_my_messages_read_and_nobody_elses(phones: Phones, town: Town) -> None:
    await told(town.leader, town.neighbour)
    await told(town.leader)
    phone = await phones(town.leader)
    everybodys = [ids.opaque("Message", row.id) for row in await Message.all().order_by("id")][:2]
    mine = [node["id"] for node in (await inbox(phone))["myMessages"]["nodes"] if node["id"] in everybodys]

    answer = await phone.ask(READ, messages=everybodys, key=str(ids.new()))

    assert answer["readMessages"] == {
        "__typename": "ReadMessages",
        "unread": 1,
        "messages": [{"id": one, "readAt": clock.now().isoformat()} for one in mine],
    }
    assert await Message.filter(person=town.neighbour, read_at__isnull=False).count() == 0


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


async def test_a_signed_out_device_no_longer_counts(phones: Phones, town: Town, stand_in: StandIn) -> None:
    phone, other = await phones(town.leader), await phones(town.leader)
    await subscribe(phone, stand_in.handset())
    session = (await Subscription.get()).session_id
    await Session.filter(id=session).update(revoked_at=clock.now())

    assert (await other.ask(SETTINGS))["pushSettings"]["devices"] == []


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


async def test_account_messages_are_carried(town: Town) -> None:
    await messages.tell(town.leader.id, Words("甲", "甲", "A"), Words("乙", "乙", "B"), "/me/devices")

    message = await Message.get()
    assert (message.person_id, message.kind, message.link) == (town.leader.id, Kind.ACCOUNT, "/me/devices")
