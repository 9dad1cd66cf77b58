"""Volunteering over HTTP, as the app asks it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.access.models import Person
from backend.kit import clock, nodes
from backend.volunteers.models import Volunteer
from tests import community
from tests.community import Town
from tests.phones import Phones
from tests.statements import counted
from tests.volunteers.builders import applicant, volunteer

APPLY = """mutation ($input: ApplyAsVolunteerInput!, $key: UUID!) {
  applyAsVolunteer(input: $input, key: $key) {
    __typename
    ... on Volunteer {
      id name state isActive reach grid { name } ground { name } skills partnerGroup version
      hours { weekday from to } qualifications { id }
    }
    ... on Refusal { message }
    ... on BadInput { field }
  }
}"""
OFFER = {
    "skills": ["DRIVING", "CARRYING"],
    "hours": [{"weekday": 7, "from": "18:00", "to": "00:00"}, {"weekday": 1, "from": "08:00", "to": "12:00"}],
    "reach": "COMMUNITY",
    "partnerGroup": "秀洲车队",
}
APPROVE = """mutation ($volunteer: ID!, $key: UUID!) {
  approveVolunteer(volunteer: $volunteer, key: $key) { __typename ... on Volunteer { state isActive } }
}"""
LIST = """query ($grid: ID!, $state: VolunteerState, $skill: Skill, $first: Int = 50, $after: String) {
  volunteers(grid: $grid, state: $state, skill: $skill, first: $first, after: $after) {
    nodes { id name phone state skills hours { weekday } qualifications { kind } grid { name } }
    pageInfo { hasNextPage endCursor }
  }
  volunteerCounts(grid: $grid) { waiting active paused }
}"""


def named(row: Volunteer) -> str:
    """The volunteer's id in the graph."""
    return nodes.opaque("Volunteer", row.id)


async def test_somebody_applies_is_approved_and_sees_it(town: Town, lin: Person, phones: Phones) -> None:
    phone, leaders = await phones(lin), await phones(town.leader)
    key = str(uuid4())
    first = await phone.ask(APPLY, input=OFFER, key=key)
    answer = first["applyAsVolunteer"]
    mine = answer.pop("id")
    assert answer == {
        "__typename": "Volunteer",
        "name": "林晓",
        "state": "WAITING",
        "isActive": False,
        "reach": "COMMUNITY",
        "grid": {"name": "第一网格"},
        "ground": {"name": "金星社区"},
        "skills": ["CARRYING", "DRIVING"],
        "partnerGroup": "秀洲车队",
        "version": 1,
        "hours": [
            {"weekday": 1, "from": "08:00:00", "to": "12:00:00"},
            {"weekday": 7, "from": "18:00:00", "to": "00:00:00"},
        ],
        "qualifications": [],
    }
    again = await phone.ask(APPLY, input=OFFER, key=key)
    assert again["applyAsVolunteer"]["id"] == mine

    approved = await leaders.ask(APPROVE, volunteer=mine, key=str(uuid4()))
    assert approved == {
        "approveVolunteer": {"__typename": "Volunteer", "state": "APPROVED", "isActive": True}
    }
    seen = await phone.ask("{ myVolunteering { id state isActive } }")
    assert seen == {"myVolunteering": {"id": mine, "state": "APPROVED", "isActive": True}}


async def test_refusals_speak_the_readers_language(town: Town, lin: Person, phones: Phones) -> None:
    await applicant(lin)
    phone = await phones(lin, language="zh-Hans")
    answer = await phone.ask(APPLY, input=OFFER, key=str(uuid4()))
    assert answer["applyAsVolunteer"]["__typename"] == "AlreadyVolunteer"
    assert answer["applyAsVolunteer"]["message"].startswith("您已经在这个网格报过名")
    answer = await phone.ask(APPLY, input=OFFER | {"hours": []}, key=str(uuid4()))
    assert answer["applyAsVolunteer"] == {
        "__typename": "BadInput",
        "message": "请至少选一段您有空的时间。",
        "field": "hours",
    }


