"""Own data: seeing, exporting and erasing what is held about me."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest

from backend.access import chain, own, own_account, own_routes, readable, sessions
from backend.access.models import ApiToken, Deed, Person, Photo, Post, Role, Session
from backend.kit import clock, words
from backend.kit.words import Language
from tests import community
from tests.access.asking import make_token, requested, sign_in
from tests.access.pictures import picture
from tests.phones import Phone, Phones
from tests.programs import with_key

HELD = "{ myData { name title entries { lines { label text } } } }"
ERASE = """mutation ($code: String) { eraseMe(code: $code) {
    __typename ... on Refusal { message } ... on HandOverFirst { grid } } }"""
UPDATE = """mutation ($name: String, $language: Language) { updateMe(name: $name, language: $language) {
    __typename ... on Me { name language } ... on BadInput { field } } }"""


async def erase(phone: Phone, code: str | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = (await phone.ask(ERASE, code=code))["eraseMe"]
    return answer


async def with_phone(phones: Phones) -> tuple[Phone, Person]:
    phone = await phones()
    await sign_in(phone, await requested(phone))
    await phone.ask(UPDATE, name="陈小明", language="EN")
    return phone, await Person.get(phone_index=Person.index_of("+8613812345678"))


async def test_i_change_my_name_and_language(phones: Phones) -> None:
    phone, person = await with_phone(phones)
    assert (person.name, person.language.value) == ("陈小明", "en")
    answer = await phone.ask(UPDATE, name="  陈   明 ")
    assert answer["updateMe"] == {"__typename": "Me", "name": "陈 明", "language": "EN"}


@pytest.mark.parametrize("name", ["", "   ", "长" * 41])
async def test_a_name_is_neither_empty_nor_endless(phones: Phones, name: str) -> None:
    phone, _ = await with_phone(phones)
    assert (await phone.ask(UPDATE, name=name))["updateMe"] == {"__typename": "BadInput", "field": "name"}
    assert (await Person.get()).name == "陈小明"


async def test_i_read_what_is_held_about_me_and_nobody_elses(phones: Phones) -> None:
    await Person.create(name="别人", phone="+8613900000000", phone_index="x")
    phone, person = await with_phone(phones)
    sections = {section["name"]: section for section in (await phone.ask(HELD))["myData"]}
    account = {line["label"]: line["text"] for line in sections["account"]["entries"][0]["lines"]}
    assert (account["Name"], account["Phone number"]) == ("陈小明", "+8613812345678")
    assert account["Since"] == "2020-01-29 19:00"
    assert "别人" not in str(sections)
    assert {"account", "posts", "devices", "tokens", "photos", "deeds"} <= set(sections)
    assert person.name == "陈小明"


async def test_the_export_is_a_file_and_a_page(phones: Phones) -> None:
    phone, person = await with_phone(phones)
    file = await phone.get("/my-data.json")
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.json()["held"]["account"]["Name"] == "陈小明"
    assert UUID(file.json()["person"]) == person.id
    page = await phone.get("/my-data")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    assert "陈小明" in page.text
    assert "What Lianxin holds about me" in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    chosen = (await phone.get("/my-data?language=zh-Hant")).text
    assert chosen.startswith('<!doctype html><html lang="zh-Hant">')
    assert 'href="/my-data.json?language=zh-Hant"' in chosen
    assert (await phone.get("/my-data.css")).headers["content-type"].startswith("text/css")


async def test_what_people_wrote_is_no_markup_on_the_page(phones: Phones) -> None:
    phone, _ = await with_phone(phones)
    await phone.ask(UPDATE, name="<script>alert(1)</script>")
    page = (await phone.get("/my-data")).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_the_export_is_for_whoever_is_signed_in_on_a_device(phones: Phones) -> None:
    stranger = await phones()
    for path in ("/my-data", "/my-data.json"):
        assert (await stranger.get(path)).status_code == 303
    town = await community.build()
    made = await make_token(await phones(town.leader), town.east)
    other = await with_key(phones, made["secret"])
    assert (await other.get("/my-data.json")).status_code == 303


async def test_who_asks_for_the_file_too_often_reads_when_to_come_again_in_their_language(
    phones: Phones,
) -> None:
    phone, _ = await with_phone(phones)
    with patch.object(own_routes, "PER_PERSON", "1 per hour"):
        await phone.get("/my-data.json")
        answer = await phone.get("/my-data.json")
    assert (answer.status_code, answer.text.split(".")[0]) == (429, "Too many tries")
    assert int(answer.headers["retry-after"]) > 0


async def test_erasing_empties_the_row_ends_every_way_in_and_leaves_the_trail_whole(phones: Phones) -> None:
    phone, person = await with_phone(phones)
    await chain.chain_deeds()
    await Photo.create(owner_id=person.id, picture=b"x")
    assert (await erase(phone))["__typename"] == "Erased"
    gone = await Person.get(id=person.id)
    assert (gone.name, gone.phone, gone.phone_index, gone.erased_at) == ("", None, None, clock.now())
    assert await Session.all().count() == 0
    assert await Photo.all().count() == 0
    assert (await phone.ask("{ me { name } }"))["me"] is None
    await chain.chain_deeds()
    verdict = await chain.verify()
    assert verdict.is_whole
    assert await Deed.filter(verb="eraseMe", actor=person.id).count() == 1


async def test_who_comes_back_after_erasing_is_somebody_new(phones: Phones) -> None:
    phone, person = await with_phone(phones)
    await erase(phone)
    assert (await sign_in(phone, await requested(phone)))["name"] == ""
    assert await Person.exclude(id=person.id).count() == 1


async def test_who_is_erased_meanwhile_has_no_name_again(phones: Phones) -> None:
    phone, person = await with_phone(phones)
    on_another_device = await sessions.acting_as(person.id)
    await erase(phone)
    await own_account.change(on_another_device, name="陈小明", language=Language.EN)
    assert (await Person.get(id=person.id)).name == ""
    assert await Deed.filter(verb="updateMe", actor=person.id).count() == 1


async def test_an_old_sign_in_needs_a_code_to_erase(phones: Phones) -> None:
    phone, person = await with_phone(phones)
    clock.advance(timedelta(hours=1))
    assert (await erase(phone))["__typename"] == "ProveItIsYou"
    code = await requested(phone)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert (await erase(phone, wrong))["__typename"] == "WrongCode"
    assert (await Person.get(id=person.id)).erased_at is None
    assert (await erase(phone, code))["__typename"] == "Erased"


async def test_a_leader_hands_over_first(phones: Phones) -> None:
    town = await community.build()
    phone = await phones(town.leader)
    answer = await erase(phone)
    assert (answer["__typename"], answer["grid"]) == ("HandOverFirst", "第一网格")
    assert (await Person.get(id=town.leader.id)).erased_at is None
    assert await Post.filter(person_id=town.leader.id, ended_at__isnull=True).count() == 1


async def test_other_posts_and_keys_end_with_who_is_erased(phones: Phones) -> None:
    town = await community.build()
    phone = await phones(town.leader)
    await make_token(phone, town.east)
    await Post.filter(person_id=town.leader.id).update(role=Role.EDITOR, seat="EDITOR")
    assert (await erase(phone))["__typename"] == "Erased"
    assert await Post.filter(person_id=town.leader.id, ended_at__isnull=True).count() == 0
    assert await ApiToken.filter(ApiToken.working_now()).count() == 0


async def test_whoever_stood_in_for_who_is_erased_stands_in_for_nobody(phones: Phones) -> None:
    town = await community.build()
    deputy = await community.resident("代班", town.east)
    post = await Post.get(person_id=town.member.id)
    await Post.create(
        person=deputy, grid=town.east, role=Role.MEMBER, seat=f"STAND_IN:{post.id}", stands_in_for=post
    )
    assert (await erase(await phones(town.member)))["__typename"] == "Erased"
    assert (await community.actor(deputy)).holdings == ()
    assert await Post.filter(grid_id=town.east.id, seat__not_isnull=True).values_list("role", flat=True) == [
        Role.LEADER
    ]


async def test_when_a_slice_cannot_scrub_nothing_is_erased(phones: Phones) -> None:
    phone, person = await with_phone(phones)

    async def fails(_person: UUID) -> None:
        raise RuntimeError("no room on the disk")

    with patch.object(own, "_scrubbers", [*own._scrubbers, fails]):
        assert await phone.refused(ERASE) == "BUG"
    assert (await Person.get(id=person.id)).name == "陈小明"
    assert await Session.filter(Session.open_now()).count() == 1
    assert sessions.cookie_name() in phone.cookies


async def test_my_photos_can_be_opened_from_what_is_held_about_me(phones: Phones) -> None:
    phone, person = await with_phone(phones)
    photo = await photos_of(phone, person)
    [section] = [one for one in (await phone.ask(HELD))["myData"] if one["name"] == "photos"]
    [link] = [line["text"] for line in section["entries"][0]["lines"] if line["text"].startswith("/photos/")]
    assert (await phone.get(link)).headers["content-type"] == "image/jpeg"
    assert f'<a href="/photos/{photo}?' in (await phone.get("/my-data")).text


async def photos_of(phone: Phone, person: Person) -> UUID:
    """One photo that somebody sent."""
    photo = uuid4()
    sent = await phone.put(f"/photos/{photo}", content=picture(), headers={"content-type": "image/jpeg"})
    assert sent.status_code == 204
    return photo


async def test_a_leader_is_called_by_what_they_lead(phones: Phones) -> None:
    town = await community.build()
    said = {}
    for person in (town.above, town.leader):
        phone = await phones(person, language="zh-Hans")
        [section] = [one for one in (await phone.ask(HELD))["myData"] if one["name"] == "posts"]
        lines = {line["label"]: line["text"] for line in section["entries"][0]["lines"]}
        said[lines["网格"]] = lines["身份"]
    assert said == {town.town.name: "镇街负责人", town.east.name: "网格长"}


def test_a_label_stands_once_before_all_that_it_says() -> None:
    [entry] = readable.entries({"有空的时间": ["周一", "周二"], "技能": ["开车"]})
    with words.reader(Language.ZH_HANS):
        page = readable.page([("志愿服务", [entry])], Language.ZH_HANS, clock.now())
    assert "<dl><dt>有空的时间</dt><dd>周一</dd><dd>周二</dd><dt>技能</dt><dd>开车</dd></dl>" in page
