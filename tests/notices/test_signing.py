"""A household signs a pledge: on a phone of theirs, or before their liaison at the door."""

from datetime import timedelta

import pytest

from backend.access.models import Deed, Person, Role
from backend.households import liaisons
from backend.households.models import Household, Look
from backend.kit import clock, nodes
from backend.kit.words import Language
from backend.notices.answer_models import Signature
from backend.notices.answering import graph
from backend.notices.kinds import NoticeKind
from backend.notices.models import Notice
from backend.notices.reach_models import Receipt, Via
from backend.notices.writing import correcting, publishing
from tests import community
from tests.community import Town
from tests.households.builders import household
from tests.notices import answering, builders
from tests.notices.answering import named, neighbours, pledge, signed, under_it
from tests.phones import Phone, Phones


async def looking_after(town: Town, home: Household) -> Person:
    """The liaison of a household."""
    liaison = await community.appointed("何联络", Role.LIAISON, town.east)
    actor = await community.actor(liaison)
    await liaisons.assign(await community.actor(town.leader), actor.holdings[0].post, home.id, home.id)
    return liaison


async def signed_at_door(phone: Phone, notice: Notice, home: Household, **more: str) -> dict[str, object]:
    return await signed(phone, notice, "陈奶奶", household=nodes.opaque("Household", home.id), **more)


async def corrected(town: Town, notice: Notice) -> Notice:
    """A version that says more."""
    leader = await community.actor(town.leader)
    wanted = builders.draft(kind=notice.kind, texts=(builders.said("不办酒席", body="也不走亲戚。"),))
    now = await Notice.get(id=notice.id)
    draft = await correcting.correct(leader, notice.id, wanted, "补充一句", now.version)
    return await publishing.publish(leader, draft.id, draft.version)


async def test_a_household_signs_once_whoever_of_them_does(town: Town, phones: Phones) -> None:
    home, mother, beside = await neighbours(town)
    notice = await pledge(town.leader, town.east)
    phone = await phones(mother)
    assert "SIGN" in (await under_it(phone, notice))["allowed"]

    done = await signed(phone, notice, " 陈小明 ")
    read = (await under_it(phone, notice))["fingerprint"]
    assert {**done, "id": ""} == {
        "id": "",
        "name": "陈小明",
        "door": "第一网格 3栋1201",
        "signedAt": clock.now().isoformat(),
        "takenBy": None,
        "fingerprint": read,
    }
    assert "SIGN" not in (await under_it(phone, notice))["allowed"]
    assert (await signed(phone, notice, "陈大明"))["__typename"] == "SignedAlready"
    [receipt] = await Receipt.all()
    assert (receipt.household_id, receipt.via, receipt.signed_at) == (home.id, Via.APP, clock.now())
    [signature] = await Signature.all()
    assert (signature.name, signature.person_id) == ("陈小明", mother.id)
    assert (await under_it(await phones(beside), notice))["mine"] is None
    assert await Deed.filter(verb="signNotice").count() == 1


async def test_a_liaison_takes_a_signature_at_the_door_without_signal(town: Town, phones: Phones) -> None:
    home, _, _ = await neighbours(town)
    liaison = await looking_after(town, home)
    notice = await pledge(town.leader, town.east)
    then = clock.now()
    clock.advance(timedelta(hours=2))
    done = await signed_at_door(await phones(liaison), notice, home, at=then.isoformat())
    assert (done["name"], done["takenBy"], done["signedAt"]) == ("陈奶奶", "何联络", then.isoformat())
    [receipt] = await Receipt.all()
    assert (receipt.via, receipt.signed_at) == (Via.DOOR, then)
    [look] = await Look.filter(about=notice.id)
    assert (look.person_id, look.household_id) == (liaison.id, home.id)


async def test_whoever_went_from_door_to_door_without_signal_notes_all_of_them(
    town: Town, phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "ANSWERS", "1 per hour")
    homes = [await household(town, f"3栋 {number}") for number in (1301, 1302, 1303)]
    notice, leader = await pledge(town.leader, town.east), await phones(town.leader)
    for home in homes:
        assert "name" in await signed_at_door(leader, notice, home)
    assert await Signature.all().count() == 3


async def test_nobody_signs_what_is_not_there_yet_whatever_a_phone_says(town: Town, phones: Phones) -> None:
    home, _, _ = await neighbours(town)
    liaison = await looking_after(town, home)
    clock.advance(timedelta(hours=1))
    notice = await pledge(town.leader, town.east)
    long_ago = (clock.now() - timedelta(days=9)).isoformat()
    clock.advance(timedelta(hours=1))
    done = await signed_at_door(await phones(liaison), notice, home, at=long_ago)
    assert done["signedAt"] == (clock.now() - timedelta(hours=1)).isoformat()
    [receipt] = await Receipt.all()
    assert receipt.reached_at == receipt.signed_at == notice.published_at


