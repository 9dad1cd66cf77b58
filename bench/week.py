"""The leader's board of a full week: how many statements it costs, and how many a second are answered."""

import asyncio
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from backend import app
from backend.access.models import Person
from backend.kit import nodes
from backend.shifts import wording
from backend.shifts.models import Shift, ShiftRole, Signup, SignupState, WorkKind
from bench import _crew, _figures, _place, _rows, _screens, screens
from bench._screens import Screen
from tests import app_documents, community, servers, statements
from tests.community import Town
from tests.phones import Phone

SHIFTS = 200
PEOPLE = 60
NEEDED = 3
STANDING = 2
"""One place of each shift is a hole in plain sight."""
LENGTH = timedelta(hours=6)
MOST = 8


async def full_week(town: Town) -> datetime:
    """So many shifts of so many people from next Monday on; gives that Monday."""
    monday, _ = _rows.week_to_come()
    times = [monday + LENGTH * (number % 28) for number in range(SHIFTS)]
    shifts = [
        Shift(
            grid_id=town.east.id,
            kind=WorkKind.GUARD,
            place=f"{number // 28 + 1}号门",
            starts_at=at,
            ends_at=at + LENGTH,
            contact_id=town.leader.id,
        )
        for number, at in enumerate(times)
    ]
    await Shift.bulk_create(shifts)
    await _stood_by(shifts, await _crew.crew(town, PEOPLE))
    return monday


async def _stood_by(shifts: Sequence[Shift], people: Sequence[Person]) -> None:
    roles = [ShiftRole(shift_id=shift.id, needed=NEEDED, taken=STANDING) for shift in shifts]
    await ShiftRole.bulk_create(roles)
    turn = cycle(people)
    await Signup.bulk_create(
        Signup(shift_id=role.shift_id, role_id=role.id, person_id=person.id, state=SignupState.JOINED)
        for role in roles
        for person in islice(turn, STANDING)
    )


async def prepared(url: str, engine: str) -> Screen:
    """The board of a place whose week is full; it asks no more of the database than a document may."""
    async with _place.opened(url):
        town = await community.build()
        monday = await full_week(town)
        day = monday.astimezone(wording.zone("")).date().isoformat()
        asked = {"grid": nodes.opaque("Grid", town.east.id), "day": day}
        screen = Screen(
            "week", await _screens.signed_in(town.leader), app_documents.text("Week"), asked, town.east.path
        )
        with statements.counted() as sent:
            async with Phone(app.create()) as phone:
                await phone.sign_in(town.leader)
                answer = await phone.ask(screen.document, **asked)
        assert len(answer["shiftWeek"]["shifts"]) == SHIFTS
        assert len(answer["shiftWeek"]["people"]) == PEOPLE
        _figures.show(
            f"statements of a week of {SHIFTS} shifts × {PEOPLE} people, {engine}",
            len(sent),
            "statements",
            compared_with="what a document of the app may cost",
            compared_value=MOST,
            aim="ratio ≤ 1",
        )
        return screen


def main() -> None:
    with _place.engines() as engines:
        home = Path(os.environ["LIANXIN_HOME"])
        for engine, url in engines.items():
            screen = asyncio.run(prepared(url, engine))
            with servers.lianxin(home, "bench._server", DATABASE_URL=url) as address:
                asyncio.run(screens.compare(screen, address, engine))


if __name__ == "__main__":
    main()
