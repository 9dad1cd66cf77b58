"""What every answer carries, and from which address a request really came."""

from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend import settings
from backend.kit import metrics, stopping, traces

STATUSES = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"]
ANSWERS = metrics.counted(
    "answers", "Answers over HTTP, by the first digit of their status.", status=STATUSES
)


def content_security_policy(host: str) -> str:
    """Only our own files, no inline script, and DOM sinks only through Trusted Types."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            # Safari before 15.4 does not count our socket as 'self'.
            f"connect-src 'self' ws://{host} wss://{host}",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types svelte-trusted-html lianxin",
        )
    )


class SafeHeaders:
    """Puts the headers that keep a page ours on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope["lianxin.address"] = address_of(scope)
        with traces.under(trace_of(scope)):
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        always = safe(_said(scope, b"host"), settings.settings().is_secure)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ANSWERS.add(status=STATUSES[message["status"] // 100])
                own = [*message.get("headers", ()), *_own()]
                said = {name for name, _ in own}
                message["headers"] = own + [header for header in always if header[0] not in said]
            await send(message)

        await self.app(scope, receive, send_with_headers)


@lru_cache(100)
def safe(host: str, is_secure: bool) -> list[tuple[bytes, bytes]]:
    """What every answer carries that does not bring its own."""
    headers = {
        b"content-security-policy": content_security_policy(host).encode("latin-1"),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-resource-policy": b"same-origin",
        b"permissions-policy": b"camera=(self), geolocation=(), microphone=(), payment=()",
    }
    if is_secure:
        headers[b"strict-transport-security"] = b"max-age=31536000"
    return list(headers.items())


def _own() -> list[tuple[bytes, bytes]]:
    """What this very answer carries: its number, and whether to come back by the same connection."""
    number = (traces.HEADER.encode(), traces.present().encode())
    # Whoever kept this connection would send their next request to a process that has gone.
    return [number, (b"connection", b"close")] if stopping.is_under_way() else [number]


def _said(scope: Scope, wanted: bytes) -> str:
    """A header of a request, all of it where it was sent in parts; empty where it was not."""
    return ",".join(value.decode("latin-1") for name, value in scope["headers"] if name == wanted)


def address_of(scope: Scope) -> str:
    """The address a request came from: what the outermost of our own proxies saw, never what a stranger wrote."""
    if proxies := settings.settings().trusted_proxies:
        said = [part.strip() for part in _said(scope, b"x-forwarded-for").split(",") if part.strip()]
        if len(said) >= proxies:
            return said[-proxies]
    client = scope.get("client")
    return client[0] if client else ""


def trace_of(scope: Scope) -> str:
    """The number of a request: what a proxy of our own says, never what a stranger does."""
    said = _said(scope, traces.HEADER.encode()) if settings.settings().trusted_proxies else ""
    return traces.taken(said)
