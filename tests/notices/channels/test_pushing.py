"""A notice rings the phones of those for whom it is, wherever it has come, and of nobody else."""

from dataclasses import dataclass

import pytest

from backend.access.models import Person, Role
from backend.households.models import Household, Need, NeedKind
from backend.kit import ids
from backend.kit.words import Language
from backend.notices.kinds import Audience, Earnest, Urgency, Way
from backend.notices.relaying import turns
from backend.notices.writing import correcting, publishing
from backend.push.broadcast_models import Broadcast
from backend.push.broadcasting import broadcasts
from backend.push.models import QuietHours
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices import builders
from tests.push.broadcasting.going import done
from tests.push.builders import subscribed
from tests.push.stand_in import Handset, StandIn
from tests.volunteers.builders import volunteer

pytestmark = pytest.mark.usefixtures("carrying")


@dataclass(frozen=True)
class Ground:
    """The town with a household in each grid, and phones of everybody."""

    town: Town
    east: Household
    phones: dict[str, Handset]

    @property
    def rung(self) -> dict[str, int]:
        """How often whose phone has rung."""
        return {who: len(phone.received) for who, phone in self.phones.items() if phone.received}


@pytest.fixture
async def ground(town: Town, stand_in: StandIn) -> Ground:
    east = await doors.household(town, "3栋 12")
    west = await doors.household(town, "1栋 7", grid=town.west.id)
    people = {
        "above": town.above,
        "leader": town.leader,
        "neighbour": town.neighbour,
        "mother": await doors.living(east, "陈丽"),
        "father": await doors.living(east, "王强"),
        "next door": await doors.living(west, "邻居"),
        "helper": await community.resident("张明", town.east),
        "nobody's": await Person.create(name="外人"),
    }
    await volunteer(people["helper"], town.leader)
    phones = {who: stand_in.handset() for who in people}
    for who, person in people.items():
        await subscribed(person, phones[who])
    return Ground(town, east, phones)


async def test_everybody_of_a_ground_is_rung_once_and_nobody_else(ground: Ground) -> None:
    town = ground.town
    notice = await builders.published(town.above, town.town, builders.draft(grounds=[town.east]))
    await done()

    assert ground.rung == {"leader": 1, "mother": 1, "father": 1, "helper": 1}
    [said] = ground.phones["mother"].said
    assert (said["id"], said["type"], said["title"]) == (
        ids.opaque("Notice", notice.id),
        "Notice",
        builders.HEADLINE,
    )
    assert said["link"] == f"/notices/{ids.opaque('Notice', notice.id)}"


async def test_publishing_writes_one_row_for_each_ground_however_many_live_there(ground: Ground) -> None:
    town = ground.town
    await builders.published(town.above, town.town, builders.draft(grounds=[town.east, town.west]))

    assert await Broadcast.all().count() == 2
    assert [broadcast.done_at for broadcast in await Broadcast.all()] == [None, None]
    await done()
    assert (await Broadcast.filter(done_at=None).count(), len(ground.rung)) == (0, 6)


@pytest.mark.parametrize(
    ("audience", "rung"),
    [
        (Audience.INFANTS, {"mother", "father"}),
        (Audience.VOLUNTEERS, {"helper"}),
        (Audience.POSTS, {"leader"}),
        (Audience.OVER_70, set[str]()),
    ],
)
async def test_some_are_rung_where_it_is_for_some(ground: Ground, audience: Audience, rung: set[str]) -> None:
    await Need.create(
        household=ground.east,
        kind=NeedKind.INFANT,
        seat=Need.seat_of(NeedKind.INFANT, ground.east.id, None),
    )
    town = ground.town
    await builders.published(town.above, town.town, builders.draft(grounds=[town.east], audience=(audience,)))
    await done()

    assert set(ground.rung) == rung


