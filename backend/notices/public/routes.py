"""The addresses under which everybody reads a notice."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from backend.kit import rates, words
from backend.kit.refusals import TooOften
from backend.kit.words import Language, Words
from backend.notices.channels import openings
from backend.notices.public import files, households, page, poster, reading
from backend.notices.public.reading import Sheet
from backend.notices.public.shelf import Made, Shelf
from backend.pages import File

TRIES = "600 per hour"
"""How often what is not there may be asked for from one address; a whole town may share it."""
NOT_THERE = Words(
    "没有找到。请向发链接给您的人再要一次完整的链接。",
    "沒有找到。請向發連結給您的人再要一次完整的連結。",
    "Not found. Please ask whoever sent you the link for the whole of it.",
)

Write = Callable[[Sheet, Language], Awaitable[File | None]]
"""Makes what is handed out of a notice, in one language."""


class Public:
    """What everybody may read, with the shelf from which this server hands it out."""

    def __init__(self) -> None:
        self.shelf = Shelf()

    def routes(self) -> list[Route]:
        """Everything below /n, and the grids' feeds."""
        of_notice: dict[str, Write] = {
            "": files.of_page,
            "/poster": files.of_poster,
            "/card.png": files.of_card,
            "/cap.xml": files.of_cap,
            "/picture.jpg": files.of_picture,
        }
        return [
            *(
                Route("/n/{code}" + ending, partial(self._of_notice, ending, write), methods=["GET"])
                for ending, write in of_notice.items()
            ),
            Route("/n/{code}/{token}", self._of_household, methods=["GET", "POST"]),
            Route("/grids/{code}/notices.atom", self._of_grid, methods=["GET"]),
        ]

    async def _of_notice(self, ending: str, write: Write, request: Request) -> Response:
        code, language = str(request.path_params["code"]), _language(request)
        made = await self.shelf.get((ending, code, language.value), partial(_written, code, write, language))
        if made is None:
            return await _not_there(request, language)
        answer = _answered(made.file, request, language)
        answer.headers["content-security-policy"] = _policy(ending)
        if made.link and not ending and request.method == "GET" and answer.status_code == 200:
            openings.note(made.link)
        return answer

    async def _of_household(self, request: Request) -> Response:
        """The page to which an SMS leads, and its button; as everybody's pages it needs no sign-in."""
        code, token = str(request.path_params["code"]), str(request.path_params["token"])
        language = _language(request)
        made = await self.shelf.get(
            ("", code, language.value), partial(_written, code, files.of_page, language)
        )
        with words.reader(language):
            try:
                answer = await _of_token(made, request, token)
            except TooOften as refusal:
                return _too_often(refusal)
        return answer or await _not_there(request, language)

    async def _of_grid(self, request: Request) -> Response:
        code, language = str(request.path_params["code"]), _language(request)
        made = await self.shelf.get(("atom", code, language.value), partial(_followed, code, language))
        return _answered(made.file, request, language) if made else await _not_there(request, language)


async def _of_token(made: Made | None, request: Request, token: str) -> Response | None:
    if made is None or made.notice is None:
        return None
    if request.method == "POST":
        return await households.pressed(request, made.notice, token)
    return await households.shown(made.file.bodies[""], made.notice, token, page.look().policy)


async def _written(code: str, write: Write, language: Language) -> Made | None:
    sheet = await reading.behind(code)
    made = await write(sheet, language) if sheet else None
    if sheet is None or made is None:
        return None
    return Made(made, sheet.notice.id, sheet.link.id if sheet.link else None)


async def _followed(code: str, language: Language) -> Made | None:
    told = await reading.feed(code)
    return Made(files.of_feed(told, language), None) if told else None


def _answered(file: File, request: Request, language: Language) -> Response:
    answer = file.answer(request)
    answer.headers["vary"] = "accept-encoding, accept-language"
    answer.headers["content-language"] = language.value
    return answer


def _policy(ending: str) -> str:
    return (poster if ending == "/poster" else page).look().policy


def _language(request: Request) -> Language:
    """The language the link asks for, else the browser's."""
    return Language.best(request.query_params.get("lang") or request.headers.get("accept-language"))


async def _not_there(request: Request, language: Language) -> Response:
    with words.reader(language):
        try:
            await rates.count(TRIES, "public", str(request.scope.get("lianxin.address", "")))
        except TooOften as refusal:
            return _too_often(refusal)
        return PlainTextResponse(NOT_THERE.said(), 404, headers={"cache-control": "no-store"})


def _too_often(refusal: TooOften) -> Response:
    return PlainTextResponse(refusal.message(), 429, headers={"retry-after": str(refusal.seconds)})
