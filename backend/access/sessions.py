"""From a cookie or a token to the actor behind it."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from starlette.requests import HTTPConnection
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from backend import settings
from backend.access.actor import Actor, Holding
from backend.access.models import ApiToken, Person, Post, Session
from backend.kit import away, clock, ids, looking_up
from backend.kit.words import Language

LIFETIME = timedelta(days=180)
"""How long a device stays signed in without asking anything."""
PERSON_HEADER = "x-lianxin-person"
"""Whose write it is: the id of a Person, sent along by a phone's outbox."""
SEEN_EVERY = timedelta(minutes=10)
"""How exactly we note when a device was last used; more often would write at every question."""


def cookie_name() -> str:
    """`__Host-` binds the cookie to this very host; browsers take that name over https only."""
    return "__Host-lianxin" if settings.settings().is_secure else "lianxin"


def fresh_token() -> str:
    """A secret for a cookie or a program: 256 bits."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What the table keeps of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def entering(token: str) -> list[tuple[str, str]]:
    """The headers of an answer that signs a device in."""
    return [("set-cookie", _cookie(token, int(LIFETIME.total_seconds())))]


def staying(connection: HTTPConnection) -> list[tuple[str, str]]:
    """The headers of an answer to a device that is in use: its cookie lives on, as its session does."""
    return entering(connection.cookies[cookie_name()])


def leaving() -> list[tuple[str, str]]:
    """The headers of an answer that signs a device out: the photos that its browser kept go too."""
    return [("set-cookie", _cookie("", 0)), ("clear-site-data", '"cache"')]


def _cookie(token: str, age: int) -> str:
    secure = "; Secure" if settings.settings().is_secure else ""
    return f"{cookie_name()}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"


async def actor_of(connection: HTTPConnection) -> Actor | None:
    """Whoever asks: by API token where one is sent, else by the device's cookie; None where neither holds."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return await _actor_of_token(token.strip())
    if held := connection.cookies.get(cookie_name()):
        return _expected(connection, await looking_up.here(_people).of(fingerprint(held)))
    return None


def shown_by(connection: HTTPConnection) -> str:
    """The fingerprint of what `actor_of` goes by."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    is_program = scheme.lower() == "bearer"
    return fingerprint(token.strip() if is_program else connection.cookies.get(cookie_name(), ""))


def _expected(connection: HTTPConnection, actor: Actor | None) -> Actor | None:
    """The actor, if it is the one whose write the phone is sending.

    Somebody else may have signed in on this device while a write waited; it must not go out in their name.
    """
    person = connection.headers.get(PERSON_HEADER)
    if actor is None or person in (None, ids.opaque("Person", actor.id)):
        return actor
    return None


async def actor_behind(token: str) -> Actor | None:
    """Whoever is signed in with this cookie."""
    return (await _people([fingerprint(token)])).get(fingerprint(token))


async def still(shown: Collection[str]) -> dict[str, Actor]:
    """Whoever is signed in by these fingerprints, all looked up at once; who is missing is signed out."""
    found = await _people(shown)
    for one in shown:
        # Programs are few.
        if one not in found and (actor := await _program(one)):
            found[one] = actor
    return found


async def _people(shown: Collection[str]) -> dict[str, Actor]:
    """Who of these are people on a device, in two statements."""
    rows = await _open(Q(token__in=looking_up.padded(shown)))
    held: dict[UUID, tuple[Holding, ...]] = {}
    if rows:
        whose = looking_up.padded([row["person_id"] for row in rows])
        for person, holding in await _posts(Q(person_id__in=whose)):
            held[person] = (*held.get(person, ()), holding)
    return {row["token"]: _actor(row, held.get(row["person_id"], ())) for row in rows}


async def _open(which: Q) -> list[dict[str, Any]]:
    """Open sessions with their people; those that were not used lately are noted as used."""
    now = clock.now()
    rows = await Session.filter(Session.open_now(), which).values(
        "id", "token", "seen_at", "person_id", "person__name", "person__language", "person__grid__path"
    )
    # The moment of the question: a session that ends while it is answered is not given another half-year.
    if unseen := [row["id"] for row in rows if row["seen_at"] < now - SEEN_EVERY]:
        await _note_use(Session.filter(id__in=unseen), seen_at=now, expires_at=now + LIFETIME)
    return rows


def _actor(row: dict[str, Any], holdings: tuple[Holding, ...]) -> Actor:
    return Actor(
        id=row["person_id"],
        name=Person.opened("name", row["person_id"], row["person__name"]),
        language=Language(row["person__language"]),
        home=row["person__grid__path"],
        holdings=holdings,
        session=row["id"],
    )


async def _note_use(rows: QuerySet[Any], **columns: datetime) -> None:
    """Note that a device or a program is in use; while nothing can be written, reading goes on all the same."""
    try:
        await rows.update(**columns)
    except Exception as error:
        if not away.is_away(error):
            raise


async def acting_as(person: UUID) -> Actor:
    """Somebody as an actor without a device: for commands, jobs and the demo."""
    row = await Person.get(id=person).select_related("grid")
    return Actor(
        id=row.id,
        name=row.name,
        language=row.language,
        home=row.grid.path if row.grid else None,
        holdings=await _holdings(Q(person_id=person)),
    )


async def _actor_of_token(token: str) -> Actor | None:
    return await _program(fingerprint(token))


async def _program(shown: str) -> Actor | None:
    """A program acts as the leader who made its token, within one subtree, for as long as they hold their post."""
    now = clock.now()
    found = (
        await ApiToken.filter(ApiToken.working_now(), token=shown)
        .limit(1)
        .values("id", "maker_id", "may_write", "used_at", "grid_id", "grid__path", "grid__name")
    )
    if not found:
        return None
    [row] = found
    if row["used_at"] is None or row["used_at"] < now - SEEN_EVERY:
        await _note_use(ApiToken.filter(id=row["id"]), used_at=now)
    narrowed = tuple(
        holding if holding.path.startswith(row["grid__path"]) else _narrowed(holding, row)
        for holding in await _holdings(Q(person_id=row["maker_id"]))
        if holding.path.startswith(row["grid__path"]) or row["grid__path"].startswith(holding.path)
    )
    return Actor(id=row["maker_id"], holdings=narrowed, token=row["id"], may_write=row["may_write"])


def _narrowed(holding: Holding, token: dict[str, Any]) -> Holding:
    return Holding(
        post=holding.post,
        role=holding.role,
        grid=token["grid_id"],
        path=token["grid__path"],
        grid_name=token["grid__name"],
    )


async def _holdings(whose: Q) -> tuple[Holding, ...]:
    return tuple(holding for _, holding in await _posts(whose))


async def _posts(whose: Q) -> list[tuple[UUID, Holding]]:
    """The posts that are held now, each with who holds it."""
    rows = await Post.filter(whose, Post.held_now(), grid__closed_at__isnull=True).values(
        "id", "role", "person_id", "grid_id", "grid__path", "grid__name"
    )
    return [
        (
            row["person_id"],
            Holding(row["id"], row["role"], row["grid_id"], row["grid__path"], row["grid__name"]),
        )
        for row in rows
    ]
