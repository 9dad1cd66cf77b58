"""Whatever push services answer and wherever a worker dies: every row comes to its end, and nobody is left out."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from backend.access.models import Session
from backend.kit import clock
from backend.push import courier, wires
from backend.push.broadcast_models import Chunk, Remainder
from backend.push.broadcasting import outcomes, remainders, rounds
from backend.push.broadcasting.outcomes import Later
from backend.push.carrying import carrier as carrying_process
from backend.push.carrying.carriers import Brought
from backend.push.carrying.loads import Answers, Load
from backend.push.courier import Answer, Said
from backend.push.models import Subscription
from tests.patience import LONG, leap, turns
from tests.push.broadcasting.crowd import Here, Row, counts, rows, tell
from tests.push.broadcasting.going import done, done_after
from tests.push.stand_in import HANG, StandIn

pytestmark = pytest.mark.usefixtures("carrying")


async def test_a_phone_that_is_gone_is_forgotten(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 3)
    stand_in.will_answer(row.handsets[1], 410)
    await tell()

    await done()

    assert (row.heard, await counts(), await rows()) == ([1, 0, 1], {"gone": 1, "accepted": 2}, (0, 0, 0))
    assert await Subscription.filter(person_id=row.people[1].id).exists() is False
    assert await Subscription.all().count() == 2


@pytest.mark.parametrize("status", [429, 503])
async def test_one_busy_phone_is_tried_again_when_it_asked_and_holds_up_nobody(
    row: Row, stand_in: StandIn, status: int
) -> None:
    await row.grow(stand_in, 30)
    stand_in.will_answer(row.handsets[-1], status, **{"Retry-After": "120"})
    await tell()

    await done()
    assert (row.heard, await counts()) == ([1] * 29 + [0], {"accepted": 29, "waiting": 1})

    await done_after(119)
    assert row.heard[-1] == 0
    await done_after(1)
    assert (row.heard, await counts(), await rows()) == ([1] * 30, {"accepted": 30}, (0, 0, 0))


async def test_a_push_service_that_refuses_everybody_is_left_in_peace(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 12)
    for handset in row.handsets:
        stand_in.will_answer(handset, 503, **{"Retry-After": "60"})
    await tell()

    await done()
    # The first page was on its way together; nobody asked for the others.
    assert (sum(row.heard), await Remainder.all().count()) == (0, 12)
    assert stand_in.asked <= 8

    for _ in range(3):
        await done_after(3600)
    assert (row.heard, await counts(), await rows()) == ([1] * 12, {"accepted": 12}, (0, 0, 0))


async def test_a_redirect_is_refused_and_not_followed(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 2)
    other = stand_in.handset()
    stand_in.will_answer(row.handsets[0], 307, Location=other.endpoint)
    await tell()

    await done()

    assert (row.heard, len(other.received)) == ([0, 1], 0)
    assert (await counts(), await rows()) == ({"refused": 1, "accepted": 1}, (0, 0, 0))
    assert (await Subscription.get(person_id=row.people[0].id)).refusals == 1


async def test_a_push_service_that_hangs_holds_up_no_chunk(
    row: Row, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, carrying: Here
) -> None:
    monkeypatch.setattr(carrying_process, "SLOW", LONG / 2)
    await row.grow(stand_in, 6)
    stand_in.will_answer(row.handsets[0], HANG)
    await tell()

    telling = asyncio.create_task(done())
    await all_but_the_first_heard(row)
    leap(carrying_process.SLOW)
    await telling
    assert (row.heard, await counts()) == ([0] + [1] * 5, {"accepted": 5, "waiting": 1})
    assert (await rows())[1:] == (0, 1)

    # It answers after all: nobody has to be asked again.
    stand_in._closing.set()
    await asyncio.gather(*carrying.going)
    await asyncio.gather(*outcomes._errands)
    assert (await counts(), await rows()) == ({"accepted": 6}, (1, 0, 0))


async def all_but_the_first_heard(row: Row) -> None:
    """Everybody but the first was told, and whoever told them knows it."""
    for handset in row.handsets[1:]:
        await asyncio.to_thread(handset.rang.wait, LONG)
    await turns()


async def test_who_never_answers_is_tried_again_and_told(
    row: Row, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, carrying: Here
) -> None:
    monkeypatch.setattr(carrying_process, "SLOW", 0.05)
    await row.grow(stand_in, 3)
    stand_in.will_answer(row.handsets[0], HANG)
    await tell()

    await done()
    await all_but_the_first_heard(row)
    leap(wires.SECONDS)
    await asyncio.gather(*carrying.going)
    await asyncio.gather(*outcomes._errands)
    assert (row.heard, await counts()) == ([0, 1, 1], {"accepted": 2, "waiting": 1})

    # As soon as any other that could not be reached, and not as if nothing were known of it.
    await done_after(courier.SHORTEST_REST.total_seconds() - 1)
    assert row.heard == [0, 1, 1]
    await done_after(1)
    assert (row.heard, await counts(), await rows()) == ([1] * 3, {"accepted": 3}, (0, 0, 0))


async def test_who_hangs_again_and_again_is_waited_for_longer_each_time(
    row: Row, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, carrying: Here
) -> None:
    await row.grow(stand_in, 1)
    tries: list[datetime] = []

    async def hangs(load: Load) -> Brought:
        tries.append(clock.now())
        late: asyncio.Future[Answers] = asyncio.get_running_loop().create_future()
        late.set_result({0: Answer(Said.UNREACHABLE, clock.now() + courier.SHORTEST_REST)})
        return Brought({}, late)

    monkeypatch.setattr(carrying, "bring", hangs)
    await tell()
    for _ in range(40):
        await done_after(10)
        await asyncio.gather(*outcomes._errands)

    rests = [(later - before).total_seconds() for before, later in pairwise(tries)]
    assert rests == [10, 10, 20, 40, 80, 160]
    assert await counts() == {"waiting": 1}


async def test_who_is_never_there_is_given_up(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 2)
    stand_in.will_answer(row.handsets[0], 500, times=100)
    await tell()

    await done()
    for _ in range(remainders.MOST_TRIES + 2):
        await done_after(2 * courier.LONGEST_REST.total_seconds())

    assert (row.heard, await rows()) == ([0, 1], (0, 0, 0))
    assert await counts() == {"failed": 1, "accepted": 1}
    assert await Subscription.all().count() == 2


async def test_what_is_over_is_not_tried_again(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 2)
    stand_in.will_answer(row.handsets[0], 503)
    await tell(expires=clock.now() + timedelta(seconds=5))

    await done()
    await done_after(3600)

    assert (row.heard, await rows()) == ([0, 1], (0, 0, 0))
    assert await counts() == {"failed": 1, "accepted": 1}


async def test_who_signs_out_meanwhile_is_not_tried_again(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 2)
    stand_in.will_answer(row.handsets[0], 503)
    await tell()
    await done()
    subscription = await Subscription.get(person_id=row.people[0].id)
    await Session.filter(id=subscription.session_id).update(revoked_at=clock.now())

    await done_after(3600)

    assert (row.heard, await counts(), await rows()) == ([0, 1], {"gone": 1, "accepted": 1}, (0, 0, 0))


async def test_a_phone_that_is_forgotten_while_it_is_told_does_not_hold_up_its_page(
    row: Row, stand_in: StandIn, carrying: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    await row.grow(stand_in, 3)
    stand_in.will_answer(row.handsets[0], 503)
    await tell()
    bring = carrying.bring

    async def forgotten_meanwhile(load: Load) -> Brought:
        brought = await bring(load)
        await Subscription.filter(person_id=row.people[0].id).delete()
        return brought

    monkeypatch.setattr(carrying, "bring", forgotten_meanwhile)

    await done()

    assert (row.heard, await counts(), await rows()) == ([0, 1, 1], {"accepted": 2}, (0, 0, 0))


async def test_keys_that_are_no_keys_are_refused_and_the_others_told(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 3)
    broken = await Subscription.get(person_id=row.people[0].id)
    broken.p256dh = "AAAA"
    await broken.save()
    await tell()

    await rounds.tell_crowds()

    assert row.heard == [0, 1, 1]
    assert (await Chunk.get()).accepted == 2


def test_only_tries_count_and_each_is_waited_for_longer_than_the_one_before() -> None:
    now = clock.now()
    morning = now + timedelta(hours=9)

    assert Later(morning, was_tried=False).due(5) == (morning, 4)
    rests = [Later(now, was_tried=True).due(tries)[0] - now for tries in (1, 2, 3, 20)]
    assert rests == [timedelta(seconds=seconds) for seconds in (10, 20, 40, 3600)]
    assert Later(morning, was_tried=True).due(2) == (morning, 2)
    # A phone of a page that was told the first time has no try behind it.
    assert Later(now, was_tried=True).due(0) == (now + timedelta(seconds=10), 0)
    assert Later(None, was_tried=False).due(0) == (now, 0)
