"""Whoever is found twice on a ground counts once, and stands in nobody's way."""

import pytest

from backend.access.models import Post, Role
from backend.push.broadcasting import broadcasts, chunks
from tests import community
from tests.community import Town
from tests.notices import builders
from tests.push.broadcasting.going import done
from tests.push.builders import subscribed
from tests.push.stand_in import StandIn


@pytest.mark.usefixtures("carrying")
async def test_who_holds_several_posts_keeps_nobody_from_being_rung(
    town: Town, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "SIZE", 3)
    liaisons = [await community.appointed(f"联络员{number}", Role.LIAISON, town.east) for number in range(5)]
    for role in (Role.LIAISON, Role.EDITOR):
        seat = f"{role.value}:{town.leader.id}"
        await Post.create(person=town.leader, grid=town.east, role=role, seat=seat)
    people = [town.leader, town.member, *liaisons]
    handsets = [stand_in.handset() for _ in people]
    for person, handset in zip(people, handsets, strict=True):
        await subscribed(person, handset)

    notice = await builders.published(town.above, town.town, builders.draft(grounds=[town.east]))
    await done()

    assert [len(handset.received) for handset in handsets] == [1] * 7
    assert (await broadcasts.figures(notice.id)).accepted == 7
