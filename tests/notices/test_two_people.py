"""Where two people are asked for, one proposes and another publishes; and a notice goes out at its hour."""

from datetime import timedelta
from uuid import uuid4

import pytest

from backend.access.models import Deed, Role
from backend.grids.models import Grid
from backend.kit import clock, nodes
from backend.kit.refusals import BadInput
from backend.notices import jobs
from backend.notices.channel_models import NoticeSettings
from backend.notices.models import Notice, NoticeState, Relay
from backend.notices.refusals import NoticeOver, UnderReview
from backend.notices.writing import checks, drafting, publishing
from backend.push.models import Message
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices import documents
from tests.notices.builders import draft, drafted
from tests.phones import Phones


async def asks_for_two(grid: Grid) -> None:
    await NoticeSettings.create(grid=grid, two_people=True, steps=[{"channel": "DOOR", "minutes": 15}])


async def state_of(notice: Notice) -> tuple[NoticeState, int, int]:
    """How it stands, at which version, and to how many grids it has come."""
    now = await Notice.get(id=notice.id)
    return now.state, now.version, await Relay.filter(notice_id=notice.id).count()


async def test_the_first_proposes_and_the_second_publishes(town: Town, phones: Phones) -> None:
    await asks_for_two(town.community)
    editor = await community.appointed("林编辑", Role.EDITOR, town.east)
    written = await drafted(editor, town.east)
    named = {"notice": nodes.opaque("Notice", written.id)}
    first, second = await phones(editor), await phones(town.leader)

    asked = await first.ask(documents.PUBLISH, **named, version=1, key=str(uuid4()))
    assert (asked["done"]["state"], asked["done"]["proposedBy"]) == ("PROPOSED", "林编辑")
    assert asked["done"]["allowed"] == ["RETURN", "DROP"]
    assert [(one.person_id, one.kind.value) for one in await Message.all()] == [(town.leader.id, "NOTICE")]

    again = await first.ask(documents.PUBLISH, **named, version=2, key=str(uuid4()))
    assert again["done"]["__typename"] == "NeedsAnother"
    assert await state_of(written) == (NoticeState.PROPOSED, 2, 0)

    seen = (await second.ask(documents.ONE, id=named["notice"]))["notice"]
    assert seen["allowed"] == ["APPROVE", "RETURN", "DROP"]
    out = await second.ask(documents.PUBLISH, **named, version=2, key=str(uuid4()))
    assert (out["done"]["state"], out["done"]["publishedBy"]) == ("PUBLISHED", "王芳")
    assert await state_of(written) == (NoticeState.PUBLISHED, 3, 1)
    assert [deed.verb for deed in await Deed.all().order_by("at", "id")] == [
        "draftNotice",
        "proposeNotice",
        "publishNotice",
    ]


async def test_what_waits_is_not_changed_and_can_be_returned_with_a_word_why(
    town: Town, phones: Phones
) -> None:
    await asks_for_two(town.east)
    editor = await community.appointed("林编辑", Role.EDITOR, town.east)
    written = await drafted(town.member, town.east)
    actor = await community.actor(editor)
    await publishing.publish(actor, written.id, 1)
    with pytest.raises(UnderReview):
        await drafting.change(actor, written.id, draft("改了"), 2)

    named = {"notice": nodes.opaque("Notice", written.id)}
    leader = await phones(town.leader)
    silent = await leader.ask(documents.RETURN, **named, reason="  ", key=str(uuid4()))
    assert (silent["done"]["__typename"], silent["done"]["field"]) == ("BadInput", "reason")
    await Message.all().delete()
    back = await leader.ask(documents.RETURN, **named, reason="时间不对", key=str(uuid4()))
    assert (back["done"]["state"], back["done"]["returned"]) == ("DRAFT", "时间不对")
    assert back["done"]["proposedBy"] is None
    assert sorted(one.person_id for one in await Message.all()) == sorted([town.member.id, editor.id])

    changed = await drafting.change(await community.actor(town.member), written.id, draft("改了"), 3)
    assert changed.version == 4


async def test_why_it_was_once_returned_is_between_those_who_write_and_decide(
    town: Town, phones: Phones
) -> None:
    mother = await doors.living(await doors.household(town, "3栋 1201"), "陈小明")
    await asks_for_two(town.east)
    editor = await community.appointed("林编辑", Role.EDITOR, town.east)
    leader, second = await community.actor(town.leader), await community.actor(editor)
    written = await drafted(town.member, town.east)
    await publishing.publish(second, written.id, 1)
    await publishing.give_back(leader, written.id, "王主任说写得太差")
    await publishing.publish(second, written.id, 3)
    await publishing.publish(leader, written.id, 4)

    seen = {}
    for person in (mother, town.neighbour, town.member, town.leader):
        said = await (await phones(person)).ask(documents.ONE, id=nodes.opaque("Notice", written.id))
        seen[person.id] = said["notice"] and said["notice"]["returned"]
    why = "王主任说写得太差"
    assert seen == {mother.id: "", town.neighbour.id: None, town.member.id: why, town.leader.id: why}


