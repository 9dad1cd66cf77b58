"""A household opens a notice: one question reads it and notes that it is shown, however many open it at once."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from backend.access.models import Post, Role
from backend.grids.models import Tier
from backend.kit import clock, ids
from backend.kit.words import Language
from backend.notices import opening
from backend.notices.kinds import Way
from backend.notices.models import Notice, Relay
from backend.notices.reach import receipts
from backend.notices.reach_models import Receipt, Via
from backend.notices.relaying import turns
from backend.notices.writing import correcting, publishing
from tests import app_documents, community
from tests.community import Town
from tests.households.builders import household, living
from tests.notices import answering, builders
from tests.phones import Phone, Phones
from tests.statements import counted

OPEN, READ = map(app_documents.text, app_documents.OPENING)
PLAIN = "query ($id: ID!) { notice(id: $id) { id mine { shownAt } } }"


async def opened(phone: Phone, notice: Notice, document: str = OPEN) -> Any:
    return (await phone.ask(document, id=ids.opaque("Notice", notice.id)))["notice"]


async def read(phone: Phone, notice: Notice) -> Any:
    return (await phone.ask(READ, notice=ids.opaque("Notice", notice.id)))["recordRead"]


async def test_one_question_reads_it_and_notes_that_it_is_shown(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 1201")
    phone = await phones(await living(home, "林晓"))
    notice = await builders.published(town.above, town.town)
    clock.advance(timedelta(minutes=2))
    answer = await opened(phone, notice)
    at = clock.now().isoformat()
    assert answer["text"]["headline"] == builders.HEADLINE
    assert answer["mine"] == {
        "__typename": "MyReceipt", "shownAt": at, "readAt": None, "signedAt": None,
    }  # fmt: skip
    [receipt] = await Receipt.all()
    assert (receipt.household_id, receipt.via, receipt.read_at) == (home.id, Via.APP, None)

    clock.advance(timedelta(minutes=1))
    told = await read(phone, notice)
    assert told["mine"] == {"__typename": "MyReceipt", "shownAt": at, "readAt": clock.now().isoformat()}
    assert (await opened(phone, notice))["mine"]["shownAt"] == at
    assert await Receipt.all().count() == 1


async def test_who_only_reads_it_notes_nothing(town: Town, phones: Phones) -> None:
    phone = await phones(await living(await household(town, "3栋 1201"), "林晓"))
    notice = await builders.published(town.above, town.town)
    assert (await opened(phone, notice, PLAIN))["mine"] is None
    assert await Receipt.all().count() == 0


async def test_nobody_opens_what_did_not_come_to_them(town: Town, phones: Phones) -> None:
    phone = await phones(await living(await household(town, "3栋 1201", grid=town.west.id), "周远"))
    notice = await builders.published(town.above, town.town, builders.draft(grounds=[town.east]))
    draft = await builders.drafted(town.above, town.town)
    never = Notice(id=ids.new())
    assert [await opened(phone, one) for one in (notice, draft, never)] == [None, None, None]
    assert (await read(phone, draft))["__typename"] == "NotFound"
    assert await Receipt.all().count() == 0


@pytest.mark.parametrize("by_hand", ["PHONE", "DOOR"])
async def test_what_is_done_by_hand_is_not_shown_by_a_phone(town: Town, phones: Phones, by_hand: str) -> None:
    phone = await phones(await living(await household(town, "3栋 1201"), "林晓"))
    notice = await builders.published(town.above, town.town)
    asked = PLAIN.replace("id: $id", f"id: $id, shownBy: {by_hand}")
    assert await phone.refused(asked, id=ids.opaque("Notice", notice.id)) == "BAD_DOCUMENT"
    assert await Receipt.all().count() == 0


async def test_what_a_household_opens_is_what_it_reads_without_opening(town: Town, phones: Phones) -> None:
    """Two ways lead to the same answer: the one of a crowd, and the one of everybody else."""
    home, mother, _ = await answering.neighbours(town)
    notice = await builders.published(town.above, town.town)
    phone = await phones(mother)
    await answering.said(phone, notice, "几点来水？")
    newer = await correcting.correct(
        await community.actor(town.above), notice.id, builders.draft("改到明天"), "时间", notice.version
    )
    await publishing.publish(await community.actor(town.above), newer.id, newer.version)
    for one in (notice, newer):
        by_one, by_the_other = await opened(phone, one), await opened(phone, one, _unnoted(OPEN))
        assert by_one == by_the_other
        assert by_one["state"] in {"CORRECTED", "PUBLISHED"}
    assert {receipt.household_id for receipt in await Receipt.all()} == {home.id}


def _unnoted(document: str) -> str:
    assert " shownBy:$by" in document
    return document.replace(" shownBy:$by", "").replace("$by:Via!=APP", "")


async def test_a_crowd_costs_a_few_statements_and_each_gets_their_own(town: Town, phones: Phones) -> None:
    homes = [await household(town, f"{number}栋 1") for number in range(1, 31)]
    people = [await living(home, f"住户{number}") for number, home in enumerate(homes)]
    texts = (builders.said(), builders.said("No water", Language.EN))
    notice = await builders.published(town.above, town.town, builders.draft(texts=texts))
    crowd = [await phones(person) for person in people]
    for phone in crowd[:10]:
        phone.headers["accept-language"] = "zh-Hans"
    await answering.said(crowd[3], notice, "几点来水？")
    clock.advance(timedelta(minutes=1))
    with counted() as statements:
        answers = await asyncio.gather(*(opened(phone, notice) for phone in crowd))
    assert len(statements) <= 12, "\n".join(statements)
    assert [answer["text"]["headline"] for answer in answers] == [builders.HEADLINE] * 10 + ["No water"] * 20
    assert [len(answer["myAnswers"]) for answer in answers] == [0] * 3 + [1] + [0] * 26
    noted = {row.household_id: row.shown_at.isoformat() for row in await Receipt.all() if row.shown_at}
    assert [answer["mine"]["shownAt"] for answer in answers] == [noted[home.id] for home in homes]
    assert answers[3]["mine"]["shownAt"] != answers[4]["mine"]["shownAt"]


async def test_a_crowd_learns_who_speaks_by_one_statement(town: Town, phones: Phones) -> None:
    homes = [await household(town, f"{number}栋 1") for number in range(1, 31)]
    crowd = [await phones(await living(home, "住户")) for home in homes]
    notice = await builders.published(town.leader, town.east)
    with counted() as statements:
        answers = await asyncio.gather(*(opened(phone, notice) for phone in crowd))
    assert {answer["grid"]["label"] for answer in answers} == {"余新镇 / 金星社区 / 第一网格"}
    assert len(statements) <= 13, "\n".join(statements)


async def test_each_reads_what_was_added_on_the_way_to_their_own_grid(town: Town, phones: Phones) -> None:
    homes = [await household(town, "1栋 1"), await household(town, "1栋 2", grid=town.west.id)]
    crowd = [await phones(await living(home, "住户")) for home in homes]
    wanted = builders.draft(way=Way.RELAYED, relayed_down_to=Tier.GRID, relay_minutes=5)
    notice = await builders.published(town.above, town.town, wanted)
    await turns.pass_on(await community.actor(town.leader), notice.id, town.east.id, "东边")
    await Relay.filter(notice_id=notice.id, grid_id=town.town.id).update(line="镇里")
    await Relay.filter(notice_id=notice.id, passed_at__isnull=True).update(
        passed_at=clock.now(), covers_below=True
    )
    answers = await asyncio.gather(*(opened(phone, notice) for phone in crowd))
    assert [[line["line"] for line in answer["lines"]] for answer in answers] == [["镇里", "东边"], ["镇里"]]
    assert [line["grid"]["label"] for line in answers[0]["lines"]] == [
        "余新镇",
        "余新镇 / 金星社区 / 第一网格",
    ]


async def test_who_holds_a_post_and_lives_there_is_counted_and_sees_what_posts_see(
    town: Town, phones: Phones
) -> None:
    editor = await living(await household(town, "3栋 1201"), "许编辑")
    await Post.create(person=editor, grid=town.east, role=Role.EDITOR, seat=f"EDITOR:{editor.id}")
    notice = await builders.published(town.leader, town.east)
    answer = await opened(await phones(editor), notice)
    assert {"WITHDRAW", "SEE_REACH", "ANSWER"} <= set(answer["allowed"])
    assert answer["mine"]["shownAt"] == clock.now().isoformat()


async def test_while_nothing_can_be_written_it_is_read_all_the_same(
    town: Town, phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await phones(await living(await household(town, "3栋 1201"), "林晓"))
    notice = await builders.published(town.above, town.town)

    async def full(*_: object) -> None:
        raise asyncpg.DiskFullError

    monkeypatch.setattr(receipts, "record", full)
    answer = await opened(phone, notice)
    assert (answer["text"]["headline"], answer["mine"]) == (builders.HEADLINE, None)


async def test_a_notice_that_has_gone_since_it_was_noted_is_not_there(
    town: Town, phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await phones(await living(await household(town, "3栋 1201"), "林晓"))
    notice = await builders.published(town.above, town.town)
    monkeypatch.setattr(opening, "OUT", ())
    assert await opened(phone, notice) is None
