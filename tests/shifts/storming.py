"""A part of a crowd that joins shifts, in a process of its own: python -m tests.shifts.storming <part> <of> <moment>"""

import asyncio
import sys
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

import orjson

from backend import database
from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import clock
from backend.kit.refusals import Refused
from backend.shifts import joining
from backend.shifts.joining import Wish
from backend.shifts.models import ShiftRole
from backend.volunteers.models import VolunteerState

TWICE = 7
"""Of so many in a row, the phone of one sends its wish twice at the same moment."""


def number_of(name: str) -> int:
    """Which of the crowd somebody is."""
    return int(name[-4:])


def sends_twice(number: int) -> bool:
    """Whether this one's phone does not wait for the first answer."""
    return number % TWICE == 0


async def everybody(part: int, of: int) -> list[tuple[str, str]]:
    """Every so-manieth of the crowd joins a shift: their name, and all of the answer.

    Half of them would wait for a place. Whoever sends it twice does so by way of two processes, if there are two.
    """
    roles = await ShiftRole.all().order_by("id").values("id", "shift_id")
    people = await Person.filter(volunteering__state=VolunteerState.APPROVED)
    crowd = list(enumerate(sorted(people, key=lambda one: one.name)))
    again = [(number, person) for number, person in crowd if sends_twice(number)]
    asking = []
    for number, person in crowd[part::of] + [one for one in again if one[0] % of == (part + 1) % of]:
        role = roles[number % len(roles)]
        wish = Wish(role["shift_id"], role["id"], may_wait=number // len(roles) % 2 == 1)
        asking.append((person.name, Actor(id=person.id), wish, uuid5(NAMESPACE_OID, str(number))))
    said = await asyncio.gather(*(_said(actor, wish, key) for _, actor, wish, key in asking))
    return [(name, answer) for (name, *_), answer in zip(asking, said, strict=True)]


async def _said(actor: Actor, wish: Wish, key: object) -> str:
    try:
        signup = await joining.join(actor, wish, key=key)  # type: ignore[arg-type]
    except Refused as refusal:
        return f"{type(refusal).__name__} {refusal.values()}"
    return f"{signup.state.value} {signup.id}"


async def _main() -> list[tuple[str, str]]:
    async with database.opened():
        return await everybody(int(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    with clock.held(datetime.fromisoformat(sys.argv[3])):
        sys.stdout.buffer.write(orjson.dumps(asyncio.run(_main())))
