"""A phone in a test: it asks the real application, over HTTP, as the app on a phone does."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from starlette.applications import Starlette

from backend.access import sessions
from backend.access.models import Person, Session
from backend.kit import clock

HOST = "http://localhost:8000"


class Phone(httpx.AsyncClient):
    """One device, signed in or not."""

    def __init__(self, app: Starlette, language: str = "en") -> None:
        super().__init__(
            transport=httpx.ASGITransport(app=app, client=("127.0.0.1", 40_000)),
            base_url=HOST,
            headers={"x-lianxin": "1", "origin": HOST, "accept-language": language},
        )

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer; the test fails where there were errors."""
        answer = await self.answer(document, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def refused(self, document: str, **variables: Any) -> str:
        """The code of the one error that a document is answered with: SIGNED_OUT, FORBIDDEN, BAD_DOCUMENT …"""
        answer = await self.answer(document, **variables)
        [code] = [error["extensions"]["code"] for error in answer["errors"]]
        return str(code)

    async def answer(self, document: str, **variables: Any) -> dict[str, Any]:
        """The whole answer, errors and all."""
        response = await self.post("/graphql", json={"query": document, "variables": variables})
        answer: dict[str, Any] = response.json()
        return answer

    async def sign_in(self, person: Person) -> None:
        """Sign in without the code by SMS, which has tests of its own."""
        token = secrets.token_urlsafe(16)
        await Session.create(
            person=person,
            token=sessions.fingerprint(token),
            device="test",
            expires_at=clock.now() + sessions.LIFETIME,
        )
        self.cookies.set(sessions.cookie_name(), token)


Phones = Callable[..., Awaitable[Phone]]
"""What the fixture `phones` gives: `await phones()` is signed out, `await phones(person)` is theirs."""