async def test_whoever_applies_all_day_is_asked_to_rest(town: Town, lin: Person, phones: Phones) -> None:
    phone = await phones(lin)
    answers = [await phone.ask(APPLY, input=OFFER | {"skills": []}, key=str(uuid4())) for _ in range(21)]
    kinds = [answer["applyAsVolunteer"]["__typename"] for answer in answers]
    assert kinds == ["BadInput"] * 20 + ["TooOften"]


@pytest.mark.parametrize("who", ["nobody", "lin", "neighbour"])
async def test_others_neither_see_nor_decide(town: Town, lin: Person, phones: Phones, who: str) -> None:
    waiting = await applicant(await community.resident("周敏", town.east))
    phone = await phones({"nobody": None, "lin": lin, "neighbour": town.neighbour}[who])
    grid = nodes.opaque("Grid", town.east.id)
    asked: list[tuple[str, dict[str, Any]]] = [
        (LIST, {"grid": grid}),
        (APPROVE, {"volunteer": named(waiting), "key": str(uuid4())}),
        ("query ($id: ID!) { volunteer(id: $id) { name } node(id: $id) { id } }", {"id": named(waiting)}),
    ]
    expected: dict[str, list[Any]] = {
        "nobody": ["SIGNED_OUT", "SIGNED_OUT", "SIGNED_OUT"],
        "lin": ["FORBIDDEN", "FORBIDDEN", {"volunteer": None, "node": None}],
        "neighbour": [
            "FORBIDDEN",
            {"approveVolunteer": {"__typename": "NotFound"}},
            {"volunteer": None, "node": None},
        ],
    }
    seen: list[Any] = []
    for document, variables in asked:
        answer = await phone.answer(document, **variables)
        seen.append(answer["errors"][0]["extensions"]["code"] if "errors" in answer else answer["data"])
    assert seen == expected[who]
    assert (await Volunteer.get(id=waiting.id)).version == 1


async def test_a_leader_reads_the_list_page_by_page_and_counts(town: Town, phones: Phones) -> None:
    for number in range(3):
        person = await community.resident(f"志愿者{number}", town.east)
        await (volunteer(person, town.leader) if number else applicant(person))
        clock.advance(timedelta(minutes=1))
    phone = await phones(town.above)
    grid = nodes.opaque("Grid", town.community.id)

    page = await phone.ask(LIST, grid=grid, first=2)
    assert [node["name"] for node in page["volunteers"]["nodes"]] == ["志愿者2", "志愿者1"]
    assert page["volunteerCounts"] == {"waiting": 1, "active": 2, "paused": 0}
    after = page["volunteers"]["pageInfo"]["endCursor"]
    rest = await phone.ask(LIST, grid=grid, first=2, after=after)
    assert [node["name"] for node in rest["volunteers"]["nodes"]] == ["志愿者0"]
    assert rest["volunteers"]["pageInfo"]["hasNextPage"] is False

    waiting = await phone.ask(LIST, grid=grid, state="WAITING")
    assert [node["name"] for node in waiting["volunteers"]["nodes"]] == ["志愿者0"]
    doctors = await phone.ask(LIST, grid=grid, skill="MEDICAL")
    assert doctors["volunteers"]["nodes"] == []


async def test_papers_are_added_shown_and_gone_after_their_last_day(
    town: Town, lin: Person, phones: Phones
) -> None:
    helper = await volunteer(lin, town.leader)
    leaders, phone = await phones(town.leader), await phones(lin)
    added = await leaders.ask(
        """mutation ($volunteer: ID!, $key: UUID!) {
          addQualification(volunteer: $volunteer, key: $key,
                           input: {kind: FIRST_AID, expiresOn: "2020-01-30", note: "红十字会"}) {
            ... on Volunteer { qualifications { id kind note expiresOn checkedBy } }
          }
        }""",
        volunteer=named(helper),
        key=str(uuid4()),
    )
    [paper] = added["addQualification"]["qualifications"]
    assert {**paper, "id": ""} == {
        "id": "",
        "kind": "FIRST_AID",
        "note": "红十字会",
        "expiresOn": "2020-01-30",
        "checkedBy": "王芳",
    }
    mine = "{ myVolunteering { qualifications { id } } }"
    assert (await phone.ask(mine))["myVolunteering"]["qualifications"] == [{"id": paper["id"]}]
    clock.advance(timedelta(days=2))
    assert (await phone.ask(mine))["myVolunteering"]["qualifications"] == []

    removed = await leaders.ask(
        """mutation ($paper: ID!, $key: UUID!) {
          removeQualification(qualification: $paper, key: $key) { ... on Volunteer { qualifications { id } } }
        }""",
        paper=paper["id"],
        key=str(uuid4()),
    )
    assert removed == {"removeQualification": {"qualifications": []}}


