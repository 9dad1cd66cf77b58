"""Keyset pages: a list that grows at its head shows no row twice and leaves none out."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson
import strawberry
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from backend.kit import sealed
from backend.kit.refusals import BadInput
from backend.kit.words import Words

MOST = 50
"""Rows on one page at the most."""

SIGNATURE = 9
"""Bytes."""

T = TypeVar("T")

BAD_CURSOR = Words("请从第一页重新看。", "請從第一頁重新看。", "Please start again from the first page.")


@strawberry.type(description="Where a page ends.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follows.")
    end_cursor: str | None = strawberry.field(description="Give this as `after` to get what follows.")


@strawberry.type(description="One page of a list that grows.")
class Connection(Generic[T]):
    nodes: list[T] = strawberry.field(description="The rows of this page, in order.")
    page_info: PageInfo = strawberry.field(description="Where this page ends.")


@dataclass(slots=True)
class Page:
    """The rows of one page, as `.values()` gave them."""

    rows: list[dict[str, Any]]
    info: PageInfo

    def of(self, make: Callable[[dict[str, Any]], T]) -> Connection[T]:
        """This page as graph nodes."""
        return Connection(nodes=[make(row) for row in self.rows], page_info=self.info)


async def page(
    rows: QuerySet[Any], *columns: str, order: tuple[str, ...], first: int = MOST, after: str | None = None
) -> Page:
    """Read one page of `rows` as dictionaries of `columns`, in one statement.

    `order` names columns (a leading - turns one round), none of them null, and ends with the id.
    """
    if after:
        rows = rows.filter(_beyond(order, place(order, after)))
    size = max(1, min(first, MOST))
    wanted = {*columns, *(name.lstrip("-") for name in order)}
    found = await rows.order_by(*order).limit(size + 1).values(*wanted)
    shown = found[:size]
    more = len(found) > size
    return Page(shown, PageInfo(has_next_page=more, end_cursor=cursor(order, shown[-1]) if shown else None))


def _beyond(order: tuple[str, ...], values: list[Any]) -> Q:
    """Rows after the given place: greater in the first column, or equal there and after it in the rest."""
    column, rest = order[0], order[1:]
    name = column.lstrip("-")
    further = Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": values[0]})
    return further | (Q(**{name: values[0]}) & _beyond(rest, values[1:])) if rest else further


def cursor(order: tuple[str, ...], row: dict[str, Any]) -> str:
    """By which the rows after this one are found again."""
    said = orjson.dumps([_tagged(row[column.lstrip("-")]) for column in order])
    return urlsafe_b64encode(_signature(order, said) + said).decode().rstrip("=")


def _signature(order: tuple[str, ...], said: bytes) -> bytes:
    """What only we can write, so that a cursor made by hand, or of a list in another order, is known for one."""
    return bytes.fromhex(sealed.index("cursor", f"{order}:{said.decode(errors='replace')}")[: 2 * SIGNATURE])


def _tagged(value: Any) -> tuple[str, Any]:
    match value:
        case datetime():
            return "t", value.isoformat()
        case date():
            return "d", value.isoformat()
        case UUID():
            return "u", str(value)
    return "v", value


_READ: dict[str, Callable[[Any], Any]] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "u": UUID,
    "v": lambda value: value,
}


def place(order: tuple[str, ...], cursor: str) -> list[Any]:
    """What the row that a cursor names has in the columns of the order; `BadInput` where we did not write it."""
    try:
        given = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError as error:
        raise BadInput(field="after", reason=BAD_CURSOR) from error
    signature, said = given[:SIGNATURE], given[SIGNATURE:]
    if not hmac.compare_digest(signature, _signature(order, said)):
        raise BadInput(field="after", reason=BAD_CURSOR)
    return [_READ[kind](value) for kind, value in orjson.loads(said)]
