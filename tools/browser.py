"""Finds a Chromium for the browser tests and the screenshots, or gets one: `python -m tools.browser`."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Chromium's sandbox refuses to run for root, as in most containers.
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
)

MISSING = """
The browser tests need a Chromium, and none is here or could be fetched.
Do one of these, then run `make test` again:
  - as root on Debian or Ubuntu:  apt-get install chromium fonts-noto-cjk
  - on any system with internet:  .venv/bin/playwright install chromium
  - or install Google Chrome.
"""


def found() -> Path | None:
    """The Chromium that is already here: Playwright's own, else the system's."""
    own = _playwrights_own()
    if own.exists():
        return own
    return next((Path(path) for name in SYSTEM_NAMES if (path := shutil.which(name))), None)


@cache
def ready() -> Path:
    """A Chromium that can be started, fetched if there is none; ends the program, saying what to do, if none can be had."""
    browser = found() or _downloaded() or _from_the_system_packages()
    if browser is None:
        sys.exit(MISSING)
    _see_to_chinese_letters()
    return browser


def _playwrights_own() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _downloaded() -> Path | None:
    print("No Chromium here; asking Playwright for its own …", flush=True)
    _try([sys.executable, "-m", "playwright", "install", "chromium"], seconds=300)
    return found()


def _from_the_system_packages() -> Path | None:
    _install("chromium", "fonts-noto-cjk")
    return found()


def _see_to_chinese_letters() -> None:
    """Without a Chinese font every sentence is a row of boxes, and the screenshots are worth nothing."""
    if shutil.which("fc-list") is None:
        return
    if subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout.strip():
        return
    if not _install("fonts-noto-cjk"):
        print("No Chinese font is installed: pictures will show boxes. Install fonts-noto-cjk.", flush=True)


def _install(*packages: str) -> bool:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    print(f"Installing {' and '.join(packages)} …", flush=True)
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    return _try([*apt, "update"], seconds=300) and _try(
        [*apt, "install", "-y", "--no-install-recommends", *packages], seconds=900
    )


def _try(command: list[str], seconds: int) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=environment, timeout=seconds, capture_output=True, text=True, check=False
        )
    except subprocess.TimeoutExpired:
        print(f"Gave up on `{' '.join(command)}` after {seconds} s.", flush=True)
        return False
    if done.returncode:
        print(f"`{' '.join(command)}` did not work:\n{done.stderr[-1000:]}", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    print(f"Browser: {ready()}")
