"""For whom of its ground a notice is: for everybody, or for some."""

from collections.abc import Collection
from itertools import combinations

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from backend.access.models import Post
from backend.households.models import Household, Need, NeedKind, Resident
from backend.notices.kinds import Audience
from backend.volunteers.models import Volunteer, VolunteerState

NEEDS = {Audience.INFANTS: NeedKind.INFANT, Audience.OVER_70: NeedKind.LIVES_ALONE_OVER_70}


def written(chosen: Collection[Audience]) -> str:
    """An audience as it is kept, always in the same order; empty for everybody."""
    return " ".join(one.value for one in Audience if one in chosen)


def written_for(mine: Collection[Audience]) -> list[str]:
    """Every audience, as it is kept, to which somebody belongs who is one of these; everybody's is among them."""
    every = [some for size in range(1, len(Audience) + 1) for some in combinations(Audience, size)]
    return ["", *(written(some) for some in every if not set(mine).isdisjoint(some))]


def at_their_doors() -> Q:
    """Households behind whose door somebody lives now."""
    return Q(moved_away_at__isnull=True, vacant_since__isnull=True)


def households(chosen: Collection[Audience]) -> QuerySet[Household]:
    """The households, anywhere, for whom a notice with this audience is."""
    found = Household.filter(at_their_doors())
    return found.filter(Q(*[_belonging(one) for one in chosen], join_type="OR")) if chosen else found


def _belonging(audience: Audience) -> Q:
    if audience in NEEDS:
        kind = NEEDS[audience]
        return Q(id__in=Subquery(Need.filter(kind=kind, cleared_at__isnull=True).values("household_id")))
    return Q(id__in=_homes_of(serving() if audience is Audience.VOLUNTEERS else holding()))


def serving() -> Subquery:
    """The ids of the people who are volunteers, those who take a break included."""
    return Subquery(Volunteer.filter(state=VolunteerState.APPROVED).values("person_id"))


def holding() -> Subquery:
    """The ids of the people who hold a post now."""
    return Subquery(Post.filter(Post.held_now()).values("person_id"))


def _homes_of(people: Subquery) -> Subquery:
    return Subquery(Resident.filter(Resident.here(), person_id__in=people).values("household_id"))


def shows(audience: Audience, household: Subquery) -> Subquery:
    """The id of something that shows that this household belongs to an audience; none where it does not."""
    if audience in NEEDS:
        needs = Need.filter(household_id__in=household, kind=NEEDS[audience], cleared_at__isnull=True)
        return Subquery(needs.limit(1).values("id"))
    # From the few who live there to what they do: from all volunteers to their homes everybody would be looked through.
    there = Resident.filter(Resident.here(), household_id__in=household, person_id__not_isnull=True)
    people = Subquery(there.values("person_id"))
    if audience is Audience.VOLUNTEERS:
        serving_ = Volunteer.filter(state=VolunteerState.APPROVED, person_id__in=people)
        return Subquery(serving_.limit(1).values("id"))
    return Subquery(Post.filter(Post.held_now(), person_id__in=people).limit(1).values("id"))
