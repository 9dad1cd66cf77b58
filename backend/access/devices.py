"""My devices: where I am signed in, and how I sign them out from here."""

from uuid import UUID

from tortoise.queryset import QuerySet

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Session
from backend.kit import clock, live, work
from backend.kit.refusals import NotFound

UNKNOWN = "?"
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "OpenHarmony": "HarmonyOS",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}
BROWSERS = {
    "MicroMessenger": "WeChat",
    "HuaweiBrowser": "Huawei",
    "MiuiBrowser": "Xiaomi",
    "UCBrowser": "UC",
    "QQBrowser": "QQ",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}


def described(user_agent: str) -> str:
    """A device as its owner would call it: "Android, WeChat"."""
    parts = [_first(SYSTEMS, user_agent), _first(BROWSERS, user_agent)]
    return ", ".join(part for part in parts if part) or UNKNOWN


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for mark, name in names.items() if mark in user_agent), "")


def visible(actor: Actor) -> QuerySet[Session]:
    """The devices on which the actor is signed in."""
    return Session.filter(Session.open_now(), person_id=actor.id)


@work.verb
async def revoke(actor: Actor, device: UUID) -> Session:
    """Sign one of my devices out."""
    session = await visible(actor).get_or_none(id=device)
    if session is None:
        raise NotFound
    await _end(actor, [session])
    return session


@work.verb
async def revoke_others(actor: Actor) -> int:
    """Sign all my devices out but this one; answers how many these were."""
    others = await visible(actor).exclude(id=actor.session)
    await _end(actor, others)
    return len(others)


async def _end(actor: Actor, devices: list[Session]) -> None:
    for session in devices:
        session.revoked_at = clock.now()
        await session.save(update_fields=["revoked_at"])
        await audit.note(actor, "revokeDevice", "Device", session.id)
        live.changed("Device", session.id, people=[actor.id])
