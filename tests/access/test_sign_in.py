"""Signing in with a code that was sent to a phone."""

import asyncio
import logging
from datetime import timedelta
from unittest.mock import patch

import pytest

from backend.access import code_sending, codes
from backend.access.models import CodeOnItsWay, Deed, Person, Session, SignInCode
from backend.kit import clock, sms
from tests.access.asking import ME, NUMBER, REQUEST, SIGN_IN, requested, sign_in, wrong
from tests.phones import Phones


async def test_a_number_that_nobody_had_becomes_a_person_without_grid(phones: Phones) -> None:
    phone = await phones()
    code = await requested(phone)
    answer = await sign_in(phone, code)
    assert answer == {"__typename": "Me", "name": "", "phone": "+86138****5678", "posts": []}
    [person] = await Person.all()
    assert (person.phone, person.grid_id) == ("+8613812345678", None)
    assert (await phone.ask(ME))["me"]["phone"].endswith("****5678")
    assert await Deed.filter(verb="signIn", actor=person.id).count() == 1


async def test_a_known_number_signs_the_same_person_in(phones: Phones) -> None:
    person = await Person.create(
        name="王芳", phone="+8613812345678", phone_index=Person.index_of("+8613812345678")
    )
    phone = await phones()
    # As people type it: with spaces, with the country's code, with a code copied with a space.
    code = await requested(phone, "+86 138 1234 5678")
    answer = await sign_in(phone, f" {code[:3]} {code[3:]} ", "138-1234-5678")
    assert answer["name"] == "王芳"
    assert await Person.all().count() == 1
    assert await Session.filter(person_id=person.id).count() == 1


async def test_the_answer_is_the_same_whether_the_number_is_known_or_not(phones: Phones) -> None:
    await Person.create(name="王芳", phone="+8613812345678", phone_index=Person.index_of("+8613812345678"))
    phone = await phones()
    known = await phone.ask(REQUEST, phone=NUMBER)
    unknown = await phone.ask(REQUEST, phone="13912345678")
    assert known == unknown
    assert await CodeOnItsWay.all().count() == 2
    assert await SignInCode.all().count() == 2


@pytest.mark.parametrize("number", ["", "123", "1381234567", "+8613812345678999", "电话", "1" * 500])
async def test_what_is_no_number_is_refused_and_nothing_is_sent(phones: Phones, number: str) -> None:
    phone = await phones()
    answer = (await phone.ask(REQUEST, phone=number))["requestSignInCode"]
    assert (answer["__typename"], answer["field"]) == ("BadInput", "phone")
    assert await CodeOnItsWay.all().count() == 0


@pytest.mark.parametrize(
    ("number", "stored"),
    [
        ("+1 650 253 0000", "+16502530000"),
        ("+852 9123 4567", "+85291234567"),
        ("008613812345678", "+8613812345678"),
    ],
)
async def test_numbers_from_elsewhere_work(phones: Phones, number: str, stored: str) -> None:
    phone = await phones()
    answer = await sign_in(phone, await requested(phone, number), number)
    assert answer["__typename"] == "Me"
    assert (await Person.get()).phone == stored


async def test_a_wrong_code_costs_a_try_and_after_five_the_right_one_is_over(phones: Phones) -> None:
    phone = await phones()
    code = await requested(phone)
    left = [(await sign_in(phone, wrong(code))).get("triesLeft") for _ in range(5)]
    assert left == [4, 3, 2, 1, None]
    assert (await sign_in(phone, code))["__typename"] == "CodeOver"
    assert await Session.all().count() == 0
    assert await Person.all().count() == 0


async def test_tries_in_parallel_are_counted_one_by_one(phones: Phones) -> None:
    phone = await phones()
    code = await requested(phone)
    guesses = [sign_in(phone, f"{(int(code) + n) % 1_000_000:06}") for n in range(1, 21)]
    answers = [answer["__typename"] for answer in await asyncio.gather(*guesses)]
    assert (answers.count("WrongCode"), answers.count("CodeOver")) == (4, 16)


async def test_a_code_signs_in_once(phones: Phones) -> None:
    phone, other = await phones(), await phones()
    code = await requested(phone)
    answers = await asyncio.gather(sign_in(phone, code), sign_in(other, code))
    assert sorted(str(answer["__typename"]) for answer in answers) == ["CodeOver", "Me"]
    assert await Session.all().count() == 1


async def test_a_code_may_be_typed_with_blanks_and_in_wide_figures(phones: Phones) -> None:
    phone = await phones()
    code = await requested(phone)
    wide = "".join(chr(ord(figure) + 0xFEE0) for figure in code)
    assert (await sign_in(phone, f" {wide[:3]} {wide[3:]} "))["__typename"] == "Me"


async def test_a_code_is_over_after_ten_minutes(phones: Phones) -> None:
    phone = await phones()
    code = await requested(phone)
    clock.advance(timedelta(minutes=10))
    assert (await sign_in(phone, code))["__typename"] == "CodeOver"


async def test_a_code_opens_no_other_number(phones: Phones) -> None:
    phone = await phones()
    code = await requested(phone)
    await requested(phone, "13912345678")
    if code != await requested(phone, "13912345678"):
        assert (await sign_in(phone, code, "13912345678"))["__typename"] == "WrongCode"


async def test_an_older_code_still_works_and_takes_the_newer_with_it(phones: Phones) -> None:
    phone = await phones()
    older = await requested(phone)
    newer = await requested(phone)
    assert (await sign_in(phone, older))["__typename"] == "Me"
    assert (await sign_in(await phones(), newer))["__typename"] == "CodeOver"


