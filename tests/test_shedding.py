"""Where there is more to do than can be done: help is answered, the rest is sent away at once, and nothing is done."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import cast

import pytest
from starlette.routing import Route, WebSocketRoute

from backend import app, shedding
from backend.access.models import Person, SignInCode
from backend.kit import clock, urgency
from backend.kit import room as rooms
from backend.kit.room import Room, Ticket
from backend.kit.urgency import Documents, Urgency
from backend.kit.words import Language
from backend.schema import printed, schema
from backend.supplies import seeds
from backend.supplies.models import SupplyRequest
from tests import sockets
from tests.community import Town
from tests.households import builders as doors
from tests.phones import Phones
from tests.supplies import asking, documents
from tests.supplies.builders import FORMULA

RENAME = 'mutation { updateMe(name: "新名") { __typename } }'


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A server that has as much to do as it can."""
    room = Room()
    monkeypatch.setattr(shedding, "room", room)
    room.most = 1
    room.enter(Ticket())
    monkeypatch.setattr(room, "_judge", lambda: None)
    yield room
    # Each request has left again, whatever became of it.
    assert room.inside == 1


@pytest.mark.parametrize("language", Language)
async def test_a_write_is_sent_away_with_a_kind_word_and_is_not_done(
    phones: Phones, town: Town, full: Room, language: Language
) -> None:
    phone = await phones(town.leader, language.value)
    answer = await phone.post("/graphql", json={"query": RENAME})
    assert answer.status_code == 503
    assert rooms.SOONEST <= int(answer.headers["retry-after"]) <= rooms.LATEST
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    [error] = answer.json()["errors"]
    assert error == {"message": shedding.BUSY.text(language), "extensions": {"code": "BUSY"}}
    assert (await Person.get(id=town.leader.id)).name == "王芳"
    assert full.sent_away == 1


