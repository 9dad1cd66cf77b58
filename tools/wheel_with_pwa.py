"""Puts the built PWA into the wheel, building it first where that was not done."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MADE = {"dist", "node_modules"}


class WheelWithPwa(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # A working copy serves pwa/dist, which make keeps fresh.
        if version == "editable":
            return
        pwa = Path(self.root) / "pwa"
        if not is_built(pwa):
            build(pwa)
        build_data["force_include"][str(pwa / "dist")] = "backend/_pwa"


def is_built(pwa: Path) -> bool:
    """Whether pwa/dist is there and newer than all that it is made of."""
    page = pwa / "dist" / "index.html"
    if not page.exists():
        return False
    return all(source.stat().st_mtime <= page.stat().st_mtime for source in sources(pwa))


def sources(pwa: Path) -> Iterator[Path]:
    """What the app is made of; folders too, as a deleted file changes nothing but its folder's time."""
    yield pwa.parent / "schema.graphql"
    for part in pwa.iterdir():
        if part.name not in MADE and part.suffix != ".md" and not part.name.startswith("."):
            yield part
            yield from part.rglob("*")


def build(pwa: Path) -> None:
    """Install what the PWA is built with and build it."""
    for arguments in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
        subprocess.run([sys.executable, str(pwa.parent / "tools" / "npm.py"), *arguments], check=True)
