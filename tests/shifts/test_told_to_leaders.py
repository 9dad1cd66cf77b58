"""What a leader reads who cannot put somebody on a shift: it speaks of them, and not to them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from backend.access.models import Person
from backend.kit import clock
from backend.shifts import planning
from backend.shifts.models import Shift
from backend.volunteers.models import QualificationKind
from tests import community
from tests.community import Town
from tests.phones import Phone, Phones
from tests.shifts import builders, documents
from tests.shifts.asking import did, named, people, role_of
from tests.supplies.builders import acting

HOUR = timedelta(hours=1)
PAPER = QualificationKind.HEALTH_CERTIFICATE


async def put(phone: Phone, shift: Shift, person: Person) -> dict[str, Any]:
    """What a leader is answered who puts somebody on a shift."""
    return await did(
        phone,
        documents.ASSIGN,
        shift=named("Shift", shift),
        role=await role_of(shift),
        person=named("Person", person),
    )


async def test_each_reason_speaks_of_whom_the_leader_chose(town: Town, phones: Phones) -> None:
    chen, zhou = await people(town, "陈晨", "周舟")
    stranger = await community.resident("过客", town.east)
    stands = await builders.shift(town, builders.plan(hours=8))
    await builders.joined(chen, stands)
    begins = stands.starts_at
    beside, near, long = [
        await builders.shift(town, builders.plan(begins + after, hours=hours))
        for after, hours in ((HOUR, 2), (10 * HOUR, 2), (18 * HOUR, 11))
    ]
    papers = await builders.shift(town, builders.plan(begins, papers=(PAPER,)))
    full = await builders.shift(town, builders.plan(begins + timedelta(days=5), number=1))
    await builders.joined(zhou, full)
    leader = await phones(town.leader)
    before = await builders.everything()
    reasons = {
        "ShiftOverlaps": (beside, chen, "They stand another shift then (31 Jan, 19:00–03:00 next day)."),
        "TooLittleRest": (near, chen, "It is too near to another shift of theirs"),
        "TooLongInADay": (long, chen, "With this shift they would stand more than 12 hours within 24."),
        "QualificationMissing": (papers, zhou, "This work needs a paper"),
        "NotOnThisGround": (near, stranger, "They are no volunteer of this neighbourhood"),
        "ShiftFull": (full, chen, "All places are taken by now. To add somebody"),
        "AlreadyJoined": (stands, chen, "They are on this shift already"),
    }
    for kind, (shift, person, said) in reasons.items():
        answer = await put(leader, shift, person)
        assert (answer["__typename"], answer["message"][: len(said)]) == (kind, said)
    assert await builders.everything() == before


async def test_who_looks_whom_to_put_there_reads_the_same_of_others_and_is_spoken_to_of_oneself(
    town: Town, phones: Phones
) -> None:
    [chen] = await people(town, "陈晨")
    stands = await builders.shift(town)
    for person in (chen, town.leader):
        await builders.joined(person, stands)
    beside = await builders.shift(town)
    phone = await phones(town.leader)
    found = (await phone.ask(documents.CANDIDATES, shift=named("Shift", beside), role=await role_of(beside)))[
        "candidates"
    ]
    said = {one["name"]: one["whyNot"]["message"] for one in found if one["whyNot"]}
    assert said["陈晨"].startswith("They stand another shift then")
    assert said[town.leader.name].startswith("It overlaps another shift")
    assert (await put(phone, beside, town.leader))["message"].startswith("It overlaps another shift")


async def test_a_paper_that_ends_before_the_shift_is_said_to_the_leader_too(
    town: Town, phones: Phones
) -> None:
    [chen] = await people(town, "陈晨")
    await builders.paper(chen, town.leader, PAPER, date(2020, 1, 30))
    later = replace(builders.plan(papers=(PAPER,)), starts_at=clock.now() + 2 * timedelta(days=1))
    shift = await planning.create(await acting(town.leader), town.east.id, later)
    phone = await phones(town.leader)
    assert "or that ends before" in (await put(phone, shift, chen))["message"]
