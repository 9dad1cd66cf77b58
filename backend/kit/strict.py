"""A schema that answers every document, however bad, and lets a socket carry subscriptions only."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from backend.kit import errors
from backend.kit.documents import BAD_DOCUMENT

REQUESTS = (OperationType.QUERY, OperationType.MUTATION)
NOT_HERE = (MissingQueryError, CannotGetOperationTypeError, InvalidOperationTypeError)
"""What Strawberry raises instead of answering."""


class StrictSchema(strawberry.Schema):
    async def execute(self, *given: Any, **named: Any) -> ExecutionResult:
        """Answer a query or a mutation."""
        try:
            return await super().execute(*given, **named, allowed_operation_types=REQUESTS)
        except NOT_HERE:
            return _refused("Send a query or a mutation.")

    async def stream(self, *given: Any, **named: Any) -> Any:
        """Answer a subscription, which is all that a socket carries."""
        only = (OperationType.SUBSCRIPTION,)
        return _answered(await super().stream(*given, **named, allowed_operation_types=only))

    def process_errors(
        self, found: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Strawberry would log what clients get wrong, with what they sent."""
        errors.mask(found)


async def _answered(results: Any) -> AsyncIterator[Any]:
    try:
        async with aclosing(results):
            async for result in results:
                yield result
    except NOT_HERE:
        yield _refused("Only subscriptions run here.")


def _refused(why: str) -> PreExecutionError:
    return PreExecutionError(data=None, errors=[GraphQLError(why, extensions=BAD_DOCUMENT)])