async def test_a_volunteer_pauses_changes_and_leaves(town: Town, lin: Person, phones: Phones) -> None:
    helper = await volunteer(lin, town.leader)
    phone = await phones(lin)
    paused = await phone.ask(
        """mutation ($key: UUID!) { pauseVolunteering(until: "2020-02-03", key: $key) {
          ... on Volunteer { isActive pausedUntil version } } }""",
        key=str(uuid4()),
    )
    assert paused["pauseVolunteering"] == {
        "isActive": False,
        "pausedUntil": "2020-02-02T16:00:00+00:00",
        "version": helper.version + 1,
    }
    changed = await phone.ask(
        """mutation ($input: OfferInput!, $version: Int!, $key: UUID!) {
          changeVolunteering(input: $input, version: $version, key: $key) {
            __typename ... on Volunteer { skills version } ... on Changed { version }
          }
        }""",
        input=OFFER,
        version=helper.version,
        key=str(uuid4()),
    )
    assert changed["changeVolunteering"] == {"__typename": "Changed", "version": helper.version + 1}
    for verb, state in (("resumeVolunteering", "APPROVED"), ("leaveVolunteering", "LEFT")):
        document = (
            f"mutation ($key: UUID!) {{ {verb}(key: $key) {{ ... on Volunteer {{ state pausedUntil }} }} }}"
        )
        answer = await phone.ask(document, key=str(uuid4()))
        assert answer[verb] == {"state": state, "pausedUntil": None}


async def test_a_leader_sees_a_masked_number_until_they_ask_for_all_of_it(town: Town, phones: Phones) -> None:
    person = await community.resident("林晓", town.east)
    person.phone = "+8613812345678"
    await person.save(update_fields=["phone"])
    helper = await volunteer(person, town.leader)
    leaders = await phones(town.leader)
    listed = await leaders.ask(LIST, grid=nodes.opaque("Grid", town.east.id))
    assert listed["volunteers"]["nodes"][0]["phone"] == "+86138****5678"
    shown = await leaders.ask(
        "mutation ($id: ID!) { showVolunteerPhone(volunteer: $id) { ... on VolunteerPhone { phone } } }",
        id=named(helper),
    )
    assert shown == {"showVolunteerPhone": {"phone": "+8613812345678"}}


async def test_the_grid_one_lives_in_is_offered_first(town: Town, lin: Person, phones: Phones) -> None:
    phone = await phones(lin)
    assert await phone.ask("{ myGrid { name label } }") == {
        "myGrid": {"name": "第一网格", "label": "余新镇 / 金星社区 / 第一网格"}
    }
    stranger = await phones(await Person.create(name="陌生人"))
    assert await stranger.ask("{ myGrid { name } myVolunteering { id } }") == {
        "myGrid": None,
        "myVolunteering": None,
    }


async def test_a_list_costs_eight_statements_however_long_it_is(town: Town, phones: Phones) -> None:
    for number in range(4):
        await volunteer(await community.resident(f"志愿者{number}", town.east), town.leader)
    phone = await phones(town.leader)
    with counted() as statements:
        listed = await phone.ask(LIST, grid=nodes.opaque("Grid", town.east.id))
    assert len(listed["volunteers"]["nodes"]) == 4
    assert len(statements) <= 8, "\n".join(statements)
