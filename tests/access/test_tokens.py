"""API tokens: what other programs may do."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from backend.access import tokens
from backend.access.models import ApiToken, Deed, Person, Post
from backend.kit import clock, nodes
from tests.access.asking import MAKE, make_token
from tests.community import Town
from tests.phones import Phones
from tests.programs import with_key

REVOKE = "mutation ($token: ID!) { revokeApiToken(token: $token) { __typename } }"
ALL = "{ apiTokens { id name } }"
ME = "{ me { name } }"


async def test_a_token_reads_as_its_maker_and_is_shown_once(phones: Phones, town: Town) -> None:
    leader = await phones(town.leader)
    made = await make_token(leader, town.east)
    assert made["token"] | {"id": ""} == {
        "id": "", "name": "报表", "gridName": "第一网格", "mayWrite": False, "madeBy": "王芳",
    }  # fmt: skip
    other = await with_key(phones, made["secret"])
    assert (await other.ask(ME))["me"] == {"name": "王芳"}
    assert made["secret"] not in str((await leader.ask(ALL))["apiTokens"])
    assert (await ApiToken.get()).token != made["secret"]
    assert await Deed.filter(verb="makeApiToken", actor=town.leader.id).count() == 1


async def test_a_grid_has_no_more_tokens_than_anybody_can_keep_an_eye_on(phones: Phones, town: Town) -> None:
    leader, neighbour = await phones(town.leader), await phones(town.neighbour)
    with patch.object(tokens, "MOST_TOKENS", 1):
        assert (await make_token(leader, town.east))["__typename"] == "FreshApiToken"
        assert (await make_token(leader, town.east))["__typename"] == "EnoughTokens"
        assert (await make_token(neighbour, town.east))["__typename"] == "NotFound"
    assert await ApiToken.all().count() == 1


async def test_a_reading_token_changes_nothing(phones: Phones, town: Town) -> None:
    made = await make_token(await phones(town.leader), town.east)
    other = await with_key(phones, made["secret"])
    assert await other.refused("mutation { signOut }") == "FORBIDDEN"


async def test_no_token_touches_its_makers_account(phones: Phones, town: Town) -> None:
    made = await make_token(await phones(town.leader), town.east, write=True)
    other = await with_key(phones, made["secret"])
    for document in (
        "mutation { signOut }",
        "mutation { eraseMe { __typename } }",
        "mutation { revokeOtherDevices { devices { id } } }",
        'mutation { updateMe(name: "x") { __typename } }',
        "{ myDevices { id } }",
        "{ myData { name } }",
        ALL,
    ):
        assert await other.refused(document) == "FORBIDDEN"
    assert (await Person.get(id=town.leader.id)).name == "王芳"


async def test_a_token_reaches_no_further_than_its_grid(phones: Phones, town: Town) -> None:
    made = await make_token(await phones(town.above), town.east)
    from backend.access import sessions

    actor = await sessions._actor_of_token(made["secret"])
    assert actor is not None
    assert actor.reach() == [town.east.path]
    assert not actor.answers_for(town.west.path)


async def test_a_token_ends_with_its_makers_post(phones: Phones, town: Town) -> None:
    from backend.access import sessions

    made = await make_token(await phones(town.leader), town.east)
    await Post.filter(person_id=town.leader.id).update(ended_at=clock.now(), seat=None)
    actor = await sessions._actor_of_token(made["secret"])
    assert actor is not None
    assert actor.holdings == ()


@pytest.mark.parametrize("grid", ["west", "community", "town"])
async def test_nobody_makes_one_for_ground_that_is_not_theirs(phones: Phones, town: Town, grid: str) -> None:
    assert (await make_token(await phones(town.leader), getattr(town, grid)))["__typename"] == "NotFound"
    assert await ApiToken.all().count() == 0


async def test_a_grid_that_is_not_there_is_not_found(phones: Phones, town: Town) -> None:
    gone = Person(name="only an id")
    assert (await make_token(await phones(town.leader), gone))["__typename"] == "NotFound"
    assert await ApiToken.all().count() == 0


async def test_a_member_makes_none(phones: Phones, town: Town) -> None:
    member = await phones(town.member)
    named = nodes.opaque("Grid", town.east.id)
    assert await member.refused(MAKE, grid=named, name="x", days=1, mayWrite=False) == "FORBIDDEN"


@pytest.mark.parametrize(
    ("name", "days", "field"), [("", 1, "name"), ("x" * 81, 1, "name"), ("x", 0, "days"), ("x", 367, "days")]
)
async def test_a_token_needs_a_name_and_an_end(
    phones: Phones, town: Town, name: str, days: int, field: str
) -> None:
    made = await make_token(await phones(town.leader), town.east, name=name, days=days)
    assert made == {"__typename": "BadInput", "field": field}
    assert await ApiToken.all().count() == 0


async def test_a_revoked_or_expired_token_opens_nothing(phones: Phones, town: Town) -> None:
    leader = await phones(town.leader)
    first, second = await make_token(leader, town.east), await make_token(leader, town.east, days=1)
    assert (await leader.ask(REVOKE, token=first["token"]["id"]))["revokeApiToken"][
        "__typename"
    ] == "RevokedApiToken"
    assert (await (await with_key(phones, first["secret"])).ask(ME))["me"] is None
    assert (await (await with_key(phones, second["secret"])).ask(ME))["me"] == {"name": "王芳"}
    clock.advance(timedelta(days=1))
    assert (await (await with_key(phones, second["secret"])).ask(ME))["me"] is None
    assert (await leader.ask(ALL))["apiTokens"] == []


async def test_only_who_leads_the_ground_sees_or_stops_a_token(phones: Phones, town: Town) -> None:
    made = await make_token(await phones(town.leader), town.east)
    neighbour = await phones(town.neighbour)
    assert (await neighbour.ask(ALL))["apiTokens"] == []
    refused = await neighbour.ask(REVOKE, token=made["token"]["id"])
    assert refused["revokeApiToken"]["__typename"] == "NotFound"
    assert (await (await with_key(phones, made["secret"])).ask(ME))["me"] == {"name": "王芳"}
    above = await phones(town.above)
    assert len((await above.ask(ALL))["apiTokens"]) == 1


async def test_two_programs_with_wrong_keys_get_nothing(phones: Phones, town: Town) -> None:
    for secret in ("", "x", "Bearer", "a" * 5000):
        other = await with_key(phones, secret)
        assert (await other.ask(ME))["me"] is None
