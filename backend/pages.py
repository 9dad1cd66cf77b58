"""The built app as files: kept in memory, compressed when it was built, cached by phones for as long as is safe."""

import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
NOT_SERVED = {".br", ".gz", ".map"}
NOT_PAGES = ("assets/",)
"""Below these, what is not there is not there; any other unknown path is a page of the app."""

FOR_EVERYBODY = {"", "sign-in"}
"""Pages that search engines may list; an invitation's address, or anybody's request, is not theirs to spread."""

mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")


def built_pwa() -> Path:
    """Where the built app lies: inside the installed package, or beside it in the work tree."""
    packaged = Path(__file__).parent / "_pwa"
    return packaged if packaged.exists() else Path(__file__).parent.parent / "pwa" / "dist"


@dataclass(frozen=True, slots=True)
class File:
    """One file with the bodies it may be sent as."""

    kind: str
    cached: str
    tag: str
    bodies: dict[str, bytes] = field(repr=False)
    """Content-Encoding → body; "" is the plain one."""

    def answer(self, request: Request) -> Response:
        """The file for this request, or 304 where the phone has it already."""
        headers = {"cache-control": self.cached, "etag": self.tag, "vary": "accept-encoding"}
        if self.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        coding = self._best(request.headers.get("accept-encoding", ""))
        if coding:
            headers["content-encoding"] = coding
        return Response(self.bodies[coding], media_type=self.kind, headers=headers)

    def _best(self, accepted: str) -> str:
        offered = {part.partition(";")[0].strip() for part in accepted.split(",")}
        return next((coding for coding in ("br", "gzip") if coding in offered and coding in self.bodies), "")


class Files:
    """All files of the app, by path."""

    def __init__(self, folder: Path) -> None:
        self.files = {
            str(path.relative_to(folder)): _file(path, folder)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix not in NOT_SERVED and path.name != "documents.json"
        }

    async def answer(self, request: Request) -> Response:
        """The file at this path; the app's page for any path that is none."""
        path = request.url.path.lstrip("/")
        if found := self.files.get(path):
            return found.answer(request)
        page = self.files.get("index.html")
        if page is None or path.startswith(NOT_PAGES):
            return PlainTextResponse("Not found.", 404)
        answer = page.answer(request)
        if path not in FOR_EVERYBODY:
            answer.headers["x-robots-tag"] = "noindex, nofollow"
        return answer


def _file(path: Path, folder: Path) -> File:
    body = path.read_bytes()
    bodies = {"": body}
    for coding, suffix in (("br", ".br"), ("gzip", ".gz")):
        packed = path.with_name(path.name + suffix)
        if packed.exists():
            bodies[coding] = packed.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_named_by_content = path.relative_to(folder).parts[0] == "assets"
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return File(kind, FOR_EVER if is_named_by_content else ASK_AGAIN, tag, bodies)
