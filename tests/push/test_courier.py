"""What push services answer, and what we make of it."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from backend.kit import clock
from backend.push import courier, encryption, wires
from backend.push.courier import Answer, Courier, Parcel, Said
from backend.push.encryption import Plain
from tests.push.stand_in import HANG, Handset, StandIn


def parcel(handset: Handset, seconds: int = 3600, urgent: bool = False) -> Parcel:
    plain = Plain(encryption.key_of(handset.p256dh), encryption.key_of(handset.auth), b'{"title":"hello"}')
    return Parcel(handset.endpoint, plain, topic="t" * 32, seconds=seconds, urgent=urgent)


async def test_a_phone_opens_what_the_push_service_took(carrier: Courier, stand_in: StandIn) -> None:
    phone = stand_in.handset()

    answers = await carrier.send([parcel(phone)])

    assert answers == [Answer(Said.ACCEPTED)]
    assert phone.said == [{"title": "hello"}]


async def test_the_token_names_the_push_service_with_its_port(carrier: Courier, stand_in: StandIn) -> None:
    phone = stand_in.handset()

    await carrier.send([parcel(phone)])

    assert phone.received[0].claims["aud"] == f"http://{stand_in.host}"


async def test_how_long_to_keep_one_message_does_not_stick_to_the_next(
    carrier: Courier, stand_in: StandIn
) -> None:
    phone = stand_in.handset()

    await carrier.send([parcel(phone, seconds=60, urgent=True)])
    await carrier.send([parcel(phone, seconds=3600)])

    told = [(one.headers["TTL"], one.headers["Urgency"], one.headers["Topic"]) for one in phone.received]
    assert told == [("60", "high", "t" * 32), ("3600", "normal", "t" * 32)]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (200, Said.ACCEPTED),
        (202, Said.ACCEPTED),
        (400, Said.REFUSED),
        (403, Said.REFUSED),
        (404, Said.GONE),
        (410, Said.GONE),
        (413, Said.REFUSED),
    ],
)
async def test_what_needs_no_other_try(carrier: Courier, stand_in: StandIn, status: int, said: Said) -> None:
    phone = stand_in.handset()
    stand_in.will_answer(phone, status)

    assert await carrier.send([parcel(phone)]) == [Answer(said)]
    assert phone.received == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(carrier: Courier, stand_in: StandIn, status: int) -> None:
    phone, other = stand_in.handset(), stand_in.handset()
    stand_in.will_answer(phone, status, Location=other.endpoint)

    assert await carrier.send([parcel(phone)]) == [Answer(Said.REFUSED)]
    assert (phone.received, other.received, stand_in.asked) == ([], [], 1)


async def test_an_address_inside_our_network_is_never_asked(carrier: Courier, stand_in: StandIn) -> None:
    inside = Handset(f"https://localhost:{stand_in.host.rpartition(':')[2]}/push/1")

    assert await carrier.send([parcel(inside)]) == [Answer(Said.REFUSED)]
    assert stand_in.asked == 0


async def test_a_name_that_leads_inside_is_never_connected_to(
    carrier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The check of the address alone lets the name pass; the resolver finds out.
    monkeypatch.setattr(courier.addresses, "check", lambda _endpoint: None)

    assert await carrier.send([parcel(Handset("http://localhost:9/1"))]) == [Answer(Said.REFUSED)]


@pytest.mark.parametrize("status", [429, 503])
async def test_who_asks_for_a_rest_gets_it(carrier: Courier, stand_in: StandIn, status: int) -> None:
    phone, other = stand_in.handset(), stand_in.handset()
    stand_in.will_answer(phone, status, **{"Retry-After": "120"})
    rested = clock.now() + timedelta(seconds=120)

    assert await carrier.send([parcel(phone)]) == [Answer(Said.BUSY, rested)]
    assert await carrier.send([parcel(other)]) == [Answer(Said.BUSY, rested)]
    assert stand_in.asked == 1

    clock.advance(timedelta(seconds=121))
    assert await carrier.send([parcel(phone), parcel(other)]) == [Answer(Said.ACCEPTED)] * 2


async def test_a_rest_may_be_asked_for_until_a_moment(carrier: Courier, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    moment = clock.now() + timedelta(minutes=3)
    stand_in.will_answer(phone, 503, **{"Retry-After": format_datetime(moment, usegmt=True)})

    assert await carrier.send([parcel(phone)]) == [Answer(Said.BUSY, moment)]


@pytest.mark.parametrize("header", [None, "", "soon", "-5", "²"])
def test_a_rest_that_is_not_said_is_not_made_up(header: str | None) -> None:
    assert courier.retry_after(header) is None


async def test_who_asks_for_no_rest_at_all_is_not_asked_again_at_once(
    carrier: Courier, stand_in: StandIn
) -> None:
    phone = stand_in.handset()
    stand_in.will_answer(phone, 429, **{"Retry-After": "0"})

    assert await carrier.send([parcel(phone)]) == [Answer(Said.BUSY, clock.now() + courier.SHORTEST_REST)]


async def test_nobody_can_ask_for_a_rest_of_days(carrier: Courier, stand_in: StandIn) -> None:
    phone = stand_in.handset()
    stand_in.will_answer(phone, 429, **{"Retry-After": "999999999999"})

    assert await carrier.send([parcel(phone)]) == [Answer(Said.BUSY, clock.now() + timedelta(hours=1))]


async def test_a_broken_push_service_is_left_alone_for_longer_and_longer(
    carrier: Courier, stand_in: StandIn
) -> None:
    phone = stand_in.handset()
    stand_in.will_answer(phone, 500, times=3)
    rests = []
    for _ in range(3):
        [answer] = await carrier.send([parcel(phone)])
        assert answer.said is Said.UNREACHABLE
        assert answer.again_at is not None
        rests.append((answer.again_at - clock.now()).total_seconds())
        clock.advance(answer.again_at - clock.now())

    assert rests == [10, 20, 40]
    assert await carrier.send([parcel(phone)]) == [Answer(Said.ACCEPTED)]


async def test_a_push_service_that_says_nothing_is_given_up(
    carrier: Courier, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wires, "SECONDS", 0.05)
    phone = stand_in.handset()
    stand_in.will_answer(phone, HANG)

    [answer] = await carrier.send([parcel(phone)])

    assert answer == Answer(Said.UNREACHABLE, clock.now() + courier.SHORTEST_REST)


async def test_nobody_listens(carrier: Courier, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    async def here(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    monkeypatch.setattr(courier.addresses, "check", lambda _endpoint: None)
    monkeypatch.setattr(courier.addresses, "resolve", here)

    [answer] = await carrier.send([parcel(Handset("http://127.0.0.1:1/1"))])

    assert answer.said is Said.UNREACHABLE


async def test_a_few_busy_phones_do_not_stop_a_push_service_that_is_trusted(
    carrier: Courier, stand_in: StandIn
) -> None:
    async with courier.working(trust=2 * courier.PRICE) as trusting:
        busy = [stand_in.handset() for _ in range(3)]
        for phone in busy:
            stand_in.will_answer(phone, 429, **{"Retry-After": "60"})
        later = clock.now() + timedelta(seconds=60)

        assert await trusting.send([parcel(phone) for phone in busy[:2]]) == [Answer(Said.BUSY, later)] * 2
        assert await trusting.send([parcel(stand_in.handset())]) == [Answer(Said.ACCEPTED)]

        # One more than it has earned: now all of it is left in peace.
        assert await trusting.send([parcel(busy[2])]) == [Answer(Said.BUSY, later)]
        asked = stand_in.asked
        [answer] = await trusting.send([parcel(stand_in.handset())])
        assert (answer, answer.was_asked, stand_in.asked) == (Answer(Said.BUSY, later), False, asked)
