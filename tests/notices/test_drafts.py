"""What a draft may say, and what it needs before it goes out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from backend.access.models import Deed, Photo
from backend.grids.refusals import GridClosed
from backend.kit import clock
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound
from backend.kit.words import Language
from backend.notices.kinds import NoticeKind, Verdict
from backend.notices.models import Notice, NoticeGround, NoticeState, NoticeText
from backend.notices.writing import drafting, keeping, publishing
from backend.notices.writing.drafts import Draft, Stop
from tests import community
from tests.community import Town
from tests.notices import documents
from tests.notices.builders import draft, drafted, said, seen_by
from tests.phones import Phones

NOON = datetime(2020, 1, 28, 4, tzinfo=UTC)


def stop(hours: float = 1) -> Stop:
    return Stop("华联超市", NOON, NOON + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (draft(texts=()), "texts"),
        (draft(texts=(said("一"), said("二"))), "texts"),
        (draft(" "), "texts.0.headline"),
        (draft("长" * 61), "texts.0.headline"),
        (draft(texts=(said(short="长" * 141),)), "texts.0.short"),
        (draft(texts=(said(body="长" * 20_001),)), "texts.0.body"),
        (draft(texts=(said(claim="长" * 301),)), "texts.0.claim"),
        (draft(source_url="http://example.org"), "sourceUrl"),
        (draft(source_url="https://[x"), "sourceUrl"),
        (draft(source_url="javascript:alert(1)"), "sourceUrl"),
        (draft(relay_minutes=0), "relayMinutes"),
        (draft(expires_at=NOON), "expiresAt"),
        (draft(stops=(stop(-1),)), "stops.0.endsAt"),
        (draft(stops=(stop(48),)), "stops.0.endsAt"),
        (draft(stops=(replace(stop(), place=""),)), "stops.0.place"),
        (draft(stops=(stop(),) * 51), "stops"),
    ],
)
async def test_a_draft_that_cannot_be_read_is_refused(town: Town, wanted: Draft, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        await drafted(town.leader, town.east, wanted)
    assert refusal.value.field == field
    assert await Notice.all().count() == await NoticeText.all().count() == await Deed.all().count() == 0


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (draft(kind=NoticeKind.RUMOUR, texts=(said(claim="双黄连有用", source="药监局"),)), "verdict"),
        (draft(kind=NoticeKind.RUMOUR, verdict=Verdict.FALSE, texts=(said(source="药监局"),)), "verdict"),
        (draft(kind=NoticeKind.RUMOUR, verdict=Verdict.FALSE, texts=(said(claim="有用"),)), "source"),
        (draft(kind=NoticeKind.CLUES), "reward"),
        (draft(kind=NoticeKind.CASE_ROUTE), "stops"),
        (draft(kind=NoticeKind.PLEDGE), "body"),
    ],
)
async def test_what_a_kind_needs_must_be_there_before_it_goes_out(
    town: Town, wanted: Draft, field: str
) -> None:
    written = await drafted(town.leader, town.east, wanted)
    with pytest.raises(BadInput) as refusal:
        await publishing.publish(await community.actor(town.leader), written.id, 1)
    assert refusal.value.field == field
    assert (await Notice.get(id=written.id)).state is NoticeState.DRAFT


async def test_grounds_lie_on_the_ground_of_the_grid_that_speaks_and_not_in_one_another(town: Town) -> None:
    wide = await drafted(town.above, town.town, draft(grounds=[town.east, town.community, town.west]))
    assert await NoticeGround.filter(notice_id=wide.id).values_list("grid_id", flat=True) == [
        town.community.id
    ]
    for grounds in ([town.west], [town.community]):
        with pytest.raises(NotFound):
            await drafted(town.leader, town.east, draft(grounds=grounds))
    town.west.closed_at = clock.now()
    await town.west.save()
    with pytest.raises(GridClosed):
        await drafted(town.above, town.town, draft(grounds=[town.west]))
    assert await Notice.all().count() == 1


async def test_any_post_drafts_for_its_own_ground_and_above_and_nowhere_else(town: Town) -> None:
    for grid in (town.east, town.community, town.town):
        await drafted(town.member, grid)
    with pytest.raises(NotFound):
        await drafted(town.member, town.west)
    with pytest.raises(NotFound):
        await drafted(await community.resident("无岗位", town.east), town.east)
    assert await Notice.all().count() == 3


async def test_the_same_key_drafts_once(town: Town) -> None:
    actor, key = await community.actor(town.leader), uuid4()
    first = await drafting.draft(actor, town.east.id, draft(), key=key)
    again = await drafting.draft(actor, town.east.id, draft(), key=key)
    assert first.id == again.id
    with pytest.raises(KeyReused):
        await drafting.draft(actor, town.east.id, draft("别的"), key=key)
    assert await Notice.all().count() == 1


async def test_an_editor_classifies_what_somebody_else_wrote(town: Town) -> None:
    written = await drafted(town.member, town.east, draft("有水"))
    english = said("Water", Language.EN, body="- one\n  - two\n")
    wanted = draft(kind=NoticeKind.ORDER, texts=(said("停水"), english), relay_minutes=3)
    changed = await drafting.change(await community.actor(town.leader), written.id, wanted, 1)
    assert (changed.kind, changed.version, changed.drafted_by_id) == (NoticeKind.ORDER, 2, town.member.id)
    kept = {text.language: (text.headline, text.body) for text in await NoticeText.all()}
    assert kept == {Language.ZH_HANS: ("停水", ""), Language.EN: ("Water", "- one\n  - two")}
    with pytest.raises(Changed) as refusal:
        await drafting.change(await community.actor(town.member), written.id, draft(), 1)
    assert refusal.value.version == 2
    with pytest.raises(NotFound):
        await drafting.change(await community.actor(town.neighbour), written.id, draft(), 2)


async def test_a_picture_is_kept_while_a_notice_has_it(town: Town) -> None:
    photo = await Photo.create(owner=town.leader, picture=b"x")
    with pytest.raises(NotFound):
        await drafted(town.neighbour, town.west, draft(picture=photo.id))
    written = await drafted(town.leader, town.east, draft(picture=photo.id))
    assert (await Photo.get(id=photo.id)).is_kept
    # Another may change the rest, though the picture is not theirs.
    await drafting.change(await community.actor(town.above), written.id, draft(picture=photo.id), 1)
    await drafting.change(await community.actor(town.above), written.id, draft(), 2)
    assert not (await Photo.get(id=photo.id)).is_kept


async def test_a_text_is_read_in_ones_own_language_else_in_chinese_else_in_any(
    town: Town, phones: Phones
) -> None:
    both = await drafted(town.leader, town.east, draft(texts=(said("Water", Language.EN), said("停水"))))
    english = await drafted(town.leader, town.east, draft(texts=(said("Gas", Language.EN),)))
    await drafted(town.leader, town.east, draft("停电"))
    read = {}
    for language in ("en", "zh-Hant"):
        phone = await phones(town.leader, language)
        rows = (await phone.ask(documents.MINE, state=["DRAFT"]))["notices"]["nodes"]
        read[language] = [(row["text"]["headline"], row["text"]["language"]) for row in rows]
    assert read == {
        "en": [("停电", "ZH_HANS"), ("Gas", "EN"), ("Water", "EN")],
        "zh-Hant": [("停电", "ZH_HANS"), ("Gas", "EN"), ("停水", "ZH_HANS")],
    }
    assert {both.id, english.id} < await seen_by(town.leader)


async def test_drafts_that_were_put_away_are_thrown_away_after_a_while(town: Town) -> None:
    kept, gone = await drafted(town.leader, town.east), await drafted(town.leader, town.east)
    await drafting.drop(await community.actor(town.leader), gone.id)
    assert await keeping.forget_drafts(clock.now()) == 0
    assert await keeping.forget_drafts(clock.now() + timedelta(seconds=1)) == 1
    assert [notice.id for notice in await Notice.all()] == [kept.id]
    assert await NoticeText.all().count() == 1


async def test_a_notice_that_would_be_over_before_it_goes_out_does_not(town: Town) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    written = await drafted(town.leader, town.east, draft(expires_at=tomorrow))
    with pytest.raises(BadInput) as refusal:
        await publishing.publish(await community.actor(town.leader), written.id, 1, tomorrow)
    assert refusal.value.field == "expiresAt"
    assert (await Notice.get(id=written.id)).state is NoticeState.DRAFT
