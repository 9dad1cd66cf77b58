"""What becomes of a phone whose push service takes no more for it, or not now."""

from datetime import timedelta

import pytest

from backend.access.models import Person
from backend.kit import clock
from backend.push import delivery
from backend.push.courier import Courier
from backend.push.models import Message, State, Subscription
from tests.push.builders import subscribed, told
from tests.push.stand_in import StandIn

pytestmark = pytest.mark.usefixtures("engine", "carrier")


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
