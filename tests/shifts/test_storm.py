"""Everybody at once: as many get in as there are places, and nobody stands in two places."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import orjson

from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import clock
from backend.kit.refusals import Refused
from backend.shifts import deciding, joining, leaving, limits, offering, planning
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.limits import Stretch
from backend.shifts.models import HOLDING, Shift, ShiftRole, ShiftState, Signup, SignupState
from tests.community import Town
from tests.shifts import builders, storming
from tests.supplies.builders import acting

PEOPLE = 5000
SHIFTS = 10
PLACES = 5


async def storm(processes: int) -> dict[str, str]:
    """All that everybody was answered who asked through one of so many processes; one is this one."""
    if processes == 1:
        said = await storming.everybody(0, 1)
    else:
        said = [answer for part in await _from(processes) for answer in part]
    answers = dict(said)
    # Whoever sent it twice at once was told the same twice.
    assert len(said) == PEOPLE + sum(map(storming.sends_twice, range(PEOPLE)))
    assert all(answers[name] == answer for name, answer in said)
    return answers


async def _from(processes: int) -> list[list[tuple[str, str]]]:
    command = (sys.executable, "-m", "tests.shifts.storming")
    running = [
        await asyncio.create_subprocess_exec(
            *command, str(part), str(processes), clock.now().isoformat(), stdout=PIPE
        )
        for part in range(processes)
    ]
    said = await asyncio.gather(*(process.communicate() for process in running))
    assert [process.returncode for process in running] == [0] * processes
    return [orjson.loads(out) for out, _ in said]


async def test_five_thousand_ask_for_fifty_places_and_exactly_fifty_have_one(town: Town, engine: str) -> None:
    begins = clock.now() + timedelta(days=1)
    shifts = [
        await builders.shift(town, builders.plan(begins + timedelta(days=day), number=PLACES))
        for day in range(SHIFTS)
    ]
    await builders.crowd(town, PEOPLE)

    processes, others = (4, 3) if engine == "scaled" else (1, 1)
    answers = await storm(processes)

    said = {name: answer.partition(" ")[0] for name, answer in answers.items()}
    counted = Counter(said.values())
    assert (counted["JOINED"], counted.total()) == (SHIFTS * PLACES, PEOPLE)
    assert counted.keys() == {"JOINED", "WAITING", "ShiftFull"}
    assert [role.taken for role in await ShiftRole.all()] == [PLACES] * SHIFTS
    names = {person.id: person.name for person in await Person.all()}
    signups = await Signup.all()
    assert {names[one.person_id]: f"{one.state.value} {one.id}" for one in signups} == {
        name: answer for name, answer in answers.items() if said[name] != "ShiftFull"
    }
    joined = Counter(one.shift_id for one in signups if one.state is SignupState.JOINED)
    assert joined == {shift.id: PLACES for shift in shifts}
    # Nobody who would wait was sent away.
    would_wait = [name for name in answers if storming.number_of(name) // SHIFTS % 2]
    assert {said[name] for name in would_wait} <= {"JOINED", "WAITING"}
    for shift in shifts:
        await they_wait_in_the_order_in_which_they_came(shift, names, processes)

    # Phones that never heard the answer ask again, and other processes know what it was.
    before = await builders.everything()
    assert await storm(others) == answers
    assert await builders.everything() == before
    await everybody_leaves(shifts[0])


async def they_wait_in_the_order_in_which_they_came(
    shift: Shift, names: dict[UUID, str], processes: int
) -> None:
    """Through one process they came in the order of their names."""
    waiting = await Signup.filter(shift_id=shift.id, state=SignupState.WAITING).order_by("asked_at", "id")
    numbers = [storming.number_of(names[one.person_id]) for one in waiting]
    once = [number for number in numbers if not storming.sends_twice(number)]
    assert once
    for part in range(processes):
        came = [number for number in once if number % processes == part]
        assert came == sorted(came)


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


class Bustle:
    """People and leaders of a few shifts, some of them too near to each other, who do whatever comes to their minds."""

    def __init__(
        self, shifts: list[Shift], roles: list[UUID], actors: list[Actor], leaders: list[Actor]
    ) -> None:
        self.shifts, self.roles, self.actors, self.leaders = shifts, roles, actors, leaders
        self.chance = random.Random(20200129)

    async def one(self) -> None:
        """Somebody does something; perhaps it is refused."""
        at = self.chance.randrange(len(self.shifts))
        shift, role = self.shifts[at].id, self.roles[at]
        actor, leader = self.chance.choice(self.actors), self.chance.choice(self.leaders)
        signup = await Signup.filter(shift_id=shift).order_by("-version").first()
        named = signup.id if signup else shift
        acts: list[Callable[[], Awaitable[object]]] = [
            lambda: joining.join(actor, joining.Wish(shift, role)),
            lambda: joining.join(actor, joining.Wish(shift, role, may_wait=True)),
            lambda: leaving.leave(actor, shift),
            lambda: offering.offer(actor, shift),
            lambda: offering.take(actor, named),
            lambda: deciding.assign(leader, shift, role, actor.id),
            lambda: deciding.approve(leader, named, accepted=actor is not self.actors[0]),
            lambda: planning.cancel(leader, self.shifts[-1].id),
            builders.gone,
        ]
        with suppress(Refused):
            await self.chance.choices(acts, weights=[9, 9, 6, 6, 6, 6, 6, 1, 2])[0]()


async def test_whatever_people_do_at_once_every_place_is_counted_and_nobody_stands_twice(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    shifts = [
        await builders.shift(
            town, builders.plan(begins + timedelta(hours=5 * at), number=2, by_approval=at == 2)
        )
        for at in range(8)
    ]
    people = await builders.crowd(town, 10)
    bustle = Bustle(
        shifts,
        [(await builders.role_of(shift)).id for shift in shifts],
        [await acting(person) for person in people],
        [await acting(town.leader), await acting(town.above)],
    )

    for _ in range(15):
        # Whatever is no refusal is raised: no two of them wait for each other for ever.
        await asyncio.gather(*(bustle.one() for _ in range(20)))
    await builders.gone()

    for shift in shifts:
        role = await builders.role_of(shift)
        assert role.taken == await Signup.filter(role_id=role.id, state__in=HOLDING).count()
    joined = await Signup.filter(state=SignupState.JOINED, shift__state=ShiftState.PLANNED).select_related(
        "shift"
    )
    assert len(joined) > len(shifts) // 2
    for person in people:
        theirs = [one.shift for one in joined if one.person_id == person.id]
        stretches = [Stretch(shift.starts_at, shift.ends_at) for shift in theirs]
        for at, stretch in enumerate(stretches):
            assert limits.usual().breach(stretch, stretches[:at] + stretches[at + 1 :]) is None
    reminded = await Due.filter(kind__in=[DueKind.EVENING, DueKind.HOUR]).values_list("signup_id", flat=True)
    assert sorted(map(str, reminded)) == sorted(str(one.id) for one in joined)
    assert await Due.filter(kind=DueKind.MOVE_UP).count() == 0
