"""What every answer carries, and from which address a request really came."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend import settings


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
        if scope["type"] in ("http", "websocket"):
            scope["lianxin.address"] = address_of(scope)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), host)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _add(headers: MutableHeaders, host: str) -> None:
    headers.setdefault("content-security-policy", content_security_policy(host))
    headers["x-content-type-options"] = "nosniff"
    headers["referrer-policy"] = "same-origin"
    headers["cross-origin-opener-policy"] = "same-origin"
    headers["cross-origin-resource-policy"] = "same-origin"
    headers["permissions-policy"] = "camera=(self), geolocation=(), microphone=(), payment=()"
    if settings.settings().is_secure:
        headers["strict-transport-security"] = "max-age=31536000"


def address_of(scope: Scope) -> str:
    """The address a request came from: what the outermost of our own proxies saw, never what a stranger wrote."""
    proxies = settings.settings().trusted_proxies
    said = [
        part.strip() for part in Headers(scope=scope).get("x-forwarded-for", "").split(",") if part.strip()
    ]
    if proxies and len(said) >= proxies:
        return said[-proxies]
    client = scope.get("client")
    return client[0] if client else ""
