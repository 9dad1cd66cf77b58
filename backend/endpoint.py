"""/graphql over HTTP: one object in, one object out."""

import time
from typing import Any

import orjson
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from strawberry.types import ExecutionResult

from backend import outcomes
from backend.access import origin, sessions
from backend.access.context import Context
from backend.kit import away, words
from backend.kit.words import Language
from backend.schema import schema

BODY = 64 * 1024
DEPTH = 12
"""How deep the variables of a document may nest."""
ITEMS = 100
"""How many items a list among them may have."""


class BadBody(Exception):
    """What was sent is not a GraphQL request; the message says why, in English, for programmers."""


async def graphql(request: Request) -> Response:
    """Answer one GraphQL request."""
    if refused := origin.foreign(request, "application/json"):
        return _json({"errors": [{"message": refused, "extensions": {"code": "FORBIDDEN"}}]}, 403)
    try:
        asked = read(await request.body())
    except BadBody as error:
        return _json({"errors": [{"message": str(error), "extensions": {"code": "BAD_DOCUMENT"}}]}, 400)
    began = time.perf_counter()
    context = await context_of(request)
    with words.reader(context.language):
        result = await schema.answer(
            asked["query"], asked.get("variables"), asked.get("operationName"), context
        )
    outcomes.note(asked, result, time.perf_counter() - began)
    _refuse_where_the_database_is_away(result)
    answer = _json(answer_of(result))
    for name, value in context.headers:
        answer.headers.append(name, value)
    return answer


def _refuse_where_the_database_is_away(result: ExecutionResult) -> None:
    """A part of an answer would be taken for the whole, and a write for one that failed for good."""
    for error in result.errors or ():
        if error.original_error and away.is_away(error.original_error):
            raise error.original_error


def read(body: bytes) -> dict[str, Any]:
    """The request in a body; `BadBody` where it is none."""
    try:
        asked = orjson.loads(body)
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise BadBody("The body is not JSON in UTF-8.") from error
    if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
        raise BadBody('The body must be an object with a text "query".')
    if not isinstance(asked.get("variables") or {}, dict):
        raise BadBody('"variables" must be an object.')
    if not isinstance(asked.get("operationName") or "", str):
        raise BadBody('"operationName" must be a text.')
    _check(asked.get("variables") or {}, DEPTH)
    return asked


def _check(value: Any, depth: int) -> None:
    match value:
        case dict() | list() if depth == 0:
            raise BadBody("The variables nest too deep.")
        case dict():
            for part in value.values():
                _check(part, depth - 1)
        case list():
            if len(value) > ITEMS:
                raise BadBody(f"A list may have {ITEMS} items.")
            for part in value:
                _check(part, depth - 1)


async def context_of(connection: HTTPConnection) -> Context:
    """Whoever asks, and the language they read: what their screen asks for, else their own."""
    actor = await sessions.actor_of(connection)
    accepted = connection.headers.get("accept-language")
    language = Language.best(accepted) if accepted or actor is None else actor.language
    return Context(actor=actor, language=language, connection=connection)


def answer_of(result: ExecutionResult) -> dict[str, Any]:
    """What the client gets of a result."""
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [error.formatted for error in result.errors]
    return answer


def _json(content: dict[str, Any], status: int = 200) -> Response:
    return Response(
        orjson.dumps(content), status, media_type="application/json", headers={"cache-control": "no-store"}
    )
