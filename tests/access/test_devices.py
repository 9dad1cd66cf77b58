"""My devices: seeing them, and signing them out."""

from datetime import timedelta

import pytest

from backend.access import devices, sessions
from backend.access.models import Deed, Person, Session
from backend.kit import clock, ids
from tests import community
from tests.phones import Phones
from tests.programs import program

MINE = "{ myDevices { id name isThisOne since lastUsed expiresAt } }"
REVOKE = """mutation ($device: ID!) { revokeDevice(device: $device) {
    __typename ... on DevicesLeft { devices { id isThisOne } } } }"""
REVOKE_OTHERS = "mutation { revokeOtherDevices { devices { isThisOne } } }"


async def test_a_device_is_listed_and_can_be_signed_out_from_another(phones: Phones) -> None:
    person = await Person.create(name="王芳")
    here, lost = await phones(person), await phones(person)
    listed = (await here.ask(MINE))["myDevices"]
    assert [device["isThisOne"] for device in listed].count(True) == 1
    [other] = [device["id"] for device in listed if not device["isThisOne"]]
    answer = (await here.ask(REVOKE, device=other))["revokeDevice"]
    assert [device["isThisOne"] for device in answer["devices"]] == [True]
    assert (await lost.ask("{ me { name } }"))["me"] is None
    assert await Deed.filter(verb="revokeDevice", actor=person.id).count() == 1


async def test_somebody_elses_device_is_not_there(phones: Phones) -> None:
    mine, theirs = (
        await phones(await Person.create(name="王芳")),
        await phones(await Person.create(name="朱")),
    )
    [device] = (await theirs.ask(MINE))["myDevices"]
    assert (await mine.ask(REVOKE, device=device["id"]))["revokeDevice"] == {"__typename": "NotFound"}
    assert (await theirs.ask("{ me { name } }"))["me"] == {"name": "朱"}
    assert await Deed.filter(verb="revokeDevice").count() == 0


async def test_all_others_are_signed_out_at_once_and_this_one_stays(phones: Phones) -> None:
    person = await Person.create(name="王芳")
    here, others = await phones(person), [await phones(person) for _ in range(3)]
    bystander = await phones(await Person.create(name="朱"))
    answer = await here.ask(REVOKE_OTHERS)
    assert answer["revokeOtherDevices"]["devices"] == [{"isThisOne": True}]
    assert [(await other.ask("{ me { name } }"))["me"] for other in others] == [None] * 3
    assert (await bystander.ask("{ me { name } }"))["me"] == {"name": "朱"}


async def test_a_device_that_is_used_stays_signed_in_and_an_unused_one_does_not(phones: Phones) -> None:
    person = await Person.create(name="王芳")
    used, unused = await phones(person), await phones(person)
    clock.advance(sessions.LIFETIME - timedelta(days=1))
    assert (await used.ask("{ me { name } }"))["me"] == {"name": "王芳"}
    clock.advance(timedelta(days=2))
    assert (await used.ask("{ me { name } }"))["me"] == {"name": "王芳"}
    assert (await unused.ask("{ me { name } }"))["me"] is None
    assert await Session.filter(Session.open_now()).count() == 1


async def test_a_browser_keeps_the_cookie_of_a_device_that_is_used(phones: Phones) -> None:
    town = await community.build()
    phone = await phones(town.leader)
    token = phone.cookies[sessions.cookie_name()]
    me = {"query": "{ me { name } }"}
    kept = (await phone.post("/graphql", json=me)).headers["set-cookie"]
    assert kept == dict(sessions.entering(token))["set-cookie"]
    for nobody in (await phones(), await program(phones, town.leader, town.east)):
        assert "set-cookie" not in (await nobody.post("/graphql", json=me)).headers


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            "Mozilla/5.0 (Linux; Android 12; Mi) AppleWebKit/537.36 Chrome/86 MicroMessenger/8.0",
            "Android, WeChat",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) Version/15.0 Safari/604.1",
            "iPhone, Safari",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537 Edg/120",
            "Windows, Edge",
        ),
        ("", "?"),
        ("<script>alert(1)</script>", "?"),
    ],
)
def test_a_device_is_called_what_its_owner_would_call_it(agent: str, said: str) -> None:
    assert devices.described(agent) == said


async def test_a_write_that_waited_is_not_sent_in_the_name_of_whoever_signed_in_meanwhile(
    phones: Phones,
) -> None:
    li, wang = await Person.create(name="李"), await Person.create(name="王芳")
    shared = await phones(wang)
    shared.headers[sessions.PERSON_HEADER] = ids.opaque("Person", li.id)
    assert await shared.refused(MINE) == "SIGNED_OUT"
    shared.headers[sessions.PERSON_HEADER] = ids.opaque("Person", wang.id)
    assert len((await shared.ask(MINE))["myDevices"]) == 1
