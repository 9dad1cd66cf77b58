"""What reading notices costs, and in what order they stand."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from backend.access.models import Role
from backend.kit import clock, nodes
from backend.notices import jobs, reading, rules
from backend.notices.kinds import Earnest, NoticeKind, Way
from backend.notices.writing import publishing
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices import documents
from tests.notices.builders import draft, drafted, published
from tests.phones import Phones
from tests.statements import counted
from tests.test_indexes import looked_through, statements


def headlines(rows: Iterable[dict[str, dict[str, str]]]) -> list[str]:
    return [row["text"]["headline"] for row in rows]


async def test_the_latest_stands_first_and_a_page_goes_on_where_the_one_before_ended(
    town: Town, phones: Phones
) -> None:
    mother = await phones(await doors.living(await doors.household(town, "3栋 1201"), "陈小明"))
    late = await drafted(town.leader, town.east, draft("先写后发"))
    for headline in ("一", "二", "三"):
        clock.advance(timedelta(minutes=1))
        await published(town.leader, town.east, draft(headline))
    clock.advance(timedelta(minutes=1))
    await publishing.publish(await community.actor(town.leader), late.id, 1)
    first = (await mother.ask(documents.MINE, first=3))["notices"]
    assert headlines(first["nodes"]) == ["先写后发", "三", "二"]
    after = first["pageInfo"]["endCursor"]
    rest = (await mother.ask(documents.MINE, first=3, after=after))["notices"]
    assert (headlines(rest["nodes"]), rest["pageInfo"]["hasNextPage"]) == (["一"], False)


async def test_a_leader_lists_drafts_of_their_ground_and_drills_apart(town: Town, phones: Phones) -> None:
    leader, east = await phones(town.leader), nodes.opaque("Grid", town.east.id)
    await drafted(town.member, town.east, draft("草稿"))
    await published(town.leader, town.east, draft("演练", earnest=Earnest.EXERCISE))
    await published(town.leader, town.east, draft("真的"))

    async def listed(**asked: object) -> list[str]:
        return sorted(headlines((await leader.ask(documents.MINE, grid=east, **asked))["notices"]["nodes"]))

    await published(town.above, town.town, draft("全镇的"))
    await drafted(town.above, town.town, draft("镇里的草稿"))
    assert await listed() == ["全镇的", "演练", "真的", "草稿"]
    assert await listed(state=["DRAFT"]) == ["草稿"]
    assert await listed(state=["PUBLISHED"], earnest=["ACTUAL"]) == ["全镇的", "真的"]
    west = nodes.opaque("Grid", town.west.id)
    assert await leader.refused(documents.MINE, grid=west) == "FORBIDDEN"


@pytest.mark.parametrize("who", ["resident", "leader"])
async def test_a_list_costs_the_same_however_long_it_is(town: Town, phones: Phones, who: str) -> None:
    home = await doors.household(town, "3栋 1201")
    phone = await phones(await doors.living(home, "陈小明") if who == "resident" else town.leader)
    for number in range(5):
        wanted = draft(f"第 {number} 条", grounds=[town.east], way=Way.RELAYED)
        await published(town.above, town.town, wanted)
    clock.advance(timedelta(minutes=10))
    assert await jobs.pass_on_when_due() == 5
    with counted() as asked:
        rows = (await phone.ask(documents.MINE))["notices"]["nodes"]
    assert len(rows) == 5
    assert len(asked) <= 6, "\n".join(asked)


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_notices_are_found_by_an_index(town: Town) -> None:
    home = await doors.household(town, "3栋 1201")
    mother = await doors.living(home, "陈小明")
    editor = await community.appointed("林编辑", Role.EDITOR, town.east)
    await published(town.above, town.town, draft(grounds=[town.east], way=Way.RELAYED))
    await published(town.leader, town.east, draft(kind=NoticeKind.BULLETIN))
    with statements() as asked:
        for person in (mother, editor, town.above):
            actor = await community.actor(person)
            standing = await rules.standing_of(actor)
            found = rules.visible(actor, standing).order_by("-published_at", "-id").limit(51)
            rows = await reading.rows(found, reading.EVERYTHING)
            await reading.notices(actor, standing, rows, reading.EVERYTHING)
        await jobs.pass_on_when_due()
        await jobs.publish_at_their_hour()
    assert len(asked) >= 15
    assert await looked_through(asked) == []
