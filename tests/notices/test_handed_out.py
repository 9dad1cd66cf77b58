"""Public pages come out of memory as they are, until something changes; openings of a grid's link are counted."""

import gzip
from datetime import timedelta

from backend.kit import clock, live
from backend.notices.channel_models import NoticeLink
from backend.notices.channels import openings
from backend.notices.models import Notice, NoticeState
from backend.notices.public.files import HTML
from backend.notices.public.routes import TRIES
from backend.notices.public.shelf import Made, Shelf
from backend.pages import File
from tests.community import Town
from tests.notices import sheets
from tests.phones import Phones
from tests.statements import counted

ADDRESS = "/n/K7M2Q9XA"


async def test_a_page_is_made_once_and_handed_out_without_asking_the_tables(
    town: Town, phones: Phones
) -> None:
    await sheets.notice(town)
    phone = await phones()
    with counted() as statements:
        first = await phone.get(ADDRESS)
    assert 0 < len(statements) <= 8
    with counted() as statements:
        again = await phone.get(ADDRESS)
    assert statements == []
    assert again.content == first.content


async def test_a_page_says_how_long_it_may_be_kept_and_what_it_may_load(town: Town, phones: Phones) -> None:
    await sheets.notice(town)
    phone = await phones()
    answer = await phone.get(ADDRESS)
    assert answer.headers["content-type"] == HTML
    assert answer.headers["cache-control"] == "public, max-age=60, stale-if-error=86400"
    assert answer.headers["vary"] == "accept-encoding, accept-language"
    assert answer.headers["content-language"] == "en"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy
    assert "set-cookie" not in answer.headers


async def test_whoever_has_a_page_already_is_sent_nothing_of_it(town: Town, phones: Phones) -> None:
    await sheets.notice(town)
    phone = await phones()
    tag = (await phone.get(ADDRESS)).headers["etag"]
    answer = await phone.get(ADDRESS, headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


async def test_a_page_is_thrown_away_when_its_notice_changes(town: Town, phones: Phones) -> None:
    made = await sheets.notice(town)
    phone = await phones(language="zh-CN")
    assert "已撤回" not in (await phone.get(ADDRESS)).text
    await Notice.filter(id=made.id).update(state=NoticeState.WITHDRAWN, ended_at=clock.now())
    assert "已撤回" not in (await phone.get(ADDRESS)).text
    live._show(live.Change("Notice", made.id))
    assert "已撤回" in (await phone.get(ADDRESS)).text


def _made(text: bytes, notice: object = None) -> Made:
    return Made(File("text/html", "", "", {"": text, "gzip": gzip.compress(text)}), notice)  # type: ignore[arg-type]


async def test_a_hint_that_was_lost_costs_some_seconds() -> None:
    clocks = iter([0.0, 9.9, 10.0, 10.0])
    shelf = Shelf(now=lambda: next(clocks))
    made = iter([_made(b"old"), _made(b"new")])

    async def make() -> Made:
        return next(made)

    for said in (b"old", b"old", b"new"):
        handed = await shelf.get(("", "code", "en"), make)
        assert handed
        assert handed.file.bodies[""] == said


async def test_what_changes_while_a_page_is_made_is_not_missed() -> None:
    shelf = Shelf()
    read: list[bytes] = []

    async def make() -> Made:
        read.append(b"%d" % len(read))
        if len(read) == 1:
            live._show(live.Change("Notice"))
        return _made(read[-1])

    for said in (b"0", b"1", b"1"):
        handed = await shelf.get(("", "code", "en"), make)
        assert handed
        assert handed.file.bodies[""] == said


async def test_openings_of_a_grids_link_are_counted_in_one_statement(town: Town, phones: Phones) -> None:
    made = await sheets.notice(town)
    link = await NoticeLink.create(code="EASTLINK", notice_id=made.id, grid_id=town.east.id, openings=2)
    phone = await phones()
    await openings.write_down()
    answers = [await phone.get("/n/EASTLINK") for _ in range(3)]
    assert answers[0].headers["cache-control"] == "no-cache"
    await phone.get("/n/EASTLINK", headers={"if-none-match": answers[0].headers["etag"]})
    await phone.get("/n/EASTLINK/poster")
    await phone.get(ADDRESS)
    with counted() as statements:
        await openings.write_down()
        await openings.write_down()
    assert len(statements) == 1
    assert (await NoticeLink.get(id=link.id)).openings == 5


async def test_codes_cannot_be_guessed_for_ever(town: Town, phones: Phones) -> None:
    phone = await phones()
    most = int(TRIES.split()[0])
    answers = [(await phone.get(f"/n/no-{number}")).status_code for number in range(most + 1)]
    assert answers == [404] * most + [429]
    await sheets.notice(town)
    assert (await phone.get(ADDRESS)).status_code == 200


async def test_what_has_expired_says_so_as_soon_as_it_has(town: Town, phones: Phones) -> None:
    await sheets.notice(town, expires_at=clock.now() + timedelta(hours=1))
    phone = await phones(language="zh-CN")
    assert "有效至 2020年1月29日 20:00" in (await phone.get(ADDRESS)).text
    clock.advance(timedelta(hours=1))
    live._show(live.Change("Notice"))
    assert "已过有效期" in (await phone.get(ADDRESS)).text
