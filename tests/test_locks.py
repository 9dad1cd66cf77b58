"""What is installed is what was asked for, pinned and hashed, from wherever a machine gets its packages."""

import json
import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
PWA_LOCK = "pwa/package-lock.json"


def pinned(lock: str) -> dict[str, str]:
    """Name → version, for this machine, of one lock file."""
    lines = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
    requirements = [Requirement(line.partition(" --hash")[0]) for line in lines]
    return {
        requirement.name: str(requirement.specifier).removeprefix("==")
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate()
    }


def asked() -> list[Requirement]:
    """Everything that pyproject.toml asks for."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    return [Requirement(line) for group in groups for line in group if isinstance(line, str)]


@pytest.mark.parametrize("lock", [*LOCKS, PWA_LOCK])
def test_a_lock_names_no_host(lock: str) -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links| @ ", (ROOT / lock).read_text())


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    requirements = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
    assert [line for line in requirements if "--hash=sha256:" not in line] == []


def test_every_package_of_the_pages_has_a_hash() -> None:
    packages: dict[str, dict[str, Any]] = json.loads((ROOT / PWA_LOCK).read_text())["packages"]
    del packages[""]
    assert [name for name, package in packages.items() if "integrity" not in package] == []


@pytest.mark.parametrize("requirement", asked(), ids=str)
def test_the_locks_hold_what_is_asked_for(requirement: Requirement) -> None:
    if requirement.marker is not None and not requirement.marker.evaluate():
        return
    pins = pinned("requirements-dev.lock")
    assert requirement.specifier.contains(pins[requirement.name]), "pin it: make lock"


def test_running_and_testing_use_the_same_versions() -> None:
    running, testing = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert running.items() <= testing.items()


def test_the_sharp_dependencies_are_the_ones_we_know() -> None:
    known = {
        "strawberry-graphql",
        "graphql-core",
        "starlette",
        "tortoise-orm",
        "aiosqlite",
        "asyncpg",
        "webpush",
    }
    exact = {requirement.name for requirement in asked() if "==" in str(requirement.specifier)}
    assert known <= exact
    pins = pinned("requirements.lock")
    assert {name: version(name) for name in known} == {name: pins[name] for name in known}
