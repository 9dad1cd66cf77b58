"""A small town with doors on the way of a liaison, and a notice for all of them, for tests of whom it has reached."""

from dataclasses import dataclass
from uuid import uuid4

from backend.access.models import Person, Post, Role
from backend.households.models import Household
from backend.kit import nodes
from backend.notices.models import Notice
from tests import community
from tests.community import Town
from tests.households.builders import household, living
from tests.notices import builders


@dataclass(frozen=True, slots=True)
class Stairs:
    """Two doors of a liaison and one of nobody's in the east grid, one in the west, and somebody behind each."""

    town: Town
    liaison: Person
    homes: list[Household]
    people: list[Person]
    notice: Notice

    @property
    def named(self) -> dict[str, str]:
        """The notice, as a document names it."""
        return {"notice": nodes.opaque("Notice", self.notice.id)}

    def contact(self, home: int, outcome: str) -> dict[str, str]:
        """What somebody notes at a door."""
        there = nodes.opaque("Household", self.homes[home].id)
        return {**self.named, "household": there, "outcome": outcome, "key": str(uuid4())}


async def built(town: Town) -> Stairs:
    """The notice has just gone out."""
    liaison = await community.appointed("郑联络", Role.LIAISON, town.east)
    homes = [
        await household(town, "3栋 2单元 1201", "陈明", phones={"陈明": "13800138001"}),
        await household(town, "10栋 1单元 101", "林晓"),
        await household(town, "3栋 1单元 1202", "孙强", phones={"孙强": "13800138002"}),
        await household(town, "1栋 1单元 301", "周远", grid=town.west.id),
    ]
    post = (await Post.get(person=liaison)).id
    await Household.filter(id__in=[homes[0].id, homes[1].id]).update(liaison_id=post)
    people = [await living(home, "住户") for home in homes]
    return Stairs(town, liaison, homes, people, await builders.published(town.above, town.town))
