"""Messages reach phones: once, soon, and in the language of their reader."""

import asyncio
from datetime import timedelta

import pytest

from backend.access.models import Person, Session
from backend.kit import clock, ids, sms, work
from backend.kit.words import Language, Words
from backend.push import delivery, jobs, outbox, sending
from backend.push.courier import Courier
from backend.push.models import Kind, Message, Preference, QuietHours, State, Subscription
from tests.push.builders import TEXT, TITLE, subscribed, told
from tests.push.stand_in import HANG, StandIn

pytestmark = pytest.mark.usefixtures("engine", "carrier")


@pytest.fixture
async def mother(engine: str) -> Person:
    return await Person.create(
        name="陈丽", phone="+8613800001111", phone_index=Person.index_of("+8613800001111")
    )


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """An SMS gateway that keeps what it was given."""
    sent: list[tuple[str, str]] = []

    async def send(phone: str, text: str) -> bool:
        sent.append((phone, text))
        return True

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", send)
    return sent


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

    await delivery.deliver()

    assert len(phone.said) == 3
    assert len({said["tag"] for said in phone.said}) == 3


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


@pytest.mark.parametrize("status", [404, 410])
async def test_a_phone_that_is_gone_is_forgotten(mother: Person, stand_in: StandIn, status: int) -> None:
    gone, there = stand_in.handset(), stand_in.handset()
    await subscribed(mother, gone)
    kept = await subscribed(mother, there)
    stand_in.will_answer(gone, status)
    await told(mother)

    await delivery.deliver()

    assert [row.id for row in await Subscription.all()] == [kept.id]
    assert ((await Message.get()).state, len(there.said)) == (State.ACCEPTED, 1)


async def test_a_phone_whose_push_service_always_refuses_is_forgotten(
    mother: Person, stand_in: StandIn
) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    stand_in.will_answer(phone, 403, times=3)
    left = []
    for _ in range(3):
        await told(mother)
        await delivery.deliver()
        left.append(await Subscription.all().count())

    assert left == [1, 1, 0]


