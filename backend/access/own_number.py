"""My telephone number: adding one, or changing it, by a code that proves that I hold it."""

from datetime import timedelta

from tortoise.exceptions import IntegrityError

from backend.access import audit, code_sending, codes, messages, own_account, people
from backend.access.actor import Actor
from backend.access.models import Person, SignInCode
from backend.access.own_account import ProveItIsYou
from backend.kit import clock, live, rates, work
from backend.kit.refusals import Refused
from backend.kit.words import Words

TRIES = "20 per day"
WORTH_TELLING = timedelta(days=1)
"""How long we try to tell the old number."""

TITLE = Words("登录用的手机号改了", "登入用的手機號碼改了", "Your sign-in number was changed")
TEXT = Words(
    "如果不是您改的，请马上到“我的设备”退出其他设备，把手机号改回来，并打电话告诉网格长。",
    "如果不是您改的，請馬上到「我的裝置」登出其他裝置，把手機號碼改回來，並打電話告訴網格長。",
    "If it was not you, sign other devices out under “My devices” now, change the number back, and call your grid leader.",
)
TO_THE_OLD_NUMBER = Words(
    "【连心】您的账号已改用别的手机号登录。如果不是您改的，请马上打电话告诉网格长。",
    "【連心】您的帳號已改用別的手機號碼登入。如果不是您改的，請馬上打電話告訴網格長。",
    "Lianxin: another phone number now signs in to your account. If it was not you, call your grid leader at once.",
)


class NumberTaken(Refused):
    """This number signs somebody in already. Accounts are never made one."""

    words = Words(
        "这个号码已经有账号了。要用那个账号，请先退出登录，再用这个号码登录；里面还没有您家的，请向网格员要邀请码。",
        "這個號碼已經有帳號了。要用那個帳號，請先登出，再用這個號碼登入；裡面還沒有您家的，請向網格員要邀請碼。",
        "This number already has an account. To use that one, sign out here and sign in with this number. If your household is not in it, ask your grid member for an invitation.",
    )


async def change(actor: Actor, typed: str, digits: str, own_digits: str | None, address: str) -> None:
    """Sign in with this number from now on. Whose it was is said only to whoever has proved that they hold it.

    `own_digits` were sent to the number of until now, or read out for it by a leader.
    """
    number = people.parse_phone(typed)
    person = await Person.get(id=actor.id)
    if person.phone == number:
        # Also where the answer to the first try was lost, and its code is used up.
        return
    await rates.count(TRIES, "number", str(actor.id))
    if await own_account.must_prove(actor, person):
        # Judged first, so that afterwards a refusal can only speak of the other one.
        await codes.check(number, digits, address)
        await _prove(person, own_digits, address)
    await codes.spend(number, digits, address)
    await _change(actor, number)


async def _prove(person: Person, own_digits: str | None, address: str) -> None:
    if not own_digits:
        raise ProveItIsYou
    await codes.spend(person.phone or "", own_digits, address)


@work.verb
async def _change(actor: Actor, number: str) -> None:
    # Held still, so that of two changes at once the second tells the number that the first one set.
    person = await Person.filter(id=actor.id, erased_at__isnull=True).select_for_update().first()
    if person is None:
        # Erased from another device since the code was typed: nothing may be known of them any more.
        raise codes.CodeOver
    before = person.phone
    await _write(person, number)
    await audit.note(actor, "changePhone", "Person", person.id, added=before is None)
    await messages.tell(person.id, TITLE, TEXT, "/me/devices")
    if before:
        await _let_go(person, before)
    live.changed("Me", people=[person.id])


async def _write(person: Person, number: str) -> None:
    """Give the number to this person; where somebody has it, even since a moment ago, nothing is changed."""
    person.phone, person.phone_index = number, Person.index_of(number)
    person.version += 1
    try:
        await person.save(update_fields=["phone", "phone_index", "version"])
    except IntegrityError as error:
        raise NumberTaken from error


async def _let_go(person: Person, before: str) -> None:
    """The old number opens nothing any more, and whoever holds it hears of it."""
    # One that a leader read out proves nothing of the phone that it was made for.
    await SignInCode.filter(phone_index=Person.index_of(before)).delete()
    text = TO_THE_OLD_NUMBER.text(person.language)
    await code_sending.send_soon(before, text, clock.now() + WORTH_TELLING)
