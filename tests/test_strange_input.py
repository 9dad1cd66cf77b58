"""Every argument of every field, with what no screen ever sends: it is refused or it is taken, and is never our bug."""

import logging
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull

from backend.kit import rates
from tests.phones import Phones
from tests.rights import fields, world
from tests.test_rights import ROWS

Way = tuple[str, ...]
"""From a field's arguments down to one leaf."""

FIELDS = {name: field for name, field in fields.all_roots().items() if field.operation != "subscription"}
WITHOUT_A_ROW: dict[str, dict[str, Any]] = {
    "requestSignInCode": {"phone": "13800005678"},
    "signIn": {"phone": "13800005678", "code": "123456"},
    "invitation": {"code": "ABCDEFGH"},
}
"""What else must be said of fields that take no id."""

STRANGE: dict[str, tuple[Any, ...]] = {
    "String": ("\0", "a\0b", "{x} {0} {", "\u202e\u200b", "字" * 5000, "", " ", "%_\\'\";--", "😀"),
    "ID": ("", "\0", "字", "R3JpZDo", "a" * 5000),
    "Int": (2**31 - 1, -(2**31), 0, -1),
    "DateTime": (
        "2020-02-01T00:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2020-02-30T00:00:00Z",
    ),
    "Date": ("0001-01-01", "9999-12-31", "2020-02-30"),
    "Time": ("00:00", "23:59:59.999999", "10:00+08:00"),
    "UUID": ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
}


def leaves(kind: Any, way: Way, parents: frozenset[str] = frozenset()) -> Iterator[tuple[Way, str, bool]]:
    """Each scalar that an argument of this type may hold: the way to it, its name, and whether it is one of a list."""
    is_list = False
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        is_list |= isinstance(kind, GraphQLList)
        kind = kind.of_type
    if not isinstance(kind, GraphQLInputObjectType):
        yield way, kind.name, is_list
    elif not is_list and kind.name not in parents:
        for name, field in kind.fields.items():
            yield from leaves(field.type, (*way, name), parents | {kind.name})


def put(given: dict[str, Any], way: Way, value: Any) -> dict[str, Any]:
    """The same arguments with another value at the end of a way."""
    changed = deepcopy(given)
    at = changed
    for name in way[:-1]:
        at[name] = at.get(name) or {}
        at = at[name]
    at[way[-1]] = value
    return changed


# PostgreSQL is the stricter engine: what it takes, SQLite takes.
@pytest.mark.parametrize("engine", ["scaled"], indirect=True)
@pytest.mark.parametrize("name", sorted(FIELDS))
async def test_strange_input_is_refused_or_taken_but_never_our_bug(
    phones: Phones, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    field, built = FIELDS[name], await world.build()
    phone = await phones(built.leader)
    bugs = []
    for argument, definition in field.definition.args.items():
        for way, kind, is_list in leaves(definition.type, (argument,)):
            await rates.forget()
            given = await ROWS[name].arguments(built) if name in ROWS else WITHOUT_A_ROW.get(name, {})
            for value in STRANGE.get(kind, ()):
                sent = put(given, way, [value] if is_list else value)
                if "key" in field.definition.args and way != ("key",):
                    sent["key"] = str(uuid4())
                if "BUG" in codes(await phone.answer(field.document(sent), **sent)):
                    bugs.append((".".join(way), str(value)[:30]))
    assert bugs == []


def codes(answer: dict[str, Any]) -> list[str]:
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in answer.get("errors", ())]
