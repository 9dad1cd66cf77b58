"""From a question to a rumour card and its correction: whoever asked is told, and the card says how many asked."""

from typing import Any

import pytest

from backend.access.models import Person
from backend.kit import nodes
from backend.notices.answer_models import NoticeAnswer
from backend.notices.kinds import NoticeKind, Verdict
from backend.notices.models import Notice
from backend.notices.writing import correcting, drafting, publishing
from backend.notices.writing.drafts import Draft
from backend.push.models import Message
from tests import app_documents, community
from tests.community import Town
from tests.notices import builders
from tests.notices.answering import named, neighbours, said, under_it
from tests.phones import Phone, Phones
from tests.statements import counted

CARD = "query ($id: ID!) { notice(id: $id) { asked questions { text } } }"


def card(*questions: dict[str, Any], **more: Any) -> Draft:
    """A rumour card for these questions."""
    given: dict[str, Any] = {
        "kind": NoticeKind.RUMOUR,
        "verdict": Verdict.FALSE,
        "texts": (builders.said("水没有被污染", claim="水被污染了", source="区水务局"),),
        "questions": tuple(nodes.row_of("NoticeAnswer", asked["id"]) for asked in questions),
    }
    return builders.draft(**(given | more))


async def rumoured(town: Town, phones: Phones) -> tuple[Notice, list[Person], list[dict[str, Any]]]:
    """Two neighbours ask under a notice whether the water is bad, one of them twice."""
    _, mother, beside = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    first, second = await phones(mother), await phones(beside)
    asked = [
        await said(first, notice, "水坏了吗"),
        await said(first, notice, "真的吗"),
        await said(second, notice, "能喝吗"),
    ]
    return notice, [mother, beside], asked


async def cards_of(phone: Phone, notice: Notice) -> list[str | None]:
    return [answer["card"] for answer in (await under_it(phone, notice))["myAnswers"]]


async def test_whoever_asked_finds_the_card_once_it_is_out_and_it_says_how_many_asked(
    town: Town, phones: Phones
) -> None:
    notice, [mother, _], asked = await rumoured(town, phones)
    phone, leader = await phones(mother), await phones(town.leader)
    drafted = await builders.drafted(town.leader, town.east, card(*asked))
    assert await cards_of(phone, notice) == [None, None]

    actor = await community.actor(town.leader)
    await publishing.publish(actor, drafted.id, drafted.version)
    assert await cards_of(phone, notice) == [named(drafted)] * 2
    assert (await phone.ask(CARD, id=named(drafted)))["notice"] == {"asked": 2, "questions": []}
    assert (await leader.ask(CARD, id=named(drafted)))["notice"] == {
        "asked": 2,
        "questions": [{"text": text} for text in ("水坏了吗", "真的吗", "能喝吗")],
    }
    page = (await (await phones(language="zh-CN")).get(f"/n/{drafted.code}")).text
    assert "2 位居民问过" in page
    assert "能喝吗" not in page


async def test_a_correction_of_a_card_tells_who_asked_for_the_first_one(town: Town, phones: Phones) -> None:
    notice, people, asked = await rumoured(town, phones)
    first = await builders.published(town.leader, town.east, card(*asked))
    actor = await community.actor(town.leader)
    await Message.all().delete()
    second = await correcting.correct(
        actor, first.id, card(*asked, verdict=Verdict.TRUE), "又查过了", first.version
    )
    phone = await phones(people[0])
    assert await cards_of(phone, notice) == [named(first)] * 2

    await publishing.publish(actor, second.id, second.version)
    told = [one for one in await Message.filter(about=second.id) if "您问的事有了核实结果" in one.said]
    assert {one.person_id for one in told} == {person.id for person in people}
    for one in (first, second):
        assert (await phone.ask(CARD, id=named(one)))["notice"]["asked"] == 2


async def test_what_a_card_answers_is_read_in_eight_statements(town: Town, phones: Phones) -> None:
    _, _, asked = await rumoured(town, phones)
    first = await builders.published(town.leader, town.east, card(*asked))
    leader = await phones(town.leader)
    with counted() as statements:
        answer = await leader.ask(app_documents.text("CardQuestions"), id=named(first))
    assert len(answer["notice"]["questions"]) == 3
    assert len(statements) <= 8, "\n".join(statements)


@pytest.mark.parametrize("how", ["changed", "named one", "dropped", "another kind"])
async def test_a_draft_keeps_its_questions_until_it_is_none_for_them(
    town: Town, phones: Phones, how: str
) -> None:
    _, _, asked = await rumoured(town, phones)
    drafted = await builders.drafted(town.leader, town.east, card(*asked))
    actor = await community.actor(town.leader)
    match how:
        case "changed":
            await drafting.change(actor, drafted.id, card(), drafted.version)
        case "named one":
            await drafting.change(actor, drafted.id, card(asked[2]), drafted.version)
        case "another kind":
            await drafting.change(actor, drafted.id, builders.draft(), drafted.version)
        case "dropped":
            await drafting.drop(actor, drafted.id)
    left = {"changed": 3, "named one": 1}.get(how, 0)
    assert await NoticeAnswer.filter(raised_id=drafted.id).count() == left
    assert await NoticeAnswer.all().count() == 3
