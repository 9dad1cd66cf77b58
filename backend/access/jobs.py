"""What this slice does by the clock: codes go out, deeds are chained, and what is over is thrown away."""

from datetime import datetime

from tortoise.expressions import Q

from backend.access import chain, code_sending, erasures
from backend.access.models import ApiToken, CodeOnItsWay, Deed, Photo, Session, SignInCode
from backend.kit import clock, lateness, retention
from backend.kit.models import Answer

ROUNDS = (code_sending.send_codes, chain.chain_deeds, erasures.list_erased)
"""Named here, so that whoever loads this module has them."""

lateness.watched("sign-in codes", lambda: CodeOnItsWay.filter(due_at__lte=clock.now()), "due_at")
lateness.watched("audit trail", lambda: Deed.filter(number__isnull=True), "at")


@retention.keeps("answers", days=30)
async def _answers(before: datetime) -> int:
    return await Answer.filter(answered_at__lt=before).delete()


@retention.keeps("sign-in codes", days=1)
async def _codes(before: datetime) -> int:
    return await SignInCode.filter(expires_at__lt=before).delete()


@retention.keeps("devices", days=30)
async def _sessions(before: datetime) -> int:
    return await Session.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)).delete()


@retention.keeps("api tokens", days=365)
async def _tokens(before: datetime) -> int:
    return await ApiToken.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)).delete()


@retention.keeps("photos that nothing names", days=2)
async def _photos(before: datetime) -> int:
    return await Photo.filter(is_kept=False, taken_at__lt=before).delete()
