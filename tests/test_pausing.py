"""While the database is away whoever asks is told kindly to come again, and nothing was done."""

from datetime import timedelta
from unittest.mock import patch

import asyncpg
import pytest
from tortoise.exceptions import DBConnectionError
from tortoise.queryset import UpdateQuery

from backend.access import audit, sessions
from backend.access.models import Session
from backend.kit import clock
from tests.community import Town
from tests.phones import Phone, Phones
from tests.supplies import asking, documents
from tests.supplies.builders import FORMULA, build, everything

AWAY = {
    "zh-Hans": "系统正在恢复，请稍等几秒再试。您写的内容没有丢。",
    "zh-Hant": "系統正在恢復，請稍等幾秒再試。您寫的內容沒有遺失。",
    "en": "We are getting back on our feet. Please try again in a few seconds. What you wrote is not lost.",
}
ME = "{ me { name } }"


async def away(*_given: object, **_named: object) -> None:
    """Fail as where the database breaks off."""
    raise asyncpg.ConnectionDoesNotExistError("told")


async def is_put_off(phone: Phone, document: str, **variables: object) -> str:
    """What somebody reads who is asked to come again."""
    said = await phone.post("/graphql", json={"query": document, "variables": variables})
    assert said.status_code == 503
    assert 3 <= int(said.headers["retry-after"]) <= 8
    assert said.headers["cache-control"] == "no-store"
    [error] = said.json()["errors"]
    assert error["extensions"] == {"code": "AWAY"}
    return str(error["message"])


@pytest.mark.parametrize("language", AWAY)
async def test_whoever_asks_while_nobody_can_be_known_is_asked_to_come_again(
    phones: Phones, town: Town, language: str
) -> None:
    phone = await phones(town.leader, language)
    with patch.object(sessions, "actor_of", away):
        assert await is_put_off(phone, ME) == AWAY[language]
    assert await phone.ask(ME) == {"me": {"name": "王芳"}}


async def test_a_write_that_breaks_off_in_the_middle_is_put_off_and_does_nothing(
    phones: Phones, town: Town
) -> None:
    scene = await build(town)
    phone = await phones(scene.mother)
    answers = [{"question": question, "answer": answer} for question, answer in FORMULA.items()]
    line = {"item": await asking.item_id("infant-formula"), "quantity": 7, "answers": answers}
    runs_out = (clock.now() + timedelta(hours=30)).isoformat()
    wish = {"input": {"lines": [line], "runsOutAt": runs_out}, "key": "01a20352-5043-76b6-9c1d-f1e2271a11ff"}
    before = await everything()
    with patch.object(audit, "note", away):
        assert await is_put_off(phone, documents.ASK, **wish) == AWAY["en"]
    assert await everything() == before
    assert (await phone.ask(documents.ASK, **wish))["done"]["state"] == "OPEN"


async def test_reading_goes_on_while_nobody_can_note_who_was_here(phones: Phones, town: Town) -> None:
    phone = await phones(town.leader)
    clock.advance(timedelta(hours=1))

    def full(_query: UpdateQuery) -> None:
        raise DBConnectionError("told")

    with patch.object(UpdateQuery, "__await__", full):
        assert await phone.ask(ME) == {"me": {"name": "王芳"}}
    assert (await Session.get()).seen_at == clock.now() - timedelta(hours=1)
