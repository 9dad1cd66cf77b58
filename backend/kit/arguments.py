"""Arguments that many fields of the graph take, so that they are called and described alike everywhere."""

from typing import Annotated
from uuid import UUID

import strawberry

Key = Annotated[
    UUID, strawberry.argument(description="Made by the client once for each intent; sent again unchanged.")
]
Version = Annotated[int, strawberry.argument(description="The version that you looked at.")]
First = Annotated[int, strawberry.argument(description="How many, at most 50.")]
After = Annotated[str | None, strawberry.argument(description="`endCursor` of the page before.")]
