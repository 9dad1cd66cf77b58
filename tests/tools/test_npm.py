"""npm runs, and what it writes of addresses does not stay."""

import json
import os
from pathlib import Path

import pytest

from tools import npm

CLEAN = {
    "name": "pages",
    "packages": {
        "": {"name": "pages", "engines": {"node": ">=22"}},
        "node_modules/one": {"version": "1.0.0", "integrity": "sha512-一", "bin": {}},
    },
}


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock without addresses, as npm lays it out, written in 2020."""
    lock = tmp_path / "package-lock.json"
    lock.write_text(json.dumps(CLEAN, ensure_ascii=False, indent=2) + "\n")
    os.utime(lock, (1_580_000_000, 1_580_000_000))
    return lock


def test_addresses_are_taken_out_of_a_lock_and_nothing_else(lock: Path) -> None:
    clean = lock.read_text()
    told = json.loads(clean)
    told["packages"]["node_modules/one"] |= {
        "resolved": "https://packages.example/one.tgz",
        "funding": [{"url": "https://money.example/one"}],
    }
    lock.write_text(json.dumps(told, indent=2))

    npm.forget_addresses(lock)

    assert lock.read_text() == clean


def test_a_lock_without_addresses_is_not_written_anew(lock: Path) -> None:
    npm.forget_addresses(lock)

    assert lock.stat().st_mtime == 1_580_000_000
