"""The public page of a notice: what everybody reads without signing in, on whatever browser they have."""

import re

import pytest

from backend.kit import clock
from backend.kit.words import Language
from backend.notices.answer_models import NoticeReply
from backend.notices.channel_models import NoticeLink
from backend.notices.kinds import Earnest, NoticeKind, Urgency, Verdict
from backend.notices.models import Notice, NoticeState
from tests.community import Town
from tests.notices import sheets
from tests.phones import Phone, Phones

MOST = 12_000
"""Bytes of a page: two seconds in 2G."""


async def page(phones: Phones, address: str = "/n/K7M2Q9XA", language: str = "zh-CN") -> str:
    phone: Phone = await phones(language=language)
    answer = await phone.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def said(made: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", made).split())


async def test_a_page_says_who_speaks_what_and_when(town: Town, phones: Phones) -> None:
    await sheets.notice(town, urgency=Urgency.IMMEDIATE)
    made = await page(phones)
    assert said(made).startswith(
        "明早八点全员核酸检测 金星社区 公告 · ▲ 请马上看 明早八点全员核酸检测"
        " 金星社区 2020年1月29日 19:00 发给：第一网格 时间 1月30日 8 点 到 12 点。 带身份证 戴口罩"
    )
    assert "<h2>时间</h2>" in made
    assert (
        '<meta property="og:description" content="请带身份证，戴口罩，按楼栋排队，人与人隔开一米。">' in made
    )


async def test_a_page_is_small_has_no_script_and_asks_nobody_else(town: Town, phones: Phones) -> None:
    long = {"headline": "长" * 60, "short": "短" * 140, "body": "字" * 1500}
    await sheets.notice(town, texts={Language.ZH_HANS: long})
    made = await page(phones)
    assert len(made.encode()) < MOST
    assert "<script" not in made
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', made)


async def test_what_somebody_wrote_is_shown_and_never_runs(town: Town, phones: Phones) -> None:
    nasty = "\"><script>alert('x')</script>&"
    texts = {
        Language.ZH_HANS: {"headline": nasty, "short": nasty, "body": nasty, "claim": nasty, "source": nasty}
    }
    made = await sheets.notice(town, texts=texts, verdict=Verdict.FALSE, source_url="javascript:alert(1)")
    await sheets.stop(made, nasty)
    await NoticeReply.create(notice_id=made.id, question=nasty, text=nasty, by_id=town.above.id)
    for address in ("/n/K7M2Q9XA", "/n/K7M2Q9XA/poster"):
        shown = await page(phones, address)
        assert "<script" not in shown
        assert "javascript:" not in shown
        assert "alert(&#x27;x&#x27;)" in shown


async def test_a_page_speaks_the_readers_language_and_says_when_the_text_does_not(
    town: Town, phones: Phones
) -> None:
    english = {"headline": "Tests tomorrow", "short": "Bring your ID.", "body": "At **8**."}
    await sheets.notice(town, texts={Language.ZH_HANS: sheets.HANS, Language.EN: english})
    assert "Notice Tests tomorrow 金星社区 29 Jan 2020, 19:00 For: 第一网格 At 8 ." in said(
        await page(phones, language="en-GB")
    )
    assert "Tests tomorrow" in await page(phones, "/n/K7M2Q9XA?lang=en")
    hant = await page(phones, language="zh-TW")
    assert '<html lang="zh-Hant">' in hant
    assert '<p class="soft" lang="zh-Hant">原文只有简体中文。</p>'.replace("简体", "簡體") in hant
    assert "明早八点全员核酸检测" in hant


@pytest.mark.parametrize(
    ("earnest", "band", "mark"),
    [
        (Earnest.EXERCISE, "演练：请照着做，但事情没有发生", "【演练】明早八点全员核酸检测"),
        (Earnest.TEST, "测试：什么都不用做", "【测试】明早八点全员核酸检测"),
    ],
)
async def test_a_drill_and_a_test_are_marked_on_every_surface(
    town: Town, phones: Phones, earnest: Earnest, band: str, mark: str
) -> None:
    await sheets.notice(town, earnest=earnest)
    made = await page(phones)
    assert f'<p class="band drill" role="note">{band}</p>' in made
    assert f"<title>{mark}</title>" in made
    assert f"<h1>{mark}</h1>" in made
    assert 'name="robots" content="noindex"' in made
    assert band in await page(phones, "/n/K7M2Q9XA/poster")
    assert mark in await page(phones, "/n/K7M2Q9XA/cap.xml")
    assert mark in await page(phones, f"/grids/{town.community.code}/notices.atom")


async def test_what_was_withdrawn_says_so_and_why_above_what_it_said(town: Town, phones: Phones) -> None:
    await sheets.notice(town, state=NoticeState.WITHDRAWN, reason="时间不对", ended_at=clock.now())
    made = await page(phones)
    assert "已撤回，不再有效 2020年1月29日 19:00 原因：时间不对" in said(made)
    assert "<title>【已撤回】明早八点全员核酸检测</title>" in made
    assert "1月30日" in made
    assert "提问、登记或签名" not in made
    assert "请不要张贴：已撤回" in await page(phones, "/n/K7M2Q9XA/poster")


async def test_a_correction_and_what_it_corrects_name_each_other(town: Town, phones: Phones) -> None:
    old = await sheets.notice(town, state=NoticeState.CORRECTED, ended_at=clock.now())
    await sheets.notice(town, code="NEWER001", corrects_id=old.id, edition=2, reason="改到九点")
    before, after = await page(phones), await page(phones, "/n/NEWER001")
    assert "已有新版，请看新版 2020年1月29日 19:00 改了什么：改到九点 看新版" in said(before)
    assert '<a href="/n/NEWER001">看新版</a>' in before
    assert "这是更正后的新版 改了什么：改到九点 看旧版" in said(after)
    assert '<a href="/n/K7M2Q9XA">看旧版</a>' in after
    assert "第 2 版" in after


async def test_a_rumour_card_strikes_the_claim_and_says_what_is_true(town: Town, phones: Phones) -> None:
    card = {**sheets.HANS, "claim": "超市明天关门", "source": "南湖区商务局"}
    await sheets.notice(
        town,
        texts={Language.ZH_HANS: card},
        kind=NoticeKind.RUMOUR,
        verdict=Verdict.FALSE,
        source_url="https://nanhu.example/1",
    )
    made = await page(phones)
    assert "有人说 超市明天关门 × 不实 来源：南湖区商务局 查看来源" in said(made)
    assert '<div class="box FALSE">' in made
    assert 'href="https://nanhu.example/1" rel="noopener nofollow"' in made


async def test_a_route_lists_places_in_the_order_of_the_hours(town: Town, phones: Phones) -> None:
    made = await sheets.notice(town, kind=NoticeKind.CASE_ROUTE)
    await sheets.stop(made, "城东菜场", hours=2)
    shown = said(await page(phones))
    assert "去过的地方 同一时间到过这些地方的，请马上登记或告诉网格长。" in shown
    assert "2020年1月29日 09:00–11:00 城东菜场" in shown


async def test_replies_stand_under_the_notice_for_everybody(town: Town, phones: Phones) -> None:
    made = await sheets.notice(town)
    await NoticeReply.create(
        notice_id=made.id, question="老人走不动怎么办？", text="上门采样。", by_id=town.above.id
    )
    assert "大家问的 老人走不动怎么办？ 上门采样。" in said(await page(phones))


async def test_a_grids_link_shows_what_the_tiers_on_the_way_to_it_added(town: Town, phones: Phones) -> None:
    made = await sheets.notice(town, town.west)
    await sheets.relay(made, town.community, "在社区门口排队")
    await sheets.relay(made, town.east, "东门进")
    for code, grid in (("EASTLINK", town.east), ("WESTLINK", town.west)):
        await NoticeLink.create(code=code, notice_id=made.id, grid_id=grid.id)
    assert "各级补充 金星社区 在社区门口排队 第一网格 东门进" in said(await page(phones, "/n/EASTLINK"))
    west = said(await page(phones, "/n/WESTLINK"))
    assert "各级补充 金星社区 在社区门口排队" in west
    assert "东门进" not in west
    assert "各级补充" not in said(await page(phones))
    # The app says by what it was found; the notice's own address tells nothing of that.
    assert '?from=group"' in await page(phones, "/n/WESTLINK")
    assert "from=group" not in await page(phones)


async def test_nothing_is_shown_of_what_has_not_gone_out(town: Town, phones: Phones) -> None:
    made = await sheets.notice(town, state=NoticeState.DRAFT, published_at=None)
    phone = await phones(language="zh-CN")
    for ending in ("", "/poster", "/cap.xml", "/card.png", "/picture.jpg"):
        answer = await phone.get(f"/n/{made.code}{ending}")
        assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
        assert answer.text == "没有找到。请向发链接给您的人再要一次完整的链接。"
    assert made.code not in (await phone.get(f"/grids/{town.community.code}/notices.atom")).text
    assert await Notice.all().count() == 1
