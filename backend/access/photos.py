"""Photos: sent once by whoever took them, shown for a while to whom a signed link was given."""

import hmac
from datetime import timedelta
from uuid import UUID

from backend.access.actor import Actor
from backend.access.models import Photo
from backend.kit import clock, sealed
from backend.kit.refusals import NotFound

LINK_HOURS = 2
"""Links end on the hour, so that a phone that asks again gets the same one and need not load the picture anew."""


async def keep(actor: Actor, photo_id: UUID, jpeg: bytes) -> bool:
    """Keep a picture under the id that the phone made; sent again it stays as it was. False where the id is taken."""
    sealed_picture = sealed.seal_bytes(jpeg, "Photo.picture", photo_id)
    photo = Photo(id=photo_id, owner_id=actor.id, picture=sealed_picture)
    await Photo.bulk_create([photo], ignore_conflicts=True)
    return await Photo.filter(id=photo_id, owner_id=actor.id).exists()


async def owned(actor: Actor, photo_id: UUID) -> Photo:
    """A picture that the actor sent, for a verb that names it; it is kept from now on. `NotFound` otherwise."""
    photo = await Photo.filter(id=photo_id, owner_id=actor.id).only("id", "owner_id").first()
    if photo is None:
        raise NotFound
    await Photo.filter(id=photo_id).update(is_kept=True)
    return photo


async def release(photo_ids: list[UUID]) -> None:
    """Nothing names these any more: they go with the next round that sweeps."""
    await Photo.filter(id__in=photo_ids).update(is_kept=False)


def link(photo_id: UUID, actor: Actor) -> str:
    """Where this actor, and nobody else, sees the picture for the next hour or two."""
    this_hour = clock.now().replace(minute=0, second=0, microsecond=0)
    until = int((this_hour + timedelta(hours=LINK_HOURS)).timestamp())
    return f"/photos/{photo_id}?until={until}&sign={_signature(photo_id, actor, until)}"


async def behind(photo_id: UUID, actor: Actor, until: str, signature: str) -> bytes | None:
    """The picture behind a link, or None where the link is over, forged or somebody else's."""
    if not until.isdecimal() or len(until) > 12 or int(until) <= clock.now().timestamp():
        return None
    if not hmac.compare_digest(signature.encode(), _signature(photo_id, actor, int(until)).encode()):
        return None
    photo = await Photo.get_or_none(id=photo_id)
    return sealed.unseal_bytes(photo.picture, "Photo.picture", photo_id) if photo else None


def _signature(photo_id: UUID, actor: Actor, until: int) -> str:
    return sealed.index("photo", f"{photo_id}:{actor.id}:{until}")
