"""Errors as clients may see them: what they did wrong, by a code; and of our bugs nothing but a number."""

import logging
import secrets

from graphql import GraphQLError
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from backend.kit import away
from backend.kit.words import Words

log = logging.getLogger(__name__)

NOT_ASKED = (MissingQueryError, CannotGetOperationTypeError, InvalidOperationTypeError)
"""What Strawberry raises where a document asks for nothing, or for what is not answered here."""

BUG = Words(
    "系统出错了，请稍后再试。编号 {number}",
    "系統出錯了，請稍後再試。編號 {number}",
    "Something broke on our side. Please try again. Number {number}",
)


def mask(errors: list[GraphQLError]) -> None:
    """Give every error its code. A bug is logged under a number, and the number is all that the client gets."""
    for error in errors:
        extensions = error.extensions or {}
        if "code" not in extensions:
            error.extensions = extensions | (_masked(error) if _is_bug(error) else {"code": "BAD_DOCUMENT"})


def _is_bug(error: GraphQLError) -> bool:
    return error.original_error is not None and not isinstance(
        error.original_error, (GraphQLError, *NOT_ASKED)
    )


def _masked(error: GraphQLError) -> dict[str, str]:
    if away.is_away(error.original_error):
        log.warning("the database is away: %s", type(error.original_error).__name__)
        error.message = away.AWAY.said()
        return {"code": away.CODE}
    number = secrets.token_hex(4)
    log.error("bug %s at %s", number, error.path, exc_info=error.original_error)
    error.message = BUG.said(number=number)
    return {"code": "BUG", "id": number}
