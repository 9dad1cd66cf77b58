"""Arguments that many fields about households take."""

from typing import Annotated

import strawberry

GridId = Annotated[strawberry.ID, strawberry.argument(description="Which grid.")]
HouseholdId = Annotated[strawberry.ID, strawberry.argument(description="Which household.")]
ResidentId = Annotated[strawberry.ID, strawberry.argument(description="Which resident.")]
Code = Annotated[str, strawberry.argument(description="The invitation's code, however it was typed.")]
