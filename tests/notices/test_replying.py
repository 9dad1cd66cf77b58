"""An editor replies once to everybody who asked the same, and makes a rumour card of what people ask."""

from typing import Any
from uuid import uuid4

import pytest

from backend.access.models import Deed
from backend.kit import nodes
from backend.notices.answer_models import NoticeAnswer, NoticeReply
from backend.notices.kinds import NoticeKind, Verdict
from backend.notices.models import NoticeState
from backend.push.models import Message
from tests.community import Town
from tests.notices import answering, builders, documents
from tests.notices.answering import named, neighbours, replied, said, under_it
from tests.phones import Phones


async def test_one_reply_answers_everybody_and_stands_under_the_notice(town: Town, phones: Phones) -> None:
    _, mother, beside = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    phone, other, leader = await phones(mother), await phones(beside), await phones(town.leader)
    asked = [await said(phone, notice, "几点来水？"), await said(other, notice, "水什么时候来")]
    left = await said(other, notice, "为什么停水？")
    await Message.all().delete()

    reply = await replied(leader, notice, asked)
    assert (reply["question"], reply["text"]) == ("几点来水？", "六点。")
    assert {one.person_id for one in await Message.all()} == {mother.id, beside.id}
    mine, theirs = await under_it(phone, notice), await under_it(other, notice)
    assert mine["replies"] == theirs["replies"] == [reply]
    assert [answer["reply"] for answer in mine["myAnswers"]] == ["六点。"]
    open_ones = await leader.ask(answering.QUESTIONS, notice=named(notice), openOnly=True)
    assert [row["id"] for row in open_ones["found"]["nodes"]] == [left["id"]]
    assert len((await leader.ask(answering.QUESTIONS, notice=named(notice)))["found"]["nodes"]) == 3
    assert [deed.detail for deed in await Deed.filter(verb="replyToQuestions")] == [{"questions": 2}]


async def test_who_was_slower_does_not_reply_over_another(town: Town, phones: Phones) -> None:
    _, mother, beside = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    first = await said(await phones(mother), notice, "几点来水？")
    second = await said(await phones(beside), notice, "水什么时候来")
    leader = await phones(town.leader)
    await replied(leader, notice, [first])
    before = [
        await NoticeReply.all().values(),
        await NoticeAnswer.all().values(),
        await Message.all().count(),
    ]
    assert (await replied(leader, notice, [first, second]))["__typename"] == "RepliedAlready"
    assert before == [
        await NoticeReply.all().values(),
        await NoticeAnswer.all().values(),
        await Message.all().count(),
    ]


@pytest.mark.parametrize(
    ("said_", "field"),
    [({"question": " "}, "question"), ({"text": ""}, "text"), ({"question": "问" * 201}, "question")],
)
async def test_a_reply_says_something(town: Town, phones: Phones, said_: dict[str, str], field: str) -> None:
    _, mother, _ = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    asked = await said(await phones(mother), notice, "几点来水？")
    refused = await replied(await phones(town.leader), notice, [asked], **said_)
    assert (refused["__typename"], refused["field"]) == ("BadInput", field)
    assert await NoticeReply.all().count() == 0


async def test_only_questions_of_this_notice_are_replied_to(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    notice, other = [await builders.published(town.leader, town.east) for _ in range(2)]
    asked = await said(await phones(mother), other, "几点来水？")
    leader = await phones(town.leader)
    assert (await replied(leader, notice, [asked]))["__typename"] == "NotFound"
    refused = await replied(leader, notice, [])
    assert (refused["__typename"], refused["field"]) == ("BadInput", "answers")
    assert (await replied(await phones(town.above), other, [asked]))["question"] == "几点来水？"
    assert (await replied(await phones(town.neighbour), other, [asked]))["__typename"] == "NotFound"
    assert await NoticeReply.all().count() == 1


def card(questions: list[dict[str, Any]]) -> dict[str, Any]:
    """A rumour card for these questions, as a phone sends it."""
    text = {"language": "ZH_HANS", "headline": "水没有被污染", "claim": "水被污染了", "source": "区水务局"}
    return {
        "kind": "RUMOUR",
        "verdict": "FALSE",
        "texts": [text],
        "questions": [question["id"] for question in questions],
    }


async def test_whoever_asked_hears_when_the_rumour_card_is_out(town: Town, phones: Phones) -> None:
    _, mother, beside = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    phone, leader = await phones(mother), await phones(town.leader)
    asked = await said(phone, notice, "听说水被污染了，是真的吗？")
    await said(await phones(beside), notice, "几点来水？")
    grid = (await leader.ask("query ($id: ID!) { notice(id: $id) { grid { id } } }", id=named(notice)))[
        "notice"
    ]

    sent = {"grid": grid["grid"]["id"], "input": card([asked]), "key": str(uuid4())}
    drafted = (await leader.ask(documents.DRAFT, **sent))["done"]
    await Message.all().delete()
    out = {"notice": drafted["id"], "version": drafted["version"], "key": str(uuid4())}
    assert (await leader.ask(documents.PUBLISH, **out))["done"]["state"] == NoticeState.PUBLISHED.value
    told = await Message.filter(link=f"/notices/{drafted['id']}")
    assert mother.id in {one.person_id for one in told}
    assert beside.id not in {one.person_id for one in told if one.about}
    [mine] = (await under_it(phone, notice))["myAnswers"]
    assert mine["card"] == drafted["id"]


async def test_a_card_names_only_questions_that_its_author_may_read(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    asked = await said(await phones(mother), notice, "听说水被污染了，是真的吗？")
    neighbour = await phones(town.neighbour)
    west = {"grid": nodes.opaque("Grid", town.west.id), "input": card([asked]), "key": str(uuid4())}
    assert (await neighbour.ask(documents.DRAFT, **west))["done"]["__typename"] == "NotFound"
    assert await NoticeAnswer.filter(raised_id__not_isnull=True).count() == 0
    wanted = builders.draft(kind=NoticeKind.RUMOUR, verdict=Verdict.FALSE)
    assert (await builders.drafted(town.neighbour, town.west, wanted)).state is NoticeState.DRAFT
