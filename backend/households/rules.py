"""Who sees which households, and on what record their particulars are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from backend.access import actor as access
from backend.access.actor import Actor
from backend.access.models import Post, Role
from backend.households import contacts
from backend.households.models import Household, Look, Reason, Resident
from backend.kit import clock, sql, work
from backend.kit.refusals import NotFound

KEEP = (Role.LEADER, Role.MEMBER)
"""Who keeps the list of households, for their grid and everything below it."""


def visible(actor: Actor) -> QuerySet[Household]:
    """Households that the actor looks after, and the one they live in."""
    return Household.filter(
        kept(actor) | Q(id__in=Subquery(home_of(actor).values("household_id"))), moved_away_at__isnull=True
    )


def looked_after(actor: Actor) -> QuerySet[Household]:
    """Households that the actor looks after by a post."""
    return Household.filter(kept(actor), moved_away_at__isnull=True)


def kept(actor: Actor) -> Q:
    """Households of the ground that the actor leads, and those they are the named liaison of."""
    own = [holding.post for holding in actor.holdings if holding.role is Role.LIAISON]
    stood_in_for = Subquery(
        Post.filter(id__in=own, stands_in_for_id__isnull=False).values("stands_in_for_id")
    )
    named = Q(liaison_id__in=own) | Q(liaison_id__in=stood_in_for)
    named &= access.under(actor.reach(Role.LIAISON), "grid__path")
    return access.under(actor.reach(*KEEP), "grid__path") | named


def home_of(actor: Actor) -> QuerySet[Resident]:
    """The actor as a resident of the household in which they live; no row where they live in none."""
    # Where `home_of` is empty somebody has no account: a program, which is nobody, must not be taken for them.
    return Resident.filter(Resident.here(), home_of=actor.person, home_of__not_isnull=True)


async def of(actor: Actor) -> Household | None:
    """The household in which the actor lives, with its grid; None where they live in none, or wait to be let in."""
    home = await home_of(actor).select_related("household__grid").first()
    return home.household if home else None


async def get(actor: Actor, household: UUID) -> Household:
    """A household that the actor may see, with its grid; `NotFound` otherwise."""
    found = await visible(actor).select_related("grid").get_or_none(id=household)
    if found is None:
        raise NotFound
    return found


async def get_looked_after(actor: Actor, household: UUID) -> Household:
    """A household that the actor looks after by a post, with its grid; `NotFound` otherwise."""
    found = await looked_after(actor).select_related("grid").get_or_none(id=household)
    if found is None:
        raise NotFound
    return found


async def get_kept(actor: Actor, household: UUID) -> Household:
    """A household of the ground that the actor leads, with its grid; `NotFound` otherwise."""
    found = await get_looked_after(actor, household)
    if not actor.answers_for(found.grid.path, *KEEP):
        raise NotFound
    return found


async def get_decided(actor: Actor, household: UUID) -> Household:
    """A household for which the actor may decide who belongs to it, with its grid; `NotFound` otherwise.

    That is whoever looks after it by a post, and its head; any of its residents where no head has an account.
    """
    found = await get(actor, household)
    if await decides(actor, household):
        return found
    raise NotFound


async def decides(actor: Actor, household: UUID) -> bool:
    """Whether the actor, who may see a household, may also decide who belongs to it."""
    if await looked_after(actor).filter(id=household).exists():
        return True
    heads = await heads_of(household)
    return not heads or actor.id in heads


async def looks_after(actor: Actor, household: UUID, path: str, liaison: UUID | None) -> bool:
    """Whether the actor looks after a household of the grid at this path by a post."""
    if actor.answers_for(path, *KEEP):
        return True
    liaisons = [holding for holding in actor.holdings if holding.role is Role.LIAISON]
    if any(holding.post == liaison and path.startswith(holding.path) for holding in liaisons):
        return True
    # What is left is to stand in for its liaison.
    return bool(liaisons) and await looked_after(actor).filter(id=household).exists()


async def hold(household: UUID) -> None:
    """Let nobody else change who lives here until the present unit of work is done.

    Whoever changes something about a household holds it before they look: it may be moving away at that moment.
    """
    # Not by `.values()`: Tortoise then leaves the FOR UPDATE out.
    await Household.filter(id=household).only("id").select_for_update(no_key=True).first()


async def is_last_of(household: UUID, person: UUID) -> bool:
    """Whether this person lives there, and nobody else, with an account or without."""
    homes = await Resident.filter(Resident.here(), household_id=household).values_list("home_of", flat=True)
    return list(homes) == [person]


async def people_of(household: UUID) -> list[UUID]:
    """The people with an account who live there, to be told of what concerns their household."""
    here = Resident.filter(Resident.here(), household_id=household, person_id__isnull=False)
    return [row["person_id"] for row in await here.values("person_id")]


async def heads_of(household: UUID) -> set[UUID]:
    """The household's head as a person with an account; empty where the head has none."""
    return {row["person_id"] for row in await Resident.filter(head_of=household).values("person_id")} - {None}


