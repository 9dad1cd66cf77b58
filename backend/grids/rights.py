"""What an actor may do to a grid or a post, so that a screen offers that and nothing else."""

from enum import Enum
from uuid import UUID

from backend.access import in_person
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import posts
from backend.grids.models import Tier


class GridAction(Enum):
    """Something that can be done to a grid."""

    ADD = "ADD"
    RENAME = "RENAME"
    SET_TIME_ZONE = "SET_TIME_ZONE"
    SPLIT = "SPLIT"
    MOVE = "MOVE"
    CLOSE = "CLOSE"
    REOPEN = "REOPEN"
    APPOINT = "APPOINT"
    APPOINT_LEADER = "APPOINT_LEADER"
    KEEP_SUPPLIES = "KEEP_SUPPLIES"
    """Its store, what can be asked for, and how much of it each household may have."""


class PostAction(Enum):
    """Something that can be done to a post."""

    END = "END"
    REPLACE = "REPLACE"
    STAND_IN = "STAND_IN"
    GIVE_CODE = "GIVE_CODE"


def on_grid(actor: Actor, path: str, tier: Tier, is_open: bool) -> list[GridAction]:
    """What the actor may do to the grid at this path."""
    from_above = actor.answers_above(path, Role.LEADER)
    if not is_open:
        return [GridAction.REOPEN] if from_above else []
    allowed: list[GridAction] = []
    if actor.answers_for(path, Role.LEADER):
        allowed += [GridAction.ADD, GridAction.RENAME, GridAction.SET_TIME_ZONE, GridAction.APPOINT]
        allowed += [GridAction.SPLIT] if tier is not Tier.MICRO_GRID else []
    if from_above:
        allowed += [GridAction.MOVE, GridAction.CLOSE, GridAction.APPOINT_LEADER]
    if actor.answers_for(path, Role.LEADER, Role.MEMBER):
        allowed += [GridAction.KEEP_SUPPLIES]
    return allowed


async def on_post(
    actor: Actor, path: str, role: Role, holder: UUID, principal: UUID | None
) -> list[PostAction]:
    """What the actor may do to a post in the grid at this path; `principal` is whom its holder stands in for."""
    may_give = actor.id != holder and actor.answers_above(path, *in_person.GIVERS)
    allowed = await _on_post(actor, path, role, holder, principal)
    return [*allowed, PostAction.GIVE_CODE] if may_give else allowed


async def _on_post(
    actor: Actor, path: str, role: Role, holder: UUID, principal: UUID | None
) -> list[PostAction]:
    appoints = posts.may_appoint(actor, path, role)
    if principal:
        return [PostAction.END] if appoints or actor.id in {holder, principal} else []
    at_the_top = role is Role.LEADER and actor.id == holder and not await posts.is_led_from_above(path)
    allowed: list[PostAction] = []
    if (appoints or actor.id == holder) and not at_the_top:
        allowed.append(PostAction.END)
    if appoints or at_the_top:
        allowed.append(PostAction.REPLACE)
    if appoints or actor.id == holder:
        allowed.append(PostAction.STAND_IN)
    return allowed
