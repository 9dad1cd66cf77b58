"""What is not meant, or holds no longer, says so wherever it is seen: on paper, in files, in messages."""

import csv

import orjson
import pytest

from backend.kit import clock, nodes
from backend.kit.words import Language
from backend.notices.channels import texting
from backend.notices.kinds import Earnest, NoticeKind, Urgency, Verdict
from backend.notices.models import NoticeState, NoticeText
from backend.notices.public import card, reading
from backend.notices.reach.own_data import came
from backend.notices.writing import correcting, publishing
from backend.notices.writing.own_data import wrote
from backend.push.models import Message
from tests import community
from tests.community import Town
from tests.notices import answering, builders, sheets
from tests.notices.answering import named, neighbours, said, signed
from tests.notices.reach_documents import READ
from tests.phones import Phones

EDITION = "query ($notice: ID!) { reach(notice: $notice) { notice { headline earnest state } } }"


async def test_a_drill_that_was_withdrawn_is_a_drill_still_on_paper_and_on_the_card(
    town: Town, phones: Phones
) -> None:
    await sheets.notice(town, earnest=Earnest.EXERCISE, state=NoticeState.WITHDRAWN, ended_at=clock.now())
    made = (await (await phones(language="zh-CN")).get("/n/K7M2Q9XA/poster")).text
    assert '<p class="band">请不要张贴：已撤回</p><p class="band">演练：请照着做，但事情没有发生</p>' in made
    assert "<h1>【演练】明早八点全员核酸检测</h1>" in made
    sheet = await reading.behind("K7M2Q9XA")
    assert sheet
    assert card._bands(sheet) == ["已撤回，不再有效", "演练：请照着做，但事情没有发生"]


async def test_figures_of_a_drill_are_named_so_in_their_file_and_on_the_board(
    town: Town, phones: Phones
) -> None:
    await neighbours(town)
    notice = await builders.published(town.above, town.community, builders.draft(earnest=Earnest.TEST))
    leader = await phones(town.above)
    answer = await leader.get("/reach.csv", params={"notice": named(notice), "language": "zh-CN"})
    assert f"lianxin-reach-test-{notice.code}.csv" in answer.headers["content-disposition"]
    header, *lines = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert header[:2] == ["公告", "编码"]
    assert {line[0] for line in lines} == {"【测试】停水通知"}
    board = (await leader.ask(EDITION, notice=named(notice)))["reach"]["notice"]
    assert board == {"headline": "停水通知", "earnest": "TEST", "state": "PUBLISHED"}


async def test_signatures_of_a_drill_cannot_be_taken_for_real_ones(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    texts = (builders.said("不办酒席", body="我家不办酒席。"),)
    wanted = builders.draft(kind=NoticeKind.PLEDGE, texts=texts, earnest=Earnest.EXERCISE)
    notice = await builders.published(town.leader, town.east, wanted)
    await signed(await phones(mother), notice)
    leader = await phones(town.leader)
    page = (await leader.get(f"/signatures?notice={named(notice)}&language=zh-CN")).text
    assert '<p class="band">演练：请照着做，但事情没有发生</p><h1>【演练】不办酒席</h1>' in page

    await correcting.withdraw(await community.actor(town.leader), notice.id, "不用签了", notice.version)
    page = (await leader.get(f"/signatures?notice={named(notice)}&language=zh-CN")).text
    assert '<p class="band">已撤回，不再有效</p><p class="band">演练' in page


@pytest.mark.parametrize("what", ["asked", "replied", "card"])
async def test_messages_about_answers_to_a_drill_are_marked(town: Town, phones: Phones, what: str) -> None:
    _, mother, _ = await neighbours(town)
    drill = builders.draft(earnest=Earnest.EXERCISE)
    notice = await builders.published(town.leader, town.east, drill)
    asked = await said(await phones(mother), notice, "是真的吗？")
    if what == "replied":
        await answering.replied(await phones(town.leader), notice, [asked])
    if what == "card":
        texts = (builders.said("没有的事", claim="要停电", source="供电所"),)
        rumour = builders.draft(
            kind=NoticeKind.RUMOUR,
            verdict=Verdict.FALSE,
            texts=texts,
            earnest=Earnest.EXERCISE,
            questions=(nodes.row_of("NoticeAnswer", asked["id"]),),
        )
        await builders.published(town.leader, town.east, rumour)
    titles = {
        "asked": "【演练】居民对公告有提问",
        "replied": "【演练】您的提问有了回复",
        "card": "【演练】您问的事有了核实结果",
    }
    told = [orjson.loads(one.said)["zh-Hans"][0] for one in await Message.all()]
    assert titles[what] in told
    assert all(title.startswith("【演练】") for title in told)


async def test_an_sms_of_a_newer_version_says_that_it_corrects(town: Town) -> None:
    home, _, _ = await neighbours(town)
    wanted = builders.draft(urgency=Urgency.IMMEDIATE, earnest=Earnest.EXERCISE)
    first = await builders.published(town.leader, town.east, wanted)
    actor = await community.actor(town.leader)
    second = await correcting.correct(actor, first.id, wanted, "时间改了", first.version)
    newer = await publishing.publish(actor, second.id, second.version)
    texts = {text.language: text for text in await NoticeText.filter(notice_id=newer.id)}
    sent = texting.written(newer, texts, home.id, Language.ZH_HANS)
    assert sent.startswith("【连心】第一网格：【更正】【演练】停水通知 ")


async def test_a_drill_is_one_in_what_is_held_about_somebody_too(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    notice = await builders.published(town.leader, town.east, builders.draft(earnest=Earnest.EXERCISE))
    await (await phones(mother)).ask(READ, notice=named(notice))
    told = [*await came(mother.id), *await wrote(town.leader.id)]
    assert [line["标题"] for line in told] == ["【演练】停水通知"] * 2