async def test_a_relayed_one_rings_where_it_was_passed_on_and_not_below_an_editor_asleep(
    ground: Ground,
) -> None:
    town = ground.town
    secretary = await community.appointed("书记", Role.LEADER, town.community)
    notice = await builders.published(town.above, town.town, builders.draft(way=Way.RELAYED))
    await done()
    # The town itself has it, from where it was published.
    assert set(ground.rung) == {"above"}

    await turns.pass_on(await community.actor(secretary), notice.id, town.community.id, "请转发")
    await done()
    assert set(ground.rung) >= {"mother", "father", "next door", "helper"}


async def test_a_drill_is_marked_and_each_reads_their_own_language(ground: Ground) -> None:
    await Person.all().update(language=Language.EN)
    town = ground.town
    said = (builders.said("演习"), builders.said("A drill", Language.EN))
    await builders.published(
        town.above, town.town, builders.draft(grounds=[town.east], texts=said, earnest=Earnest.EXERCISE)
    )
    await done()

    assert ground.phones["mother"].said[0]["title"] == "[DRILL] A drill"


async def test_only_an_urgent_one_rings_at_night(ground: Ground) -> None:
    town = ground.town
    for person in await Person.all():
        await QuietHours.create(person=person, begins=18 * 60, ends=7 * 60, zone="Asia/Shanghai")

    await builders.published(town.above, town.town, builders.draft(grounds=[town.east]))
    await done()
    assert ground.rung == {}

    await builders.published(
        town.above, town.town, builders.draft(grounds=[town.east], urgency=Urgency.IMMEDIATE)
    )
    await done()
    assert set(ground.rung) == {"leader", "mother", "father", "helper"}


async def test_a_withdrawn_one_is_taken_back_in_plain_sight(ground: Ground) -> None:
    town = ground.town
    notice = await builders.published(town.above, town.town, builders.draft(grounds=[town.east]))
    await done()
    first = ground.phones["mother"].said[0]

    await correcting.withdraw(await community.actor(town.above), notice.id, "时间写错了", notice.version)
    await done()

    _, second = ground.phones["mother"].said
    assert (second["title"], second["body"]) == (f"【已撤回】{builders.HEADLINE}", "时间写错了")
    assert second["tag"] == first["tag"]
    assert set(ground.rung) == {"leader", "mother", "father", "helper"}


async def test_one_withdrawn_before_anybody_was_told_rings_only_that_it_is_withdrawn(ground: Ground) -> None:
    town = ground.town
    notice = await builders.published(town.above, town.town, builders.draft(grounds=[town.east]))

    await correcting.withdraw(await community.actor(town.above), notice.id, "时间写错了", notice.version)
    await done()

    assert [said["title"] for said in ground.phones["mother"].said] == [f"【已撤回】{builders.HEADLINE}"]


async def test_a_correction_takes_the_place_of_what_it_corrects(ground: Ground) -> None:
    town = ground.town
    editor = await community.actor(town.above)
    notice = await builders.published(town.above, town.town, builders.draft(grounds=[town.east]))
    await done()

    corrected = await correcting.correct(
        editor, notice.id, builders.draft("九点停水", grounds=[town.east]), "改了时间", notice.version
    )
    await publishing.publish(editor, corrected.id, corrected.version)
    await done()

    first, second = ground.phones["mother"].said
    assert (second["title"], second["tag"]) == ("【更正】九点停水", first["tag"])
    assert second["id"] == ids.opaque("Notice", corrected.id)
    assert (await broadcasts.figures(notice.id)).accepted == 4
    assert (await broadcasts.figures(corrected.id)).accepted == 4


async def test_who_moved_away_or_waits_to_be_let_in_is_not_rung(ground: Ground) -> None:
    town = ground.town
    await Household.filter(id=ground.east.id).update(moved_away_at=ground.east.created_at)
    await builders.published(town.above, town.town, builders.draft(grounds=[town.east]))
    await done()

    assert set(ground.rung) == {"leader", "helper"}
