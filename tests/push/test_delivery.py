"""Messages reach phones: once, soon, and in the language of their reader."""

import asyncio
from datetime import timedelta

import pytest

from backend.access.models import Person, Session
from backend.kit import clock, ids, work
from backend.kit.words import Language, Words
from backend.push import delivery, jobs, outbox
from backend.push.courier import Courier
from backend.push.models import Kind, Message, State, Subscription
from tests.patience import LONG, leap, turns
from tests.push.builders import TEXT, TITLE, subscribed, told
from tests.push.stand_in import HANG, StandIn

pytestmark = pytest.mark.usefixtures("engine", "carrier")


async def test_a_phone_is_told_in_the_language_of_its_reader(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    await Person.filter(id=mother.id).update(language=Language.EN)
    await told(mother)

    assert await delivery.deliver() == 1

    message = await Message.get()
    assert phone.said == [
        {
            "id": ids.opaque("Message", message.id),
            "title": "Somebody is on it",
            "body": "6 are on their way.",
            "link": "/requests",
            "tag": message.topic,
        }
    ]
    assert (message.state, message.accepted_at) == (State.ACCEPTED, clock.now())
    assert await delivery.deliver() == 0


async def test_nothing_personal_and_no_length_goes_over_other_peoples_servers(
    mother: Person, stand_in: StandIn
) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    await told(mother)

    await delivery.deliver()

    [received] = phone.received
    spoken = str(received.said) + str(received.headers)
    assert not [secret for secret in ("陈丽", "13800001111", str(mother.id)) if secret in spoken]
    assert (received.length - 16 - 5 - 65 - 17) % 256 == 0


async def test_what_did_not_happen_is_not_told(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)

    async def fail() -> None:
        await outbox.queue([mother.id], Kind.CLAIM, TITLE, TEXT, link="/", values={"count": 1})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await work.unit(fail)

    assert await delivery.deliver() == 0
    assert (await Message.all().count(), phone.said) == (0, [])


async def test_all_phones_of_a_person_ring(mother: Person, stand_in: StandIn) -> None:
    phones = [stand_in.handset() for _ in range(3)]
    for phone in phones:
        await subscribed(mother, phone)
    await told(mother)

    await delivery.deliver()

    assert [len(phone.said) for phone in phones] == [1, 1, 1]


async def test_a_newer_message_takes_the_place_of_one_that_still_waits(
    mother: Person, stand_in: StandIn
) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    row, other = ids.new(), ids.new()
    await told(mother, about=row)
    await told(mother, about=row)
    await told(mother, about=other)
    await told(mother, about=row, kind=Kind.HAND_OVER)
    await told(mother, about=row, link="/requests/another-page")

    await delivery.deliver()

    assert len(phone.said) == 4
    assert len({said["tag"] for said in phone.said}) == 4


async def test_messages_about_the_same_thing_share_a_tag_for_one_reader_only(
    mother: Person, stand_in: StandIn
) -> None:
    neighbour = await Person.create(name="邻居")
    phone, next_door = stand_in.handset(), stand_in.handset()
    await subscribed(mother, phone)
    await subscribed(neighbour, next_door)
    row = ids.new()
    for _ in range(2):
        await told(mother, neighbour, about=row)
        await delivery.deliver()

    assert [len({said["tag"] for said in one.said}) for one in (phone, next_door)] == [1, 1]
    assert phone.said[0]["tag"] != next_door.said[0]["tag"]


async def test_what_a_killed_worker_took_is_sent_by_another(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    await told(mother)
    assert len(await work.unit(delivery._take)) == 1  # and this worker dies

    assert await delivery.deliver() == 0
    clock.advance(delivery.LEASE)
    assert await delivery.deliver() == 1

    assert (len(phone.said), (await Message.get()).state) == (1, State.ACCEPTED)


async def test_two_workers_share_the_work_and_send_nothing_twice(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    for _ in range(40):
        await told(mother)

    done = await asyncio.gather(*(delivery.deliver() for _ in range(4)))
    while await delivery.deliver():
        pass

    assert sum(done) == 40
    assert len({said["id"] for said in phone.said}) == len(phone.said) == 40


async def test_what_is_urgent_goes_first(
    mother: Person, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "BATCH", 1)
    phone = stand_in.handset()
    await subscribed(mother, phone)
    await told(mother, kind=Kind.STOCK)
    clock.advance(timedelta(seconds=1))
    await told(mother, kind=Kind.NEED_NEAR, urgent=True)

    await delivery.deliver()

    assert [message.kind async for message in Message.filter(state=State.ACCEPTED)] == [Kind.NEED_NEAR]


async def test_a_push_service_that_hangs_holds_nobody_else_up(
    mother: Person, stand_in: StandIn, carrier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "SLOW", LONG / 2)
    hanging, well = stand_in.handset(), stand_in.handset()
    neighbour = await Person.create(name="邻居")
    await subscribed(mother, hanging)
    await subscribed(neighbour, well)
    stand_in.will_answer(hanging, HANG)
    await told(mother, neighbour)

    delivering = asyncio.create_task(delivery.deliver())
    await asyncio.to_thread(well.rang.wait, LONG)
    await turns()
    leap(delivery.SLOW)
    await delivering

    states = {message.person_id: message.state async for message in Message.all()}
    assert (states, len(well.said)) == ({mother.id: State.WAITING, neighbour.id: State.ACCEPTED}, 1)
    assert len(carrier.errands) == 1

    stand_in._closing.set()
    await asyncio.gather(*carrier.errands)
    assert (await Message.get(person=mother)).state is State.ACCEPTED


async def test_a_device_that_is_signed_out_gets_nothing(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    await told(mother)
    await Session.all().update(revoked_at=clock.now())

    await delivery.deliver()

    assert (phone.said, (await Message.get()).state) == ([], State.KEPT)
    assert (await jobs.forget_phones(), await Subscription.all().count()) == (1, 0)


async def test_old_messages_are_thrown_away_and_waiting_ones_stay(mother: Person) -> None:
    await told(mother)
    await delivery.deliver()
    await outbox.queue(
        [mother.id],
        Kind.STOCK,
        Words("a", "a", "a"),
        Words("b", "b", "b"),
        link="/",
        due=clock.now().replace(year=2021),
    )

    gone = await jobs.forget_messages(clock.now() + timedelta(days=1))

    assert (gone, [message.kind async for message in Message.all()]) == (1, [Kind.STOCK])
