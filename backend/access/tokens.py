"""API tokens: keys that a leader makes for other programs."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import strawberry
from tortoise.exceptions import IntegrityError
from tortoise.queryset import QuerySet

from backend.access import audit, sessions
from backend.access.actor import Actor, under
from backend.access.models import ApiToken, Role
from backend.kit import clock, live, texts, work
from backend.kit.refusals import BadInput, NotFound, Refused
from backend.kit.words import Words

MOST_DAYS = 366
NAME_LENGTH = 80
MOST_TOKENS = 50

BAD_DAYS = Words("有效期请写 1 到 366 天。", "有效期請寫 1 到 366 天。", "Choose between 1 and 366 days.")
BAD_NAME = Words(
    "请写清哪个程序用它，不超过 80 个字。",
    "請寫清哪個程式用它，不超過 80 個字。",
    "Say which program will use it, in at most 80 characters.",
)


class EnoughTokens(Refused):
    """This grid has as many keys as anybody can keep an eye on."""

    most: int = strawberry.field(description="How many a grid may have.")
    words = Words(
        "这个网格已有 {most} 个密钥，请先停用不再需要的。",
        "這個網格已有 {most} 個金鑰，請先停用不再需要的。",
        "This grid already has {most} keys for programs. First stop one that is no longer needed.",
    )


@dataclass(frozen=True, slots=True)
class FreshToken:
    """A token with its secret, which nobody sees a second time."""

    row: ApiToken
    secret: str


def visible(actor: Actor) -> QuerySet[ApiToken]:
    """The tokens that still work, of the grids the actor leads."""
    return ApiToken.filter(ApiToken.working_now(), under(actor.reach(Role.LEADER), "grid__path"))


@work.verb
async def make(actor: Actor, grid: UUID, name: str, *, may_write: bool, days: int) -> FreshToken:
    """Make a key for a program: this grid and below, reading or also writing, for so many days."""
    name = _checked(name, days)
    secret = sessions.fresh_token()
    row = ApiToken(
        name=name,
        maker_id=actor.id,
        grid_id=grid,
        may_write=may_write,
        token=sessions.fingerprint(secret),
        expires_at=clock.now() + timedelta(days=days),
    )
    path = await _written(actor, row)
    # Only now, when the grid is known to be the actor's: of others not even that is said.
    if await ApiToken.filter(ApiToken.working_now(), grid_id=grid).count() > MOST_TOKENS:
        raise EnoughTokens(most=MOST_TOKENS)
    await audit.note(actor, "makeApiToken", "ApiToken", row.id, may_write=may_write, days=days)
    live.changed("ApiToken", row.id, path=path)
    return FreshToken(row, secret)


async def _written(actor: Actor, row: ApiToken) -> str:
    """Write the row; where its grid is not the actor's, or is none, the whole unit of work is undone."""
    try:
        await row.save()
    except IntegrityError as error:
        raise NotFound from error
    return await _path(actor, row.id)


async def _path(actor: Actor, token: UUID) -> str:
    paths = await visible(actor).filter(id=token).values_list("grid__path", flat=True)
    if not paths:
        raise NotFound
    return str(paths[0])


@work.verb
async def revoke(actor: Actor, token: UUID) -> ApiToken:
    """Stop a key; the program that has it is signed out at once."""
    path = await _path(actor, token)
    row = await ApiToken.get(id=token)
    row.revoked_at = clock.now()
    await row.save(update_fields=["revoked_at"])
    await audit.note(actor, "revokeApiToken", "ApiToken", row.id)
    live.changed("ApiToken", row.id, path=path)
    return row


def _checked(name: str, days: int) -> str:
    name = texts.line(name)
    if not 0 < len(name) <= NAME_LENGTH:
        raise BadInput(field="name", reason=BAD_NAME)
    if not 0 < days <= MOST_DAYS:
        raise BadInput(field="days", reason=BAD_DAYS)
    return name
