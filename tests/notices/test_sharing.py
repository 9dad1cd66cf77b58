"""Sharing a notice by hand: a text, a picture, a poster, and a link that tells from which grid it was opened."""

from backend.kit import nodes
from backend.notices.channel_models import NoticeLink
from backend.notices.channels import openings
from backend.notices.kinds import Earnest
from backend.notices.models import Notice
from tests.community import Town
from tests.notices import builders
from tests.notices.channel_documents import LINK
from tests.phones import Phone, Phones

OPENED = "query ($notice: ID!) { reach(notice: $notice) { opened { grid { name } times } } }"


async def shared(phone: Phone, notice: Notice, grid: object) -> dict[str, object]:
    named = nodes.opaque("Grid", grid.id)  # type: ignore[attr-defined]
    answer = await phone.ask(LINK, notice=nodes.opaque("Notice", notice.id), grid=named)
    link: dict[str, object] = answer["noticeLink"]
    return link


async def test_a_grid_has_one_link_however_often_it_is_asked_for(town: Town, phones: Phones) -> None:
    notice = await builders.published(town.above, town.community)
    above, leader = await phones(town.above, "zh-CN"), await phones(town.leader, "zh-CN")
    first = await shared(leader, notice, town.east)
    assert await shared(leader, notice, town.east) == await shared(above, notice, town.east) == first
    [link] = await NoticeLink.all()
    url = f"http://localhost:8000/n/{link.code}"
    assert first == {
        "url": url,
        "text": f"停水通知\n金星社区：{url}",
        "card": first["card"],
        "poster": f"{url}/poster",
        "opened": 0,
    }
    assert first["card"] in {None, f"{url}/card.png"}
    assert (await shared(above, notice, town.west))["url"] != url


async def test_who_shares_sees_how_often_their_link_was_opened(town: Town, phones: Phones) -> None:
    notice = await builders.published(town.above, town.community)
    leader = await phones(town.leader)
    link = await shared(leader, notice, town.east)
    stranger = await phones()
    for _ in range(2):
        assert (await stranger.get(str(link["url"]))).status_code == 200
    await openings.write_down()
    assert (await shared(leader, notice, town.east))["opened"] == 2
    above, west = await phones(town.above), await phones(town.neighbour)
    named = nodes.opaque("Notice", notice.id)
    whole, part = [(await phone.ask(OPENED, notice=named))["reach"]["opened"] for phone in (above, west)]
    assert (whole, part) == ([{"grid": {"name": "第一网格"}, "times": 2}], [])


async def test_a_drill_is_marked_in_what_is_pasted(town: Town, phones: Phones) -> None:
    wanted = builders.draft(earnest=Earnest.EXERCISE)
    notice = await builders.published(town.above, town.community, wanted)
    link = await shared(await phones(town.leader, "zh-CN"), notice, town.east)
    assert str(link["text"]).startswith("【演练】停水通知\n")


async def test_a_draft_has_nothing_to_share(town: Town, phones: Phones) -> None:
    notice = await builders.drafted(town.leader, town.east)
    phone = await phones(town.leader)
    given = {"notice": nodes.opaque("Notice", notice.id), "grid": nodes.opaque("Grid", town.east.id)}
    assert await phone.refused(LINK, **given) == "FORBIDDEN"
    assert await NoticeLink.all().count() == 0