def label(household: Household) -> str:
    """The household's door as one says it: 3栋2单元1202."""
    return household.door.label


@dataclass(frozen=True, slots=True)
class Particulars:
    """How to find and to call a household."""

    address: str
    phone: str
    name: str


@work.verb
async def look(
    actor: Actor, household: Household, why: Reason, about: UUID | None = None, *, person: UUID | None = None
) -> Particulars:
    """Show a household's address and whom to call there: `person` if they live there, else its head; it is recorded.

    The household was read with its grid. For any other reason than daily work the caller has made sure that
    the work needs it.
    """
    if why is Reason.WORK and not await looked_after(actor).filter(id=household.id).exists():
        raise NotFound

    await note_look(actor, household.id, household.grid.path, why, about)
    found = await Resident.filter(Resident.here(), household_id=household.id).order_by("joined_at", "id")
    called = min(found, key=lambda resident: _call_order(resident, person), default=None)
    return Particulars(
        address=await address(household),
        phone=(called.phone or "") if called else "",
        name=called.name if called else "",
    )


def _call_order(resident: Resident, person: UUID | None) -> tuple[bool, bool, bool]:
    return person is None or resident.person_id != person, not resident.phone, not resident.is_head


async def note_look(actor: Actor, household: UUID, path: str, why: Reason, about: UUID | None = None) -> None:
    """Record that the actor was shown particulars of a household of the grid at this path.

    A screen that asks again soon is the same look.
    """
    same = Look.filter(
        household_id=household,
        person_id=actor.id,
        reason=why,
        about=about,
        last_at__gte=clock.now() - Look.AGAIN,
    )
    if await same.update(last_at=clock.now()):
        return
    role = _looking_as(actor, path)
    await Look.create(household_id=household, person_id=actor.id, role=role, reason=why, about=about)


async def note_looks(actor: Actor, shown: Mapping[UUID, str], why: Reason) -> None:
    """The same for many households at once, each with the path of its grid."""
    if not shown:
        return
    now = clock.now()
    again = await sql.rows(
        f"""UPDATE look SET last_at = ? WHERE person_id = ? AND reason = ? AND about IS NULL AND last_at >= ?
        AND household_id IN ({sql.places([*shown])}) RETURNING household_id""",  # noqa: S608 -- only places
        *(now, actor.id, why, now - Look.AGAIN),
        *shown,
    )
    known = {sql.id_of(row["household_id"]) for row in again}
    await Look.bulk_create(
        Look(household_id=household, person_id=actor.id, role=_looking_as(actor, path), reason=why)
        for household, path in shown.items()
        if household not in known
    )


def _looking_as(actor: Actor, path: str) -> Role | None:
    roles = [holding.role for holding in actor.holdings if path.startswith(holding.path)]
    return next((role for role in Role if role in roles), None)


async def address(household: Household) -> str:
    """Where the household is, from the town down to the door."""
    [around] = await contacts.around([household.grid.path])
    return around.address(label(household))
