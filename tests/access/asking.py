"""Asking about accounts over HTTP."""

from typing import Any

from backend.access.models import CodeOnItsWay, Person
from backend.kit import nodes
from tests.phones import Phone

NUMBER = "13812345678"
REQUEST = """mutation ($phone: String!) { requestSignInCode(phone: $phone) {
    __typename ... on CodeSent { expiresAt demoCode } ... on Refusal { message } ... on BadInput { field } } }"""
SIGN_IN = """mutation ($phone: String!, $code: String!) { signIn(phone: $phone, code: $code) {
    __typename ... on Me { name phone posts { role } } ... on WrongCode { triesLeft message } ... on Refusal { message } } }"""
ME = "{ me { id name phone language } }"
GIVE = """mutation ($person: ID!) { giveSignInCode(person: $person) {
    __typename ... on GivenCode { code expiresAt } ... on Refusal { message } } }"""
MAKE = """mutation ($grid: ID!, $name: String!, $days: Int!, $mayWrite: Boolean!) {
    makeApiToken(grid: $grid, name: $name, days: $days, mayWrite: $mayWrite) {
        __typename ... on FreshApiToken { secret token { id name gridName mayWrite madeBy } }
        ... on BadInput { field } } }"""


async def requested(phone: Phone, number: str = NUMBER) -> str:
    """Ask for a code, and read it where the gateway would."""
    answer = (await phone.ask(REQUEST, phone=number))["requestSignInCode"]
    assert answer["__typename"] == "CodeSent"
    letter = await CodeOnItsWay.all().order_by("-id").first()
    assert letter is not None
    return "".join(filter(str.isdigit, letter.text.partition(",")[0]))


async def sign_in(phone: Phone, code: str, number: str = NUMBER) -> dict[str, object]:
    """What somebody is answered who types a code."""
    answer: dict[str, object] = (await phone.ask(SIGN_IN, phone=number, code=code))["signIn"]
    return answer


def wrong(code: str) -> str:
    """Six digits that are not these."""
    return f"{(int(code) + 1) % 1_000_000:06}"


async def give(phone: Phone, person: Person) -> dict[str, str]:
    """What a grid worker is answered who reads a code out to somebody."""
    answer: dict[str, str] = (await phone.ask(GIVE, person=nodes.opaque("Person", person.id)))[
        "giveSignInCode"
    ]
    return answer


async def with_number(person: Person) -> Person:
    """The same person, who has NUMBER now."""
    person.phone, person.phone_index = f"+86{NUMBER}", Person.index_of(f"+86{NUMBER}")
    await person.save()
    return person


async def make_token(
    phone: Phone, grid: Any, *, name: str = "报表", days: int = 30, write: bool = False
) -> dict[str, Any]:
    """What a leader is answered who makes a key for a program."""
    named = nodes.opaque("Grid", grid.id)
    answer = await phone.ask(MAKE, grid=named, name=name, days=days, mayWrite=write)
    made: dict[str, Any] = answer["makeApiToken"]
    return made
