"""A notice is drafted, goes out, and is there for whom it is meant."""

from typing import Any
from uuid import uuid4

import orjson
import pytest

from backend.access.models import Deed, Post, Role
from backend.grids.models import Tier
from backend.households.models import Need, NeedKind
from backend.kit import clock, nodes
from backend.notices.kinds import Audience, Earnest
from backend.notices.models import Notice, NoticeState, NoticeText, Relay
from backend.push.models import Message
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices import documents
from tests.notices.builders import HEADLINE, draft, drafted, published, seen_by
from tests.phones import Phones
from tests.volunteers.builders import volunteer

TEXT = {
    "language": "ZH_HANS",
    "headline": f"  {HEADLINE} ",
    "short": "今晚八点停水",
    "body": "## 停水\n\n- 请**储水**\n- 电话 [96345](tel:96345)\n\n<script>alert(1)</script> [x](javascript:alert)",
}


def input_(**more: Any) -> dict[str, Any]:
    """What a phone sends of a bulletin."""
    return {"kind": "BULLETIN", "texts": [TEXT], **more}


async def test_what_a_leader_publishes_is_there_for_the_households_of_their_ground(
    town: Town, phones: Phones
) -> None:
    home = await doors.household(town, "3栋 1201")
    mother = await doors.living(home, "陈小明")
    stranger = await community.resident("周别处", town.west)
    leader = await phones(town.leader)

    east = nodes.opaque("Grid", town.east.id)
    written = (await leader.ask(documents.DRAFT, grid=east, input=input_(), key=str(uuid4())))["done"]
    assert (written["state"], written["version"]) == ("DRAFT", 1)
    assert written["allowed"] == ["EDIT", "PUBLISH", "DROP"]
    assert await seen_by(mother) == set()

    key = str(uuid4())
    named = {"notice": written["id"], "version": 1, "key": key}
    out = (await leader.ask(documents.PUBLISH, **named))["done"]
    assert (out["state"], out["version"], out["publishedAt"]) == ("PUBLISHED", 2, clock.now().isoformat())
    assert out["allowed"] == ["CORRECT", "WITHDRAW", "REPLY", "SEE_REACH"]
    assert (out["draftedBy"], out["publishedBy"]) == ("王芳", "王芳")
    assert [ground["name"] for ground in out["grounds"]] == ["第一网格"]
    assert (await leader.ask(documents.PUBLISH, **named))["done"] == out

    phone = await phones(mother)
    [row] = (await phone.ask(documents.MINE))["notices"]["nodes"]
    assert row == {
        "id": written["id"],
        "state": "PUBLISHED",
        "earnest": "ACTUAL",
        "text": {"headline": HEADLINE, "language": "ZH_HANS"},
        "mine": None,
    }
    shown = (await phone.ask(documents.ONE, id=written["id"]))["notice"]
    assert shown["allowed"] == ["ANSWER"]
    assert (shown["draftedBy"], shown["publishedBy"], shown["mine"]) == (None, None, None)
    assert shown["text"]["html"] == (
        '<h3>停水</h3>\n<ul>\n<li>请<strong>储水</strong></li>\n<li>电话 <a href="tel:96345">96345</a></li>\n</ul>\n'
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert)</p>"
    )
    other = await phones(stranger)
    assert (await other.ask(documents.MINE))["notices"]["nodes"] == []
    assert (await other.ask(documents.ONE, id=written["id"]))["notice"] is None


async def test_a_direct_notice_comes_to_everybody_below_its_grounds_at_once(town: Town) -> None:
    micro = await community.grid("第一微网格", Tier.MICRO_GRID, town.east)
    below = await doors.living(await doors.household(town, "1栋 101", grid=micro.id), "陈小明")
    beside = await doors.living(await doors.household(town, "1栋 101", grid=town.west.id), "周别处")
    notice = await published(town.above, town.town, draft(grounds=[town.east, micro]))

    [relay] = await Relay.filter(notice_id=notice.id)
    assert (relay.grid_id, relay.covers_below, relay.by_hand) == (town.east.id, True, False)
    assert relay.passed_at == relay.arrived_at == notice.published_at == clock.now()
    assert await seen_by(below) == await seen_by(town.leader) == await seen_by(town.above) == {notice.id}
    assert await seen_by(beside) == await seen_by(town.neighbour) == set()


