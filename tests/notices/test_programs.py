"""What a program with a leader's key may do about notices: what the leader decides for that ground, and no more."""

from uuid import uuid4

import pytest

from backend.access.models import Post, Role
from backend.households.models import Household
from backend.kit import nodes
from backend.notices.models import Notice, NoticeState
from tests.community import Town
from tests.households.builders import household
from tests.notices import documents
from tests.notices.builders import draft, drafted, published
from tests.notices.reach_documents import UNREACHED
from tests.phones import Phones
from tests.programs import program

INPUT = {"kind": "BULLETIN", "texts": [{"language": "ZH_HANS", "headline": "停水通知"}]}


async def test_a_program_drafts_and_publishes_for_its_own_ground(town: Town, phones: Phones) -> None:
    sheet = await program(phones, town.above, town.east, may_write=True)
    east = nodes.opaque("Grid", town.east.id)
    written = (await sheet.ask(documents.DRAFT, grid=east, input=INPUT, key=str(uuid4())))["done"]
    asked = {"notice": written["id"], "version": 1, "key": str(uuid4())}
    out = (await sheet.ask(documents.PUBLISH, **asked))["done"]
    assert (out["state"], out["publishedBy"], out["mine"]) == ("PUBLISHED", "沈国强", None)
    assert "ANSWER" not in out["allowed"]


@pytest.mark.parametrize("ground", ["town", "west"])
async def test_it_drafts_nowhere_else(town: Town, phones: Phones, ground: str) -> None:
    sheet = await program(phones, town.above, town.east, may_write=True)
    place = nodes.opaque("Grid", getattr(town, ground).id)
    done = (await sheet.ask(documents.DRAFT, grid=place, input=INPUT, key=str(uuid4())))["done"]
    assert done["__typename"] == "NotFound"
    assert await Notice.all().count() == 0


async def test_it_sees_of_its_makers_drafts_and_notices_what_is_on_its_ground(
    town: Town, phones: Phones
) -> None:
    sheet = await program(phones, town.above, town.east)
    mine = await drafted(town.above, town.east, draft("东"))
    elsewhere = await drafted(town.above, town.west, draft("西"))
    out = await published(town.above, town.west, draft("西边的"))
    for notice, sees in ((mine, True), (elsewhere, False), (out, False)):
        found = await sheet.ask(documents.ONE, id=nodes.opaque("Notice", notice.id))
        assert (found["notice"] is not None) is sees
    only_reads = {"notice": nodes.opaque("Notice", mine.id), "version": 1, "key": str(uuid4())}
    assert await sheet.refused(documents.PUBLISH, **only_reads) == "FORBIDDEN"
    assert (await Notice.get(id=mine.id)).state is NoticeState.DRAFT


async def test_as_its_makers_liaison_it_sees_no_doors_of_other_grounds(town: Town, phones: Phones) -> None:
    seat = f"LIAISON:{town.above.id}"
    post = await Post.create(person=town.above, grid=town.community, role=Role.LIAISON, seat=seat)
    for grid in (town.east, town.west):
        home = await household(town, "1栋 301", "周远", grid=grid.id, phones={"周远": "13800138002"})
        await Household.filter(id=home.id).update(liaison_id=post.id)
    out = await published(town.above, town.town)
    sheet = await program(phones, town.above, town.east)
    asked = {"notice": nodes.opaque("Notice", out.id)}
    rows = (await sheet.ask(UNREACHED, **asked))["unreachedHouseholds"]["nodes"]
    assert [(row["grid"]["name"], row["phone"]) for row in rows] == [("第一网格", "+8613800138002")]