async def test_one_acceptance_makes_up_for_refusals(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    stand_in.will_answer(phone, 403, times=2)
    for _ in range(3):
        await told(mother)
        await delivery.deliver()

    row = await Subscription.get()
    assert (row.refusals, row.accepted_at) == (0, clock.now())


async def test_only_the_phone_that_was_busy_is_tried_again(
    mother: Person, stand_in: StandIn, carrier: Courier
) -> None:
    well, busy = stand_in.handset(), stand_in.handset()
    await subscribed(mother, well)
    await subscribed(mother, busy)
    await told(mother)
    stand_in.will_answer(busy, 503, **{"Retry-After": "30"})
    carrier._rests.clear()

    await delivery.deliver()
    first = [len(phone.said) for phone in (well, busy)]
    message = await Message.get()
    assert (message.state, message.due_at) == (State.WAITING, clock.now() + timedelta(seconds=30))

    clock.advance(timedelta(seconds=31))
    await delivery.deliver()

    assert first == [1, 0]
    assert [len(phone.said) for phone in (well, busy)] == [1, 1]
    assert (await Message.get()).state is State.ACCEPTED


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
    monkeypatch.setattr(delivery, "SLOW", 0.2)
    hanging, well = stand_in.handset(), stand_in.handset()
    neighbour = await Person.create(name="邻居")
    await subscribed(mother, hanging)
    await subscribed(neighbour, well)
    stand_in.will_answer(hanging, HANG)
    await told(mother, neighbour)

    await delivery.deliver()

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


async def test_what_somebody_does_not_want_lies_in_the_app(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    await Preference.create(person=mother, kind=Kind.STOCK, wanted=False)
    await told(mother, kind=Kind.STOCK, urgent=True)
    await told(mother, kind=Kind.CLAIM)

    await delivery.deliver()

    states = {message.kind: message.state async for message in Message.all()}
    assert (states, len(phone.said)) == ({Kind.STOCK: State.KEPT, Kind.CLAIM: State.ACCEPTED}, 1)


async def test_in_quiet_hours_only_what_is_urgent_rings(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    # It is 19:00 in Jiaxing.
    await QuietHours.create(person=mother, begins=18 * 60 + 30, ends=6 * 60, zone="Asia/Shanghai")
    await told(mother, kind=Kind.CLAIM)
    await told(mother, kind=Kind.NEED_NEAR, urgent=True)

    await delivery.deliver()
    rung_at_night = [said["tag"] for said in phone.said]
    later = await Message.get(kind=Kind.CLAIM)
    urgent = await Message.get(kind=Kind.NEED_NEAR)

    assert rung_at_night == [urgent.topic]
    assert (later.state, later.due_at) == (State.WAITING, clock.now() + timedelta(hours=11))
    clock.advance(timedelta(hours=11))
    await delivery.deliver()
    assert [said["tag"] for said in phone.said] == [urgent.topic, later.topic]


async def test_what_is_due_later_is_told_later(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    await outbox.queue(
        [mother.id],
        Kind.CLAIM,
        TITLE,
        TEXT,
        link="/",
        values={"count": 1},
        due=clock.now() + timedelta(hours=1),
    )

    assert await delivery.deliver() == 0
    clock.advance(timedelta(hours=1))
    assert (await delivery.deliver(), len(phone.said)) == (1, 1)


async def test_what_is_no_longer_worth_telling_does_not_ring(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    await told(mother)
    clock.advance(outbox.WORTH_TELLING)

    await delivery.deliver()

    assert (phone.said, (await Message.get()).state) == ([], State.KEPT)


async def test_what_was_read_in_the_app_does_not_ring(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    await told(mother)
    await Message.all().update(read_at=clock.now())

    await delivery.deliver()

    assert (phone.said, (await Message.get()).state) == ([], State.KEPT)


async def test_what_is_urgent_comes_by_sms_to_who_has_no_phone_that_takes_it(
    mother: Person, gateway: list[tuple[str, str]]
) -> None:
    await told(mother, urgent=True)
    await told(mother, kind=Kind.STOCK)

    await delivery.deliver()

    assert gateway == [("+8613800001111", "【连心】有人认领了 6 份已有人送。 http://localhost:8000/requests")]
    states = {message.kind: message.state async for message in Message.all()}
    assert states == {Kind.CLAIM: State.BY_SMS, Kind.STOCK: State.KEPT}


async def test_a_crowd_is_told_by_sms_a_few_at_a_time_so_that_none_waits_longer_than_a_gateway_may_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowd = [await Person.create(name="a", phone="+8613800001111") for _ in range(30)]
    talking: list[int] = []
    now = 0

    async def send(_phone: str, _text: str) -> bool:
        nonlocal now
        now += 1
        talking.append(now)
        await asyncio.sleep(0)
        now -= 1
        return True

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", send)
    await told(*crowd, urgent=True)
    await delivery.deliver()
    assert await Message.filter(state=State.BY_SMS).count() == 30
    assert max(talking) == sending.SMS_AT_ONCE


async def test_what_no_push_service_will_take_soon_comes_by_sms(
    mother: Person, stand_in: StandIn, gateway: list[tuple[str, str]]
) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    stand_in.will_answer(phone, 429, **{"Retry-After": "600"})
    await told(mother, urgent=True)

    await delivery.deliver()

    assert (len(gateway), (await Message.get()).state) == (1, State.BY_SMS)


async def test_an_urgent_message_that_no_phone_showed_comes_by_sms_as_well(
    mother: Person, stand_in: StandIn, gateway: list[tuple[str, str]]
) -> None:
    await subscribed(mother, stand_in.handset())
    await told(mother, urgent=True)
    await told(mother, kind=Kind.STOCK)
    await delivery.deliver()
    clock.advance(jobs.UNSHOWN - timedelta(seconds=1))
    assert (await jobs.chase_unshown(), gateway) == (0, [])

    clock.advance(timedelta(seconds=1))

    assert [await jobs.chase_unshown(), await jobs.chase_unshown(), len(gateway)] == [1, 0, 1]


async def test_an_urgent_message_that_was_shown_is_not_sent_again(
    mother: Person, stand_in: StandIn, gateway: list[tuple[str, str]]
) -> None:
    await subscribed(mother, stand_in.handset())
    await told(mother, urgent=True)
    await delivery.deliver()
    await Message.all().update(shown_at=clock.now())
    clock.advance(jobs.UNSHOWN)

    assert (await jobs.chase_unshown(), gateway) == (0, [])


async def test_without_phone_and_gateway_it_waits_in_the_app(mother: Person) -> None:
    await told(mother, urgent=True)

    await delivery.deliver()

    assert (await Message.get()).state is State.KEPT


async def test_what_needs_nobody_any_more_is_taken_back(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    row = ids.new()
    await told(mother, about=row)
    await told(mother, about=row, kind=Kind.HAND_OVER)

    await outbox.withdraw(Kind.CLAIM, row)
    await delivery.deliver()

    assert [message.kind async for message in Message.all()] == [Kind.HAND_OVER]


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
