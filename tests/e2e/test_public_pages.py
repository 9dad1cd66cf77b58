"""The pages of a notice that need no sign-in, in a real browser: nothing is blocked, nobody stumbles, one sheet of paper."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from backend.access.models import Person
from backend.demo import community
from backend.grids.models import Grid, Tier
from backend.kit import clock
from backend.kit.words import Language
from backend.notices.answer_models import NoticeReply
from backend.notices.kinds import Earnest, NoticeKind, Urgency, Verdict
from backend.notices.models import NoticeState
from tests.community import Town
from tests.e2e import place as places
from tests.e2e.place import Place
from tests.e2e.test_stumbles import AXE, STUMBLES
from tests.notices import sheets
from tests.patience import MILLISECONDS

USUAL = """## 时间

1月30日 **早上 8 点**到中午 12 点，按楼栋分批：

| 楼栋 | 时间 |
|---|---|
| 1–5 栋 | 8:00–9:30 |
| 6–10 栋 | 9:30–11:00 |
| 11–14 栋 | 11:00–12:00 |

## 要带什么

- 身份证（孩子带户口本）
- 口罩，全程戴好
- 手机，没有也可以来

> 做完请直接回家，不要聚在一起聊天。
"""
SHORT = "请带身份证，戴口罩，按楼栋排队，人与人隔开一米。走不动的老人，请楼道长登记，上门采样。"
LONG = "每栋楼的居民按楼道长通知的时间下楼，" * 12
FULL = {
    **sheets.HANS,
    "body": f"## 时间\n\n{LONG}\n\n|栋|时间|\n|-|-|\n|1–5|8:00|\n|6–9|9:30|\n\n> 做完就回家。\n",
}
CODES = ("PLAIN001", "RUMOUR01", "ROUTE001", "USUAL001")


async def _tell() -> None:
    """One of each kind that looks different."""
    ground = await Grid.filter(tier=Tier.COMMUNITY).first()
    leader = await Person.filter(phone_index__isnull=False).first()
    assert ground
    assert leader
    town = Town(ground, ground, ground, ground, leader, leader, leader, leader)
    plain = await sheets.notice(
        town, code=CODES[0], urgency=Urgency.IMMEDIATE, texts={Language.ZH_HANS: FULL}
    )
    await NoticeReply.create(notice_id=plain.id, question="婴儿要做吗？", text="不用。", by_id=leader.id)
    usual = {"headline": "明早八点，全体居民核酸检测", "short": SHORT, "body": USUAL}
    await sheets.notice(town, code=CODES[3], texts={Language.ZH_HANS: usual})
    claim = {
        **sheets.HANS,
        "claim": "超市明天关门",
        "source": "商务局",
        "headline": "长" * 60,
        "short": "短" * 140,
    }
    await sheets.notice(
        town,
        code=CODES[1],
        kind=NoticeKind.RUMOUR,
        verdict=Verdict.FALSE,
        source_url="https://a.example",
        texts={Language.ZH_HANS: claim},
    )
    route = await sheets.notice(
        town,
        code=CODES[2],
        kind=NoticeKind.CASE_ROUTE,
        earnest=Earnest.EXERCISE,
        state=NoticeState.WITHDRAWN,
        reason="地点写错了",
        ended_at=clock.now() + timedelta(minutes=5),
    )
    for number in range(12):
        await sheets.stop(route, f"地点 {number}")


@pytest.fixture(scope="module")
def noticed(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo community, to which notices have come."""
    rows = places.settled(sqlite_template, tmp_path_factory.mktemp("noticed"), community.build, _tell)
    with places.running(rows, tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_blocked_and_nobody_stumbles(browser: Browser, noticed: Place, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(MILLISECONDS)
    for script in (AXE, STUMBLES):
        context.add_init_script(path=script)
    page, found = context.new_page(), list[str]()
    page.on("console", lambda said: found.append(said.text))
    for code in CODES:
        for language in Language:
            page.goto(f"{noticed.address}/n/{code}?lang={language.value}")
            page.keyboard.press("Tab")
            found += [
                f"{code} {language.value} {what}"
                for what in page.evaluate("(dark) => window.stumbles(dark)", scheme == "dark")
            ]
    context.close()
    assert not found, "\n".join(found)


def test_a_poster_is_one_sheet_and_nothing_on_it_is_cut_off(browser: Browser, noticed: Place) -> None:
    page, found = browser.new_page(), list[str]()
    page.set_default_timeout(MILLISECONDS)
    page.on("console", lambda said: found.append(said.text))
    for code in CODES:
        for language in Language:
            page.goto(f"{noticed.address}/n/{code}/poster?lang={language.value}")
            page.emulate_media(media="print")
            cut = page.evaluate(
                "() => { const m = document.querySelector('main'); return m.scrollHeight - m.clientHeight }"
            )
            printed = page.pdf(prefer_css_page_size=True, print_background=True)
            assert (printed.count(b"/Type /Page\n"), max(cut, 0)) == (1, 0), (code, language)
    # All that a usual notice says stands on it.
    assert page.locator("main li").count() == 3
    page.close()
    assert found == []
