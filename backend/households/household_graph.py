"""Doors in the graph: the list of them, one of them, and how they come onto it."""

from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import only, signed_in
from backend.access.models import Person, Role
from backend.grids import graph as grids
from backend.grids.models import Grid
from backend.households import invitations_shown, leaving, liaisons, listing, registering, rules, splitting
from backend.households.answers import (
    AssignLiaisonResult,
    ChangeHouseholdResult,
    CloseDoorResult,
    Left,
    RegisterHouseholdResult,
    SplitGridResult,
)
from backend.households.arguments import GridId, HouseholdId
from backend.households.inputs import ChangeHouseholdInput, RegisterHouseholdInput
from backend.households.models import NeedKind
from backend.households.people_shown import HouseholdContact, NamedLiaison, contact_of
from backend.households.shown import COLUMNS, Household, household_of, know, one
from backend.kit import nodes, pages, selections
from backend.kit.arguments import After, First, Key, Version
from backend.kit.pages import Connection
from backend.kit.refusals import NotFound

Search = Annotated[
    str | None,
    strawberry.argument(description="Parts of a door (3栋 1202), or a whole phone number."),
]


@strawberry.type(description="The doors of a grid, everything below it counted in.")
class HouseholdCounts:
    households: int = strawberry.field(description="Doors on the list.")
    without_residents: int = strawberry.field(description="Doors of which nobody knows who lives there.")
    without_liaison: int = strawberry.field(description="Doors that no liaison looks after.")
    waiting: int = strawberry.field(description="Doors at which somebody waits to be let in.")


@strawberry.type(description="A liaison, and how many doors they look after.")
class LiaisonDoors:
    contact: HouseholdContact = strawberry.field(description="Who it is.")
    grid: grids.Grid = strawberry.field(description="In or below which their doors are.")
    households: int = strawberry.field(
        description="Their doors in this grid and below it; 20 to 30 are usual."
    )


@strawberry.type
class HouseholdQuery:
    @strawberry.field(
        extensions=[signed_in()],
        description="The household I live in; null where I live in none, or wait to be let in.",
    )
    async def my_household(self, info: Info[Context, None]) -> Household | None:
        return await invitations_shown.home_of(info)

    @strawberry.field(extensions=[signed_in()], description="One household: mine, or one that I look after.")
    async def household(
        self,
        info: Info[Context, None],
        id: HouseholdId,  # noqa: A002
    ) -> Household | None:
        row = nodes.row_of("Household", id)
        return await one(rules.visible(info.context.me).filter(id=row))

    @strawberry.field(
        extensions=[only(*listing.LOOK_AFTER)],
        description="The households of a grid and everything below it, as one walks; a liaison sees their own.",
    )
    async def households(
        self,
        info: Info[Context, None],
        grid: GridId,
        search: Search = None,
        need: Annotated[NeedKind | None, strawberry.argument(description="Only with this need.")] = None,
        liaison: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those of this liaison's post.")
        ] = None,
        missing: Annotated[
            listing.Missing | None, strawberry.argument(description="Only those that lack this.")
        ] = None,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[Household]:
        post = nodes.row_of("Post", liaison) if liaison else None
        wanted = listing.Filter(search, need, post, missing)
        path = await grids.reached(info, nodes.row_of("Grid", grid), *listing.LOOK_AFTER)
        found = listing.within(info.context.me, path, wanted)
        order = ("grid__path", "order_key", "id")
        page = await pages.page(found, *COLUMNS, order=order, first=first, after=after)
        made = page.of(household_of)
        await know(made.nodes, selections.names(info, "Household"))
        return made

    @strawberry.field(
        extensions=[only(*listing.LOOK_AFTER)], description="How many doors a grid has, and what they lack."
    )
    async def household_counts(self, info: Info[Context, None], grid: GridId) -> HouseholdCounts:
        path = await grids.reached(info, nodes.row_of("Grid", grid), *listing.LOOK_AFTER)
        counted = await listing.counts(info.context.me, path)
        return HouseholdCounts(
            households=counted.households,
            without_residents=counted.without_residents,
            without_liaison=counted.without_liaison,
            waiting=counted.waiting,
        )

    @strawberry.field(
        extensions=[only(*rules.KEEP)],
        description="The liaisons who can look after doors of a grid, and how many each has.",
    )
    async def liaisons(self, info: Info[Context, None], grid: GridId) -> list[LiaisonDoors]:
        counted = await liaisons.counted(info.context.me, nodes.row_of("Grid", grid))
        return [
            LiaisonDoors(
                contact=contact_of(one.contact), grid=grids.grid_of(one.grid, "grid__"), households=one.doors
            )
            for one in counted
        ]


