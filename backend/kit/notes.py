"""What people write in words of their own: not too long, and there where it is needed."""

from backend.kit import texts
from backend.kit.refusals import BadInput
from backend.kit.words import Words

LENGTH = 200

TOO_LONG = Words(
    "请写短一点，不超过 {most} 个字。",
    "請寫短一點，不超過 {most} 個字。",
    "Please write less: at most {most} characters.",
)
NOTHING_WRITTEN = Words("请写一句话说明。", "請寫一句話說明。", "Please explain in a sentence.")


def checked(written: str, where: str, most: int = LENGTH, *, needed: bool = False) -> str:
    """What somebody wrote, without blanks around it; `BadInput` where it is too long, or missing and needed."""
    written = texts.lines(written)
    if len(written) > most:
        raise BadInput(field=where, reason=TOO_LONG.filled(most=most))
    if needed and not written:
        raise BadInput(field=where, reason=NOTHING_WRITTEN)
    return written
