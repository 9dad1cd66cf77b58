"""What is urgent and reaches no phone as a push comes by SMS."""

import asyncio
from datetime import timedelta

import pytest

from backend.access.models import Person
from backend.kit import clock, sms
from backend.push import courier, delivery, jobs, sending
from backend.push.models import Kind, Message, State
from tests.patience import LONG
from tests.push.builders import subscribed, told
from tests.push.stand_in import StandIn

pytestmark = pytest.mark.usefixtures("engine", "carrier")


async def test_what_is_urgent_comes_by_sms_to_who_has_no_phone_that_takes_it(
    mother: Person, sent_by_sms: list[tuple[str, str]]
) -> None:
    await told(mother, urgent=True)
    await told(mother, kind=Kind.STOCK)

    await delivery.deliver()

    assert sent_by_sms == [
        ("+8613800001111", "【连心】有人认领了。6 份已有人送。 http://localhost:8000/requests")
    ]
    states = {message.kind: message.state async for message in Message.all()}
    assert states == {Kind.CLAIM: State.BY_SMS, Kind.STOCK: State.KEPT}


async def test_an_sms_is_in_the_language_of_who_reads_it(
    mother: Person, sent_by_sms: list[tuple[str, str]]
) -> None:
    link = "http://localhost:8000/requests"
    for language in ("zh-Hant", "en"):
        await Person.filter(id=mother.id).update(language=language)
        await told(mother, urgent=True)
        await delivery.deliver()
    assert [text for _, text in sent_by_sms] == [
        f"【連心】有人認領了。6 份已有人送。 {link}",
        f"Lianxin: Somebody is on it. 6 are on their way. {link}",
    ]


async def test_a_crowd_is_told_by_sms_a_few_at_a_time_so_that_none_waits_longer_than_a_gateway_may_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowd = [await Person.create(name="a", phone="+8613800001111") for _ in range(32)]
    together = asyncio.Barrier(sending.SMS_AT_ONCE)
    talking: list[int] = []
    now = 0

    async def send(_phone: str, _text: str) -> bool:
        nonlocal now
        now += 1
        talking.append(now)
        await together.wait()
        now -= 1
        return True

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", send)
    await told(*crowd, urgent=True)
    await delivery.deliver()
    assert await Message.filter(state=State.BY_SMS).count() == 32
    assert max(talking) == sending.SMS_AT_ONCE


async def test_however_slow_the_gateway_is_nobody_gets_an_sms_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = [await Person.create(name="a", phone=f"+86138000011{number:02}") for number in range(40)]
    given: list[str] = []
    others: list[asyncio.Task[int]] = []

    async def send(phone: str, _text: str) -> bool:
        given.append(phone)
        # Some are sent side by side, each for as long as a gateway may take; meanwhile another worker looks.
        clock.advance(timedelta(seconds=sms.SECONDS / sending.SMS_AT_ONCE))
        others.append(asyncio.create_task(delivery.deliver()))
        await asyncio.sleep(0)
        return True

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", send)
    await told(*crowd, urgent=True)
    await delivery.deliver()
    while others:
        await others.pop()
    assert sorted(given) == sorted(person.phone for person in crowd)
    assert await Message.filter(state=State.BY_SMS).count() == 40


async def test_an_sms_is_written_down_at_once_and_not_with_the_slowest_of_its_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowd = [await Person.create(name="a", phone=f"+861380000110{number}") for number in range(2)]
    given: list[str] = []

    async def send(phone: str, _text: str) -> bool:
        given.append(phone)
        if len(given) == 2:
            async with asyncio.timeout(LONG):
                while not await Message.filter(state=State.BY_SMS).exists():
                    pass
        return True

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", send)
    await told(*crowd, urgent=True)
    await delivery.deliver()
    await asyncio.gather(*courier.present().errands)
    assert await Message.filter(state=State.BY_SMS, sms_at__isnull=False).count() == 2
    assert len(given) == 2


async def test_what_no_push_service_will_take_soon_comes_by_sms(
    mother: Person, stand_in: StandIn, sent_by_sms: list[tuple[str, str]]
) -> None:
    phone = stand_in.handset()
    await subscribed(mother, phone)
    stand_in.will_answer(phone, 429, **{"Retry-After": "600"})
    await told(mother, urgent=True)

    await delivery.deliver()

    assert (len(sent_by_sms), (await Message.get()).state) == (1, State.BY_SMS)


async def test_an_urgent_message_that_no_phone_showed_comes_by_sms_as_well(
    mother: Person, stand_in: StandIn, sent_by_sms: list[tuple[str, str]]
) -> None:
    await subscribed(mother, stand_in.handset())
    await told(mother, urgent=True)
    await told(mother, kind=Kind.STOCK)
    await delivery.deliver()
    clock.advance(jobs.UNSHOWN - timedelta(seconds=1))
    assert (await jobs.chase_unshown(), sent_by_sms) == (0, [])

    clock.advance(timedelta(seconds=1))

    assert [await jobs.chase_unshown(), await jobs.chase_unshown(), len(sent_by_sms)] == [1, 0, 1]


async def test_an_urgent_message_that_was_shown_is_not_sent_again(
    mother: Person, stand_in: StandIn, sent_by_sms: list[tuple[str, str]]
) -> None:
    await subscribed(mother, stand_in.handset())
    await told(mother, urgent=True)
    await delivery.deliver()
    await Message.all().update(shown_at=clock.now())
    clock.advance(jobs.UNSHOWN)

    assert (await jobs.chase_unshown(), sent_by_sms) == (0, [])


async def test_without_phone_and_gateway_it_waits_in_the_app(mother: Person) -> None:
    await told(mother, urgent=True)

    await delivery.deliver()

    assert (await Message.get()).state is State.KEPT