async def test_the_tiers_between_are_told_at_the_same_moment(town: Town) -> None:
    secretary = await community.appointed("许书记", Role.LEADER, town.community)
    await published(town.above, town.town, draft(grounds=[town.east]))
    told = await Message.all()
    assert [(one.person_id, one.kind.value) for one in told] == [(secretary.id, "NOTICE")]


async def test_a_drill_says_so_before_every_message_about_it(town: Town) -> None:
    await community.appointed("许书记", Role.LEADER, town.community)
    await published(town.above, town.town, draft(grounds=[town.east], earnest=Earnest.EXERCISE))
    [told] = await Message.all()
    said = orjson.loads(told.said)
    assert [title for title, _ in said.values()] == [
        "【演练】上级直接发布了公告",
        "【演練】上級直接發布了公告",
        "[DRILL] A notice went out to your ground",
    ]


@pytest.mark.parametrize(
    ("audience", "sees"),
    [
        ([], ["infant", "plain", "helper", "poster"]),
        ([Audience.INFANTS], ["infant"]),
        ([Audience.OVER_70], []),
        ([Audience.VOLUNTEERS], ["helper"]),
        ([Audience.POSTS], ["poster"]),
        ([Audience.INFANTS, Audience.VOLUNTEERS], ["infant", "helper"]),
    ],
)
async def test_a_notice_for_some_comes_to_them_only(
    town: Town, audience: list[Audience], sees: list[str]
) -> None:
    homes = [await doors.household(town, f"1栋 10{number}") for number in range(1, 5)]
    people = {
        name: await doors.living(home, name)
        for name, home in zip(["infant", "plain", "helper", "poster"], homes, strict=True)
    }
    await Need.create(household=homes[0], kind=NeedKind.INFANT)
    await Need.create(household=homes[1], kind=NeedKind.DISABILITY)
    await volunteer(people["helper"], town.leader)
    # Somebody who lives in the east grid and works in the west one.
    await Post.create(person=people["poster"], grid=town.west, role=Role.MEMBER, seat="MEMBER:1")
    notice = await published(town.leader, town.east, draft(audience=tuple(audience)))
    assert [name for name, person in people.items() if notice.id in await seen_by(person)] == sees


async def test_a_draft_is_there_for_its_author_and_those_who_decide(town: Town) -> None:
    written = await drafted(town.member, town.community)
    assert await seen_by(town.member) == await seen_by(town.above) == {written.id}
    assert await seen_by(town.leader) == await seen_by(town.neighbour) == set()
    assert [one.person_id for one in await Message.all()] == [town.above.id]


async def test_who_does_not_decide_publishes_nothing(town: Town, phones: Phones) -> None:
    written = await drafted(town.leader, town.community)
    named = {"notice": nodes.opaque("Notice", written.id), "version": 1, "key": str(uuid4())}
    refused = (await (await phones(town.leader)).ask(documents.PUBLISH, **named))["done"]
    assert refused["__typename"] == "NotFound"
    assert await (await phones(town.member)).refused(documents.PUBLISH, **named) == "FORBIDDEN"
    assert (await Notice.get(id=written.id)).state is NoticeState.DRAFT
    assert await Relay.all().count() == await Deed.filter(verb="publishNotice").count() == 0


async def test_what_went_out_is_never_changed(town: Town, phones: Phones) -> None:
    notice = await published(town.leader, town.east)
    leader, named = await phones(town.leader), nodes.opaque("Notice", notice.id)
    before = await Notice.filter(id=notice.id).values()
    asked = {"notice": named, "version": 2, "key": str(uuid4())}
    changed = (await leader.ask(documents.CHANGE, input=input_(), **asked))["done"]
    again = (await leader.ask(documents.PUBLISH, **asked | {"key": str(uuid4())}))["done"]
    assert changed["__typename"] == again["__typename"] == "NoticeOut"
    assert await Notice.filter(id=notice.id).values() == before
    assert [text.headline for text in await NoticeText.all()] == [HEADLINE]
