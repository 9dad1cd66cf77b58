"""What is held about whoever answered and signed, and what goes with them or after a while."""

from datetime import timedelta

from backend.access import own
from backend.kit import clock, words, work
from backend.kit.words import Language
from backend.notices.answer_models import NoticeAnswer, Signature
from backend.notices.answering import keeping, own_data
from tests.community import Town
from tests.notices import builders
from tests.notices.answering import neighbours, pledge, replied, said, signed
from tests.phones import Phones


async def test_i_read_what_i_asked_signed_and_replied(town: Town, phones: Phones) -> None:
    _, mother, beside = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    phone = await phones(mother)
    asked = await said(phone, notice, "几点来水？")
    await signed(phone, await pledge(town.leader, town.east))
    await replied(await phones(town.leader), notice, [asked])
    now = clock.now().isoformat()
    with words.reader(Language.EN):
        assert await own_data.tell_answers(mother.id) == [
            {"When": now, "Kind": "Question", "Where": "", "Text": "几点来水？"}
        ]
        assert await own_data.tell_signatures(mother.id) == [
            {"Pledge": "不办酒席", "When": now, "Name": "陈小明"}
        ]
        assert await own_data.tell_replies(town.leader.id) == [{"When": now, "Text": "几点来水？ 六点。"}]
        assert await own_data.tell_answers(beside.id) == await own_data.tell_signatures(beside.id) == []
    assert {"notice_answers", "signatures", "notice_replies"} <= {section.name for section in own.sections()}


async def test_the_words_of_whoever_is_erased_go_and_the_counts_stay(town: Town, phones: Phones) -> None:
    _, mother, beside = await neighbours(town)
    notice, promise = await builders.published(town.leader, town.east), await pledge(town.leader, town.east)
    for person in (mother, beside):
        await said(await phones(person), notice, "几点来水？")
        await signed(await phones(person), promise)
    await work.unit(lambda: own_data.scrub(mother.id))
    left = {row.person_id: row.text for row in await NoticeAnswer.all()}
    names = {row.person_id: row.name for row in await Signature.all()}
    assert left == {mother.id: None, beside.id: "几点来水？"}
    assert names == {mother.id: None, beside.id: "陈小明"}


async def test_after_half_a_year_nobody_reads_what_was_asked(town: Town, phones: Phones) -> None:
    _, mother, _ = await neighbours(town)
    notice = await builders.published(town.leader, town.east)
    phone = await phones(mother)
    await said(phone, notice, "几点来水？")
    clock.advance(timedelta(days=1))
    await said(phone, notice, "为什么停水？")
    assert await keeping.forget_answers(clock.now()) == 1
    assert [row.text for row in await NoticeAnswer.all().order_by("at")] == [None, "为什么停水？"]
