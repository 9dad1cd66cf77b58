"""Arguments that many fields about households take."""

from typing import Annotated
from uuid import UUID

import strawberry

Key = Annotated[
    UUID, strawberry.argument(description="Made by the client once for each intent; sent again unchanged.")
]
GridId = Annotated[strawberry.ID, strawberry.argument(description="Which grid.")]
HouseholdId = Annotated[strawberry.ID, strawberry.argument(description="Which household.")]
ResidentId = Annotated[strawberry.ID, strawberry.argument(description="Which resident.")]
Version = Annotated[int, strawberry.argument(description="The version that you looked at.")]
Code = Annotated[str, strawberry.argument(description="The invitation's code, however it was typed.")]
