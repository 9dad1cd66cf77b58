"""A schema that answers every document, however bad, and lets a socket carry subscriptions only."""

from collections.abc import Callable, Sequence
from inspect import isawaitable
from typing import Any

import strawberry
from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, execute
from graphql.language import OperationType as Kind
from strawberry.execution import optimized_is_awaitable
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType

from backend.kit import documents, errors
from backend.kit.documents import BAD_DOCUMENT, MayRun, Remembered
from backend.kit.plain import PlainExecutor

REQUESTS = (OperationType.QUERY, OperationType.MUTATION)


class StrictSchema(strawberry.Schema):
    """The schema, of whose documents only those run that may, and that stay within what the limits allow."""

    def __init__(
        self,
        query: type,
        mutation: type,
        subscription: type,
        *,
        may_run: MayRun,
        limits: Sequence[Callable[[], SchemaExtension]],
        remembered: int,
    ) -> None:
        self._may_run = may_run
        self._good = Remembered(remembered)
        super().__init__(
            query,
            mutation,
            subscription,
            config=StrawberryConfig(auto_camel_case=True),
            extensions=[documents.only_known(may_run), self._good.extension(), *limits],
            execution_context_class=PlainExecutor,
        )

    async def execute(self, query: str | None, *given: Any, **named: Any) -> ExecutionResult:
        """Answer a query or a mutation."""
        named["allowed_operation_types"] = REQUESTS
        try:
            return await super().execute(query, *given, **named)
        except errors.NOT_ASKED:
            refused = GraphQLError("Send a query or a mutation.", extensions=BAD_DOCUMENT)
            return ExecutionResult(data=None, errors=[refused])

    async def answer(
        self, text: str, variables: dict[str, Any] | None, operation: str | None, context: Any
    ) -> ExecutionResult:
        """Answer a query or a mutation as `execute` does, and sooner where the document was found good before.

        To enter and leave Strawberry's extensions takes longer than to note that somebody has read a notice.
        """
        document = self._good.get(text)
        if document is None or not _is_one(document, operation):
            return await self.execute(
                text, variable_values=variables, operation_name=operation, context_value=context
            )
        try:
            await documents.let_in(self._may_run, text, context)
            found = execute(
                self._schema,
                document,
                context_value=context,
                variable_values=variables,
                operation_name=operation,
                executor_class=PlainExecutor,
                is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]
            )
            result = await found if isawaitable(found) else found
        except Exception as error:
            return self._failed(error)
        if result.errors:
            errors.mask(result.errors)
        return ExecutionResult(data=result.data, errors=result.errors)

    def _failed(self, error: Exception) -> ExecutionResult:
        found = error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
        errors.mask([found])
        return ExecutionResult(data=None, errors=[found])

    async def stream(self, query: str | None, *given: Any, **named: Any) -> Any:
        """Answer a subscription, which is all that a socket carries."""
        named["allowed_operation_types"] = (OperationType.SUBSCRIPTION,)
        return await super().stream(query, *given, **named)

    def process_errors(
        self, found: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Strawberry would log what clients get wrong, with what they sent."""
        errors.mask(found)


def _is_one(document: DocumentNode, wanted: str | None) -> bool:
    """Whether a document has one operation, as the app's have: a query or a mutation, and the one that is wanted."""
    [operation, *others] = [
        part for part in document.definitions if isinstance(part, OperationDefinitionNode)
    ]
    name = operation.name.value if operation.name else None
    return not others and operation.operation is not Kind.SUBSCRIPTION and wanted in (None, name)
