"""What a document asks for below a field, so that nothing is read that no screen shows."""

from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionSetNode,
    get_named_type,
)
from strawberry.types import Info

MOST = 1_000
"""Fields of documents whose selections are remembered."""

_known: dict[tuple[object, ...], tuple[frozenset[str], list[FieldNode]]] = {}
"""By the nodes of a field, which stand beside them, so that nothing else can get their ids."""


def names(info: Info[Any, Any], *types: str) -> frozenset[str]:
    """The name of every field selected below this one, as the schema spells it; only of these types, where some are named."""
    raw: GraphQLResolveInfo[Any] = info._raw_info
    place = (types, *map(id, raw.field_nodes))
    known = _known.get(place)
    if known is None:
        found: set[tuple[str, str]] = set()
        for node in raw.field_nodes:
            _collect(node.selection_set, get_named_type(raw.return_type), raw, found)
        if len(_known) >= MOST:
            _known.clear()
        asked = frozenset(name for parent, name in found if not types or parent in types)
        known = _known[place] = (asked, raw.field_nodes)
    return known[0]


def _collect(
    selected: SelectionSetNode | None, parent: Any, raw: GraphQLResolveInfo[Any], found: set[tuple[str, str]]
) -> None:
    for node in selected.selections if selected else ():
        match node:
            case FieldNode():
                found.add((parent.name, node.name.value))
                field = raw.schema.get_field(parent, node.name.value) if node.selection_set else None
                if field:
                    _collect(node.selection_set, get_named_type(field.type), raw, found)
            case InlineFragmentNode():
                condition = node.type_condition
                named = raw.schema.get_type(condition.name.value) if condition else parent
                _collect(node.selection_set, named, raw, found)
            case FragmentSpreadNode():
                fragment = raw.fragments[node.name.value]
                named = raw.schema.get_type(fragment.type_condition.name.value)
                _collect(fragment.selection_set, named, raw, found)
