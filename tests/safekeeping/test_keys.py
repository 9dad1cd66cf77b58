"""A place gets a new key while people go on, and its old one goes when nothing needs it."""

import asyncio
import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from tortoise import Tortoise
from tortoise.fields import BinaryField

from backend import settings
from backend.access.models import Person, Photo
from backend.kit import sealed, turns, work
from backend.kit.models import Answer
from backend.kit.refusals import TooOften
from backend.safekeeping import commands, resealing
from tests import databases, statements
from tests.conftest import KEYS
from tests.safekeeping.places import at, refused, said

SECOND = "f" * 42 + "8="


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The place's keys are in a file of its own."""
    file = tmp_path / "secrets.json"
    file.write_text(json.dumps(KEYS))
    monkeypatch.delenv("LIANXIN_SECRETS")
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(commands, "WAIT", 0)
    monkeypatch.setattr(sealed, "LOOKS_EVERY", 0)
    monkeypatch.setattr(resealing, "_done_for", 0)
    _forget()
    yield file
    _forget()


def add_a_key(file: Path) -> None:
    """What the command does first."""
    kept = json.loads(file.read_text())
    kept["sealing_keys"]["2"] = SECOND
    file.write_text(json.dumps(kept))


def _forget() -> None:
    for kept in (settings.settings, settings.secret, sealed._ciphers):
        kept.cache_clear()
    sealed._seen = 0


async def contents() -> dict[str, list[Any]]:
    """Everything that is sealed, opened."""
    found: dict[str, list[Any]] = {
        model.__name__: [
            [getattr(row, name) for name in model.sealed_columns()]
            for row in await model.all().order_by("id")
        ]
        for model in resealing.models()
        if model.sealed_columns()
    }
    found["pictures"] = [
        sealed.unseal_bytes(photo.picture, "Photo.picture", photo.id)
        for photo in await Photo.all().order_by("id")
    ]
    found["answers"] = [work._opened(row) for row in await Answer.filter(asked="refused").order_by("id")]
    return found


async def with_pictures_and_refusals() -> None:
    for photo in await Photo.all():
        photo.picture = sealed.seal_bytes(b"jpeg", "Photo.picture", photo.id)
        await photo.save()
    key = (await Photo.all().order_by("id").first()).id  # type: ignore[union-attr]
    answer = work._refusal_answer(key, TooOften(seconds=60))
    await Answer.create(actor=key, key=key, asked="refused", answer=answer)


def test_everything_is_sealed_anew_and_reads_as_before_and_the_old_key_goes(place: str, keys: Path) -> None:
    at(place, with_pictures_and_refusals)
    before = at(place, contents)
    told = said(place, "rotate-keys")
    assert told.startswith("Sealing everything with key 2.")
    assert "Everything is sealed with key 2." in told
    assert at(place, contents) == before
    assert at(place, resealing.left) == 0
    assert keys.stat().st_mode & 0o777 == 0o600
    assert said(place, "rotate-keys", "--drop") == "Old keys taken away: 1\n"
    assert json.loads(keys.read_text())["sealing_keys"].keys() == {"2"}
    _forget()
    assert at(place, contents) == before
    assert said(place, "rotate-keys", "--drop") == "There are no old keys.\n"


def test_answers_are_looked_at_some_at_a_time(place: str, keys: Path) -> None:
    async def looked() -> tuple[int, list[str]]:
        with statements.counted() as asked:
            number = await resealing.left()
        return number, [one for one in asked if 'FROM "answer"' in one]

    at(place, with_pictures_and_refusals)
    add_a_key(keys)
    whole, _ = at(place, looked)
    with patch.object(resealing, "MANY", 2):
        number, asked = at(place, looked)
    assert (number, len(asked) > 1) == (whole, True)
    assert all("LIMIT" in one for one in asked)


def test_a_key_that_is_still_needed_is_not_dropped(place: str, keys: Path) -> None:
    at(place, with_pictures_and_refusals)
    text = keys.read_text()
    assert "Key 2 was added and is not used yet" in said(place, "rotate-keys", "--prepare")
    assert at(place, resealing.left) == 0
    kept = json.loads(keys.read_text())
    assert (kept["seal_with"], kept["sealing_keys"]["1"]) == (1, json.loads(text)["sealing_keys"]["1"])
    del kept["seal_with"]
    keys.write_text(json.dumps(kept))
    assert "The old keys are still needed in" in refused(place, "rotate-keys", "--drop")
    assert json.loads(keys.read_text()) == kept
    assert "Everything is sealed with key 2." in said(place, "rotate-keys"), "no third one is added"
    assert at(place, resealing.left) == 0


