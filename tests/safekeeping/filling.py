"""A place with something in every table, also in those that nobody has written a builder for."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tortoise import Model, fields
from tortoise.fields.data import CharEnumFieldInstance

from backend.access.models import Deed
from backend.kit.sealed import SealedText
from backend.safekeeping import tables
from tests import community

AT = datetime(2020, 1, 29, 19, 0, 0, 123_456, tzinfo=UTC)
NEEDED: dict[str, dict[str, Any]] = {
    "VolunteerHours": {"begins": 60, "ends": 120},
    "Shift": {"starts_at": AT, "ends_at": AT + timedelta(hours=4)},
}
"""What the checks of a table ask for."""

_numbers = count(1)


async def fill() -> None:
    """The small town of the tests, and two rows more in each table: one as bare as may be, one with all it can have."""
    await community.build()
    for model in tables.in_order():
        for is_full in (False, True):
            await model.create(**await _row(model, is_full=is_full))
    # A line that is chained may never be changed again, and is carried all the same.
    await Deed.filter(number=None).limit(1).update(number=0, previous="0" * 64, hash="1" * 64)


async def _row(model: type[Model], *, is_full: bool) -> dict[str, Any]:
    meta, row = model._meta, dict(NEEDED.get(model.__name__, {}))
    links = {meta.fields_map[name].source_field: name for name in meta.fk_fields | meta.o2o_fields}  # type: ignore[attr-defined]
    for name in meta.fields_db_projection:
        field: Any = meta.fields_map[name]
        if name in row or (name == "id" and meta.pk_attr == "id") or (field.null and not is_full):
            continue
        if link := links.get(name):
            other = meta.fields_map[link].related_model  # type: ignore[attr-defined]
            found = await other.all().order_by("-id" if is_full else "id").first()
            row[name] = found.pk if found else None
        else:
            row[name] = _value(field)
    return row


def _value(field: Any) -> Any:
    number = next(_numbers)
    for kind, make in VALUES:
        if isinstance(field, kind):
            return make(field, number)
    return number if field.unique else 1


VALUES: tuple[tuple[type[Any], Callable[[Any, int], Any]], ...] = (
    (CharEnumFieldInstance, lambda field, _: next(iter(field.enum_type))),
    (SealedText, lambda _, number: f"秘密{number}"),
    (fields.UUIDField, lambda _field, _number: uuid4()),
    (fields.CharField, lambda field, number: f"é{number}"[: field.max_length]),
    (fields.TextField, lambda _, number: f"é{number}"),
    (fields.JSONField, lambda _, number: {"ζ": number, "a": ["二", None, 1.5]}),
    (fields.DatetimeField, lambda _, number: AT + timedelta(microseconds=number)),
    (fields.DateField, lambda _field, _number: date(2020, 1, 29)),
    (fields.BooleanField, lambda _field, _number: True),
    (fields.BinaryField, lambda _field, _number: b"\x00\xff'"),
)
