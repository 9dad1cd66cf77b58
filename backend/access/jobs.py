"""What this slice does by the clock: codes go out, deeds are chained, and what is over is thrown away."""

from datetime import datetime

from tortoise.expressions import Q

from backend.access import chain, code_sending
from backend.access.models import ApiToken, Photo, Session, SignInCode
from backend.kit import retention
from backend.kit.models import Answer

ROUNDS = (code_sending.send_codes, chain.chain_deeds)
"""Named here, so that whoever loads this module has them."""


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
