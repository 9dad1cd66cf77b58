"""How many people a second get a place in a shift, counted exactly, against the barest exact claim in SQL.

Few at once is a busy evening; many at once is the minute after a call for help went out, when who waits for the same
lock is decided together.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from statistics import harmonic_mean
from uuid import uuid4

from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import clock
from backend.shifts import joining
from backend.shifts.joining import Wish
from backend.shifts.models import Shift, ShiftRole, Signup, WorkKind
from bench import _crew, _figures, _place, _rate
from bench._plain_claims import Plain
from bench._rate import Call
from tests import community
from tests.community import Town

AT_ONCE = (16, 100)
SHIFTS = 10
PLACES = 100
"""Of each shift; as many people come as there are places."""
TURNS = 5
LENGTH = timedelta(hours=4)


async def roles(town: Town) -> list[ShiftRole]:
    """A shift on each of the next days, with places of one kind."""
    begins = [clock.now() + timedelta(days=day) for day in range(1, SHIFTS + 1)]
    shifts = [
        Shift(
            grid_id=town.east.id,
            kind=WorkKind.GUARD,
            place="北门岗亭",
            starts_at=at,
            ends_at=at + LENGTH,
            contact_id=town.leader.id,
        )
        for at in begins
    ]
    found = [ShiftRole(shift_id=shift.id, needed=PLACES) for shift in shifts]
    await Shift.bulk_create(shifts)
    await ShiftRole.bulk_create(found)
    return found


async def by_verb(town: Town) -> list[Call]:
    """Every place, joined as the app does it: with a key, all limits, reminders, and an audit trail."""
    wanted = await roles(town)

    def join(person: Person, role: ShiftRole) -> Call:
        actor, key = Actor(id=person.id, home=town.east.path), uuid4()
        return lambda: joining.join(actor, Wish(role.shift_id, role.id), key=key)

    people = await _crew.crew(town, SHIFTS * PLACES)
    return [join(person, wanted[at % SHIFTS]) for at, person in enumerate(people)]


async def measured(url: str, engine: str, at_once: int) -> None:
    async with _place.opened(url), Plain.on(url, SHIFTS, PLACES) as plain:
        ours, bare = await _in_turns(await by_verb(await community.build()), list(plain.claims()), at_once)
        assert await plain.promised() == SHIFTS * PLACES
        assert await Signup.all().count() == SHIFTS * PLACES
        assert set(await ShiftRole.all().values_list("taken", flat=True)) == {PLACES}
    _figures.show(
        f"joins, {at_once} at once, {engine}",
        ours,
        "joins/s",
        compared_with="UPDATE where a place is left, and INSERT, in one transaction",
        compared_value=bare,
        aim="ratio ≥ 0.5",
    )


async def _in_turns(ours: Sequence[Call], bare: Sequence[Call], at_once: int) -> tuple[float, float]:
    """How many of each are done in a second; they take turns, so that whatever else the machine does hits both."""
    rates = []
    for number in range(TURNS):
        of_this_turn = slice(number * len(ours) // TURNS, (number + 1) * len(ours) // TURNS)
        rates.append([await _rate.per_second(calls[of_this_turn], at_once) for calls in (ours, bare)])
    return harmonic_mean(rate for rate, _ in rates), harmonic_mean(rate for _, rate in rates)


def main() -> None:
    for at_once in AT_ONCE:
        with _place.engines() as engines:
            for engine, url in engines.items():
                asyncio.run(measured(url, engine, at_once))


if __name__ == "__main__":
    main()
