"""Whether a request can come from our own page: what changes something must carry what only our page can send."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from backend.access import sessions

CSRF_HEADER = "x-lianxin"


def is_ours(connection: HTTPConnection) -> bool:
    """Whether the page that asks was served by us."""
    return urlsplit(connection.headers.get("origin", "")).netloc == connection.headers.get("host")


def foreign(connection: HTTPConnection, content_type: str) -> str | None:
    """Why a request is not taken, for programmers; None where it is our page's, or a program's with a token."""
    has_cookie = sessions.cookie_name() in connection.cookies
    headers = connection.headers
    if "authorization" in headers and not has_cookie:
        return None
    if headers.get("content-type", "").partition(";")[0].strip() != content_type:
        return f"Send {content_type}."
    if CSRF_HEADER not in headers:
        return f"Send the header {CSRF_HEADER}: 1."
    if "origin" in headers and not is_ours(connection):
        return "Send this from our own page."
    if has_cookie and "origin" not in headers:
        return "Send the header Origin."
    return None
