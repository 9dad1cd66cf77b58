"""Everybody at once: as many get in as there are places, and nobody stands in two places."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta

import orjson

from backend.access.models import Person
from backend.kit import clock
from backend.kit.refusals import Refused
from backend.shifts import deciding, joining, leaving, limits, offering, planning
from backend.shifts.limits import Stretch
from backend.shifts.models import HOLDING, Due, DueKind, Shift, ShiftRole, ShiftState, Signup, SignupState
from tests.community import Town
from tests.shifts import builders, storming
from tests.supplies.builders import acting

PEOPLE = 5000
SHIFTS = 10
PLACES = 5


async def from_processes(number: int) -> dict[str, str]:
    """What everybody was answered who asked through one of so many processes."""
    command = (sys.executable, "-m", "tests.shifts.storming")
    running = [
        await asyncio.create_subprocess_exec(
            *command, str(part), str(number), clock.now().isoformat(), stdout=PIPE
        )
        for part in range(number)
    ]
    said = await asyncio.gather(*(process.communicate() for process in running))
    assert [process.returncode for process in running] == [0] * number
    return {name: answer for out, _ in said for name, answer in orjson.loads(out).items()}


async def test_five_thousand_ask_for_fifty_places_and_exactly_fifty_have_one(town: Town, engine: str) -> None:
    begins = clock.now() + timedelta(days=1)
    shifts = [
        await builders.shift(town, builders.plan(begins + timedelta(days=day), number=PLACES))
        for day in range(SHIFTS)
    ]
    await builders.crowd(town, PEOPLE)

    on_postgres = engine == "scaled"
    answers = await (from_processes(4) if on_postgres else storming.everybody(0, 1))

    counted = Counter(answers.values())
    assert len(answers) == PEOPLE
    assert (counted["JOINED"], counted.total()) == (SHIFTS * PLACES, PEOPLE)
    assert counted.keys() == {"JOINED", "WAITING", "ShiftFull"}
    assert [role.taken for role in await ShiftRole.all()] == [PLACES] * SHIFTS
    states = Counter([state.value for state in await Signup.all().values_list("state", flat=True)])
    assert states == {"JOINED": counted["JOINED"], "WAITING": counted["WAITING"]}
    names = {person.id: person.name for person in await Person.filter(volunteering__isnull=False)}
    for signup in await Signup.all():
        assert answers[names[signup.person_id]] == signup.state.value

    # Nobody who would wait was sent away, and they wait in the order in which they came.
    would_wait = [name for number, name in enumerate(sorted(answers)) if number // SHIFTS % 2]
    assert {answers[name] for name in would_wait} <= {"JOINED", "WAITING"}
    if not on_postgres:
        for shift in shifts:
            waiting = await Signup.filter(shift_id=shift.id, state=SignupState.WAITING).order_by(
                "asked_at", "id"
            )
            assert [names[one.person_id] for one in waiting] == sorted(
                names[one.person_id] for one in waiting
            )
    await everybody_leaves(shifts[0])


async def everybody_leaves(shift: Shift) -> None:
    """Those who have a place go, and those have it who have waited longest."""
    role = await builders.role_of(shift)
    longest = (
        await Signup.filter(role_id=role.id, state=SignupState.WAITING)
        .order_by("asked_at", "id")
        .limit(PLACES)
    )
    having = await Person.filter(signups__role_id=role.id, signups__state=SignupState.JOINED)
    actors = [await acting(person) for person in having]
    await asyncio.gather(*(leaving.leave(actor, shift.id) for actor in actors))
    await builders.gone()
    now = await Signup.filter(role_id=role.id, state=SignupState.JOINED).order_by("asked_at", "id")
    assert [one.id for one in now] == [one.id for one in longest]


async def test_whatever_people_do_at_once_every_place_is_counted_and_nobody_stands_twice(town: Town) -> None:
    chance = random.Random(20200129)
    begins = clock.now() + timedelta(days=2)
    shifts = [
        await builders.shift(
            town, builders.plan(begins + timedelta(hours=5 * at), number=2, by_approval=at == 2)
        )
        for at in range(8)
    ]
    roles = {shift.id: (await builders.role_of(shift)).id for shift in shifts}
    people = await builders.crowd(town, 10)
    actors = [await acting(person) for person in people]
    leaders = [await acting(town.leader), await acting(town.above)]

    async def one() -> object:
        shift, actor, leader = chance.choice(shifts), chance.choice(actors), chance.choice(leaders)
        signup = await Signup.filter(shift_id=shift.id).order_by("-version").first()
        named = signup.id if signup else shift.id
        whatever: list[Awaitable[object]] = []
        what = chance.randrange(10)
        if what < 4:
            whatever.append(joining.join(actor, joining.Wish(shift.id, roles[shift.id], may_wait=what > 1)))
        elif what == 4:
            whatever.append(leaving.leave(actor, shift.id))
        elif what == 5:
            whatever.append(offering.offer(actor, shift.id))
        elif what == 6:
            whatever.append(offering.take(actor, named))
        elif what == 7:
            whatever.append(deciding.assign(leader, shift.id, roles[shift.id], actor.id))
        elif what == 8:
            whatever.append(deciding.approve(leader, named, accepted=chance.random() < 0.7))
        elif shift is shifts[-1]:
            whatever.append(planning.cancel(leader, shift.id))
        else:
            whatever.append(builders.gone())
        try:
            return await whatever[0]
        except Refused as refusal:
            return refusal

    for _ in range(15):
        # Anything but a refusal is raised: no two of them wait for each other for ever.
        await asyncio.gather(*(one() for _ in range(20)))
    await builders.gone()

    for shift in shifts:
        role = await builders.role_of(shift)
        assert role.taken == await Signup.filter(role_id=role.id, state__in=HOLDING).count()
    for person in people:
        held = await Signup.filter(
            person_id=person.id, state=SignupState.JOINED, shift__state=ShiftState.PLANNED
        ).select_related("shift")
        stretches = [Stretch(one.shift.starts_at, one.shift.ends_at) for one in held]
        for at, stretch in enumerate(stretches):
            assert limits.usual().breach(stretch, stretches[:at] + stretches[at + 1 :]) is None
    reminded = await Due.filter(kind=DueKind.HOUR).values_list("signup_id", flat=True)
    joined = await Signup.filter(state=SignupState.JOINED, shift__state=ShiftState.PLANNED)
    assert sorted(map(str, reminded)) == sorted(str(one.id) for one in joined)
    # Whoever waits does so because nothing is free that they could have.
    assert await Due.filter(kind=DueKind.MOVE_UP).count() == 0
