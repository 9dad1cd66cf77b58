"""What every table has, and the tables of the ground itself."""

from typing import Any, Self
from uuid import UUID

from tortoise import fields
from tortoise.models import Model, ModelMeta

from backend.kit import clock, ids
from backend.kit.sealed import SealedText, unseal


class Undescribed(ModelMeta):
    """Keeps docstrings out of the tables: Tortoise writes them into CREATE TABLE and trips over a semicolon, and
    a better sentence would need a migration."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attributes: dict[str, Any]) -> Any:
        model: Any = super().__new__(mcs, name, bases, attributes)
        model._meta.table_description = ""
        return model


class Row(Model, metaclass=Undescribed):
    """A row with an id that sorts by age, whose sealed columns read as plain text."""

    id = fields.UUIDField(primary_key=True, default=ids.new)

    class Meta:
        abstract = True

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