async def test_a_leader_above_can_be_the_second_person(town: Town) -> None:
    await asks_for_two(town.east)
    written = await drafted(town.leader, town.east)
    await publishing.publish(await community.actor(town.leader), written.id, 1)
    assert [one.person_id for one in await Message.all()] == [town.above.id]
    await publishing.publish(await community.actor(town.above), written.id, 2)
    assert await state_of(written) == (NoticeState.PUBLISHED, 3, 1)


async def test_a_notice_goes_out_at_its_hour(town: Town) -> None:
    written = await drafted(town.leader, town.east)
    actor, hour = await community.actor(town.leader), clock.now() + timedelta(hours=1)
    for bad in (clock.now(), clock.now() + timedelta(days=367), hour.replace(tzinfo=None)):
        with pytest.raises(BadInput) as refusal:
            await publishing.publish(actor, written.id, 1, bad)
        assert refusal.value.field == "at"
    await publishing.publish(actor, written.id, 1, hour)
    assert await state_of(written) == (NoticeState.SCHEDULED, 2, 0)

    clock.advance(timedelta(minutes=59, seconds=59))
    assert await jobs.publish_at_their_hour() == 0
    clock.advance(timedelta(seconds=1))
    assert await jobs.publish_at_their_hour() == 1
    assert await jobs.publish_at_their_hour() == 0
    out = await Notice.get(id=written.id)
    assert (out.state, out.published_at, out.published_by_id, out.goes_at) == (
        NoticeState.PUBLISHED,
        hour,
        town.leader.id,
        None,
    )


async def test_the_hour_that_was_proposed_holds_when_another_agrees(town: Town) -> None:
    await asks_for_two(town.east)
    written = await drafted(town.leader, town.east)
    hour = clock.now() + timedelta(hours=1)
    await publishing.publish(await community.actor(town.leader), written.id, 1, hour)
    await publishing.publish(await community.actor(town.above), written.id, 2)
    found = await Notice.get(id=written.id)
    assert (found.state, found.goes_at, found.published_by_id) == (
        NoticeState.SCHEDULED,
        hour,
        town.above.id,
    )
    # Once agreed it may also go out before.
    await publishing.publish(await community.actor(town.leader), written.id, 3)
    assert await state_of(written) == (NoticeState.PUBLISHED, 4, 1)


async def test_what_cannot_go_out_at_its_hour_is_a_draft_again_and_its_author_is_told(town: Town) -> None:
    written = await drafted(town.above, town.town, draft(grounds=[town.east]))
    hour = clock.now() + timedelta(hours=1)
    await publishing.publish(await community.actor(town.above), written.id, 1, hour)
    await Grid.filter(id=town.east.id).update(closed_at=clock.now())
    clock.advance(timedelta(hours=1))
    assert await jobs.publish_at_their_hour() == 1
    assert await state_of(written) == (NoticeState.DRAFT, 3, 0)
    assert [one.person_id for one in await Message.all()] == [town.above.id]


async def test_one_that_is_over_before_anybody_could_send_it_is_a_draft_again(town: Town) -> None:
    hour = clock.now() + timedelta(hours=1)
    written = await drafted(town.leader, town.east, draft(expires_at=hour + timedelta(hours=1)))
    await publishing.publish(await community.actor(town.leader), written.id, 1, hour)
    clock.advance(timedelta(hours=3))
    assert await jobs.publish_at_their_hour() == 1
    assert await state_of(written) == (NoticeState.DRAFT, 3, 0)
    assert (await Notice.get(id=written.id)).returned == checks.BAD_MOMENT.zh_hans


async def test_one_that_breaks_at_its_hour_holds_up_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, hour = await community.actor(town.leader), clock.now() + timedelta(hours=1)
    written = [await drafted(town.leader, town.east) for _ in range(2)]
    for one in written:
        await publishing.publish(actor, one.id, 1, hour)
    clock.advance(timedelta(hours=1))
    go_out = publishing.go_out

    async def breaks_first(notice: Notice) -> None:
        if notice.id == written[0].id:
            raise RuntimeError("something broke")
        await go_out(notice)

    with monkeypatch.context() as broken:
        broken.setattr(publishing, "go_out", breaks_first)
        assert await jobs.publish_at_their_hour() == 1
    assert await state_of(written[0]) == (NoticeState.SCHEDULED, 2, 0)
    assert await state_of(written[1]) == (NoticeState.PUBLISHED, 3, 1)
    assert await jobs.publish_at_their_hour() == 1
    assert await state_of(written[0]) == (NoticeState.PUBLISHED, 3, 1)


async def test_a_draft_that_is_not_wanted_is_put_away(town: Town, phones: Phones) -> None:
    written = await drafted(town.member, town.east)
    named = {"notice": nodes.opaque("Notice", written.id), "key": str(uuid4())}
    neighbour = await phones(town.neighbour)
    assert (await neighbour.ask(documents.DROP, **named))["done"] == {"__typename": "NotFound"}
    member = await phones(town.member)
    assert (await member.ask(documents.DROP, **named))["done"]["id"] == named["notice"]
    assert (await member.ask(documents.ONE, id=named["notice"]))["notice"] is None
    with pytest.raises(NoticeOver):
        await publishing.publish(await community.actor(town.leader), written.id, 2)
    assert await state_of(written) == (NoticeState.DROPPED, 2, 0)
