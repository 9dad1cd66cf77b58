"""Sign-in codes: six digits that prove whoever holds a phone, or stands before their leader, once."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

import strawberry
from tortoise.expressions import F
from tortoise.queryset import QuerySet

from backend import settings
from backend.access import code_sending, people
from backend.access.models import Person, SignInCode
from backend.kit import clock, rates, sealed, texts, work
from backend.kit.refusals import Refused
from backend.kit.words import Language, Words

LIFETIME = timedelta(minutes=10)
DIGITS = 6

PER_NUMBER = "5 per 10 minutes"
PER_NUMBER_AND_DAY = "20 per day"
PER_ADDRESS = "60 per hour"
"""A whole village may share one address."""
PER_SYSTEM = "2000 per hour"
TRIES_PER_ADDRESS = "200 per hour"

SMS = Words(
    "【连心】验证码 {code}，10 分钟内有效。不要告诉任何人。",
    "【連心】驗證碼 {code}，10 分鐘內有效。不要告訴任何人。",
    "Lianxin code {code}, good for 10 minutes. Do not tell anybody.",
)


class WrongCode(Refused):
    """These are not the digits that were sent."""

    tries_left: int = strawberry.field(description="How often it may still be tried.")
    words = Words(
        "验证码不对，请再看一遍短信。还可以试 {tries_left} 次。",
        "驗證碼不對，請再看一遍簡訊。還可以試 {tries_left} 次。",
        "That is not the code. Please look at the message again. Tries left: {tries_left}.",
    )


class CodeOver(Refused):
    """The code is used, too old or tried too often, or there never was one."""

    words = Words(
        "这个验证码已失效，请重新获取一个。",
        "這個驗證碼已失效，請重新取得一個。",
        "This code no longer works. Please get a new one.",
    )


@dataclass(frozen=True, slots=True)
class Code:
    """A fresh code, as only its maker ever sees it."""

    digits: str
    expires_at: datetime

    @classmethod
    async def make(cls, phone: str, given_by: UUID | None = None) -> Self:
        """Make one for a number and write down its fingerprint."""
        code = cls(f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", clock.now() + LIFETIME)
        await SignInCode.create(
            phone_index=Person.index_of(phone),
            code=_fingerprint(phone, code.digits),
            given_by_id=given_by,
            expires_at=code.expires_at,
        )
        return code


async def request(typed_phone: str, address: str, language: Language) -> Code:
    """Send a code to a number. Nobody looks whether it is known, so the answer and its time cannot tell."""
    phone = people.parse_phone(typed_phone)
    await _count(phone, address)

    async def make_and_send() -> Code:
        code = await Code.make(phone)
        await code_sending.send_soon(phone, SMS.text(language, code=code.digits), code.expires_at)
        return code

    return await work.unit(make_and_send)


async def _count(phone: str, address: str) -> None:
    # In the demo everybody tries the same few numbers, and no message costs anything.
    if not settings.settings().demo:
        # The address first: who has asked too often must not use up the tries of other people's numbers as well.
        await rates.count(PER_ADDRESS, "code", address)
        number = Person.index_of(phone)
        await rates.count(PER_NUMBER, "code", number)
        await rates.count(PER_NUMBER_AND_DAY, "code", number)
    await rates.count(PER_SYSTEM, "code", "all")


async def spend(phone: str, digits: str, address: str) -> None:
    """Use a code up. A wrong one costs a try, whatever becomes of the rest: `WrongCode`, `CodeOver`."""
    await _in_a_unit(phone, digits, address, _use_up)


async def check(phone: str, digits: str, address: str) -> None:
    """Refuse a wrong code like `spend`; a right one may be spent later. Either costs a try."""
    await _in_a_unit(phone, digits, address, _judge)


Attempt = Callable[[str, str], Awaitable[Refused | None]]


async def _in_a_unit(phone: str, digits: str, address: str, attempt: Attempt) -> None:
    await rates.count(TRIES_PER_ADDRESS, "try", address)
    refusal = await work.unit(lambda: attempt(phone, texts.figures(digits)))
    if refusal:
        raise refusal


async def _use_up(phone: str, digits: str) -> Refused | None:
    if refusal := await _judge(phone, digits):
        return refusal
    # The others that were sent to this number are used up with it.
    return None if await _open(phone).update(used_at=clock.now()) else CodeOver()


async def _judge(phone: str, digits: str) -> Refused | None:
    tried = [code for code in await _open(phone).filter(tries_left__gt=0) if await _take_a_try(code)]
    if not tried:
        return CodeOver()
    right = _fingerprint(phone, digits)
    if not any(hmac.compare_digest(code.code, right) for code in tried):
        # Read anew: others may have tried between the first look and this try.
        left = SignInCode.filter(id__in=[code.id for code in tried]).order_by("-tries_left").limit(1)
        [row] = await left.values("tries_left")
        return WrongCode(**row) if row["tries_left"] else CodeOver()
    return None


def _open(phone: str) -> QuerySet[SignInCode]:
    return SignInCode.filter(
        phone_index=Person.index_of(phone), used_at__isnull=True, expires_at__gt=clock.now()
    )


async def _take_a_try(code: SignInCode) -> bool:
    return bool(await SignInCode.filter(id=code.id, tries_left__gt=0).update(tries_left=F("tries_left") - 1))


def _fingerprint(phone: str, digits: str) -> str:
    return sealed.index("code", f"{phone}:{digits}")
