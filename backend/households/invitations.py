"""Invitations: a code on paper or a screen by which residents come in without SMS."""

import secrets
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from backend import settings
from backend.access import actor as access
from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.households import rules
from backend.households.models import Household, Invitation
from backend.households.refusals import InvitationOver, InvitationRevoked, InvitationUsedUp
from backend.kit import clock, live, qr_codes, sealed, work
from backend.kit.refusals import BadInput, NotFound, Refused
from backend.kit.words import Words

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that looks like a figure or another letter."""
LENGTH = 8
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})

MOST_DAYS = 30
MOST_OF_GRID = 5000
MOST_OF_HOUSEHOLD = 20

BAD_DAYS = Words("有效天数请填 1 到 30。", "有效天數請填 1 到 30。", "Please choose between 1 and 30 days.")
BAD_USES = Words(
    "网格的邀请码可以给 1 到 5000 人用，一户的可以给 1 到 20 人。",
    "網格的邀請碼可以給 1 到 5000 人用，一戶的可以給 1 到 20 人。",
    "An invitation for a grid is for 1 to 5,000 people, one for a household for 1 to 20.",
)


def visible(actor: Actor) -> QuerySet[Invitation]:
    """Open invitations to the ground the actor leads, to doors they look after, and to their home.

    Whether they decide who comes in there is asked of each one (`rules.decides`).
    """
    homes = rules.visible(actor).values("id")
    return Invitation.filter(
        Q(household_id__isnull=True) & access.under(actor.reach(*rules.KEEP), "grid__path")
        | Q(household_id__in=Subquery(homes)),
        Invitation.open_now(),
    )


@work.verb
async def invite_to_grid(
    actor: Actor, grid: UUID, days: int, uses: int, *, key: UUID | None = None
) -> Invitation:
    """Invite everybody who lives in a grid; each says at which door."""
    ground = await grids.get(actor, grid, *rules.KEEP)
    grids.refuse_closed(ground)
    _check(days, uses, MOST_OF_GRID)
    return await _make(actor, ground, None, days, uses)


@work.verb
async def invite_to_household(
    actor: Actor, household: UUID, days: int, uses: int, *, key: UUID | None = None
) -> Invitation:
    """Invite those who live behind one door; whoever has the code is let in there."""
    await rules.hold(household)
    home = await rules.get_decided(actor, household)
    _check(days, uses, MOST_OF_HOUSEHOLD)
    return await _make(actor, home.grid, home, days, uses)


def _check(days: int, uses: int, most: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(field="days", reason=BAD_DAYS)
    if not 1 <= uses <= most:
        raise BadInput(field="uses", reason=BAD_USES)


async def _make(actor: Actor, grid: Grid, home: Household | None, days: int, uses: int) -> Invitation:
    code = fresh_code()
    invitation = await Invitation.create(
        grid=grid,
        household_id=home.id if home else None,
        code=code,
        code_index=index_of(code),
        uses=uses,
        made_by_id=actor.id,
        expires_at=clock.now() + timedelta(days=days),
    )
    await audit.note(actor, "inviteResidents", "Invitation", invitation.id, days=days, uses=uses)
    live.changed("Invitation", invitation.id, path=grid.path, people=[actor.id])
    return invitation


@work.verb
async def revoke(actor: Actor, invitation: UUID, *, key: UUID | None = None) -> Invitation:
    """Take an invitation back; nobody comes in by it any more."""
    found = await visible(actor).select_related("grid").get_or_none(id=invitation)
    if found is None:
        raise NotFound
    if found.household_id:
        await rules.get_decided(actor, found.household_id)

    found.revoked_at = clock.now()
    await found.save(update_fields=["revoked_at"])
    await audit.note(actor, "revokeInvitation", "Invitation", found.id)
    live.changed("Invitation", found.id, path=found.grid.path, people=[found.made_by_id])
    return found


async def behind(code: str) -> Invitation:
    """The invitation with this code, open or not, with its grid and household; `NotFound` where there is none."""
    found = await Invitation.get_or_none(code_index=index_of(code)).select_related("grid", "household")
    if found is None:
        raise NotFound
    return found


def refuse_closed(invitation: Invitation) -> None:
    """Say why nobody comes in by it any more, where that is so."""
    if reason := _why_closed(invitation):
        raise reason


def _why_closed(invitation: Invitation) -> Refused | None:
    if invitation.revoked_at is not None or not invitation.grid.is_open:
        return InvitationRevoked()
    if invitation.expires_at <= clock.now():
        return InvitationOver()
    return InvitationUsedUp() if invitation.used >= invitation.uses else None


def fresh_code() -> str:
    """A code nobody guesses: 40 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def index_of(code: str) -> str:
    """The fingerprint by which a code is found, however it was typed."""
    plain = "".join(character for character in code.upper() if character.isalnum())[: LENGTH + 1]
    return sealed.index("invitation", plain.translate(MISREAD))


def spaced(code: str) -> str:
    """A code as it is read aloud: ABCD EFGH."""
    return f"{code[:4]} {code[4:]}"


def link(code: str) -> str:
    """Where the QR code leads."""
    return f"{settings.settings().origin}/join/{code}"


def qr(code: str) -> str:
    """The link as a QR code: a picture in a data URI."""
    return qr_codes.picture(link(code))
