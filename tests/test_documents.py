"""Every question that the built app asks, asked by the people of the demo: answered, and in few statements."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from graphql import GraphQLNonNull, get_named_type, parse, type_from_ast
from graphql.language import OperationDefinitionNode, OperationType, VariableDefinitionNode

from backend.access.models import Person
from backend.demo import community, loading
from backend.demo import people as cast
from backend.grids.models import Grid
from backend.households import invitations
from backend.kit import clock, nodes
from backend.notices.kinds import NoticeKind
from backend.notices.models import Notice
from backend.pages import built_pwa
from backend.push.models import Message
from backend.schema import schema
from backend.shifts.models import Signup, WorkKind
from backend.supplies import seeds
from backend.supplies.models import Delivery, Item, SupplyRequest
from backend.volunteers.models import Volunteer
from tests.phones import Phone, Phones
from tests.statements import counted

MOST = 8
MORE = {"OneNotice": 10}
"""It reads what were two documents of seven and eight, and notes besides that it is shown (decision 98)."""
UNBOUNDED = {"MyData"}
"""It asks every slice for all that it holds about somebody, and nobody opens it twice a day."""

WHO = {"leader": cast.GRID_LEADER, "above": cast.TOWN_LEADER, "volunteer": cast.CHEN, "resident": cast.MOTHER}


def questions() -> dict[str, str]:
    """The queries of the built app, by name."""
    manifest = built_pwa() / "documents.json"
    assert manifest.exists(), "build the app first: `make test` does"
    texts: list[str] = list(json.loads(manifest.read_text()).values())
    found = {_operation(text).name.value: text for text in texts if _is_query(text)}  # type: ignore[union-attr]
    return dict(sorted(found.items()))


def _operation(text: str) -> OperationDefinitionNode:
    [operation] = [part for part in parse(text).definitions if isinstance(part, OperationDefinitionNode)]
    return operation


def _is_query(text: str) -> bool:
    return _operation(text).operation is OperationType.QUERY


async def things() -> dict[str, Any]:
    """Something of the demo for each name that a variable has; ids by the field that they are given to."""
    grid = await Grid.get(code=cast.FIRST)
    request = await SupplyRequest.get(
        lines__item__code="infant-formula", household__grid__code=cast.RIVERSIDE
    )
    leader = await community.acting(cast.GRID_LEADER)
    invitation = await invitations.invite_to_grid(leader, grid.id, days=1, uses=1)
    message = await Message.filter(person_id=leader.id).order_by("id").first()
    delivery = await Delivery.get(request_id=request.id)
    volunteer = await Volunteer.get(person_id=delivery.person_id)
    duty = await Signup.filter(person_id=delivery.person_id).order_by("shift__starts_at").first()
    assert duty
    notice = await Notice.get(kind=NoticeKind.PLEDGE)
    today = clock.now()
    return {
        "grid": nodes.opaque("Grid", grid.id),
        "parent": nodes.opaque("Grid", grid.id),
        "household": nodes.opaque("Household", request.household_id),
        "supplyRequest": nodes.opaque("SupplyRequest", request.id),
        "request": nodes.opaque("SupplyRequest", request.id),
        "delivery": nodes.opaque("Delivery", delivery.id),
        "volunteer": nodes.opaque("Volunteer", volunteer.id),
        "node": nodes.opaque("Message", message.id if message else request.id),
        "item": nodes.opaque("Item", (await Item.get(code="infant-formula")).id),
        "notice": nodes.opaque("Notice", notice.id),
        "shift": nodes.opaque("Shift", duty.shift_id),
        "role": nodes.opaque("ShiftRole", duty.role_id),
        "day": today.date().isoformat(),
        "from": (today - timedelta(days=1)).isoformat(),
        "until": (today + timedelta(days=7)).isoformat(),
        "DraftNoticeInput": {
            "kind": NoticeKind.BULLETIN.value,
            "texts": [{"language": "ZH_HANS", "headline": "明早测体温"}],
        },
        "input": {
            "name": "两班制",
            "firstDay": (today + timedelta(days=1)).date().isoformat(),
            "weeks": 1,
            "kind": WorkKind.GUARD.value,
            "place": "北门",
            "daily": [{"begins": 8 * 60, "ends": 20 * 60, "number": 1}],
            "people": [nodes.opaque("Person", delivery.person_id)],
        },
        "code": invitation.code,
        "search": "3",
        "state": ["OPEN", "PROMISED"],
        "variety": [],
        "first": 30,
    }


def variables(text: str, known: dict[str, Any]) -> dict[str, Any]:
    """What goes with a document: each variable that it must have, and no other."""
    wanted = _operation(text).variable_definitions or ()
    return {name: _value(name, one, text, known) for one in wanted if (name := _must_have(one))}


def _must_have(variable: VariableDefinitionNode) -> str:
    needed = isinstance(_type(variable), GraphQLNonNull) and variable.default_value is None
    return variable.variable.name.value if needed else ""


def _type(variable: VariableDefinitionNode) -> Any:
    return type_from_ast(schema._schema, variable.type)


def _value(name: str, variable: VariableDefinitionNode, text: str, known: dict[str, Any]) -> Any:
    if name == "id":
        field = re.search(r"(\w+)\(id:\$id\b", text)
        return known[field[1]] if field else None
    kind = get_named_type(_type(variable)).name
    # What is put into a mutation is another thing for each.
    return False if kind == "Boolean" else known.get(kind, known[name])


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_every_question_of_the_app_is_answered_in_few_statements(phones: Phones) -> None:
    await seeds.seed()
    await loading.load_if_empty()
    known = await things()
    people = {name: await phones(await Person.get(id=(await community.acting(WHO[name])).id)) for name in WHO}

    unanswered, costly = [], []
    for name, text in questions().items():
        given = variables(text, known)
        costs = {who: await cost(phone, text, given) for who, phone in people.items()}
        unanswered += [name] if all(statements is None for statements in costs.values()) else []
        costly += [
            f"{name} costs the {who} {len(statements)}:\n  " + "\n  ".join(statements)
            for who, statements in costs.items()
            if statements and len(statements) > MORE.get(name, MOST) and name not in UNBOUNDED
        ]
    assert unanswered == [], "nobody of the demo is answered these; does the test know what to give them?"
    assert costly == [], "\n".join(costly)


async def cost(phone: Phone, text: str, given: dict[str, Any]) -> list[str] | None:
    """The statements that an answer takes once the catalogue is at hand; None where it is not for them to ask."""
    await phone.answer(text, **given)
    with counted() as statements:
        answer = await phone.answer(text, **given)
    return None if "errors" in answer else statements
