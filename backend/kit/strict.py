"""A schema that answers every document, however bad, and lets a socket carry subscriptions only."""

from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType

from backend.kit import errors
from backend.kit.documents import BAD_DOCUMENT

REQUESTS = (OperationType.QUERY, OperationType.MUTATION)


class StrictSchema(strawberry.Schema):
    async def execute(self, query: str | None, *given: Any, **named: Any) -> ExecutionResult:
        """Answer a query or a mutation."""
        named["allowed_operation_types"] = REQUESTS
        try:
            return await super().execute(query, *given, **named)
        except errors.NOT_ASKED:
            refused = GraphQLError("Send a query or a mutation.", extensions=BAD_DOCUMENT)
            return ExecutionResult(data=None, errors=[refused])

    async def stream(self, query: str | None, *given: Any, **named: Any) -> Any:
        """Answer a subscription, which is all that a socket carries."""
        named["allowed_operation_types"] = (OperationType.SUBSCRIPTION,)
        return await super().stream(query, *given, **named)

    def process_errors(
        self, found: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Strawberry would log what clients get wrong, with what they sent."""
        errors.mask(found)
