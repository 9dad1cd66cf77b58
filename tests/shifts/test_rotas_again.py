"""An earlier rota is at hand to make the next weeks like it; what its form can say of each shift of a day."""

from datetime import timedelta
from typing import Any

import orjson
import pytest

from backend.access.models import Post, Role
from backend.kit import clock
from backend.kit.refusals import BadInput
from backend.shifts import leaving
from backend.shifts.models import Rota, Shift, Signup
from backend.shifts.rota.templates import Daily
from backend.volunteers.models import QualificationKind
from tests import community
from tests.community import Town
from tests.phones import Phone, Phones
from tests.shifts import builders
from tests.shifts.asking import named
from tests.shifts.crews import (
    BY_DAY,
    BY_NIGHT,
    DESK,
    HOUR,
    MONDAY,
    created,
    crew,
    everything,
    planned,
    template,
)
from tests.statements import counted

MOST = 8
"""Statements of a document."""
AGAIN = """query ($grid: ID!, $rota: ID) {
  rotaTemplate(grid: $grid, rota: $rota) {
    rota name firstDay weeks kind place people brief bring byHours contact
    daily { begins ends number kind place qualifications }
  }
}"""
PAPER = QualificationKind.HEALTH_CERTIFICATE
NIGHT_GATE = Daily(20 * HOUR, 8 * HOUR, 1, qualifications=(PAPER,), place="西门")


async def again(phone: Phone, town: Town, rota: Rota | None = None) -> dict[str, Any] | None:
    """What a phone is told of a rota of the east grid; of the latest where none is named."""
    which = named("Rota", rota) if rota else None
    answer = await phone.ask(AGAIN, grid=named("Grid", town.east), rota=which)
    found: dict[str, Any] | None = answer["rotaTemplate"]
    return found


async def test_a_rota_tells_what_it_was_made_of(town: Town, phones: Phones) -> None:
    people, phone = await crew(town, 4), await phones(town.leader)
    for person in people:
        await builders.paper(person, town.leader, PAPER, MONDAY + timedelta(days=60))
    assert await again(phone, town) is None
    wanted = template(people, BY_DAY, NIGHT_GATE, DESK, by_hours=False, contact=town.member.id)
    rota = await created(town, wanted)
    shift = {"number": 1, "kind": "GUARD", "place": "", "qualifications": []}
    assert await again(phone, town) == {
        "rota": named("Rota", rota),
        "name": "北门两班制",
        "firstDay": "2020-02-03",
        "weeks": 1,
        "kind": "GUARD",
        "place": "北门岗亭",
        "people": [named("Person", one) for one in people],
        "brief": "查验通行证。",
        "bring": "口罩",
        "byHours": False,
        "contact": named("Person", town.member),
        "daily": [
            shift | {"begins": 8 * HOUR, "ends": 20 * HOUR, "number": 2},
            shift | {"begins": 20 * HOUR, "ends": 8 * HOUR, "place": "西门", "qualifications": [PAPER.value]},
            shift | {"begins": 9 * HOUR, "ends": 17 * HOUR, "kind": "REMOTE_DESK"},
        ],
    }


async def test_asking_for_an_earlier_rota_costs_few_statements(town: Town, phones: Phones) -> None:
    people, phone = await crew(town, 3), await phones(town.leader)
    # Somebody to call who holds no post: that they stand shifts here has to be looked up too.
    first = await created(town, template(people, BY_NIGHT))
    contact = (await Signup.filter(shift__rota_id=first.id))[0].person_id
    await created(town, template(people, BY_NIGHT, first_day=MONDAY + timedelta(days=7), contact=contact))
    await again(phone, town)
    with counted() as statements:
        found = await again(phone, town)
    assert found
    assert found["contact"]
    assert len(statements) <= MOST