def test_writes_go_on_meanwhile_and_none_is_lost(place: str, keys: Path) -> None:
    async def rename_and_reseal() -> list[tuple[str, str]]:
        people = await Person.all().order_by("id")
        add_a_key(keys)
        going = asyncio.create_task(commands._seal_all())
        for turn in range(20):
            for person in people:
                person.name = f"{person.id.hex[-4:]} {turn}"
                await work.unit(lambda person=person: person.save(update_fields=["name"]))
        await going
        return [(str(person.id), person.name) for person in people]

    at(place, with_pictures_and_refusals)
    with patch.object(resealing, "AT_ONCE", 5):
        expected = at(place, rename_and_reseal)

    async def names() -> list[tuple[str, str]]:
        return [(str(person.id), person.name) for person in await Person.all().order_by("id")]

    assert at(place, names) == expected
    assert at(place, resealing.left) == 0


def test_a_value_that_changed_since_it_was_read_is_left_as_it_is(place: str) -> None:
    async def exchange_late() -> tuple[str, str]:
        person = await Person.all().order_by("id").first()
        assert person is not None
        [row] = await Person.filter(id=person.id).values("name")
        read = bytes(row["name"])
        person.name = "新名"
        await person.save(update_fields=["name"])
        change = ("name", read, sealed.seal("旧名", "Person.name", person.id), person.id)
        await resealing._exchange(Person, [change])
        return person.name, (await Person.get(id=person.id)).name

    assert at(place, exchange_late) == ("新名", "新名")


def test_on_sqlite_the_serving_process_does_it_in_its_rounds(filled: str, keys: Path) -> None:
    at(filled, with_pictures_and_refusals)
    at(filled, resealing.reseal)
    before = at(filled, contents)

    async def rounds() -> int:
        gone = 0
        while await resealing.reseal():
            gone += 1
        return gone

    assert at(filled, rounds) == 0
    with databases.pointing_to(filled), turns.running(), patch.object(commands.time, "sleep") as waited:
        # While the command waits the server goes its rounds.
        waited.side_effect = lambda _seconds: at(filled, rounds)
        assert "Still to do" in said(filled, "rotate-keys")
    assert waited.called
    assert at(filled, resealing.left) == 0
    assert at(filled, contents) == before
    assert at(filled, rounds) == 0


def test_keys_that_are_given_from_outside_are_changed_there(
    filled: str, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_SECRETS", json.dumps(KEYS))
    _forget()
    assert "the keys come from LIANXIN_SECRETS" in refused(filled, "rotate-keys", "--prepare")
    assert json.loads(keys.read_text()) == KEYS


async def test_a_process_opens_what_another_one_has_just_sealed_with_a_new_key(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = uuid4()
    assert sealed.seal("陈秀英", "Person.name", row)[0] == 1
    monkeypatch.setattr(sealed, "LOOKS_EVERY", 60)
    add_a_key(keys)
    elsewhere = sealed.AESGCM(urlsafe_b64decode(SECOND))
    nonce = b"n" * sealed.NONCE
    blob = b"\x02" + nonce + elsewhere.encrypt(nonce, "王芳".encode(), sealed._bound("Person.name", row))
    assert sealed.unseal(blob, "Person.name", row) == "王芳"


def test_a_file_of_keys_that_is_half_written_changes_nothing(
    keys: Path, caplog: pytest.LogCaptureFixture
) -> None:
    row = uuid4()
    blob = sealed.seal("陈秀英", "Person.name", row)
    keys.write_text(keys.read_text()[:40])
    assert sealed.seal("陈秀英", "Person.name", row)[0] == 1
    assert sealed.unseal(blob, "Person.name", row) == "陈秀英"
    assert "the keys that were read before hold" in caplog.text


async def test_every_column_of_bytes_is_known_to_be_sealed(engine: str) -> None:
    """Whoever adds one says here that it holds what `seal_bytes` made for `Model.column`, or seals it otherwise."""
    found = [
        f"{model.__name__}.{name}"
        for model in Tortoise.apps["lianxin"].values()
        for name, field in model._meta.fields_map.items()
        if isinstance(field, BinaryField)
    ]
    assert found == ["Photo.picture"]
