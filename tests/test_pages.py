"""The app's files: small, cached for as long as is safe, and any path that is no file is a page."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from backend.headers import SafeHeaders, address_of
from backend.pages import Files


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser looking at an app of three files."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "documents.json").write_text("[]")
    (tmp_path / "assets" / "app-1a2b.js").write_text("let long = 1")
    (tmp_path / "assets" / "app-1a2b.js.br").write_bytes(b"packed by brotli")
    (tmp_path / "assets" / "app-1a2b.js.gz").write_bytes(b"packed by gzip")
    app = Starlette(
        routes=[Route("/{path:path}", Files(tmp_path).answer)], middleware=[Middleware(SafeHeaders)]
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://town.example") as client:
        yield client


async def raw(browser: httpx.AsyncClient, path: str, **headers: str) -> tuple[int, bytes, httpx.Headers]:
    """Status, body as it was sent, and headers."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    request = browser.build_request("GET", path, headers=sent)
    answer = await browser.send(request, stream=True)
    body = b"".join([part async for part in answer.aiter_raw()])
    return answer.status_code, body, answer.headers


@pytest.mark.parametrize(
    ("accepted", "coding", "body"),
    [
        ("br, gzip", "br", b"packed by brotli"),
        ("gzip;q=0.8", "gzip", b"packed by gzip"),
        ("identity", None, b"let long = 1"),
    ],
)
async def test_a_file_comes_as_small_as_the_phone_can_take_it(
    browser: httpx.AsyncClient, accepted: str, coding: str | None, body: bytes
) -> None:
    status, sent, headers = await raw(browser, "/assets/app-1a2b.js", accept_encoding=accepted)
    assert (status, sent, headers.get("content-encoding")) == (200, body, coding)
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["vary"] == "accept-encoding"


async def test_a_page_that_the_phone_has_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    _, _, headers = await raw(browser, "/")
    assert headers["cache-control"] == "no-cache"
    status, body, again = await raw(browser, "/", if_none_match=headers["etag"])
    assert (status, body, again["etag"]) == (304, b"", headers["etag"])


@pytest.mark.parametrize("path", ["/", "/requests/x", "/join/8H2K", "/documents.json", "/index.html"])
async def test_any_path_that_is_no_file_is_the_page(browser: httpx.AsyncClient, path: str) -> None:
    status, body, headers = await raw(browser, path)
    assert (status, body) == (200, b"<!doctype html>")
    assert headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/assets/old-9z.js", "/assets/app-1a2b.js.br"])
async def test_an_asset_that_is_gone_is_gone(browser: httpx.AsyncClient, path: str) -> None:
    status, body, _ = await raw(browser, path)
    assert (status, body) == (404, b"Not found.")


async def test_every_answer_keeps_the_page_ours(browser: httpx.AsyncClient) -> None:
    _, _, headers = await raw(browser, "/")
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "wss://town.example" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "10.0.0.9"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.9"),
        (1, "", "10.0.0.9"),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(
    monkeypatch: pytest.MonkeyPatch, proxies: int, forwarded: str, address: str
) -> None:
    from backend import settings

    monkeypatch.setenv("LIANXIN_TRUSTED_PROXIES", str(proxies))
    settings.settings.cache_clear()
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    try:
        assert address_of({"type": "http", "headers": headers, "client": ("10.0.0.9", 1)}) == address
    finally:
        settings.settings.cache_clear()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", None),
        ("/sign-in", None),
        ("/join/4F7K2M9P", "noindex, nofollow"),
        ("/requests/1", "noindex, nofollow"),
        ("/assets/app-1a2b.js", None),
    ],
)
async def test_search_engines_may_list_the_way_in_and_no_invitation(
    browser: httpx.AsyncClient, path: str, said: str | None
) -> None:
    _, _, headers = await raw(browser, path)
    assert headers.get("x-robots-tag") == said


@pytest.mark.parametrize(
    ("path", "is_open"),
    [
        ("/", True),
        ("/sign-in", True),
        ("/assets/app.js", True),
        ("/join/4F7K2M9P", False),
        ("/me", False),
        ("/sign-in?then=/join/4F7K2M9P", False),
        ("/photos/1", False),
    ],
)
def test_what_robots_txt_lets_in(path: str, is_open: bool) -> None:
    """As RFC 9309 reads it: the longest rule that matches wins."""
    lines = (Path(__file__).parents[1] / "pwa" / "public" / "robots.txt").read_text().splitlines()
    rules = [line.split(": ") for line in lines if line.startswith(("Allow", "Disallow"))]
    fitting = [
        (len(pattern), verb)
        for verb, pattern in rules
        if (path == pattern[:-1] if pattern.endswith("$") else path.startswith(pattern))
    ]
    assert (max(fitting)[1] == "Allow") is is_open
