"""What is over is thrown away, each kind after its own time."""

import os
import re
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import pytest

from backend import app as _the_whole_server  # noqa: F401 -- every slice registers what it keeps
from backend import settings
from backend.access.models import Person, Session, SignInCode
from backend.kit import clock, retention
from backend.kit.models import Answer


async def a_row_of_each() -> None:
    person = await Person.create(name="王芳")
    await Answer.create(actor=person.id, key=uuid4(), asked="x", answer={})
    await SignInCode.create(phone_index="x", code="x", expires_at=clock.now())
    await Session.create(
        person=person,
        token="gone",
        device="x",
        expires_at=clock.now() + timedelta(days=99),
        revoked_at=clock.now(),
    )
    await Session.create(person=person, token="open", device="x", expires_at=clock.now() + timedelta(days=99))


async def kept() -> tuple[int, int, list[str]]:
    tokens = [session.token for session in await Session.all().order_by("token")]
    return await Answer.all().count(), await SignInCode.all().count(), tokens


async def test_each_kind_is_kept_for_its_time_and_no_longer(engine: str) -> None:
    await a_row_of_each()
    await retention.sweep()
    assert await kept() == (1, 1, ["gone", "open"])
    clock.advance(timedelta(days=2))
    await retention.sweep()
    assert await kept() == (1, 0, ["gone", "open"])
    clock.advance(timedelta(days=29))
    await retention.sweep()
    assert await kept() == (0, 0, ["open"])


async def test_a_place_may_keep_a_kind_for_another_time(engine: str) -> None:
    await a_row_of_each()
    with patch.dict(os.environ, LIANXIN_KEEP_DAYS='{"answers": 3}'):
        settings.settings.cache_clear()
        clock.advance(timedelta(days=4))
        await retention.sweep()
    settings.settings.cache_clear()
    assert (await kept())[0] == 0


async def test_a_kind_that_cannot_be_swept_keeps_no_other_from_it(
    engine: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_before: object) -> int:
        raise OSError("no place left")

    await a_row_of_each()
    clock.advance(timedelta(days=31))
    with patch.dict(retention._kinds, {"answers": retention.Kept(30, broken)}):
        await retention.sweep()
    assert await kept() == (1, 0, ["open"])
    assert "answers" in caplog.text


@pytest.mark.usefixtures("embedded")
async def test_what_was_erased_stands_nowhere_in_the_files_after_the_round() -> None:
    database = Path(settings.settings().database.removeprefix("sqlite://"))
    answer = await Answer.create(actor=uuid4(), key=uuid4(), asked="nobody else asks this", answer={})
    await answer.delete()
    assert b"nobody else asks this" in written(database)
    await retention.sweep()
    assert b"nobody else asks this" not in written(database)


def written(database: Path) -> bytes:
    """All that an SQLite database has on the disk."""
    return b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))


def test_the_keeper_of_a_place_can_read_how_long_each_kind_is_kept() -> None:
    said = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    table = {kind: int(days) for kind, days in re.findall(r"^\| `([^`]+)` \| (\d+) \|", said, re.M)}
    assert table == retention.days()
