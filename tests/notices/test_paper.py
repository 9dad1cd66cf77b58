"""A notice on paper and as a picture, for whoever has no app and for groups in which links are not followed."""

import os
from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

import pytest
from PIL import Image, ImageFont

from backend import settings
from backend.access.models import Photo
from backend.kit import clock, sealed
from backend.kit.words import Language
from backend.notices.channel_models import NoticeLink
from backend.notices.kinds import NoticeKind, Verdict
from backend.notices.models import Notice, NoticeState
from backend.notices.public import card, fonts, reading
from backend.notices.public.poster import of as poster_of
from tests.community import Town
from tests.notices import sheets
from tests.phones import Phones

HAS_LETTERS = fonts.of(30) is not None


async def poster(phones: Phones, code: str = "K7M2Q9XA") -> str:
    phone = await phones(language="zh-CN")
    answer = await phone.get(f"/n/{code}/poster")
    assert answer.status_code == 200
    return answer.text


async def test_a_poster_has_the_text_the_address_and_its_qr_code(town: Town, phones: Phones) -> None:
    await sheets.notice(town)
    made = await poster(phones)
    for said in (
        "<h1>明早八点全员核酸检测</h1>",
        '<p class="short">请带身份证，戴口罩',
        "<strong>8 点</strong>到 12 点",
        "金星社区 · 2020年1月29日 19:00",
        "输入网址：<br>http://localhost:8000/n/K7M2Q9XA</p>",
        '<img src="data:image/svg+xml',
        "@page{size:A4",
    ):
        assert said in made


async def test_a_poster_for_a_grid_leads_to_the_grids_own_link(town: Town, phones: Phones) -> None:
    made = await sheets.notice(town)
    await NoticeLink.create(code="EASTLINK", notice_id=made.id, grid_id=town.east.id)
    assert "http://localhost:8000/n/EASTLINK" in await poster(phones, "EASTLINK")


@pytest.mark.parametrize("body", ["字" * 900, "一行\n\n" * 30, "|栋|点|\n|-|-|\n" + "|1|2|\n" * 30])
async def test_a_text_that_does_not_fit_onto_the_sheet_is_not_half_on_it(
    town: Town, phones: Phones, body: str
) -> None:
    await sheets.notice(town, texts={Language.ZH_HANS: {**sheets.HANS, "body": body}})
    made = await poster(phones)
    assert 'class="body' not in made
    assert "扫码看全文和最新情况" in made


async def test_a_poster_says_what_it_is_worth_for_whom_until_when_and_which_version(
    town: Town, phones: Phones
) -> None:
    said = {**sheets.HANS, "reward": "两袋米"}
    made = await sheets.notice(
        town,
        kind=NoticeKind.CLUES,
        texts={Language.ZH_HANS: said},
        edition=2,
        audience="INFANTS",
        expires_at=clock.now() + timedelta(days=1),
    )
    shown = await poster(phones)
    assert '<p class="reward">奖励：两袋米</p>' in shown
    assert "第 2 版 · 有效至 2020年1月30日 19:00 · 写给：有婴儿的家庭" in shown
    assert "<p>在连心里提供线索</p>" in shown
    await Notice.filter(id=made.id).update(state=NoticeState.WITHDRAWN)
    sheet = await reading.behind("K7M2Q9XA")
    assert sheet
    over = poster_of(sheet, Language.ZH_HANS).decode()
    assert "有效至" not in over
    assert "在连心里提供线索" not in over


async def test_beside_few_places_a_poster_says_what_is_asked_of_whoever_was_there(
    town: Town, phones: Phones
) -> None:
    made = await sheets.notice(town, kind=NoticeKind.CASE_ROUTE)
    for number in range(4):
        await sheets.stop(made, f"地点{number}")
    assert "同一时间到过这些地方的，请马上登记或告诉网格长。" in await poster(phones)


async def test_a_little_text_is_set_in_large_type(town: Town, phones: Phones) -> None:
    await sheets.notice(town)
    assert '<div class="body large">' in await poster(phones)


async def test_of_many_places_a_poster_names_the_first_and_counts_the_others(
    town: Town, phones: Phones
) -> None:
    made = await sheets.notice(town, kind=NoticeKind.CASE_ROUTE)
    for number in range(12):
        await sheets.stop(made, f"地点{number}")
    shown = await poster(phones)
    assert shown.count("<td>地点") == 8
    assert "<p>我也在那里：在连心里登记</p>" in shown
    assert "还有 4 处，请扫码看" in shown


@pytest.mark.skipif(
    not HAS_LETTERS, reason="no font of this computer can write Chinese: LIANXIN_CARD_FONT names one"
)
async def test_a_card_is_a_small_picture(town: Town, phones: Phones) -> None:
    said = {**sheets.HANS, "claim": "超市明天关门", "headline": "长" * 60, "short": "短" * 140}
    await sheets.notice(town, verdict=Verdict.FALSE, texts={Language.ZH_HANS: said})
    phone = await phones()
    answer = await phone.get("/n/K7M2Q9XA/card.png")
    assert answer.headers["content-type"] == "image/png"
    assert len(answer.content) < 100_000
    with Image.open(BytesIO(answer.content)) as picture:
        assert (picture.format, picture.width) == ("PNG", card.WIDTH)


async def test_without_letters_there_is_no_card_and_all_else_works(town: Town, phones: Phones) -> None:
    await sheets.notice(town)
    phone = await phones()
    fonts.of.cache_clear()
    with patch.dict(os.environ, LIANXIN_CARD_FONT="/nowhere.ttf"):
        settings.settings.cache_clear()
        answer = await phone.get("/n/K7M2Q9XA/card.png")
    settings.settings.cache_clear()
    fonts.of.cache_clear()
    assert answer.status_code == 404
    assert (await phone.get("/n/K7M2Q9XA")).status_code == 200


def test_lines_of_a_card_keep_words_whole_and_never_begin_with_a_mark() -> None:
    font = ImageFont.load_default(20)
    assert isinstance(font, ImageFont.FreeTypeFont)
    width = round(font.getlength("Bring your")) + 2
    assert card.wrapped("Bring your ID card.", font, width) == ["Bring your", "ID card."]
    narrow = round(font.getlength("啊啊")) + 2
    assert card.wrapped("啊啊，啊啊", font, narrow) == ["啊啊，", "啊啊"]


async def test_a_notices_picture_is_seen_by_everybody_once_it_went_out(town: Town, phones: Phones) -> None:
    photo = Photo(owner_id=town.above.id, picture=b"")
    photo.picture = sealed.seal_bytes(b"a jpeg", "Photo.picture", photo.id)
    await photo.save(force_create=True)
    await sheets.notice(town, picture_id=photo.id)
    phone = await phones()
    answer = await phone.get("/n/K7M2Q9XA/picture.jpg")
    assert (answer.content, answer.headers["content-type"]) == (b"a jpeg", "image/jpeg")
    assert '<img src="/n/K7M2Q9XA/picture.jpg"' in (await phone.get("/n/K7M2Q9XA")).text
    await sheets.notice(town, code="BARE0001")
    assert (await phone.get("/n/BARE0001/picture.jpg")).status_code == 404
