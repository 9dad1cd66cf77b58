"""The people of the table of rights, and the ground they live on."""

from dataclasses import dataclass
from datetime import timedelta

from backend.access.models import Person, Post, Role
from backend.grids.models import Grid
from backend.households.models import Household
from backend.kit import clock
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.volunteers import builders as volunteers


@dataclass(frozen=True, slots=True)
class World:
    """A town; in its east grid live a resident, a neighbour next door, a volunteer and a former leader."""

    town: Town
    home: Household
    next_door: Household
    people: dict[str, Person]

    @property
    def east(self) -> Grid:
        return self.town.east

    @property
    def resident(self) -> Person:
        return self.people["resident"]

    @property
    def volunteer(self) -> Person:
        return self.people["volunteer"]

    @property
    def leader(self) -> Person:
        return self.town.leader


async def build() -> World:
    """Made through the same verbs as in life, where these exist."""
    town = await community.build()
    home = await doors.household(town, "3栋 2单元 1201")
    next_door = await doors.household(town, "3栋 2单元 1202")
    helper = await community.resident("赵志愿", town.east)
    await volunteers.volunteer(helper, town.leader)
    people = {
        "resident": await doors.living(home, "陈小明"),
        "other_household": await doors.living(next_door, "周隔壁"),
        "volunteer": helper,
        "other_leader": town.neighbour,
        "leader": town.leader,
        "leader_above": town.above,
        "revoked": await _former_leader(town),
    }
    return World(town, home, next_door, people)


async def _former_leader(town: Town) -> Person:
    person = await community.resident("吴前任", town.east)
    yesterday = clock.now() - timedelta(days=1)
    await Post.create(person=person, grid=town.east, role=Role.LEADER, since=yesterday, ended_at=yesterday)
    return person
