"""The ground of a relay, and the households on it that a notice has not reached."""

from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from backend.access.actor import subtree
from backend.grids.models import Grid
from backend.households.models import Household
from backend.notices import audience
from backend.notices.models import Notice, Relay
from backend.notices.reach_models import Receipt


def grids(relay: Relay) -> Q:
    """The grids whose households a notice has come to by this relay."""
    return subtree(relay.grid.path) if relay.covers_below else Q(id=relay.grid_id)


def next_grids(relay: Relay, after: str, most: int) -> QuerySet[Grid]:
    """The next grids of the ground, by path, beyond one."""
    return Grid.filter(grids(relay), path__gt=after).order_by("path").limit(most)


def unreached(notice: Notice, grids_: Collection[UUID]) -> QuerySet[Household]:
    """The households of these grids that it is for, which nobody has seen it in and nobody has told."""
    # Told by their doors, and not by where they stood then: who moved since is still not called twice.
    here = Receipt.filter(notice_id=notice.id, household__grid_id__in=list(grids_))
    meant = audience.households(notice.audiences).filter(grid_id__in=list(grids_))
    return meant.filter(id__not_in=Subquery(here.values("household_id")))
