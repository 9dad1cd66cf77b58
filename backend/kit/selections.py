"""What a document asks for below a field, so that nothing is read that no screen shows."""

from collections.abc import Iterable
from typing import Any

from strawberry.types import Info
from strawberry.types.nodes import Selection


def names(info: Info[Any, Any]) -> frozenset[str]:
    """The name of every field selected anywhere below this one, as the schema spells it."""
    found: set[str] = set()
    _collect(info.selected_fields, found)
    return frozenset(found)


def _collect(selections: Iterable[Selection], found: set[str]) -> None:
    for selection in selections:
        found.add(getattr(selection, "name", ""))
        _collect(selection.selections, found)
