"""The whole graph: the slices' queries, mutations and the one subscription, joined; and its limits.

`python -m backend.schema` prints it.
"""

from pathlib import Path
from typing import Annotated

import strawberry
from strawberry.extensions import MaxTokensLimiter
from strawberry.types import Info

from backend import shipped
from backend.access.changes import ChangesSubscription
from backend.access.context import Context
from backend.access.gates import signed_in
from backend.access.graph import AccessMutation, AccessQuery
from backend.grids.appointing import PostsMutation
from backend.grids.mutations import TreeMutation
from backend.grids.queries import GridsQuery
from backend.households.graph import HouseholdsMutation, HouseholdsQuery
from backend.kit import documents, nodes
from backend.kit.strict import StrictSchema
from backend.notices.answering.graph import AnswersMutation, AnswersQuery
from backend.notices.channels.graph import ChannelsMutation, ChannelsQuery
from backend.notices.graph import NoticesQuery
from backend.notices.mutations import NoticesMutation
from backend.notices.reach.graph import ReachMutation, ReachQuery
from backend.notices.settings_graph import NoticeSettingsMutation, NoticeSettingsQuery
from backend.push.graph import PushMutation, PushQuery
from backend.shifts.attendance_graph import AttendanceMutation
from backend.shifts.graph import ShiftsQuery
from backend.shifts.leading_graph import LeadersShiftsQuery
from backend.shifts.mutations import ShiftsMutation
from backend.supplies.counting_graph import CountsQuery
from backend.supplies.graph import SuppliesQuery
from backend.supplies.mutations import SuppliesMutation
from backend.supplies.stock_graph import StockMutation, StockQuery
from backend.volunteers.graph import VolunteersMutation, VolunteersQuery


@strawberry.type
class NodeQuery:
    @strawberry.field(
        extensions=[signed_in()], description="Anything with an id, if it is there for you; null otherwise."
    )
    async def node(
        self,
        info: Info[Context, None],
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002
    ) -> nodes.Node | None:
        return await nodes.load(info.context.me, id)


@strawberry.type(description="What can be asked.")
class Query(
    NodeQuery,
    AccessQuery,
    PushQuery,
    GridsQuery,
    HouseholdsQuery,
    VolunteersQuery,
    SuppliesQuery,
    CountsQuery,
    StockQuery,
    ShiftsQuery,
    LeadersShiftsQuery,
    NoticesQuery,
    NoticeSettingsQuery,
    ChannelsQuery,
    ReachQuery,
    AnswersQuery,
):
    pass


@strawberry.type(description="What can be done.")
class Mutation(
    AccessMutation,
    PushMutation,
    TreeMutation,
    PostsMutation,
    HouseholdsMutation,
    VolunteersMutation,
    SuppliesMutation,
    StockMutation,
    ShiftsMutation,
    AttendanceMutation,
    NoticesMutation,
    NoticeSettingsMutation,
    ChannelsMutation,
    ReachMutation,
    AnswersMutation,
):
    pass


@strawberry.type(description="What can be listened to.")
class Subscription(ChangesSubscription):
    pass


schema = StrictSchema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    may_run=shipped.is_known,
    limits=[
        lambda: MaxTokensLimiter(max_token_count=1000),
        documents.within(max_depth=10, max_aliases=15, max_fields=600),
    ],
    remembered=200,
)


def printed() -> str:
    """The schema as it is committed."""
    return schema.as_str() + "\n"


if __name__ == "__main__":
    import sys

    Path(sys.argv[1]).write_text(printed()) if len(sys.argv) > 1 else sys.stdout.write(printed())
