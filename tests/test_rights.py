"""Every field that takes an id, asked by eight kinds of people: each gets what the table says, and nothing else.

A slice adds its rows in tests/rights/<slice>.py: `ROWS = {"field": row(make, otherwise, viewer=answer, …)}`.
"""

import importlib
import pkgutil
from typing import Any
from uuid import uuid4

import pytest

import tests.rights
from backend import app as _the_whole_server  # noqa: F401 -- it loads everything that registers nodes
from tests.phones import Phones
from tests.rights import fields, world
from tests.rights.table import Row, Viewer

FIELDS = fields.taking_an_id()


def rows() -> dict[str, Row]:
    """The rows of every slice."""
    found: dict[str, Row] = {}
    for module in pkgutil.iter_modules(tests.rights.__path__):
        slice_ = importlib.import_module(f"tests.rights.{module.name}")
        found |= getattr(slice_, "ROWS", {})
    return found


ROWS = rows()


def test_every_field_that_takes_an_id_has_a_row() -> None:
    assert sorted(FIELDS.keys() - ROWS.keys()) == [], "say who may ask these, in tests/rights/<slice>.py"
    assert sorted(ROWS.keys() - FIELDS.keys()) == [], "these are gone from the schema"


def test_only_root_fields_take_ids() -> None:
    assert fields.nested_taking_an_id() == [], "a gate stands at the root; ask there"


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
@pytest.mark.parametrize("name", sorted(ROWS.keys() & FIELDS.keys()))
async def test_each_viewer_gets_what_the_table_says(phones: Phones, name: str) -> None:
    asked, people = FIELDS[name], (built := await world.build()).people
    answers = {}
    for viewer in Viewer:
        given = await ROWS[name].arguments(built)
        if "key" in asked.definition.args:
            given |= {"key": str(uuid4())}
        phone = await phones(people.get(viewer.value))
        answers[viewer] = said(await phone.answer(asked.document(given), **given))
    assert answers == ROWS[name].answers


def said(answer: dict[str, Any]) -> str:
    """An answer in a word."""
    if errors := answer.get("errors"):
        return str(errors[0]["extensions"]["code"])
    match answer["data"]["asked"]:
        case None:
            return "null"
        case list(rows):
            return f"{len(rows)} rows"
        case {"nodes": rows}:
            return f"{len(rows)} rows"
        case {"__typename": name}:
            return str(name)
        case leaf:
            return str(leaf)
