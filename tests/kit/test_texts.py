"""What people type is kept without what nobody can see."""

import pytest

from backend.kit import texts


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  王  芳\t", "王 芳"),
        ("王\u3000芳", "王 芳"),
        ("王\0芳\x07", "王芳"),
        ("\u202e芳王\u202c", "芳王"),
        ("\u200b\u2060\ufeff", ""),
        ("\u200d", ""),
        ("𠮷田 Şükrü Ö'Brien", "𠮷田 Şükrü Ö'Brien"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_a_line_keeps_what_can_be_seen(typed: str, kept: str) -> None:
    assert texts.line(typed) == kept


def test_lines_stay_lines() -> None:
    assert texts.lines(" 三楼\r\n\r\n门铃坏了，\0请 敲门 \n") == "三楼\n\n门铃坏了，请 敲门"
