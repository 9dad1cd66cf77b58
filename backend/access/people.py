"""People and their phone numbers."""

from uuid import UUID

import phonenumbers

from backend import settings
from backend.access.models import Person
from backend.kit import texts
from backend.kit.refusals import BadInput
from backend.kit.words import Language, Words

NAME_LENGTH = 40

BAD_PHONE = Words(
    "请检查手机号：内地手机 11 位，其他地区请加 + 和国家（地区）代码。",
    "請檢查手機號碼：內地手機 11 位，其他地區請加 + 和國家（地區）代碼。",
    "Please check the phone number: 11 digits for mainland China; elsewhere start with + and the country code.",
)
BAD_NAME = Words(
    "请写名字，不超过 40 个字。",
    "請寫名字，不超過 40 個字。",
    "Please write a name of at most 40 characters.",
)


def parse_phone(text: str) -> str:
    """A number as people type it, in E.164 form; `BadInput` where no phone can have it."""
    try:
        number = phonenumbers.parse(text[:40], settings.settings().phone_region)
    except phonenumbers.NumberParseException as error:
        raise BadInput(field="phone", reason=BAD_PHONE) from error
    if not phonenumbers.is_valid_number(number):
        raise BadInput(field="phone", reason=BAD_PHONE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked(phone: str) -> str:
    """A number that its owner recognises and nobody else can call: +86138****5678."""
    return f"{phone[:-8]}****{phone[-4:]}" if phone else ""


def short(name: str) -> str:
    """A name that says enough to greet somebody by: 张*, Mary S."""
    first, *others = name.split() or ["*"]
    if not first.isascii():
        return first[0] + "*"
    return f"{first} {others[-1][0]}." if others else first


def parse_name(text: str) -> str:
    """A name without blanks around it; `BadInput` where it is empty or too long."""
    name = texts.line(text)
    if not 0 < len(name) <= NAME_LENGTH:
        raise BadInput(field="name", reason=BAD_NAME)
    return name


async def enrol(
    name: str, phone: str | None, grid: UUID | None, language: Language = Language.ZH_HANS
) -> Person:
    """Somebody of this grid: found by their number, or made; who is known keeps their name and their grid."""
    if phone is None:
        return await Person.create(name=name, grid_id=grid, language=language)
    # Two who enrol the same number at once both find the one row that is there afterwards.
    index = Person.index_of(phone)
    fresh = Person(name=name, phone=phone, phone_index=index, grid_id=grid, language=language)
    await Person.bulk_create([fresh], ignore_conflicts=True)
    person = await Person.get(phone_index=index)
    await _complete(person, name, grid)
    return person


async def _complete(person: Person, name: str, grid: UUID | None) -> None:
    missing: list[str] = []
    if not person.name and name:
        person.name = name
        missing.append("name")
    if person.grid_id is None and grid is not None:
        person.grid_id = grid
        missing.append("grid_id")
    if missing:
        await person.save(update_fields=missing)
