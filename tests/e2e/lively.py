"""The demo community with much going on at once, for whoever looks at every page: its clock stands still meanwhile.

Leafing through all pages takes long. By a clock that goes on, a shift would be over in the middle of it, and with it
what can be pressed there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from backend.demo import community, duties, notices, story
from tests.e2e import crowded, waiting
from tests.e2e import place as places
from tests.e2e.phone import Phone
from tests.e2e.place import Place

AT = datetime(2020, 1, 29, 12, 18, tzinfo=UTC)
"""A Wednesday evening: part of the week is over, and some of today."""


def rows(template: Path, folder: Path) -> Path:
    """A database file with needs at every step, a week of guard, and notices of each kind."""
    telling = (community.build, story.tell, duties.tell, notices.tell, crowded.tell, waiting.tell)
    return places.settled(template, folder, *telling, at=AT)


@contextmanager
def running(rows: Path, home: Path) -> Iterator[Place]:
    """Lianxin over a copy of these rows."""
    with places.running(rows, home, AT) as place:
        yield place


def by_its_clock(phone: Phone) -> Phone:
    """A phone on which it is that moment too."""
    phone.context.clock.set_fixed_time(AT)
    return phone
