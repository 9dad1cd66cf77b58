"""Everything about doors and who lives behind them, in the graph."""

import strawberry

from backend.households.household_graph import HouseholdMutation, HouseholdQuery
from backend.households.invitation_graph import InvitationMutation, InvitationQuery
from backend.households.resident_graph import ResidentMutation


@strawberry.type
class HouseholdsQuery(HouseholdQuery, InvitationQuery):
    pass


@strawberry.type
class HouseholdsMutation(HouseholdMutation, ResidentMutation, InvitationMutation):
    pass