async def test_the_latest_is_given_unless_another_is_named(town: Town, phones: Phones) -> None:
    people, phone = await crew(town, 2), await phones(town.leader)
    first = await created(town, template(people, BY_NIGHT, name="先"))
    await created(town, template(people, BY_NIGHT, name="后", first_day=MONDAY + timedelta(days=7)))
    latest, earlier = await again(phone, town), await again(phone, town, first)
    assert latest
    assert earlier
    assert (latest["name"], earlier["name"]) == ("后", "先")


async def test_who_left_it_is_not_asked_again_and_who_took_over_is(town: Town, phones: Phones) -> None:
    people, phone = await crew(town, 2), await phones(town.leader)
    rota = await created(town, template(people[:1], Daily(8 * HOUR, 9 * HOUR, 1)))
    shifts = await Shift.filter(rota_id=rota.id)
    for shift in shifts:
        await leaving.leave(await community.actor(people[0]), shift.id)
    await builders.joined(people[1], shifts[0])
    found = await again(phone, town)
    assert found
    assert found["people"] == [named("Person", people[1])]


async def test_who_has_nothing_to_do_with_the_grid_any_more_is_not_named_as_the_contact(
    town: Town, phones: Phones
) -> None:
    phone = await phones(town.leader)
    liaison = await community.appointed("陈敏", Role.LIAISON, town.east)
    rota = await created(town, template(await crew(town, 2), BY_NIGHT, contact=liaison.id))
    assert {one.contact_id for one in await Shift.filter(rota_id=rota.id)} == {liaison.id}
    found = await again(phone, town)
    assert found
    assert found["contact"] == named("Person", liaison)
    await Post.filter(person_id=liaison.id).update(ended_at=clock.now())
    found = await again(phone, town)
    assert found
    assert found["contact"] is None


async def test_a_rota_that_kept_its_daily_shifts_only_is_made_again_too(town: Town, phones: Phones) -> None:
    rota = await created(town, template(await crew(town, 2), BY_NIGHT))
    daily: list[dict[str, Any]] = [
        {"begins": 1200, "ends": 480, "number": 1, "kind": None, "qualifications": []}
    ]
    await Rota.filter(id=rota.id).update(template=orjson.dumps(daily).decode())
    found = await again(await phones(town.leader), town)
    assert found
    assert (found["kind"], found["place"], found["daily"][0]["begins"]) == ("GUARD", "北门岗亭", 20 * HOUR)


async def test_rotas_of_other_grounds_are_not_told_of(town: Town, phones: Phones) -> None:
    rota = await created(town, template(await crew(town, 2), BY_NIGHT))
    phone = await phones(town.neighbour)
    answer = await phone.ask(AGAIN, grid=named("Grid", town.west), rota=named("Rota", rota))
    assert answer == {"rotaTemplate": None}
    assert (await phone.answer(AGAIN, grid=named("Grid", town.east), rota=named("Rota", rota)))["errors"]


async def test_each_shift_of_a_day_may_have_its_own_place(town: Town) -> None:
    wanted = template(await crew(town, 3), BY_DAY, Daily(20 * HOUR, 8 * HOUR, 1, place=" 西门 "))
    rota = await created(town, wanted)
    places = [one.place for one in await Shift.filter(rota_id=rota.id).order_by("starts_at")]
    assert places == ["北门岗亭", "西门"] * 7
    assert '"place":"西门"' in rota.template


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("contact", {"contact": "helper"}),
        ("place", {"daily": (Daily(8 * HOUR, 20 * HOUR, 1, place="长" * 81),)}),
    ],
)
async def test_a_contact_from_elsewhere_and_a_place_too_long_are_refused(
    town: Town, field: str, other: dict[str, Any]
) -> None:
    people = await crew(town, 2)
    if "contact" in other:
        other = {"contact": people[1].id}
    before = await everything()
    with pytest.raises(BadInput) as refused:
        await created(town, template(people, **other))
    assert refused.value.field == field
    assert await everything() == before


async def test_whom_people_call_is_not_part_of_what_is_looked_at(town: Town) -> None:
    people = await crew(town, 2)
    plans = [await planned(town, template(people, contact=one)) for one in (None, town.member.id)]
    assert plans[0].fingerprint == plans[1].fingerprint
