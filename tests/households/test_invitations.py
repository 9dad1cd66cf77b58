"""Invitations: who makes them, whom they let in, and when they are over."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.households.models import Household, Invitation, Resident
from backend.kit import clock
from tests import community
from tests.community import Town
from tests.households.asking import DOOR, grid_id, home_id, invited, joined
from tests.households.builders import household, living
from tests.households.documents import INVITE, REVOKE, WELCOME
from tests.phones import Phones


async def test_an_invitation_to_one_door_lets_in_there_at_once(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 2单元 1202")
    head = await phones(await living(home, "陈明"))
    made = await invited(head, household=home_id(home), uses=1)
    phone = await phones()
    welcome = await phone.ask(WELCOME, code=made["code"])
    assert welcome["invitation"]["door"] == {"label": "3栋2单元1202"}
    assert (await joined(phone, made["code"], "林晓"))["isWaiting"] is False
    answer = await joined(await phones(), made["code"], "王强")
    assert answer["__typename"] == "InvitationUsedUp"
    assert await Resident.filter(household_id=home.id).count() == 2


async def test_a_resident_who_is_not_the_head_invites_nobody(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 2单元 1202")
    await living(home, "陈明")
    daughter = await phones(await living(home, "陈晨"))
    answer = await daughter.ask(INVITE, household=home_id(home), days=1, uses=1, key=str(uuid4()))
    assert answer["inviteResidents"]["__typename"] == "NotFound"
    assert await Invitation.all().count() == 0


async def test_an_invitation_is_shown_to_who_decides_at_the_door_and_to_no_other_resident(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 2单元 1202")
    head, daughter = await living(home, "陈明"), await living(home, "陈晨")
    made = await invited(await phones(head), household=home_id(home))
    node = "query ($id: ID!) { node(id: $id) { __typename } }"
    assert (await (await phones(head)).ask(node, id=made["id"]))["node"] == {"__typename": "Invitation"}
    assert (await (await phones(town.member)).ask(node, id=made["id"]))["node"] == {
        "__typename": "Invitation"
    }
    assert (await (await phones(daughter)).ask(node, id=made["id"]))["node"] is None


@pytest.mark.parametrize(
    ("days", "uses", "field"), [(0, 1, "days"), (31, 1, "days"), (1, 0, "uses"), (1, 5001, "uses")]
)
async def test_an_invitation_has_bounds(town: Town, phones: Phones, days: int, uses: int, field: str) -> None:
    leader = await phones(town.leader)
    answer = await leader.ask(INVITE, grid=grid_id(town), days=days, uses=uses, key=str(uuid4()))
    assert answer["inviteResidents"] == {"__typename": "BadInput", "field": field}


async def test_an_invitation_over_or_taken_back_lets_nobody_in(town: Town, phones: Phones) -> None:
    leader, phone = await phones(town.leader), await phones()
    over = await invited(leader, grid=grid_id(town), days=1)
    gone = await invited(leader, grid=grid_id(town))
    await leader.ask(REVOKE, invitation=gone["id"], key=str(uuid4()))
    clock.advance(timedelta(days=1))

    for code, reason in (
        (over["code"], "InvitationOver"),
        (gone["code"], "InvitationRevoked"),
        ("ABCD EFGH", "NotFound"),
    ):
        assert (await joined(phone, code, door=DOOR))["__typename"] == reason
        assert (await phone.ask(WELCOME, code=code))["invitation"]["__typename"] == reason
    assert await Resident.all().count() == 0
    assert await Household.all().count() == 0
    assert not phone.cookies


async def test_of_many_at_once_as_many_come_in_as_it_was_for(town: Town, phones: Phones) -> None:
    made = await invited(await phones(town.leader), grid=grid_id(town), uses=3)
    neighbours = [await phones() for _ in range(8)]

    answers = await asyncio.gather(
        *(
            joined(phone, made["code"], f"邻居{number}", door={"building": "5", "room": str(number)})
            for number, phone in enumerate(neighbours)
        )
    )

    kinds = sorted(answer["__typename"] for answer in answers)
    assert kinds == ["InvitationUsedUp"] * 5 + ["Joined"] * 3
    assert await Resident.filter(Resident.here()).count() == 3
    assert await Household.all().count() == 3
    assert (await Invitation.get()).used == 3


async def test_nobody_makes_or_takes_back_invitations_for_other_ground(town: Town, phones: Phones) -> None:
    made = await invited(await phones(town.leader), grid=grid_id(town))
    for person in (town.neighbour, await community.resident("路人", town.east)):
        phone = await phones(person)
        answer = await phone.ask(INVITE, grid=grid_id(town), days=1, uses=1, key=str(uuid4()))
        assert answer["inviteResidents"]["__typename"] == "NotFound"
        answer = await phone.ask(REVOKE, invitation=made["id"], key=str(uuid4()))
        assert answer["revokeInvitation"]["__typename"] == "NotFound"
    assert (await Invitation.get()).revoked_at is None