async def test_who_signs_by_a_clock_that_is_ahead_signs_now(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    tomorrow = (clock.now() + timedelta(days=1)).isoformat()
    done = await signed(await phones(mother), await pledge(town.leader, town.east), at=tomorrow)
    assert done["signedAt"] == clock.now().isoformat()


async def test_what_was_signed_before_a_correction_stays_what_it_was(town: Town, phones: Phones) -> None:
    home, mother, _ = await neighbours(town)
    liaison = await looking_after(town, home)
    notice = await pledge(town.leader, town.east)
    read = (await under_it(await phones(liaison), notice))["fingerprint"]
    then = clock.now()
    clock.advance(timedelta(hours=1))
    newer = await corrected(town, notice)
    clock.advance(timedelta(hours=1))

    door = await phones(liaison)
    kept = await signed_at_door(door, notice, home, at=then.isoformat())
    assert kept["fingerprint"] == read
    phone = await phones(mother)
    assert (await signed(phone, notice))["__typename"] == "NoticeOver"
    assert (await signed(phone, newer, fingerprint=read))["__typename"] == "PledgeChanged"
    assert (await signed(phone, newer))["name"] == "陈小明"
    assert {row.notice_id for row in await Signature.all()} == {notice.id, newer.id}


async def test_what_cannot_be_signed_leaves_nothing_behind(town: Town, phones: Phones) -> None:
    home, mother, _ = await neighbours(town)
    notice, bulletin = await pledge(town.leader, town.east), await builders.published(town.leader, town.east)
    phone, leader = await phones(mother), await phones(town.leader)
    nowhere = clock.now().replace(tzinfo=None).isoformat()
    refusals = [
        await signed(phone, notice, " "),
        await signed(phone, notice, "名" * 41),
        await signed(phone, bulletin),
        await signed(phone, notice, at=nowhere),
        await signed(leader, notice),
        await signed(phone, notice, household=nodes.opaque("Household", home.id)),
        await signed(await phones(town.neighbour), notice, fingerprint="-"),
    ]
    assert [(refused["__typename"], refused.get("field")) for refused in refusals] == [
        ("BadInput", "name"),
        ("BadInput", "name"),
        ("BadInput", "notice"),
        ("BadInput", "at"),
        ("BadInput", "household"),
        ("NotFound", None),
        ("NotFound", None),
    ]
    assert await Signature.all().count() == await Receipt.all().count() == 0


async def test_the_signatures_are_a_list_that_prints(town: Town, phones: Phones) -> None:
    _, mother, beside = await neighbours(town)
    notice = await pledge(town.leader, town.east)
    await signed(await phones(beside), notice, "周舟")
    await signed(await phones(mother), notice, "<陈>")
    leader = await phones(town.leader)
    listed = (await leader.ask(answering.SIGNATURES, notice=named(notice)))["found"]["nodes"]
    assert [(row["name"], row["door"]) for row in listed] == [
        ("<陈>", "第一网格 3栋1201"),
        ("周舟", "第一网格 3栋1202"),
    ]
    page = await leader.get(f"/signatures?notice={named(notice)}&language=en")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert "<p>我家不办酒席。</p>" in page.text
    assert "第一网格 · version 1 · published 2020-01-29 19:00<br>Check mark of the text: " in page.text
    assert "Households that signed: 2 of 2 · printed 2020-01-29 19:00" in page.text
    assert page.text.index("&lt;陈&gt;") < page.text.index("周舟")
    assert [deed.detail for deed in await Deed.filter(verb="printSignatures")] == [{"signatures": 2}]


async def test_the_printed_text_is_in_simplified_chinese_where_it_is_not_in_ones_own_language(
    town: Town, phones: Phones
) -> None:
    both = (
        builders.said("No feasts", Language.EN, body="x"),
        builders.said("不办酒席", body="我家不办酒席。"),
    )
    wanted = builders.draft(kind=NoticeKind.PLEDGE, texts=both)
    notice = await builders.published(town.leader, town.east, wanted)
    page = await (await phones(town.leader)).get(f"/signatures?notice={named(notice)}&language=zh-Hant")
    assert "<h1>不办酒席</h1>" in page.text


async def test_signatures_are_for_whoever_decides_there(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    notice = await pledge(town.above, town.community)
    await signed(await phones(mother), notice)
    west = await phones(town.neighbour)
    assert (await west.ask(answering.SIGNATURES, notice=named(notice)))["found"]["nodes"] == []
    east = await phones(town.leader)
    assert len((await east.ask(answering.SIGNATURES, notice=named(notice)))["found"]["nodes"]) == 1
    address = f"/signatures?notice={named(notice)}"
    codes = [
        (await phone.get(address)).status_code for phone in (await phones(), await phones(mother), west, east)
    ]
    assert codes == [401, 403, 200, 200]
    assert "陈小明" not in (await west.get(address)).text
    assert (await east.get("/signatures?notice=nothing")).status_code == 404
