"""My own account: how others see me, and how I leave for good."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from uuid import UUID

import strawberry
from tortoise.expressions import Q

from backend.access import audit, codes, erasures, own, people
from backend.access.actor import Actor
from backend.access.models import ApiToken, Person, Photo, Post, Role, Session, SignInCode
from backend.kit import clock, live, work
from backend.kit.refusals import Refused
from backend.kit.words import Language, Words

FRESH = timedelta(minutes=10)
"""Whoever signed in this recently need not prove again that it is them."""


class ProveItIsYou(Refused):
    """A phone left on a table must not be enough to erase somebody or to take their account: a code proves who asks."""

    words = Words(
        "请先获取验证码，证明是您本人。",
        "請先取得驗證碼，證明是您本人。",
        "Please get a code first, to show that it is really you.",
    )


class HandOverFirst(Refused):
    """A grid must not lose its leader unseen."""

    grid: str = strawberry.field(description="The name of the grid.")
    words = Words(
        "您还负责“{grid}”。请先请上级安排接任的人。",
        "您還負責「{grid}」。請先請上級安排接任的人。",
        "You are still in charge of {grid}. First ask the leader above to appoint somebody in your place.",
    )


@work.verb
async def change(actor: Actor, *, name: str | None, language: Language | None) -> None:
    """Change my name or my language."""
    # Held still, so that who is erased from another device at this moment has no name again afterwards.
    person = await Person.filter(id=actor.id, erased_at__isnull=True).select_for_update().first()
    if person is None:
        return
    if name is not None:
        person.name = people.parse_name(name)
    if language is not None:
        person.language = language
    person.version += 1
    await person.save(update_fields=["name", "language", "version"])
    await audit.note(
        actor, "updateMe", "Person", person.id, name=name is not None, language=language is not None
    )
    live.changed("Me", people=[person.id])


async def erase(actor: Actor, code: str | None, address: str) -> None:
    """Erase me: what is sealed about me is emptied, my posts end, every device is signed out. Counts stay."""
    person = await Person.get(id=actor.id)
    await _prove(actor, person, code, address)
    await _erase(actor)


async def _prove(actor: Actor, person: Person, code: str | None, address: str) -> None:
    if code:
        await codes.spend(person.phone or "", code, address)
        return
    if await must_prove(actor, person):
        raise ProveItIsYou


async def must_prove(actor: Actor, person: Person) -> bool:
    """Whether a code is to show that it is really them, as they signed in here a while ago."""
    # Who has no number cannot be sent a code: being signed in is all the proof there can be.
    is_fresh = await Session.filter(id=actor.session, created_at__gt=clock.now() - FRESH).exists()
    return bool(person.phone) and not is_fresh


@work.verb
async def _erase(actor: Actor) -> None:
    await _refuse_a_leader(actor)
    await _empty(actor.id, actor)
    live.changed("Person", actor.id, path=actor.home or "", people=[actor.id])


async def _empty(person: UUID, actor: Actor | None) -> None:
    await own.scrub(person)
    await audit.note(actor, erasures.VERB, "Person", person)
    await _leave_nothing(await Person.get(id=person))
    work.afterwards(lambda: erasures.write_down({person}))


async def erase_again(people: Iterable[UUID]) -> int:
    """Erase those who came back with an older backup; answers how many did."""
    back = await Person.filter(id__in=list(people), erased_at__isnull=True).values("id")
    for person in back:
        await work.unit(partial(_empty, person["id"], None))
    return len(back)


async def _refuse_a_leader(actor: Actor) -> None:
    led = Post.filter(
        Post.held_now(),
        person_id=actor.id,
        role=Role.LEADER,
        stands_in_for_id__isnull=True,
        grid__closed_at__isnull=True,
    )
    for grid in await led.limit(1).values_list("grid__name", flat=True):
        raise HandOverFirst(grid=str(grid))


async def _leave_nothing(person: Person) -> None:
    """Empty the person's own row and end every way in; the row stays, so that counts and the trail hold."""
    now = clock.now()
    await SignInCode.filter(phone_index=person.phone_index or "").delete()
    await SignInCode.filter(given_by_id=person.id).update(given_by_id=None)
    held = await Post.filter(person_id=person.id, ended_at__isnull=True).values_list("id", flat=True)
    over = Q(id__in=held) | Q(stands_in_for_id__in=held)
    await Post.filter(over, ended_at__isnull=True).update(ended_at=now, seat=None)
    await ApiToken.filter(maker_id=person.id, revoked_at__isnull=True).update(revoked_at=now)
    await Photo.filter(owner_id=person.id).delete()
    for session in await Session.filter(person_id=person.id).only("id"):
        live.changed("Device", session.id, people=[person.id])
    await Session.filter(person_id=person.id).delete()
    person.name, person.phone, person.phone_index = "", None, None
    person.erased_at = now
    person.version += 1
    await person.save(update_fields=["name", "phone", "phone_index", "erased_at", "version"])
