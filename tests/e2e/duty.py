"""How a leader sets shifts, shows the code of a place, and what the tables say of who is on which shift."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from playwright.sync_api import Locator

from backend.access import people as access
from backend.access.models import Person
from backend.demo.people import Neighbour
from backend.kit import nodes
from tests.e2e.coming_in import reads
from tests.e2e.phone import Phone
from tests.e2e.place import Place
from tests.push.stand_in import Handset

PATIENCE = 20
"""Seconds until a phone should have rung."""
STANDING = """
    SELECT shift.id, person.phone_index FROM signup JOIN shift ON shift.id = signup.shift_id
    JOIN person ON person.id = signup.person_id WHERE signup.state = '{}' ORDER BY shift.starts_at, signup.id
"""


@dataclass(frozen=True, slots=True)
class Stood:
    """Somebody's place in a shift."""

    shift: UUID
    who: Neighbour

    @property
    def path(self) -> str:
        """The page of the shift."""
        return f"/shifts/{nodes.opaque('Shift', self.shift)}"


def by_number(people: Iterable[Neighbour]) -> dict[str, Neighbour]:
    """These people, by what a table knows their numbers by."""
    return {Person.index_of(access.parse_phone(one.phone)): one for one in people}


def on_shifts(place: Place, people: tuple[Neighbour, ...], state: str = "JOINED") -> list[Stood]:
    """Who of these is on which shift, in the order of their beginnings."""
    known = by_number(people)
    return [
        Stood(UUID(shift), known[phone])
        for shift, phone in place.found(STANDING.format(state))
        if phone in known
    ]


def sets_a_shift(leader: Phone, where: str, day: date, begins: str, ends: str, people: int) -> None:
    """Fill in the form of a shift, up to the last button."""
    leader.go_to("/duty")
    leader.press("加一个班", "Add a shift")
    leader.fill("在哪里", "Where", where)
    leader.fill("哪一天", "Which day", day.isoformat())
    leader.fill("开始", "Begins", begins)
    leader.fill("结束", "Ends", ends)
    leader.count(people)


def code_at(leader: Phone, shift: Stood) -> str:
    """What a camera reads at the place of a shift."""
    return reads(place_page(leader, shift))


def place_page(leader: Phone, shift: Stood) -> Locator:
    """The page that a phone shows at the place of a shift."""
    leader.go_to(shift.path.replace("/shifts/", "/duty/shift/"))
    leader.press("签到二维码", "Code for checking in")
    return leader.page.get_by_role("main")


def hears(handset: Handset, title: str) -> dict[str, Any]:
    """The message with this title, as soon as a phone rings with it."""
    while True:
        handset.rang.clear()
        told = {said["title"]: said for said in handset.said}
        if title in told:
            return told[title]
        assert handset.rang.wait(PATIENCE), list(told)