async def test_codes_for_one_number_are_limited(phones: Phones) -> None:
    phone = await phones()
    for _ in range(5):
        await requested(phone)
    answer = (await phone.ask(REQUEST, phone=NUMBER))["requestSignInCode"]
    assert answer["__typename"] == "TooOften"
    assert (await phone.ask(REQUEST, phone="13912345678"))["requestSignInCode"]["__typename"] == "CodeSent"
    assert await SignInCode.all().count() == 6


async def test_codes_for_one_address_and_for_the_whole_system_are_limited(phones: Phones) -> None:
    phone = await phones()
    with patch.object(codes, "PER_ADDRESS", "1 per hour"):
        await requested(phone)
        answer = await phone.ask(REQUEST, phone="13912345678")
        assert answer["requestSignInCode"]["__typename"] == "TooOften"
    with patch.object(codes, "PER_SYSTEM", "1 per hour"):
        await requested(phone, "13712345678")
        answer = await phone.ask(REQUEST, phone="13612345678")
        assert answer["requestSignInCode"]["__typename"] == "TooOften"


async def test_an_address_that_asks_too_often_does_not_use_up_other_peoples_tries(phones: Phones) -> None:
    phone = await phones()
    with patch.object(codes, "PER_ADDRESS", "1 per hour"):
        await requested(phone, "13912345678")
        for _ in range(5):
            answer = await phone.ask(REQUEST, phone=NUMBER)
            assert answer["requestSignInCode"]["__typename"] == "TooOften"
    await requested(phone)


async def test_the_code_is_shown_in_the_demo_only(phones: Phones) -> None:
    from backend import settings

    phone = await phones()
    assert (await phone.ask(REQUEST, phone=NUMBER))["requestSignInCode"]["demoCode"] is None
    demo = settings.settings().model_copy(update={"demo": True})
    with patch.object(settings, "settings", lambda: demo):
        code = (await phone.ask(REQUEST, phone=NUMBER))["requestSignInCode"]["demoCode"]
    assert (await sign_in(phone, code))["__typename"] == "Me"


async def test_without_a_gateway_the_code_goes_to_the_log(
    phones: Phones, caplog: pytest.LogCaptureFixture
) -> None:
    code = await requested(await phones())
    with caplog.at_level(logging.WARNING):
        assert await code_sending.send_codes() == 1
    assert code in caplog.text
    assert NUMBER not in caplog.text
    assert await CodeOnItsWay.all().count() == 0


async def test_a_gateway_that_fails_is_asked_three_times(
    phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def fails(phone: str, text: str) -> bool:
        asked.append(phone)
        return False

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", fails)
    await requested(await phones())
    for _ in range(5):
        await code_sending.send_codes()
        clock.advance(code_sending.AGAIN_AFTER)
    assert asked == ["+8613812345678"] * 3
    clock.advance(codes.LIFETIME)
    await code_sending.send_codes()
    assert await CodeOnItsWay.all().count() == 0


async def test_behind_a_slow_gateway_two_workers_send_each_code_once(
    phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    async def slow(phone: str, text: str) -> bool:
        sent.append(text)
        clock.advance(timedelta(seconds=sms.SECONDS))
        if len(sent) == 2:
            # While one worker is at its second code, another one looks what is due.
            await code_sending.send_codes()
        return True

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", slow)
    phone = await phones()
    for _ in range(3):
        await requested(phone)
    await code_sending.send_codes()
    assert len(sent) == len(set(sent)) == 3


async def test_two_workers_send_a_code_once(phones: Phones, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []

    async def takes(phone: str, text: str) -> bool:
        sent.append(text)
        await asyncio.sleep(0)
        return True

    monkeypatch.setattr(sms, "is_possible", lambda: True)
    monkeypatch.setattr(sms, "send", takes)
    await requested(await phones())
    await asyncio.gather(*(code_sending.send_codes() for _ in range(4)))
    assert len(sent) == 1


async def test_signing_out_ends_the_session_and_clears_the_cookie(phones: Phones) -> None:
    phone = await phones()
    await sign_in(phone, await requested(phone))
    token = phone.cookies["lianxin"]
    answer = await phone.post("/graphql", json={"query": "mutation { signOut }"})
    assert answer.json() == {"data": {"signOut": True}}
    assert answer.headers["clear-site-data"] == '"cache"'
    assert "lianxin" not in phone.cookies
    phone.cookies.set("lianxin", token)
    assert (await phone.ask(ME))["me"] is None
    assert await phone.refused("mutation { signOut }") == "SIGNED_OUT"


async def test_signing_in_as_somebody_else_signs_the_first_one_out(phones: Phones) -> None:
    first = await Person.create(name="王芳")
    phone = await phones(first)
    await sign_in(phone, await requested(phone))
    assert await Session.filter(person_id=first.id, revoked_at__isnull=True).count() == 0
    assert (await phone.ask(ME))["me"]["name"] == ""


async def test_the_cookie_is_closed_to_scripts_and_other_sites(phones: Phones) -> None:
    phone = await phones()
    code = await requested(phone)
    response = await phone.post(
        "/graphql", json={"query": SIGN_IN, "variables": {"phone": NUMBER, "code": code}}
    )
    cookie = response.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    session = await Session.get()
    assert session.token not in cookie
