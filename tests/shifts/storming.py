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


async def everybody(part: int, of: int) -> dict[str, str]:
    """Every so-manieth of the crowd joins a shift and sends it once more; name → what the answer was both times.

    Half of them would wait for a place.
    """
    roles = await ShiftRole.all().order_by("id").values("id", "shift_id")
    people = await Person.filter(volunteering__state=VolunteerState.APPROVED)
    asking = []
    for number, person in list(enumerate(sorted(people, key=lambda one: one.name)))[part::of]:
        role = roles[number % len(roles)]
        wish = Wish(role["shift_id"], role["id"], may_wait=number // len(roles) % 2 == 1)
        asking.append((person.name, Actor(id=person.id), wish, uuid5(NAMESPACE_OID, str(number))))
    first = await asyncio.gather(*(_said(actor, wish, key) for _, actor, wish, key in asking))
    again = await asyncio.gather(*(_said(actor, wish, key) for _, actor, wish, key in asking))
    assert first == again
    return {name: said.partition(" ")[0] for (name, *_), said in zip(asking, first, strict=True)}


async def _said(actor: Actor, wish: Wish, key: object) -> str:
    try:
        signup = await joining.join(actor, wish, key=key)  # type: ignore[arg-type]
    except Refused as refusal:
        return f"{type(refusal).__name__} {refusal.values()}"
    return f"{signup.state.value} {signup.id}"


async def _main() -> dict[str, str]:
    async with database.opened():
        return await everybody(int(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    with clock.held(datetime.fromisoformat(sys.argv[3])):
        sys.stdout.buffer.write(orjson.dumps(asyncio.run(_main())))
