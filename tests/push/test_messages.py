"""The messages that lie in the app: whose they are, when they were shown and read."""

from datetime import timedelta

from backend.access import messages
from backend.kit import clock, ids
from backend.kit.words import Words
from backend.push.models import Kind, Message
from tests.community import Town
from tests.phones import Phones
from tests.push.asking import inbox
from tests.push.builders import told
from tests.push.documents import READ, SHOWN


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


async def test_account_messages_are_carried(town: Town) -> None:
    await messages.tell(town.leader.id, Words("甲", "甲", "A"), Words("乙", "乙", "B"), "/me/devices")

    message = await Message.get()
    assert (message.person_id, message.kind, message.link) == (town.leader.id, Kind.ACCOUNT, "/me/devices")
