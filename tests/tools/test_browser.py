"""A Chromium is found where there is one, and fetched where there is none."""

from pathlib import Path

import pytest

from tools import browser


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine without any browser, where every way of fetching one fails; tells which were tried."""
    tried: list[str] = []
    monkeypatch.setattr(browser, "found", lambda: None)
    monkeypatch.setattr(browser, "_downloaded", lambda: tried.append("Playwright"))
    monkeypatch.setattr(browser, "_from_the_system_packages", lambda: tried.append("system packages"))
    browser.ready.cache_clear()
    return tried


def test_playwrights_own_is_preferred(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "chrome"
    own.touch()
    monkeypatch.setattr(browser, "_playwrights_own", lambda: own)
    assert browser.found() == own


def test_the_systems_comes_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed = {"google-chrome": "/usr/bin/google-chrome"}
    monkeypatch.setattr(browser, "_playwrights_own", lambda: tmp_path / "nothing")
    monkeypatch.setattr(browser.shutil, "which", installed.get)
    assert browser.found() == Path("/usr/bin/google-chrome")


def test_without_any_browser_every_way_is_tried_and_then_said(fetched: list[str]) -> None:
    with pytest.raises(SystemExit, match="apt-get install chromium fonts-noto-cjk"):
        browser.ready()
    assert fetched == ["Playwright", "system packages"]
