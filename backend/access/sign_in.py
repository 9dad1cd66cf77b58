"""Signing in and out: a proven number becomes a person, and a person with a device becomes a session."""

from dataclasses import dataclass

from backend.access import audit, codes, people, sessions
from backend.access.actor import Actor
from backend.access.models import Person, Session
from backend.kit import clock, live, rates, work
from backend.kit.words import Language

JOINS_PER_ADDRESS = "600 per hour"
"""A whole community may come in one evening through its phone company's one address; a code has 40 bits."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody on a device, with the secret for its cookie."""

    person: Person
    session: Session
    token: str


async def sign_in(
    phone: str, digits: str, *, address: str, device: str, language: Language, before: Actor | None = None
) -> SignedIn:
    """Let in whoever has the code for a number. A number that nobody had yet makes a new person without a grid.

    `before` is whoever was signed in on this device until now.
    """
    number = people.parse_phone(phone)
    await codes.spend(number, digits, address)

    async def enter() -> SignedIn:
        person = await people.enrol("", number, None, language)
        return await open_session(person, device, before)

    return await work.unit(enter)


async def open_session(person: Person, device: str, before: Actor | None = None) -> SignedIn:
    """Sign somebody in on a device, and whoever was signed in there out; part of the present unit of work."""
    if before is not None and before.session is not None:
        await close_session(before)
    token = sessions.fresh_token()
    session = await Session.create(
        person=person,
        token=sessions.fingerprint(token),
        device=device,
        expires_at=clock.now() + sessions.LIFETIME,
    )
    await audit.note(person, "signIn", "Device", session.id)
    live.changed("Device", session.id, people=[person.id])
    return SignedIn(person, session, token)


@work.verb
async def sign_out(actor: Actor) -> None:
    """Sign this device out; its sockets close."""
    await close_session(actor)


async def close_session(actor: Actor) -> None:
    """End the session the actor asks from, in the present unit of work."""
    await Session.filter(id=actor.session, revoked_at__isnull=True).update(revoked_at=clock.now())
    await audit.note(actor, "signOut", "Device", actor.session)
    live.changed("Device", actor.session, people=[actor.id])


async def count_joining(address: str) -> None:
    """Count one try to come in by an invitation; `TooOften` where an address guesses."""
    await rates.count(JOINS_PER_ADDRESS, "join", address)
