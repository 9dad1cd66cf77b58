"""Whom a household can call."""

from datetime import timedelta

import pytest

from backend.access.models import Post, Role
from backend.grids import posts
from backend.households import contacts
from backend.households.models import Household
from backend.kit import clock
from tests import community
from tests.community import Town
from tests.households.builders import household

WEEK = timedelta(days=7)


async def called(town: Town, home: Household) -> str:
    """The name of whoever the household is told to call."""
    [around] = await contacts.around([town.east.path])
    contact = around.contact((await Household.get(id=home.id)).liaison_id)
    assert contact
    return contact.name


@pytest.mark.parametrize("role", [Role.LIAISON, Role.MEMBER])
async def test_while_somebody_stands_in_they_are_the_one_to_call(town: Town, role: Role) -> None:
    leader, home = await community.actor(town.leader), await household(town, "3栋 502")
    if role is Role.LIAISON:
        given = await posts.appoint(leader, town.east.id, role, "联络员", "13900000001")
        await Household.filter(id=home.id).update(liaison_id=given.id)
    else:
        given = await Post.get(grid_id=town.east.id, role=role)
    usual = await called(town, home)

    await posts.stand_in(leader, given.id, "徐明", "13800005678", clock.now() + WEEK)
    assert await called(town, home) == "徐明"

    clock.advance(WEEK)
    assert await called(town, home) == usual
