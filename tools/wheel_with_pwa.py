"""Puts the built PWA into the wheel, building it first where that was not done."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


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
    sources = [pwa / "package-lock.json", pwa.parent / "schema.graphql", *(pwa / "src").rglob("*")]
    return all(source.stat().st_mtime <= page.stat().st_mtime for source in sources)


def build(pwa: Path) -> None:
    """Install what the PWA is built with and build it."""
    for arguments in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
        subprocess.run([sys.executable, str(pwa.parent / "tools" / "npm.py"), *arguments], check=True)
