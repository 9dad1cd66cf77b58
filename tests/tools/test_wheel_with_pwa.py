"""The wheel takes a built app that is fresh, and builds one that is not."""

import os
from pathlib import Path

import pytest

from tools.wheel_with_pwa import is_built

SOURCES = (
    "../schema.graphql",
    "package-lock.json",
    "index.html",
    "vite.config.ts",
    "plugins/sw.ts",
    "public/icon.svg",
    "src/shell/App.svelte",
)
LATER = ("node_modules/.ready", "README.md")
"""What the app is not made of."""


@pytest.fixture
def pwa(tmp_path: Path) -> Path:
    """A work tree whose app was built after its last change."""
    pwa = tmp_path / "pwa"
    for moment, name in enumerate([*SOURCES, "dist/index.html", *LATER], start=1_580_000_000):
        file = pwa / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        os.utime(file, (moment, moment))
    for folder in (pwa / "src", pwa / "src" / "shell", pwa / "plugins", pwa / "public"):
        os.utime(folder, (1_580_000_000, 1_580_000_000))
    return pwa


def test_a_fresh_app_is_taken_as_it_is(pwa: Path) -> None:
    assert is_built(pwa)


def test_an_app_that_was_never_built_is_built(pwa: Path) -> None:
    (pwa / "dist" / "index.html").unlink()
    assert not is_built(pwa)


@pytest.mark.parametrize("changed", SOURCES)
def test_an_app_older_than_its_sources_is_built_again(pwa: Path, changed: str) -> None:
    (pwa / changed).touch()
    assert not is_built(pwa)


def test_a_deleted_source_is_a_change_too(pwa: Path) -> None:
    (pwa / "src" / "shell" / "App.svelte").unlink()
    assert not is_built(pwa)
