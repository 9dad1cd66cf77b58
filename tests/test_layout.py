"""Slices import only to the left of the line, and never their peers."""

import ast
from collections.abc import Iterator
from pathlib import Path

BACKEND = Path(__file__).parent.parent / "backend"

LINE = (
    {"secret_keys"},
    {"settings"},
    {"kit"},
    {"database", "pages", "headers", "hindrances", "pausing"},
    {"watching"},
    {"access"},
    {"push"},
    {"grids"},
    {"households", "volunteers"},
    {"shifts", "supplies", "incidents", "notices", "rounds"},
    {"insights"},
    {"demo"},
    {"safekeeping"},
    {"shipped"},
    {"schema"},
    {"outcomes"},
    {"endpoint", "shedding", "hints"},
    {"door"},
    {"socket"},
    {"app"},
    {"serving"},
    {"cli"},
)
PLACE = {name: place for place, names in enumerate(LINE) for name in names}
OUTSIDE = {"migrations"}
"""Written by a command, from all models."""


def slice_of(file: Path) -> str:
    first = file.relative_to(BACKEND).parts[0]
    return first.removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    """The slices that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "backend":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("backend."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("backend."))


def files() -> list[Path]:
    return [
        file
        for file in sorted(BACKEND.rglob("*.py"))
        if slice_of(file) not in OUTSIDE | {"__init__"} and "_pwa" not in file.parts
    ]


def test_every_slice_has_its_place_in_the_line() -> None:
    assert {slice_of(file) for file in files()} - PLACE.keys() == set()


def test_slices_import_leftward_only_and_never_a_peer() -> None:
    wrong = [
        f"{file.relative_to(BACKEND)} imports {name}"
        for file in files()
        for name in sorted(set(imports(file)))
        if name != slice_of(file) and PLACE[name] >= PLACE[slice_of(file)]
    ]
    assert wrong == []


def test_rules_know_nothing_of_the_graph() -> None:
    wrong = [
        str(file.relative_to(BACKEND))
        for file in files()
        if file.name in {"rules.py", "models.py"} and "strawberry" in _modules(file)
    ]
    assert wrong == []


def _modules(file: Path) -> set[str]:
    tree = ast.parse(file.read_text())
    named = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    from_ = {
        node.module.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    return named | from_
