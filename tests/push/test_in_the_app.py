"""What nobody wants to hear, or not now, or not any more, lies in the app and does not ring."""

from datetime import timedelta

import pytest

from backend.access.models import Person
from backend.kit import clock, ids
from backend.push import delivery, outbox
from backend.push.models import Kind, Message, Preference, QuietHours, State
from tests.push.builders import TEXT, TITLE, subscribed, told
from tests.push.stand_in import StandIn

pytestmark = pytest.mark.usefixtures("engine", "carrier")


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


async def test_what_needs_nobody_any_more_is_taken_back(mother: Person, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    row = ids.new()
    await told(mother, about=row)
    await told(mother, about=row, kind=Kind.HAND_OVER)

    await outbox.withdraw(Kind.CLAIM, row)
    await delivery.deliver()

    assert [message.kind async for message in Message.all()] == [Kind.HAND_OVER]
