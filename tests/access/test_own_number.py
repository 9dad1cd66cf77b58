"""My telephone number: adding one after coming in without, and changing it."""

import asyncio
from datetime import timedelta
from typing import Any
from unittest.mock import AsyncMock, patch

import pytest

from backend.access import code_sending, codes, own_number
from backend.access.models import CodeOnItsWay, Deed, Person, Session, SignInCode
from backend.kit import clock, nodes
from backend.kit.words import Language
from backend.push.models import Kind, Message
from tests import community
from tests.access.asking import ME, NUMBER, give, make_token, requested, sign_in, with_number, wrong
from tests.phones import Phone, Phones
from tests.programs import with_key

OLD, NEW = NUMBER, "13987654321"
CHANGE = """mutation ($phone: String!, $code: String!, $own: String) { changePhone(phone: $phone, code: $code, ownCode: $own) {
    __typename ... on Me { phone } ... on WrongCode { triesLeft } ... on BadInput { field } ... on TooOften { seconds } } }"""


async def change(phone: Phone, code: str, number: str = NEW, own: str | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = (await phone.ask(CHANGE, phone=number, code=code, own=own))["changePhone"]
    return answer


async def called(name: str, number: str | None = None) -> Person:
    """Somebody, with a number or without."""
    full = f"+86{number}" if number else None
    return await Person.create(name=name, phone=full, phone_index=Person.index_of(full) if full else None)


async def state() -> dict[str, Any]:
    """Everything that a refused change must leave as it was."""
    return {
        "people": {(row.id, row.name, row.phone, row.phone_index, row.version) for row in await Person.all()},
        "devices": await Session.filter(Session.open_now()).count(),
        "told": await Message.all().count(),
        "deeds": await Deed.exclude(verb="signIn").count(),
        "letters": await CodeOnItsWay.all().count(),
    }


async def test_who_came_in_without_a_number_adds_one_and_is_the_same_person_when_they_sign_in_by_it(
    phones: Phones,
) -> None:
    mother = await called("刘芳")
    phone = await phones(mother)
    assert await change(phone, await requested(phone, NEW)) == {"__typename": "Me", "phone": "+86139****4321"}

    answer = await sign_in(other := await phones(), await requested(other, NEW), NEW)
    assert (answer["__typename"], answer["name"]) == ("Me", "刘芳")
    assert await Person.all().count() == 1
    # No number was there to be told.
    assert await CodeOnItsWay.filter(expires_at__gt=clock.now() + codes.LIFETIME).count() == 0


async def test_the_old_number_no_longer_signs_in_to_this_account(phones: Phones) -> None:
    mother = await called("刘芳", OLD)
    phone = await phones(mother)
    unused = await requested(phone, OLD)
    assert (await change(phone, await requested(phone, NEW)))["__typename"] == "Me"

    assert (await sign_in(await phones(), unused, OLD))["__typename"] == "CodeOver"
    answer = await sign_in(other := await phones(), await requested(other, OLD), OLD)
    assert answer["name"] == ""
    assert await Person.all().count() == 2
    kept = await Person.get(id=mother.id)
    assert (kept.phone, kept.version) == (f"+86{NEW}", 2)


async def test_a_code_that_was_read_out_for_the_old_number_is_over_with_it(phones: Phones) -> None:
    town = await community.build()
    mother = await with_number(await community.resident("刘芳", town.east))
    given = await give(await phones(town.leader), mother)
    phone = await phones(mother)
    await change(phone, await requested(phone, NEW))
    assert (await sign_in(await phones(), given["code"], OLD))["__typename"] == "CodeOver"
    assert await Person.filter(phone_index=Person.index_of(f"+86{OLD}")).count() == 0


async def test_a_code_that_was_read_out_does_not_take_a_number_to_another_account(phones: Phones) -> None:
    town = await community.build()
    mother = await with_number(await community.resident("刘芳", town.east))
    given = await give(await phones(town.leader), mother)
    assert (await change(await phones(town.neighbour), given["code"], OLD))["__typename"] == "NumberTaken"
    assert (await Person.get(id=mother.id)).phone == f"+86{OLD}"


async def test_other_devices_stay_signed_in_and_they_and_the_old_number_hear_of_it(phones: Phones) -> None:
    mother = await called("刘芳", OLD)
    mother.language = Language.EN
    await mother.save()
    phone, tablet = await phones(mother), await phones(mother)
    code = await requested(phone, NEW)
    await CodeOnItsWay.all().delete()
    await change(phone, code)

    assert (await tablet.ask(ME))["me"]["phone"] == "+86139****4321"
    [message] = await Message.all()
    assert (message.person_id, message.kind, message.link) == (mother.id, Kind.ACCOUNT, "/me/devices")
    [letter] = await CodeOnItsWay.all()
    assert (letter.phone, letter.text) == (f"+86{OLD}", own_number.TO_THE_OLD_NUMBER.en)
    assert NEW[-4:] not in message.said + letter.text
    assert await code_sending.send_codes() == 1


async def test_the_trail_says_that_it_changed_and_names_no_number(phones: Phones) -> None:
    mother = await called("刘芳", OLD)
    phone = await phones(mother)
    await change(phone, await requested(phone, NEW))
    deed = await Deed.get(verb="changePhone")
    assert (deed.actor, deed.what, deed.row, deed.detail) == (
        mother.id,
        "Person",
        mother.id,
        {"added": False},
    )
    held = (await phone.ask("{ myData { name entries { lines { text } } } }"))["myData"]
    texts = [line["text"] for part in held for entry in part["entries"] for line in entry["lines"]]
    assert "Changed my sign-in number" in texts
    assert f"+86{NEW}" in texts
    assert f"+86{OLD}" not in texts


async def test_a_wrong_code_costs_a_try_and_changes_nothing(phones: Phones) -> None:
    phone = await phones(await called("刘芳", OLD))
    code = await requested(phone, NEW)
    before = await state()
    left = [(await change(phone, wrong(code))).get("triesLeft") for _ in range(5)]
    assert left == [4, 3, 2, 1, None]
    assert await change(phone, code) == {"__typename": "CodeOver"}
    assert await state() == before


async def test_a_code_is_over_after_ten_minutes_and_is_for_one_number(phones: Phones) -> None:
    phone = await phones(await called("刘芳", OLD))
    code = await requested(phone, NEW)
    before = await state()
    assert await change(phone, code, "13700000000") == {"__typename": "CodeOver"}
    clock.advance(timedelta(minutes=10))
    assert await change(phone, code) == {"__typename": "CodeOver"}
    assert await state() == before


async def test_what_is_no_number_is_refused(phones: Phones) -> None:
    phone = await phones(await called("刘芳", OLD))
    before = await state()
    assert await change(phone, "123456", "12345") == {"__typename": "BadInput", "field": "phone"}
    assert await state() == before


async def test_a_number_with_an_account_is_refused_after_the_proof_and_both_stay_as_they_were(
    phones: Phones,
) -> None:
    mother, other = await called("刘芳", OLD), await called("刘芳", NEW)
    phone = await phones(mother)
    code = await requested(phone, NEW)
    before = await state()
    # Whoever does not hold the number does not learn that it has an account.
    assert await change(phone, wrong(code)) == {"__typename": "WrongCode", "triesLeft": 4}
    assert await change(phone, code) == {"__typename": "NumberTaken"}
    assert await state() == before
    again = await sign_in(there := await phones(), await requested(there, NEW), NEW)
    assert again["__typename"] == "Me"
    assert nodes.row_of("Person", (await there.ask(ME))["me"]["id"]) == other.id


async def test_a_known_number_answers_like_an_unknown_one_until_it_is_proved(phones: Phones) -> None:
    await called("别人", NEW)
    phone = await phones(await called("刘芳"))
    for number in (NEW, "13700000000"):
        assert await change(phone, "000000", number) == {"__typename": "CodeOver"}


async def test_too_many_tries_of_one_person_are_stopped(phones: Phones) -> None:
    phone = await phones(await called("刘芳", OLD))
    with patch.object(own_number, "TRIES", "1 per day"):
        assert (await change(phone, "000000"))["__typename"] == "CodeOver"
        code = await requested(phone, NEW)
        before = await state()
        assert (await change(phone, code))["__typename"] == "TooOften"
    assert await state() == before


async def test_who_signed_in_a_while_ago_proves_the_old_number_too(phones: Phones) -> None:
    phone = await phones(await called("刘芳", OLD))
    clock.advance(timedelta(hours=1))
    code = await requested(phone, NEW)
    before = await state()
    # Whose fault a refusal is: first the new number's code, then the old one's.
    assert await change(phone, wrong(code)) == {"__typename": "WrongCode", "triesLeft": 4}
    assert await change(phone, code) == {"__typename": "ProveItIsYou"}
    assert await change(phone, code, own="000000") == {"__typename": "CodeOver"}
    assert await state() == before

    own = await requested(phone, OLD)
    before = await state()
    assert await change(phone, code, own=wrong(own)) == {"__typename": "WrongCode", "triesLeft": 4}
    assert await state() == before
    assert (await change(phone, await requested(phone, NEW), own=own))["__typename"] == "Me"


async def test_who_lost_the_old_number_proves_it_by_a_code_that_a_leader_reads_out(phones: Phones) -> None:
    town = await community.build()
    mother = await with_number(await community.resident("刘芳", town.east))
    phone = await phones(mother)
    clock.advance(timedelta(hours=1))
    given = await give(await phones(town.leader), mother)
    code = await requested(phone, NEW)
    assert (await change(phone, code, own=given["code"]))["__typename"] == "Me"
    assert (await Person.get(id=mother.id)).phone == f"+86{NEW}"


async def test_who_has_no_number_proves_only_the_new_one(phones: Phones) -> None:
    phone = await phones(await called("刘芳"))
    clock.advance(timedelta(days=30))
    assert (await change(phone, await requested(phone, NEW)))["__typename"] == "Me"


async def test_the_same_number_again_is_done_already(phones: Phones) -> None:
    """As when the answer was lost on the way."""
    phone = await phones(await called("刘芳", OLD))
    code = await requested(phone, NEW)
    first = await change(phone, code)
    before = await state()
    assert await change(phone, code) == first
    assert await state() == before


@pytest.mark.parametrize("proof", ["one after the other", "at once"])
async def test_of_two_accounts_that_claim_a_number_at_once_one_gets_it(phones: Phones, proof: str) -> None:
    people = [await called("甲"), await called("乙", OLD)]
    claimers = [await phones(person) for person in people]
    claimed = [await requested(phone, NEW) for phone in claimers]
    if proof == "at once":
        # Both have proved it before either has it.
        with patch.object(codes, "spend", AsyncMock()):
            answers = await asyncio.gather(*map(change, claimers, claimed))
        assert sorted(answer["__typename"] for answer in answers) == ["Me", "NumberTaken"]
    else:
        answers = await asyncio.gather(*map(change, claimers, claimed))
        assert sorted(answer["__typename"] for answer in answers) == ["CodeOver", "Me"]
    assert await Person.filter(phone_index=Person.index_of(f"+86{NEW}")).count() == 1
    assert await Deed.filter(verb="changePhone").count() == 1
    assert await Message.all().count() == 1
    assert await SignInCode.filter(used_at__isnull=True).count() == (2 if proof == "at once" else 0)


async def test_who_is_erased_meanwhile_keeps_no_number(phones: Phones) -> None:
    mother = await called("刘芳")
    phone = await phones(mother)

    async def erased_meanwhile(*_given: object) -> None:
        await Person.filter(id=mother.id).update(erased_at=clock.now())

    with patch.object(codes, "spend", erased_meanwhile):
        assert await change(phone, "123456") == {"__typename": "CodeOver"}
    assert (await Person.get(id=mother.id)).phone_index is None
    assert await Deed.filter(verb="changePhone").count() == 0


async def test_it_is_for_a_person_on_a_device(phones: Phones) -> None:
    assert await (await phones()).refused(CHANGE, phone=NEW, code="123456") == "SIGNED_OUT"
    town = await community.build()
    made = await make_token(await phones(town.leader), town.east, write=True)
    other = await with_key(phones, made["secret"])
    code = await requested(await phones(), NEW)
    assert await other.refused(CHANGE, phone=NEW, code=code) == "FORBIDDEN"
    assert (await Person.get(id=town.leader.id)).phone is None
