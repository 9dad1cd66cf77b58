"""What every table has, and the tables of the ground itself."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from inspect import iscoroutinefunction
from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.fields import Field
from tortoise.models import Model, ModelMeta

from backend.kit import clock, ids
from backend.kit.sealed import SealedText, unseal

UNCHANGING = (int, float, str, bool, bytes, Enum, type(None))


class Undescribed(ModelMeta):
    """Keeps docstrings out of the tables: Tortoise writes them into CREATE TABLE and trips over a semicolon, and
    a better sentence would need a migration."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attributes: dict[str, Any]) -> Any:
        model: Any = super().__new__(mcs, name, bases, attributes)
        model._meta.table_description = ""
        return model


@dataclass(frozen=True, slots=True)
class Column:
    """What a new row has in one column."""

    read: Callable[[Any], Any]
    usual: Callable[[], Any]


@cache
def _columns(model: type[Model], _number: int) -> dict[str, Column]:
    """The columns of a model, which has more of them once Tortoise has started; none where it has odd ones."""
    fields_ = {name: model._meta.fields_map[name] for name in model._meta.fields_db_projection}
    if model._meta.pk.generated or not all(map(_is_plain, fields_.values())):
        return {}
    return {name: Column(_reading(name, field), _usual(field.default)) for name, field in fields_.items()}


def _is_plain(field: Field[Any]) -> bool:
    if field.has_db_default() or iscoroutinefunction(field.default):
        return False
    return callable(field.default) or isinstance(field.default, UNCHANGING)


def _reading(name: str, field: Field[Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value is None and not field.null:
            raise ValueError(f"{name} is non nullable field, but null was passed")
        return field.to_python_value(value)

    return read


def _usual(default: Any) -> Callable[[], Any]:
    return default if callable(default) else lambda: default


class Row(Model, metaclass=Undescribed):
    """A row with an id that sorts by age, whose sealed columns read as plain text."""

    id = fields.UUIDField(primary_key=True, default=ids.new)

    class Meta:
        abstract = True

    def __init__(self, **given: Any) -> None:
        """As Tortoise makes a row, without asking again of each column what it is: a storm writes thousands."""
        columns = _columns(type(self), len(self._meta.fields_db_projection))
        if not columns or not given.keys() <= columns.keys():
            # A related row, or no column of ours: Tortoise knows what to do.
            super().__init__(**given)
            return
        put = object.__setattr__
        put(self, "_partial", False)
        put(self, "_saved_in_db", False)
        put(self, "_custom_generated_pk", False)
        put(self, "_await_when_save", {})
        for name, column in columns.items():
            put(self, name, column.read(given[name]) if name in given else column.usual())

    @classmethod
    def _init_from_db(cls, **columns: Any) -> Self:
        row = super()._init_from_db(**columns)
        for name in cls.sealed_columns():
            blob = row.__dict__.get(name)
            if blob is not None:
                object.__setattr__(row, name, cls.opened(name, row.id, blob))
        return row

    @classmethod
    def sealed_columns(cls) -> tuple[str, ...]:
        """The names of the columns that are sealed."""
        names = cls.__dict__.get("_sealed_columns")
        if names is None:
            names = tuple(
                name for name, field in cls._meta.fields_map.items() if isinstance(field, SealedText)
            )
            cls._sealed_columns = names  # type: ignore[attr-defined]
        return names

    @classmethod
    def opened(cls, column: str, row: UUID, blob: bytes | None) -> str:
        """A sealed value that was read by `.values()`; empty where there is none."""
        return unseal(blob, f"{cls.__name__}.{column}", row) if blob is not None else ""


class Answer(Row):
    """What was answered to a key that a phone made, so that a repeated sending gets the same answer."""

    actor = fields.UUIDField()
    key = fields.UUIDField()
    asked = fields.CharField(max_length=64)
    """SHA-256 of the verb and what it was given."""
    answer = fields.JSONField[dict[str, Any]]()
    answered_at = fields.DatetimeField(default=clock.now, db_index=True)

    class Meta:
        table = "answer"
        unique_together = (("actor", "key"),)


class ShippedDocument(Model):
    """A GraphQL document that some version of the app sends, and when that version was last started."""

    fingerprint = fields.CharField(max_length=64, primary_key=True)
    shipped_at = fields.DatetimeField()

    class Meta:
        table = "shipped_document"
