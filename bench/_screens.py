"""The heaviest screens of the app: whose they are, the document that the built app sends, and what goes with it."""

import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from aiohttp import ClientSession

from backend.access import sessions
from backend.access.models import Person, Session
from backend.kit import clock, nodes
from bench._place import Place
from tests import app_documents


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of one person: a document with its variables, and the path whose rows it shows."""

    name: str
    token: str
    document: str
    variables: dict[str, Any]
    ground: str

    def asked(self) -> bytes:
        """The request that the app sends."""
        return json.dumps({"query": self.document, "variables": self.variables}).encode()

    def headers(self, address: str) -> dict[str, str]:
        """What the app sends with it."""
        return {
            "content-type": "application/json",
            "x-lianxin": "1",
            "origin": address,
            "accept-language": "zh-Hans",
            "cookie": f"{sessions.cookie_name()}={self.token}",
        }

    async def ask(self, client: ClientSession, address: str) -> bytes:
        """The app's own question, answered."""
        async with client.post(
            f"{address}/graphql", data=self.asked(), headers=self.headers(address)
        ) as answer:
            body = await answer.read()
            assert answer.status == 200, body
            return body

    async def read_plainly(self, client: ClientSession, address: str) -> bytes:
        """The same rows by plain SQL."""
        async with client.get(f"{address}/plain/{quote(self.name)}?ground={self.ground}") as answer:
            assert answer.status == 200
            return await answer.read()


async def heaviest(place: Place) -> list[Screen]:
    """The three with the most to show: needs near a volunteer, and a leader's needs and doors."""
    helper, leader = await signed_in(place.helpers[0]), await signed_in(place.town.leader)
    east, community = place.town.east, place.town.community
    below = {"grid": nodes.opaque("Grid", east.id), "first": 30}
    needed = {**below, "state": ["OPEN", "PROMISED"], "urgent": False}
    return [
        Screen("needs near", helper, app_documents.text("NearNeeds"), {"first": 30}, community.path),
        Screen("needs below", leader, app_documents.text("GridNeeds"), needed, east.path),
        Screen("doors", leader, app_documents.text("Households"), below, east.path),
    ]


async def signed_in(person: Person) -> str:
    """The token of a new session of somebody."""
    token = secrets.token_urlsafe(16)
    await Session.create(
        person=person,
        token=sessions.fingerprint(token),
        device="bench",
        expires_at=clock.now() + sessions.LIFETIME,
    )
    return token