@strawberry.type
class HouseholdMutation:
    @strawberry.mutation(
        extensions=[only(*rules.KEEP)], description="Put a door on the list, with whoever opened it."
    )
    async def register_household(
        self,
        info: Info[Context, None],
        grid: GridId,
        input: Annotated[RegisterHouseholdInput, strawberry.argument(description="What you found there.")],  # noqa: A002
        key: Key,
    ) -> RegisterHouseholdResult:
        made = await registering.register(
            info.context.me,
            nodes.row_of("Grid", grid),
            input.door.read(),
            tuple(resident.read() for resident in input.residents),
            language=input.language,
            notes=input.notes,
            of_household=tuple(need.read() for need in input.needs),
            key=key,
        )
        return await shown(info, made.id)

    @strawberry.mutation(
        extensions=[only(*listing.LOOK_AFTER)],
        description="Correct a household's door, language and notes, or note that nobody lives there.",
    )
    async def change_household(
        self,
        info: Info[Context, None],
        household: HouseholdId,
        input: Annotated[ChangeHouseholdInput, strawberry.argument(description="What is different.")],  # noqa: A002
        version: Version,
        key: Key,
    ) -> ChangeHouseholdResult:
        row = nodes.row_of("Household", household)
        changed = await registering.change(info.context.me, row, input.read(), version, key=key)
        return await shown(info, changed.id)

    @strawberry.mutation(
        extensions=[only(*rules.KEEP)],
        description="Take a door off the list that is gone, or was never there.",
    )
    async def close_door(
        self, info: Info[Context, None], household: HouseholdId, key: Key
    ) -> CloseDoorResult:
        await leaving.close_door(info.context.me, nodes.row_of("Household", household), key=key)
        return Left(id=household)

    @strawberry.mutation(
        extensions=[only(Role.LEADER)],
        description="Split a grid into micro-grids and share its doors out: near equal, buildings kept whole where it goes.",
    )
    async def split_grid(
        self,
        info: Info[Context, None],
        grid: GridId,
        names: Annotated[list[str], strawberry.argument(description="The micro-grids' names, as one walks.")],
        key: Key,
    ) -> SplitGridResult:
        whole = await splitting.split(info.context.me, nodes.row_of("Grid", grid), names, key=key)
        rows = await Grid.filter(id=whole.id).values(*grids.columns())
        return grids.grid_of(rows[0])

    @strawberry.mutation(
        extensions=[only(*rules.KEEP)],
        description="Give the doors from the first to the last, as one walks, to a liaison.",
    )
    async def assign_liaison(
        self,
        info: Info[Context, None],
        liaison: Annotated[strawberry.ID, strawberry.argument(description="The liaison's post.")],
        first: Annotated[strawberry.ID, strawberry.argument(description="The first household.")],
        last: Annotated[strawberry.ID, strawberry.argument(description="The last one; may be the same.")],
        key: Key,
    ) -> AssignLiaisonResult:
        post = await liaisons.assign(
            info.context.me,
            nodes.row_of("Post", liaison),
            nodes.row_of("Household", first),
            nodes.row_of("Household", last),
            key=key,
        )
        person = await Person.get(id=post.person_id)
        return NamedLiaison(post=liaison, name=person.name)


async def shown(info: Info[Context, None], household: UUID) -> Household:
    """A household as it is after a change."""
    found = await one(rules.visible(info.context.me).filter(id=household))
    if found is None:
        raise NotFound
    return found
