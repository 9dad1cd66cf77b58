"""The people of a place, each with a phone: households that need something, volunteers near them, and who leads."""

import random
import secrets
from datetime import timedelta

from backend.access import sessions
from backend.access.models import Person, Session
from backend.kit import clock, nodes
from backend.shifts.models import ShiftRole
from backend.supplies.models import Item
from tests.community import Town
from tests.faults.phones import Phone
from tests.faults.writes import Hands, Known
from tests.households import builders as doors
from tests.push.builders import subscribed
from tests.push.stand_in import StandIn
from tests.shifts import builders as shifts


async def settle(town: Town, households: int, volunteers: int, seed: int, push: StandIn) -> list[Phone]:
    """Households that need something and volunteers near them; whoever leads has a phone that rings."""
    await subscribed(town.leader, push.handset())
    homes = [await doors.household(town, f"{number + 1}栋 101") for number in range(households)]
    known = Known(
        grid=nodes.opaque("Grid", town.east.id),
        homes=[nodes.opaque("Household", home.id) for home in homes],
        item=nodes.opaque("Item", (await Item.get(code="other")).id),
        shifts=await _shifts(town),
    )
    askers = [await doors.living(home, f"住户{number}") for number, home in enumerate(homes)]
    helpers = [await Person.get(id=one.id) for one in await shifts.crowd(town, volunteers)]
    await subscribed(helpers[0], push.handset())
    return [
        await phone_of(person, part, Hands(random.Random(f"{seed} {part} {number}"), known))
        for part, people in (("household", askers), ("volunteer", helpers), ("leader", [town.leader]))
        for number, person in enumerate(people)
    ]


async def _shifts(town: Town) -> list[tuple[str, str]]:
    """A week of shifts, far enough away that nothing is due about them."""
    begins = clock.now() + timedelta(days=5)
    for day in range(7):
        await shifts.shift(town, shifts.plan(begins + timedelta(days=day), number=3))
    roles = await ShiftRole.all().values("id", "shift_id")
    return [(nodes.opaque("Shift", row["shift_id"]), nodes.opaque("ShiftRole", row["id"])) for row in roles]


async def phone_of(person: Person, part: str, hands: Hands) -> Phone:
    """A phone on which somebody is signed in, and was not seen for an hour."""
    token = secrets.token_urlsafe(16)
    await Session.create(
        person=person,
        token=sessions.fingerprint(token),
        device="test",
        seen_at=clock.now() - timedelta(hours=1),
        expires_at=clock.now() + sessions.LIFETIME,
    )
    return Phone(person.id, part, f"lianxin={token}", hands)
