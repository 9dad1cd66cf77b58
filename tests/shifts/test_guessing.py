"""Six digits that are typed are not guessed, and say when they were typed."""

from datetime import timedelta

from backend.kit import clock
from backend.shifts import attendance, place_codes
from backend.shifts.refusals import WrongPlaceCode
from tests.community import Town
from tests.phones import Phones
from tests.shifts import builders, documents
from tests.shifts.asking import did, named
from tests.supplies.builders import acting, refused

MINUTE = timedelta(minutes=1)


def typed(shown: str) -> str:
    """What a phone makes of six digits that are typed now."""
    return f"{int(clock.now().timestamp()) // 60:x}.{shown}"


async def test_digits_that_are_typed_are_as_good_as_the_code(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + MINUTE))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    digits = place_codes.digits(shift.id)
    assert (len(digits), digits.isdecimal()) == (6, True)
    clock.advance(3 * MINUTE)
    signup = await attendance.check_in(await acting(chen), shift.id, code=typed(digits))
    assert signup.came_at == clock.now()


async def test_digits_of_some_minutes_ago_or_of_another_place_are_refused(town: Town) -> None:
    shift, other = [await builders.shift(town, builders.plan(clock.now() + MINUTE)) for _ in range(2)]
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    digits, others = place_codes.digits(shift.id), place_codes.digits(other.id)
    actor = await acting(chen)
    before = await builders.everything()
    with refused(WrongPlaceCode):
        await attendance.check_in(actor, shift.id, code=typed(others))
    with refused(WrongPlaceCode):
        await attendance.check_in(actor, shift.id, code=digits)
    clock.advance(4 * MINUTE)
    with refused(WrongPlaceCode):
        await attendance.check_in(actor, shift.id, code=typed(digits))
    assert await builders.everything() == before


async def test_who_guesses_is_stopped_long_before_they_hit(town: Town, phones: Phones) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + MINUTE))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    phone = await phones(chen)
    right = place_codes.shown(shift.id)
    wrong = typed(f"{(int(place_codes.digits(shift.id)) + 1) % 10**6:06}")
    said = [
        (await did(phone, documents.CHECK_IN, shift=named("Shift", shift), code=wrong))["__typename"]
        for _ in range(61)
    ]
    assert said == ["WrongPlaceCode"] * 60 + ["TooOften"]
    answer = await did(phone, documents.CHECK_IN, shift=named("Shift", shift), code=right)
    assert answer["__typename"] == "TooOften"
    assert (await builders.signup_of(chen, shift)).came_at is None
    # The leader's tap still helps.
    leader = await phones(town.leader)
    tapped = {"shift": named("Shift", shift), "person": named("Person", chen)}
    assert (await did(leader, documents.CHECK_IN, **tapped))["__typename"] == "Shift"
