"""An evening in a district, as an account of January 2020 tells it: its clock goes on only where a story says so.

The server and every phone show the same moment, so that a story knows to the second when what was shown to whom.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser

from backend.access import people as access
from backend.access.models import Post, Role
from backend.demo import community
from backend.demo.people import FAMILY, MOTHER, OLD_MAN, Neighbour
from backend.households.models import Household
from backend.kit import clock
from tests import held_server
from tests.e2e import place as places
from tests.e2e.phone import Look, Phone
from tests.e2e.place import Place

BEGINS = datetime(2020, 1, 29, 12, 18, tzinfo=UTC)
"""When the command of a district sent out its notice: at 20:18 by the clocks there."""

DISTRICT = Neighbour("方岩", "13800000020", "330402", Role.EDITOR)
WITH_PHONES = (MOTHER, OLD_MAN, FAMILY)
WITHOUT = (
    "3栋1单元101",
    "3栋1单元201",
    "3栋1单元301",
    "3栋2单元201",
    "3栋2单元301",
    "3栋2单元401",
    "3栋2单元601",
)
"""Doors on the stairs of one liaison behind which nobody has the app, in the order in which she walks."""
HOUSEHOLDS = len(WITH_PHONES) + len(WITHOUT)


async def live_there() -> None:
    """Ten households in two microgrids, seven of them without a phone; and somebody who writes for the district."""
    await community.build()
    editor = await access.enrol(
        DISTRICT.name, access.parse_phone(DISTRICT.phone), await community.grid_id(DISTRICT.grid)
    )
    await Post.create(person=editor, grid_id=await community.grid_id(DISTRICT.grid), role=Role.EDITOR)
    others = [home.id for home in await Household.all().select_related("grid") if not _is_lived_in(home)]
    await Household.filter(id__in=others).update(vacant_since=clock.now())


def _is_lived_in(home: Household) -> bool:
    with_phones = {"3栋2单元502", "3栋2单元101", "7栋1单元402"}
    return f"{home.building}栋{home.unit}单元{home.room}" in with_phones.union(WITHOUT)


class Evening:
    """A place whose clock stands still, with its phones."""

    def __init__(self, place: Place, home: Path, browser: Browser, look: Look) -> None:
        self.place = place
        self.shows = BEGINS
        self._home, self._browser, self._look = home, browser, look
        self._phones: list[Phone] = []

    def phone_of(self, who: Neighbour, look: Look | None = None) -> Phone:
        """A phone, signed in, that goes by this clock."""
        phone = Phone(self._browser, self.place.address, look or self._look)
        phone.context.clock.set_fixed_time(self.shows)
        self._phones.append(phone)
        phone.sign_in(who)
        return phone

    def goes_on(self, **by: int) -> None:
        """So much time passes for everybody: minutes=2, seconds=30."""
        self.shows += timedelta(**by)
        held_server.shows(self._home, self.shows)
        for phone in self._phones:
            phone.context.clock.set_fixed_time(self.shows)

    def ends(self) -> None:
        """Everybody puts their phone away; how each looked at the end is kept with pytest's files."""
        for number, phone in enumerate(self._phones, 1):
            phone.page.screenshot(path=self._home / f"phone-{number}.png", full_page=True)
            phone.context.close()


@contextmanager
def of(rows: Path, home: Path, browser: Browser, look: Look) -> Iterator[Evening]:
    """An evening over a copy of these rows."""
    home.mkdir(parents=True, exist_ok=True)
    with places.running(rows, home, BEGINS) as place:
        evening = Evening(place, home, browser, look)
        try:
            yield evening
        finally:
            evening.ends()
