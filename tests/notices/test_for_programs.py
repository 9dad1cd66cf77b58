"""Notices for other programs: CAP 1.2 by the rules of its schema, and a feed by those of Atom."""

import re
from datetime import timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from backend.kit import clock
from backend.kit.words import Language
from backend.notices.kinds import Category, Earnest, NoticeKind, Severity, Urgency, Verdict
from backend.notices.models import NoticeState
from tests.community import Town
from tests.notices import sheets
from tests.phones import Phones

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
IN_ORDER = {
    "alert": "identifier sender sent status msgType source scope restriction addresses code note references"
    " incidents info",
    "info": "language category event responseType urgency severity certainty audience eventCode effective onset"
    " expires senderName headline description instruction web contact parameter resource area",
    "resource": "resourceDesc mimeType size uri derefUri digest",
    "area": "areaDesc polygon circle geocode altitude ceiling",
    "geocode": "valueName value",
    "eventCode": "valueName value",
}
NEEDED = {
    "alert": "identifier sender sent status msgType scope",
    "info": "category event urgency severity certainty",
    "resource": "resourceDesc mimeType",
    "area": "areaDesc",
    "geocode": "valueName value",
    "eventCode": "valueName value",
}
SEVERAL = {
    "code",
    "info",
    "category",
    "responseType",
    "eventCode",
    "parameter",
    "resource",
    "area",
    "geocode",
}
ONE_OF = {
    "status": "Actual Exercise System Test Draft",
    "msgType": "Alert Update Cancel Ack Error",
    "scope": "Public Restricted Private",
    "category": "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other",
    "urgency": "Immediate Expected Future Past Unknown",
    "severity": "Extreme Severe Moderate Minor Unknown",
    "certainty": "Observed Likely Possible Unlikely Unknown",
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


def check(element: Element) -> None:
    """Hold an element, and all in it, against the schema of CAP 1.2."""
    name = element.tag.removeprefix(CAP)
    inside = [child.tag.removeprefix(CAP) for child in element]
    if name in IN_ORDER:
        order = IN_ORDER[name].split()
        assert [order.index(child) for child in inside] == sorted(order.index(child) for child in inside)
        assert set(NEEDED[name].split()) <= set(inside), name
        assert all(inside.count(child) == 1 or child in SEVERAL for child in inside)
    if name in ONE_OF:
        assert element.text in ONE_OF[name].split()
    if name in {"sent", "expires"}:
        assert MOMENT.fullmatch(element.text or "")
    if name in {"identifier", "sender"}:
        assert not re.search(r"[\s,<&]", element.text or "")
    for child in element:
        check(child)


def text(element: Element, path: str, space: str = CAP) -> str | None:
    return element.findtext("/".join(space + part for part in path.split("/")))


async def cap(phones: Phones, code: str = "K7M2Q9XA") -> Element:
    phone = await phones()
    answer = await phone.get(f"/n/{code}/cap.xml")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/cap+xml; charset=utf-8"
    alert = ElementTree.fromstring(answer.content)  # noqa: S314 -- our own
    check(alert)
    return alert


async def test_a_notice_is_an_alert_with_its_grids_and_an_info_for_each_language(
    town: Town, phones: Phones
) -> None:
    english = {"headline": "Tests tomorrow", "short": "Bring your ID.", "body": "At **8**, & <not> later."}
    await sheets.notice(
        town,
        town.east,
        town.west,
        texts={Language.ZH_HANS: sheets.HANS, Language.EN: english},
        urgency=Urgency.IMMEDIATE,
        severity=Severity.SEVERE,
        category=Category.HEALTH,
        expires_at=clock.now() + timedelta(days=1),
    )
    alert = await cap(phones)
    assert [child.text for child in alert[:7]] == [
        "localhost.n.K7M2Q9XA",
        f"{town.community.code}@localhost",
        "2020-01-29T19:00:00+08:00",
        "Actual",
        "Alert",
        "金星社区",
        "Public",
    ]
    chinese, other = alert.findall(f"{CAP}info")
    assert (text(chinese, "language"), text(other, "language")) == ("zh-Hans", "en")
    assert (text(other, "event"), text(other, "headline")) == ("Notice", "Tests tomorrow")
    assert text(other, "description") == "At 8, & <not> later."
    assert text(other, "expires") == "2020-01-30T19:00:00+08:00"
    assert text(other, "web") == "http://localhost:8000/n/K7M2Q9XA"
    assert [area.findtext(f"{CAP}geocode/{CAP}value") for area in chinese.findall(f"{CAP}area")] == [
        town.east.code,
        town.west.code,
    ]


async def test_programs_find_both_from_the_page(town: Town, phones: Phones) -> None:
    await sheets.notice(town)
    phone = await phones()
    found = re.findall(
        r'rel="alternate" type="([^"]+)" href="([^"]+)"', (await phone.get("/n/K7M2Q9XA")).text
    )
    for kind, where in found:
        assert (await phone.get(where)).headers["content-type"].startswith(kind)
    assert [kind for kind, _ in found] == ["application/cap+xml", "application/atom+xml"]


async def test_programs_get_all_that_the_page_says(town: Town, phones: Phones) -> None:
    said = {**sheets.HANS, "claim": "要停电", "source": "供电所", "reward": "两袋米", "body": "不停。"}
    made = await sheets.notice(
        town,
        kind=NoticeKind.RUMOUR,
        verdict=Verdict.FALSE,
        texts={Language.ZH_HANS: said},
        audience="INFANTS OVER_70",
    )
    await sheets.stop(made, "菜市场")
    alert = await cap(phones)
    assert text(alert, "info/description") == (
        "要停电 — 不实\n来源：供电所\n奖励：两袋米\n不停。\n2020年1月29日 09:00–10:00 菜市场"
    )
    assert text(alert, "info/audience") == "有婴儿的家庭、独居的 70 岁以上老人"
    assert text(alert, "info/eventCode/value") == "RUMOUR"


async def test_a_correction_is_an_update_of_the_version_before(town: Town, phones: Phones) -> None:
    old = await sheets.notice(town, state=NoticeState.CORRECTED, ended_at=clock.now())
    await sheets.notice(town, code="NEWER001", corrects_id=old.id, edition=2, reason="改到九点")
    alert = await cap(phones, "NEWER001")
    assert (text(alert, "msgType"), text(alert, "note")) == ("Update", "改到九点")
    named = f"{town.community.code}@localhost,localhost.n.K7M2Q9XA,2020-01-29T19:00:00+08:00"
    assert text(alert, "references") == named
    assert text(await cap(phones), "msgType") == "Alert"


async def test_what_was_withdrawn_is_cancelled_by_a_message_of_its_own(town: Town, phones: Phones) -> None:
    ended = clock.now() + timedelta(minutes=5)
    await sheets.notice(town, state=NoticeState.WITHDRAWN, ended_at=ended, reason="时间不对")
    alert = await cap(phones)
    assert text(alert, "msgType") == "Cancel"
    assert text(alert, "identifier") == "localhost.n.K7M2Q9XA.end"
    assert text(alert, "sent") == "2020-01-29T19:05:00+08:00"
    named = f"{town.community.code}@localhost,localhost.n.K7M2Q9XA,2020-01-29T19:00:00+08:00"
    assert text(alert, "references") == named


@pytest.mark.parametrize("earnest", [Earnest.EXERCISE, Earnest.TEST])
async def test_a_drill_and_a_test_have_their_status_and_say_so(
    town: Town, phones: Phones, earnest: Earnest
) -> None:
    await sheets.notice(town, earnest=earnest)
    alert = await cap(phones)
    assert text(alert, "status") == earnest.value.title()
    assert text(alert, "note")


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_every_category_is_one_of_cap(town: Town, phones: Phones, category: Category) -> None:
    await sheets.notice(town, category=category)
    assert (text(await cap(phones), "info/category") or "").upper() == category.value


async def test_what_xml_cannot_hold_does_not_break_it(town: Town, phones: Phones) -> None:
    odd = {"headline": "a\x0bb", "short": "\ufffe", "body": "x\x1by"}
    await sheets.notice(town, texts={Language.ZH_HANS: odd})
    assert text(await cap(phones), "info/headline") == "ab"


async def test_a_feed_has_what_its_grid_published_the_newest_first(town: Town, phones: Phones) -> None:
    await sheets.notice(town, code="FIRST001")
    await sheets.notice(
        town,
        code="SECOND01",
        published_at=clock.now() + timedelta(minutes=1),
        state=NoticeState.WITHDRAWN,
        ended_at=clock.now() + timedelta(minutes=2),
    )
    await sheets.notice(town, code="DRAFT001", state=NoticeState.DRAFT, published_at=None)
    await sheets.notice(town, code="OTHER001", grid_id=town.town.id)
    await sheets.notice(town, code="POSTS001", audience="POSTS")
    phone = await phones(language="zh-CN")
    answer = await phone.get(f"/grids/{town.community.code}/notices.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 -- our own
    assert text(feed, "title", ATOM) == "金星社区的公告"
    assert text(feed, "updated", ATOM) == "2020-01-29T19:02:00+08:00"
    entries = feed.findall(f"{ATOM}entry")
    assert [text(entry, "title", ATOM) for entry in entries] == [
        "【已撤回】明早八点全员核酸检测",
        "明早八点全员核酸检测",
    ]
    links = [link.attrib["href"] for link in entries[1].findall(f"{ATOM}link")]
    assert links == ["http://localhost:8000/n/FIRST001", "http://localhost:8000/n/FIRST001/cap.xml"]
    for needed in ("id", "title", "updated"):
        assert all(text(element, needed, ATOM) for element in (feed, *entries))


async def test_a_grid_without_notices_has_an_empty_feed_and_no_grid_has_none(
    town: Town, phones: Phones
) -> None:
    phone = await phones()
    empty = await phone.get(f"/grids/{town.west.code}/notices.atom")
    assert ElementTree.fromstring(empty.content).findall(f"{ATOM}entry") == []  # noqa: S314 -- our own
    assert (await phone.get("/grids/nowhere/notices.atom")).status_code == 404
