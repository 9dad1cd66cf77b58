"""Takes the README's pictures of three phones, or, to be looked at, every page in every way that it may look.

python -m tools.screenshots              docs/pictures/{resident,volunteer,leader}.png
python -m tools.screenshots --all DIR    every page × language × large type × night
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Browser, sync_playwright

from backend.demo import people
from tests import databases, servers
from tests.e2e import lively, pages
from tests.e2e.pages import EVERY_PAGE, Shown, Variant
from tests.e2e.phone import EVERYDAY, PHONE, Phone
from tests.e2e.reader import Reader, put_on
from tools import browser

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
README = {
    "resident": Shown("/requests/:id", people.MOTHER, "/requests"),
    "volunteer": Shown("/needs", people.CHEN),
    "leader": Shown("/board", people.GRID_LEADER),
}


@contextmanager
def _demo() -> Iterator[str]:
    """The address of Lianxin with the demo community."""
    with (
        tempfile.TemporaryDirectory(prefix="lianxin-") as home,
        servers.lianxin(Path(home), LIANXIN_DEMO="1") as address,
    ):
        yield address


@contextmanager
def _crowd() -> Iterator[str]:
    """The address of Lianxin with the demo community, and what else the tests look at."""
    with tempfile.TemporaryDirectory(prefix="lianxin-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        # The rows are sealed with the keys that the server finds there.
        with patch.dict(os.environ, LIANXIN_HOME=str(home)):
            template = databases.sqlite_template(Path(folder))
            rows = lively.rows(template, Path(folder))
        with lively.running(rows, home) as place:
            yield place.address


@contextmanager
def _chromium() -> Iterator[Browser]:
    program = browser.ready()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(browser.FLAGS))
        yield chromium
        chromium.close()


def for_the_readme(folder: Path = PICTURES) -> None:
    """One phone each of a resident, a volunteer and a leader, as they hold it."""
    folder.mkdir(parents=True, exist_ok=True)
    with _demo() as address, _chromium() as chromium:
        for name, shown in README.items():
            phone = Phone(chromium, address, EVERYDAY, sharpness=2)
            if shown.who:
                phone.sign_in(shown.who)
            Reader(phone.page).visit(shown)
            phone.page.screenshot(path=folder / f"{name}.png")
            phone.context.close()
            print(folder / f"{name}.png")


def of_everything(folder: Path) -> None:
    """A folder for each way of looking, in it each page from top to bottom, under who sees it."""
    ordered = sorted(EVERY_PAGE, key=lambda page: page.who.phone if page.who else "")
    with _crowd() as address, _chromium() as chromium:
        for who, seen in groupby(ordered, key=lambda page: page.who):
            phone = lively.by_its_clock(Phone(chromium, address, EVERYDAY))
            if who:
                phone.sign_in(who)
            reader = Reader(phone.page)
            for shown in seen:
                reader.visit(shown)
                _take(phone, shown, folder, who.name if who else "signed-out")
            phone.context.close()


def _take(phone: Phone, shown: Shown, folder: Path, who: str) -> None:
    for variant in pages.variants():
        put_on(phone.page, variant)
        file = folder / variant.name / f"{who}-{shown.name}.png"
        if not shown.sheet:
            _unroll(phone)
        phone.page.screenshot(path=file)
    phone.page.set_viewport_size(PHONE)
    put_on(phone.page, Variant())
    print(f"{who} {shown.name}", flush=True)


def _unroll(phone: Phone) -> None:
    """Make the phone as tall as its page: what stands at the bottom of the screen would cover its middle."""
    phone.page.set_viewport_size(PHONE)
    height = int(phone.page.evaluate("document.documentElement.scrollHeight"))
    phone.page.set_viewport_size({**PHONE, "height": height})


def main() -> None:
    """What the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--all", type=Path, metavar="DIR", help="every page in every way, into this folder")
    if folder := asked.parse_args().all:
        of_everything(folder)
    else:
        for_the_readme()


if __name__ == "__main__":
    main()
