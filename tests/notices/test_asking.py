"""Households ask about a notice, register, and tell what they know; only its editors read it."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.access.models import Deed, Role
from backend.households.models import Look
from backend.kit import clock, nodes
from backend.notices.answer_models import NoticeAnswer
from backend.notices.answering import graph
from backend.notices.kinds import NoticeKind
from backend.notices.models import Notice, NoticeStop
from backend.notices.reach_models import Receipt
from backend.notices.writing.drafts import Stop
from backend.push.models import Message
from tests import community
from tests.community import Town
from tests.notices import answering, builders
from tests.notices.answering import named, neighbours, said, under_it
from tests.phones import Phones


async def test_a_question_is_read_by_the_editors_and_by_whoever_asked(town: Town, phones: Phones) -> None:
    home, mother, beside = await neighbours(town)
    editor = await community.appointed("许编辑", Role.EDITOR, town.east)
    notice = await builders.published(town.leader, town.east)
    await Message.all().delete()
    phone = await phones(mother)

    asked = await said(phone, notice, "  几点来水？ ")
    assert {**asked, "id": ""} == {
        "id": "",
        "kind": "QUESTION",
        "text": "几点来水？",
        "place": None,
        "reply": None,
        "card": None,
    }
    for person in (editor, town.leader):
        [row] = (await (await phones(person)).ask(answering.QUESTIONS, notice=named(notice)))["found"][
            "nodes"
        ]
        assert (row["name"], row["door"], row["phone"]) == ("陈小明", "第一网格 3栋1201", None)
        assert row["answer"]["text"] == "几点来水？"
    below = await under_it(phone, notice)
    assert below["myAnswers"] == [asked]
    assert below["mine"]["answeredAt"] == below["mine"]["readAt"] == clock.now().isoformat()
    assert (await under_it(await phones(beside), notice))["myAnswers"] == []
    told = await Message.all()
    assert {one.person_id for one in told} == {editor.id, town.leader.id}
    assert [receipt.household_id for receipt in await Receipt.all()] == [home.id]
    assert await Deed.filter(verb="answerNotice").count() == 1


async def test_what_was_asked_is_nobody_elses_to_read(town: Town, phones: Phones) -> None:
    _, mother, beside = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    await said(await phones(mother), notice, "几点来水？")
    for query in (answering.QUESTIONS, answering.REGISTRATIONS):
        for person in (beside, town.member, town.neighbour):
            assert await (await phones(person)).refused(query, notice=named(notice)) == "FORBIDDEN"


async def case_route(town: Town) -> Notice:
    """Somebody who is ill has been to two places."""
    hour = timedelta(hours=1)
    stops = tuple(
        Stop(place, clock.now() - at * hour, clock.now() - at * hour + hour)
        for place, at in (("菜场", 9), ("药店", 5))
    )
    wanted = builders.draft(kind=NoticeKind.CASE_ROUTE, stops=stops)
    return await builders.published(town.leader, town.east, wanted)


async def test_whoever_was_there_registers_once_for_each_place(town: Town, phones: Phones) -> None:
    _, mother, beside = await neighbours(town)
    notice = await case_route(town)
    phone, other = await phones(mother), await phones(beside)
    market, chemist = (await under_it(phone, notice))["stops"]

    first = await said(phone, notice, "", "REGISTRATION", stop=market["id"])
    again = await said(phone, notice, "又来一次", "REGISTRATION", stop=market["id"])
    assert (first["place"], again) == ("菜场", first)
    await said(phone, notice, "九点半", "REGISTRATION", stop=chemist["id"])
    await said(other, notice, "", "REGISTRATION", stop=market["id"])
    leader = await phones(town.leader)
    found = (await leader.ask(answering.REGISTRATIONS, notice=named(notice)))["found"]["nodes"]
    assert sorted((row["name"], row["answer"]["place"], row["answer"]["text"]) for row in found) == [
        ("周舟", "菜场", ""),
        ("陈小明", "药店", "九点半"),
        ("陈小明", "菜场", ""),
    ]


async def test_who_can_be_called_back_leaves_a_number(town: Town, phones: Phones) -> None:
    home, mother, _ = await neighbours(town)
    mother.phone = "+8613800000099"
    await mother.save()
    wanted = builders.draft(kind=NoticeKind.CLUES, texts=(builders.said(reward="500 元"),))
    notice = await builders.published(town.leader, town.east, wanted)
    await said(await phones(mother), notice, "昨晚在桥头见过他", "CLUE")
    leader = await phones(town.leader)
    [clue] = (await leader.ask(answering.REGISTRATIONS, notice=named(notice)))["found"]["nodes"]
    assert (clue["answer"]["kind"], clue["phone"]) == ("CLUE", "+8613800000099")
    looks = await Look.all().values("person_id", "household_id", "role")
    assert looks == [{"person_id": town.leader.id, "household_id": home.id, "role": Role.LEADER}]


async def test_what_was_answered_already_is_not_refused_as_too_often(
    town: Town, phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "ANSWERS", "1 per hour")
    _, mother, _ = await neighbours(town)
    notice, phone = await builders.published(town.leader, town.east), await phones(mother)
    asked = {"notice": named(notice), "input": {"kind": "QUESTION", "text": "几点来水？"}}
    key, other = str(uuid4()), str(uuid4())
    first = (await phone.ask(answering.ASK, **asked, key=key))["done"]
    # The answer was lost on the way, and the phone asks for it again.
    assert (await phone.ask(answering.ASK, **asked, key=key))["done"] == first
    assert (await phone.ask(answering.ASK, **asked, key=other))["done"]["__typename"] == "TooOften"
    assert await NoticeAnswer.all().count() == 1


async def test_who_presses_twice_at_the_same_moment_is_registered_once(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    notice = await builders.published(town.leader, town.east, builders.draft(kind=NoticeKind.VOLUNTEERS))
    phone = await phones(mother)
    answers = await asyncio.gather(*(said(phone, notice, "我来", "REGISTRATION") for _ in range(6)))
    [kept] = await NoticeAnswer.all()
    assert {answer["id"] for answer in answers} == {nodes.opaque("NoticeAnswer", kept.id)}


@pytest.mark.parametrize(
    ("kind", "text", "field"),
    [
        ("QUESTION", " ", "text"),
        ("QUESTION", "问" * 501, "text"),
        ("REGISTRATION", "", "kind"),
        ("CLUE", "我知道", "kind"),
    ],
)
async def test_what_cannot_be_said_here_is_refused(
    town: Town, phones: Phones, kind: str, text: str, field: str
) -> None:
    _, mother, _ = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    refused = await said(await phones(mother), notice, text, kind)
    assert (refused["__typename"], refused["field"]) == ("BadInput", field)
    assert await NoticeAnswer.all().count() == await Receipt.all().count() == 0


async def test_a_registration_names_a_place_of_this_route(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    notice, other = await case_route(town), await case_route(town)
    phone = await phones(mother)
    [stop, _] = (await under_it(phone, other))["stops"]
    for given in ({}, {"stop": stop["id"]}):
        refused = await said(phone, notice, "", "REGISTRATION", **given)
        assert (refused["__typename"], refused["field"]) == ("BadInput", "stop")
    assert await NoticeAnswer.all().count() == 0
    assert await NoticeStop.all().count() == 4


async def test_what_holds_no_longer_is_not_answered(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    wanted = builders.draft(expires_at=clock.now() + timedelta(hours=1))
    notice = await builders.published(town.leader, town.east, wanted)
    clock.advance(timedelta(hours=1))
    assert (await said(await phones(mother), notice, "几点来水？"))["__typename"] == "NoticeOver"
    assert await NoticeAnswer.all().count() == 0


async def test_nothing_is_offered_about_what_has_expired(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    wanted = builders.draft(
        kind=NoticeKind.PLEDGE,
        texts=(builders.said(body="我家不办酒席。"),),
        expires_at=clock.now() + timedelta(hours=1),
    )
    notice, phone = await builders.published(town.leader, town.east, wanted), await phones(mother)
    assert sorted((await under_it(phone, notice))["allowed"]) == ["ANSWER", "SIGN"]
    clock.advance(timedelta(hours=1))
    assert (await under_it(phone, notice))["allowed"] == []


async def test_what_never_came_here_is_not_answered(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    notice = await builders.published(town.neighbour, town.west)
    assert (await said(await phones(mother), notice, "几点来水？"))["__typename"] == "NotFound"
    assert await NoticeAnswer.all().count() == 0


async def test_an_answer_that_is_sent_again_counts_once(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    phone, key = await phones(mother), str(uuid4())
    asked = {"notice": named(notice), "input": {"kind": "QUESTION", "text": "几点来水？"}, "key": key}
    first, again = [(await phone.ask(answering.ASK, **asked))["done"] for _ in range(2)]
    assert first == again
    assert await NoticeAnswer.all().count() == 1
