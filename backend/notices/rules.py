"""Who sees which notices, and who decides about them."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from backend import settings
from backend.access import actor as access
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import paths
from backend.grids.models import Grid
from backend.households import rules as households
from backend.kit import sql
from backend.kit.refusals import NotFound
from backend.notices import audience
from backend.notices.kinds import Audience
from backend.notices.models import OUT, Notice, NoticeState, Relay
from backend.volunteers.models import Volunteer, VolunteerState

DECIDE = (Role.LEADER, Role.EDITOR)
"""Who publishes, corrects and withdraws for a grid, and passes on what comes from above."""

HOME = ("household_id", "household__grid__path")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody lives or belongs, and to which audiences: what comes to them by that."""

    household: UUID | None = None
    path: str | None = None
    """Of the grid of their home; of the grid that answers for them where they have none here."""
    audiences: frozenset[Audience] = frozenset()


async def standing_of(actor: Actor) -> Standing:
    """Where the actor lives, and to which audiences they belong."""
    if actor.person is None:
        return Standing()
    here = Subquery(households.home_of(actor).values("household_id"))
    shown = {one.value: audience.shows(one, here) for one in Audience}
    homes = await households.home_of(actor).annotate(**shown).values(*HOME, *shown)
    if not homes:
        return Standing(None, actor.home, frozenset(await _of_person(actor)))
    [home] = homes
    theirs = frozenset(one for one in Audience if home[one.value] is not None)
    return Standing(home["household_id"], home["household__grid__path"], theirs)


async def _of_person(actor: Actor) -> set[Audience]:
    serves = await Volunteer.filter(person_id=actor.person, state=VolunteerState.APPROVED).exists()
    return ({Audience.VOLUNTEERS} if serves else set()) | ({Audience.POSTS} if actor.holdings else set())


def come_to(path: str, of: UUID | None = None) -> QuerySet[Relay]:
    """The relays by which notices (or this one) have come to the households of the grid at this path."""
    # By the grids' ids: they are few, and a relay is found by its grid.
    around = Subquery(Grid.filter(path__in=paths.ancestors(path)).values("id"))
    here = Subquery(Grid.filter(path=path).values("id"))
    came = Relay.filter(grid_id__in=around, passed_at__not_isnull=True)
    came = came.filter(Q(covers_below=True) | Q(grid_id__in=here))
    return came.filter(notice_id=of) if of else came


def come_home(standing: Standing, of: UUID | None = None) -> Q:
    """Notices that have come to where somebody lives, and are for them."""
    if standing.path is None:
        return Q(id__in=[])
    return Q(
        id__in=Subquery(come_to(standing.path, of).values("notice_id")),
        audience__in=audience.written_for(standing.audiences),
        state__in=OUT,
    )


def on_ground(actor: Actor, of: UUID | None = None) -> Q:
    """Notices that went out to ground on which the actor holds a post, or that lies around or below it."""
    tops = _tops(actor.reach())
    below = Relay.filter(access.under(tops, "grid__path"))
    reached = [below.filter(notice_id=of) if of else below, *(come_to(path, of) for path in tops)]
    came = [Q(id__in=Subquery(relays.values("notice_id"))) for relays in reached]
    return Q(*came, join_type="OR") & Q(state__in=OUT)


def _tops(reach: list[str]) -> list[str]:
    """Of these grids those that do not lie in another one of them."""
    return [path for path in sorted(set(reach)) if not any(path.startswith(o) for o in reach if o != path)]


def decided(actor: Actor) -> Q:
    """Notices of the grids for which the actor decides."""
    return Q(grid_id__in=Subquery(Grid.filter(access.under(actor.reach(*DECIDE))).values("id")))


def of_ground(path: str) -> Q:
    """Notices that the grid at this path or one below it speaks, and those that have come to, or wait on, this ground."""
    grids = Subquery(Grid.filter(access.subtree(path)).values("id"))
    waiting = Subquery(Relay.filter(grid_id__in=grids).values("notice_id"))
    came = Subquery(come_to(path).values("notice_id"))
    return Q(grid_id__in=grids) | Q(id__in=waiting) | Q(id__in=came)


def drafted(actor: Actor) -> Q:
    """What the actor wrote; a program sees of its maker's only what is on its own ground."""
    theirs = Q(drafted_by_id=actor.id)
    if actor.person:
        return theirs
    return theirs & Q(grid_id__in=Subquery(Grid.filter(access.under(actor.reach())).values("id")))


def visible(actor: Actor, standing: Standing, of: UUID | None = None) -> QuerySet[Notice]:
    """Notices that have come to the actor's household or ground, those they decide about, and their own drafts.

    `standing` is `standing_of(actor)`, read once for all fields of a document; `of` is the one notice in question,
    where there is one: then nothing is asked about all the others.
    """
    seen = come_home(standing, of)
    if actor.holdings:
        seen |= on_ground(actor, of) | decided(actor) | drafted(actor)
    found = Notice.filter(seen, state__not=NoticeState.DROPPED)
    return found.filter(id=of) if of else found


async def get(actor: Actor, notice: UUID) -> Notice:
    """A notice that the actor may see, with its grid; `NotFound` otherwise."""
    found = await visible(actor, await standing_of(actor), notice).select_related("grid").first()
    if found is None:
        raise NotFound
    return found


async def held(notice: UUID) -> Notice:
    """A notice that nobody else changes until the present unit of work ends, with its grid. Every change begins here."""
    found = await Notice.filter(id=notice).select_for_update(of=("notice",)).select_related("grid").first()
    if found is None:
        raise NotFound
    return found


async def keep_as_it_is(notice: UUID) -> None:
    """Let nobody correct or withdraw a notice until the present unit of work ends; SQLite has one writer anyway."""
    if settings.settings().on_postgres:
        await sql.rows("SELECT id FROM notice WHERE id = ? FOR KEY SHARE", notice)


async def held_to_decide(actor: Actor, notice: UUID) -> Notice:
    """The same, if the actor decides for its grid; `NotFound` otherwise."""
    found = await held(notice)
    if not actor.answers_for(found.grid.path, *DECIDE):
        raise NotFound
    return found


def may_decide(actor: Actor, path: str) -> bool:
    """Whether the actor decides about notices of the grid at this path."""
    return actor.answers_for(path, *DECIDE)


def may_draft(actor: Actor, path: str) -> bool:
    """Whether the actor may draft for the grid at this path: any post may, for its own ground and for the grids above.

    A program only for its own ground.
    """
    upwards = actor.person is not None and any(reach.startswith(path) for reach in actor.reach())
    return upwards or actor.answers_for(path)