async def test_what_is_sent_away_asks_the_database_nothing(
    phones: Phones, town: Town, full: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await phones(town.leader)
    monkeypatch.setattr("backend.access.sessions.actor_of", None)
    for body in ("{ me { name } }", RENAME):
        assert (await phone.post("/graphql", json={"query": body})).status_code == 503
    for path in ("/my-data", "/hours.csv", "/calendar/secret.ics"):
        assert (await phone.get(path)).status_code == 503
    assert (await phone.post("/graphql", content=b"{" * 70_000)).status_code == 413
    assert (await phone.post("/graphql", content=b"[1]")).status_code == 503


async def test_when_there_is_room_again_the_same_write_is_done(
    phones: Phones, town: Town, full: Room
) -> None:
    phone = await phones(town.leader)
    assert (await phone.post("/graphql", json={"query": RENAME})).status_code == 503
    full.most = 2
    assert (await phone.ask(RENAME))["updateMe"]["__typename"] == "Me"
    assert (await Person.get(id=town.leader.id)).name == "新名"


async def test_a_call_for_help_is_answered_however_busy(phones: Phones, town: Town, full: Room) -> None:
    await seeds.seed()
    mother = await doors.living(await doors.household(town, "3栋 2单元 1202"), "林静")
    line = {"item": await asking.item_id("infant-formula"), "quantity": 7, "answers": []}
    line["answers"] = [{"question": code, "answer": answer} for code, answer in FORMULA.items()]
    wanted = {"lines": [line], "runsOutAt": (clock.now() + timedelta(hours=30)).isoformat()}
    answer = await asking.did(await phones(mother), documents.ASK, input=wanted)
    assert answer["state"] == "OPEN"
    assert await SupplyRequest.all().count() == 1
    assert full.sent_away == 0


async def test_some_at_a_time_sign_in_however_busy(phones: Phones, town: Town, full: Room) -> None:
    phone = await phones()
    wanted = 'mutation { requestSignInCode(phone: "13800138000") { __typename } }'
    assert (await phone.ask(wanted))["requestSignInCode"]["__typename"] == "CodeSent"
    codes = await SignInCode.all().count()
    inside = [Ticket(is_entering=True) for _ in range(rooms.RESERVED)]
    for ticket in inside:
        full.enter(ticket)
    assert (await phone.post("/graphql", json={"query": wanted})).status_code == 503
    assert await SignInCode.all().count() == codes
    for ticket in inside:
        full.leave(ticket)


async def test_files_are_served_however_busy(phones: Phones, full: Room) -> None:
    phone = await phones()
    for path in ("/", "/sign-in"):
        assert (await phone.get(path)).status_code == 200
    assert full.sent_away == 0


async def test_a_screen_that_wants_to_listen_is_told_to_come_back(engine: str, full: Room) -> None:
    with pytest.raises(sockets.Closed, match="1013"):
        async with sockets.connected(app.create()):
            pass
    assert full.sent_away == 1


async def test_one_request_is_inside_until_its_answer_begins(
    phones: Phones, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room()
    monkeypatch.setattr(shedding, "room", room)
    phone = await phones(town.leader)
    await phone.ask("{ me { name } }")
    await phone.get("/my-data")
    assert (room.inside, room.answered, room.sent_away) == (0, 2, 0)


URGENT = {
    "mutation RequestSupplies($key:UUID!){requestSupplies(key:$key){__typename}}": Urgency.HELP,
    "mutation { checkIn(shift: 1) { id } confirmSupplies(delivery: 1) { id } }": Urgency.HELP,
    "mutation { help: requestSupplies { id } updateMe { id } }": Urgency.USUAL,
    "mutation A { requestSupplies { id } } mutation B { updateMe { id } }": Urgency.USUAL,
    "mutation { requestSupplies: updateMe { id } }": Urgency.USUAL,
    "mutation { ...On } fragment On on Mutation { requestSupplies { id } }": Urgency.USUAL,
    "query { requestSupplies }": Urgency.USUAL,
    "{ me { requestSupplies } }": Urgency.USUAL,
    "# requestSupplies\n{ me { name } }": Urgency.USUAL,
    "mutation { requestSupplies { id } signIn { id } }": Urgency.ENTERING,
    "mutation { signIn { id } }": Urgency.ENTERING,
    "subscription { changes { what } }": Urgency.USUAL,
    "mutation { requestSupplies": Urgency.USUAL,
    "": Urgency.USUAL,
}


@pytest.mark.parametrize(("text", "expected"), URGENT.items(), ids=range(len(URGENT)))
def test_a_document_is_as_urgent_as_the_least_urgent_of_what_it_asks(text: str, expected: Urgency) -> None:
    assert Documents(schema._schema).urgency(text) is expected
    assert Documents(schema._schema, [text]).urgency(text) is expected


def test_a_document_that_is_longer_than_any_call_for_help_is_not_looked_at() -> None:
    text = "mutation { requestSupplies { id } }" + " " * urgency.LONGEST
    assert Documents(schema._schema).urgency(text) is Urgency.USUAL


def test_the_apps_own_calls_for_help_are_known_as_such() -> None:
    texts = shedding.app_documents()
    assert texts, "the app is not built: make pwa/dist/index.html"
    documents = Documents(schema._schema, texts)
    named = {
        found[1]: documents.urgency(text)
        for text in texts
        if (found := re.match(r"(?:mutation|query) (\w+)", text)) and documents.urgency(text)
    }
    assert {name for name, urgency in named.items() if urgency is Urgency.HELP} >= {
        "RequestSupplies", "ConfirmSupplies", "HandOverSupplies", "CheckIn",
    }  # fmt: skip
    assert {name for name, urgency in named.items() if urgency is Urgency.ENTERING} >= {
        "RequestSignInCode", "SignIn", "AcceptInvitation",
    }  # fmt: skip


def test_the_schema_prints_what_is_never_shed() -> None:
    text = printed()
    assert re.search(r"requestSupplies\([^)]*\): RequestSuppliesResult! .*@neverShed", text, re.S)
    assert re.search(r"signIn\([^)]*\): SignInResult! .*@shedLate", text, re.S)


FROM_MEMORY = {
    *("/health/live", "/health/ready", "/metrics"),
    *(f"/n/{{code}}{ending}" for ending in ("", "/poster", "/card.png", "/cap.xml", "/picture.jpg")),
    "/grids/{code}/notices.atom",
    # A household's own link in an SMS: read anew each time, see docs/known-gaps.md.
    "/n/{code}/{token}",
    "/{path:path}",
}


def test_every_address_that_reads_tables_stands_behind_the_room() -> None:
    application = app.create()
    [guard] = [one for one in application.user_middleware if one.kwargs]
    paths = [route.path for route in application.routes if isinstance(route, Route | WebSocketRoute)]
    costly = tuple(str(path) for path in cast("list[str]", guard.kwargs["costly"]))
    assert {path for path in paths if not path.startswith(costly)} == FROM_MEMORY
