"""Corrections and withdrawals, in plain sight."""

from uuid import uuid4

import pytest

from backend.access import photos
from backend.access.models import Deed, Photo, Role
from backend.kit import clock, nodes
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.notices.kinds import Audience, Earnest
from backend.notices.models import Notice, NoticeState, Relay
from backend.notices.refusals import NoticeOver
from backend.notices.writing import correcting, drafting, publishing
from tests import community
from tests.community import Town
from tests.households import builders as doors
from tests.notices import documents
from tests.notices.builders import draft, published, seen_by
from tests.phones import Phones

NEW = {"kind": "BULLETIN", "texts": [{"language": "ZH_HANS", "headline": "停水改到明晚"}]}


async def test_a_correction_takes_the_others_place_and_both_can_be_read(town: Town, phones: Phones) -> None:
    mother = await doors.living(await doors.household(town, "3栋 1201"), "陈小明")
    old = await published(town.leader, town.east)
    leader, named = await phones(town.leader), nodes.opaque("Notice", old.id)

    asked = {"notice": named, "input": NEW, "reason": "时间写错了", "version": 2}
    new = (await leader.ask(documents.CORRECT, **asked, key=str(uuid4())))["done"]
    assert (new["state"], new["edition"], new["reason"]) == ("DRAFT", 2, "时间写错了")
    assert new["corrects"] == {"id": named, "headline": "停水通知", "edition": 1, "state": "PUBLISHED"}
    assert await seen_by(mother) == {old.id}

    out = (await leader.ask(documents.PUBLISH, notice=new["id"], version=1, key=str(uuid4())))["done"]
    assert (out["state"], out["corrects"]["state"]) == ("PUBLISHED", "CORRECTED")
    before = await Notice.get(id=old.id)
    assert (before.state, before.ended_at) == (NoticeState.CORRECTED, clock.now())
    assert await Relay.all().count() == 2

    phone = await phones(mother)
    rows = (await phone.ask(documents.MINE))["notices"]["nodes"]
    assert [(row["state"], row["text"]["headline"]) for row in rows] == [
        ("PUBLISHED", "停水改到明晚"),
        ("CORRECTED", "停水通知"),
    ]
    shown = (await phone.ask(documents.ONE, id=named))["notice"]
    assert shown["correctedBy"] == {
        "id": new["id"],
        "headline": "停水改到明晚",
        "edition": 2,
        "reason": "时间写错了",
    }
    assert shown["allowed"] == []


async def test_a_correction_goes_to_whom_the_first_version_went(town: Town) -> None:
    sent = draft(grounds=[town.east], audience=(Audience.VOLUNTEERS,), earnest=Earnest.EXERCISE)
    old = await published(town.above, town.town, sent)
    actor = await community.actor(town.above)
    new = await correcting.correct(actor, old.id, draft(grounds=[town.west]), "写错了", 2)
    assert (new.audiences, new.earnest) == ([Audience.VOLUNTEERS], Earnest.EXERCISE)
    await publishing.publish(actor, new.id, 1)
    assert [relay.grid_id for relay in await Relay.filter(notice_id=new.id)] == [town.east.id]


async def test_of_two_corrections_the_second_is_refused(town: Town) -> None:
    old = await published(town.leader, town.east)
    actor = await community.actor(town.leader)
    drafts = [await correcting.correct(actor, old.id, draft(), "写错了", 2) for _ in range(2)]
    await publishing.publish(actor, drafts[0].id, 1)
    with pytest.raises(NoticeOver):
        await publishing.publish(actor, drafts[1].id, 1)
    assert (await Notice.get(id=drafts[1].id)).state is NoticeState.DRAFT
    assert await Relay.all().count() == 2


async def test_what_was_withdrawn_stays_to_be_read_with_the_reason(town: Town, phones: Phones) -> None:
    mother = await doors.living(await doors.household(town, "3栋 1201"), "陈小明")
    notice = await published(town.leader, town.east)
    leader, named = await phones(town.leader), nodes.opaque("Notice", notice.id)
    asked = {"notice": named, "reason": "已经修好了", "version": 2, "key": str(uuid4())}
    gone = (await leader.ask(documents.WITHDRAW, **asked))["done"]
    assert (gone["state"], gone["reason"], gone["allowed"]) == (
        "WITHDRAWN",
        "已经修好了",
        ["REPLY", "SEE_REACH"],
    )
    shown = (await (await phones(mother)).ask(documents.ONE, id=named))["notice"]
    assert (shown["state"], shown["reason"], shown["allowed"]) == ("WITHDRAWN", "已经修好了", [])
    again = (await leader.ask(documents.WITHDRAW, **asked | {"version": 3, "key": str(uuid4())}))["done"]
    assert again["__typename"] == "NoticeOver"
    assert await Deed.filter(verb="withdrawNotice").count() == 1


@pytest.mark.parametrize("how", ["dropped", "shown without it"])
async def test_a_correction_that_comes_to_nothing_leaves_the_picture_where_it_is(
    town: Town, how: str
) -> None:
    leader, editor = town.leader, await community.appointed("林编辑", Role.EDITOR, town.east)
    actor, picture = await community.actor(editor), uuid4()
    await photos.keep(await community.actor(leader), picture, b"jpeg")
    old = await published(leader, town.east, draft(picture=picture))
    new = await correcting.correct(actor, old.id, draft("改", picture=picture), "写错了", 2)
    if how == "dropped":
        await drafting.drop(actor, new.id)
    else:
        await drafting.change(actor, new.id, draft("改"), 1)
    assert await Photo.filter(id=picture, is_kept=True).exists()

    other = uuid4()
    await photos.keep(actor, other, b"jpeg")
    third = await correcting.correct(actor, old.id, draft("再改", picture=other), "写错了", 2)
    await drafting.drop(actor, third.id)
    assert await Photo.filter(is_kept=True).values_list("id", flat=True) == [picture]


async def test_who_does_not_decide_or_gives_no_reason_changes_nothing(town: Town) -> None:
    notice = await published(town.leader, town.east)
    before = await Notice.filter(id=notice.id).values()
    for person in (town.member, town.neighbour):
        with pytest.raises(NotFound):
            await correcting.withdraw(await community.actor(person), notice.id, "错了", 2)
        with pytest.raises(NotFound):
            await correcting.correct(await community.actor(person), notice.id, draft(), "错了", 2)
    actor = await community.actor(town.leader)
    with pytest.raises(BadInput):
        await correcting.withdraw(actor, notice.id, " ", 2)
    with pytest.raises(Changed) as refusal:
        await correcting.withdraw(actor, notice.id, "错了", 1)
    assert refusal.value.version == 2
    assert await Notice.all().values() == before
