"""A calendar that follows somebody's shifts: its address, and what a phone reads there."""

import httpx
from httpx import Response

from backend.access.models import Person
from backend.shifts import plans
from backend.shifts.calendar import feeds
from backend.shifts.models import CalendarFeed, Shift
from tests import community
from tests.community import Town
from tests.phones import HOST, Phones
from tests.shifts import builders


async def followed(person: Person) -> str:
    """The path of somebody's calendar."""
    return path_of(await feeds.make(await community.actor(person)))


def path_of(feed: CalendarFeed) -> str:
    """Where it is read."""
    return feeds.address(feed.secret).removeprefix(HOST)


async def read(phones: Phones, path: str, **headers: str) -> Response:
    """What a phone's calendar gets, which has no cookie and is no page of ours."""
    program = await phones()
    program.headers = httpx.Headers(headers)
    return await program.get(path)


async def of(town: Town, *wanted: plans.Plan) -> tuple[Person, list[Shift]]:
    """A volunteer who is on all of these shifts."""
    person = await builders.volunteer(town, "陈晨")
    shifts = [await builders.shift(town, plan) for plan in wanted]
    for shift in shifts:
        await builders.joined(person, shift)
    return person, shifts
