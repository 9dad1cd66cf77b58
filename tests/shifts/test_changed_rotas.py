"""A rota that would come out otherwise than it was shown is not saved before somebody has looked again."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from backend.access.models import Person
from backend.kit import clock
from backend.shifts.models import Rota, Shift, Signup
from backend.volunteers.models import Qualification, QualificationKind
from tests.community import Town
from tests.phones import Phone, Phones
from tests.shifts import builders, documents
from tests.shifts.asking import did, named
from tests.shifts.builders import everything
from tests.shifts.crews import HOUR, crew

PAPER = QualificationKind.HEALTH_CERTIFICATE


def rota(people: list[Person], **other: Any) -> dict[str, Any]:
    """A week of one shift a day from tomorrow on."""
    return {
        "name": "卡口",
        "firstDay": "2020-01-30",
        "weeks": 1,
        "kind": "GUARD",
        "place": "北门",
        "daily": [{"begins": 8 * HOUR, "ends": 20 * HOUR, "number": 1}],
        "people": [named("Person", person) for person in people],
    } | other


async def looked_at(phone: Phone, asked: dict[str, Any]) -> dict[str, Any]:
    """The plan that a leader looks at."""
    plan: dict[str, Any] = (await phone.ask(documents.PLAN, **asked))["plannedRota"]
    return plan


async def shown(phone: Phone, asked: dict[str, Any]) -> str:
    """Its fingerprint."""
    fingerprint: str = (await looked_at(phone, asked))["fingerprint"]
    return fingerprint


async def refused_then_saved(phone: Phone, asked: dict[str, Any], fingerprint: str) -> None:
    """What was looked at is not there any more: nothing is saved, until they have looked again."""
    before = await everything()
    answer = await did(phone, documents.CREATE_ROTA, **asked, fingerprint=fingerprint)
    assert answer["__typename"] == "RotaChanged"
    assert "Nothing is saved yet: look at it again" in answer["message"]
    assert await everything() == before

    again = await shown(phone, asked)
    assert again != fingerprint
    made = await did(phone, documents.CREATE_ROTA, **asked, fingerprint=again)
    assert made["__typename"] == "Rota"


async def test_somebody_joined_elsewhere_meanwhile(town: Town, phones: Phones) -> None:
    people, phone = await crew(town, 2), await phones(town.leader)
    asked = {"grid": named("Grid", town.east), "input": rota(people)}
    plan = await looked_at(phone, asked)
    [first] = [person for person in people if person.name == plan["shifts"][0]["people"][0]["name"]]
    before_it = builders.plan(clock.now() + timedelta(hours=11), hours=2)
    await builders.joined(first, await builders.shift(town, before_it))
    await refused_then_saved(phone, asked, plan["fingerprint"])
    [instead] = await Signup.filter(shift__rota_id__isnull=False, shift__starts_at=before_it.ends_at)
    assert instead.person_id != first.id


async def test_a_paper_was_taken_back_meanwhile(town: Town, phones: Phones) -> None:
    people, phone = await crew(town, 2), await phones(town.leader)
    for person in people:
        await builders.paper(person, town.leader, PAPER, date(2020, 3, 1))
    daily = [{"begins": 8 * HOUR, "ends": 12 * HOUR, "number": 1, "qualifications": [PAPER.value]}]
    asked = {"grid": named("Grid", town.east), "input": rota(people, daily=daily)}
    fingerprint = await shown(phone, asked)
    await Qualification.filter(volunteer__person_id=people[0].id).update(removed_at=clock.now())
    await refused_then_saved(phone, asked, fingerprint)
    assert await Signup.filter(person_id=people[0].id).count() == 0


async def test_a_shift_of_it_has_begun_meanwhile(town: Town, phones: Phones) -> None:
    phone = await phones(town.leader)
    daily = [{"begins": 20 * HOUR, "ends": 22 * HOUR, "number": 1}]
    asked = {
        "grid": named("Grid", town.east),
        "input": rota(await crew(town, 2), daily=daily, firstDay="2020-01-29"),
    }
    fingerprint = await shown(phone, asked)
    clock.advance(timedelta(hours=1, minutes=5))
    await refused_then_saved(phone, asked, fingerprint)
    assert await Shift.all().count() == 6


async def test_what_nothing_changed_about_is_saved_once_however_often_it_is_sent(
    town: Town, phones: Phones
) -> None:
    people, phone = await crew(town, 3), await phones(town.leader)
    asked = {"grid": named("Grid", town.east), "input": rota(people)}
    sent = {**asked, "fingerprint": await shown(phone, asked), "key": str(uuid4())}
    first = (await phone.ask(documents.CREATE_ROTA, **sent))["done"]
    # By now everybody stands what they were given: the plan would be another, and the key has its answer.
    assert await shown(phone, asked) != sent["fingerprint"]
    assert (await phone.ask(documents.CREATE_ROTA, **sent))["done"] == first
    assert await Rota.all().count() == 1


async def test_names_and_notes_do_not_make_it_another_plan(town: Town, phones: Phones) -> None:
    people, phone = await crew(town, 3), await phones(town.leader)
    grid = named("Grid", town.east)
    fingerprint = await shown(phone, {"grid": grid, "input": rota(people)})
    assert fingerprint == await shown(
        phone, {"grid": grid, "input": rota(people, name="别名", brief="量体温")}
    )
    assert fingerprint != await shown(phone, {"grid": grid, "input": rota(people[:2])})


async def test_who_looks_at_rotas_without_end_is_asked_to_wait(town: Town, phones: Phones) -> None:
    phone = await phones(town.leader)
    asked = {"grid": named("Grid", town.east), "input": rota([town.leader])}
    looks = f"query ($grid: ID!, $input: RotaInput!) {{ {' '.join(f'look{at}: plannedRota(grid: $grid, input: $input) {{ note }}' for at in range(15))} }}"
    for _ in range(8):
        await phone.ask(looks, **asked)
    [error] = (await phone.answer(documents.PLAN, **asked))["errors"]
    assert error["message"].startswith("Too many tries.")
    # Others are not counted with them.
    await shown(await phones(town.above), asked)
