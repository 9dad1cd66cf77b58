"""The page that an SMS leads to: the notice, and a button by which the household says that it has read.

Looking counts nothing: messengers and phones look at links before anybody does. Only the button counts.
"""

from html import escape
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from backend.kit import clock, rates, work
from backend.kit.words import Words
from backend.notices.channels import tokens
from backend.notices.models import Notice
from backend.notices.public import page
from backend.notices.reach import receipts
from backend.notices.reach.receipts import Seen
from backend.notices.reach_models import Receipt, Via

PRESSES = "600 per hour"
"""From one address; a whole town may share it."""
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow"}

I_READ = Words("我家看过了", "我家看過了", "We have read it")
NOTED = Words(
    "已记下，谢谢。网格员不用再为这条公告打扰您。",
    "已記下，謝謝。網格員不用再為這則公告打擾您。",
    "Noted, thank you. Nobody needs to call or knock about this one.",
)


async def shown(made: bytes, notice: UUID, token: str, policy: str) -> Response | None:
    """The page with this household's button; None where the token is none of this notice's."""
    household = tokens.household_of(notice, token)
    if household is None:
        return None
    has_read = await Receipt.filter(notice_id=notice, household_id=household, read_at__isnull=False).exists()
    inside = _noted() if has_read else _button()
    headers = PRIVATE | {"content-security-policy": policy}
    body = made.replace(page.BUTTON.encode(), inside.encode(), 1)
    return Response(body, media_type="text/html; charset=utf-8", headers=headers)


def _button() -> str:
    return f'<form method="post"><button>{escape(I_READ.said())}</button></form>'


def _noted() -> str:
    return f'<p class="box done" role="status"><strong>√ {escape(NOTED.said())}</strong></p>'


async def pressed(request: Request, notice: UUID, token: str) -> Response | None:
    """Note that this household has read; then its page again, which says so."""
    household = tokens.household_of(notice, token)
    if household is None:
        return None
    await rates.count(PRESSES, "read by SMS", str(request.scope.get("lianxin.address", "")))
    if await Notice.filter(Notice.open_now(), id=notice).exists():
        await work.unit(lambda: receipts.mark(notice, household, Seen.READ, Via.SMS, clock.now()))
    # So that going back, or loading anew, sends nothing twice.
    return RedirectResponse(str(request.url.path), 303, headers=PRIVATE)
