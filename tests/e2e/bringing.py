"""How something is brought to a door, and confirmed behind it."""

from playwright.sync_api import expect

from tests.e2e.phone import Phone


def code_of(mother: Phone) -> str:
    """The code that the household reads out, from the page of their request."""
    code = mother.page.get_by_label(mother.says("取件码", "Code"), exact=True)
    return code.locator("[aria-hidden]").inner_text()


def hands_over_by_code(volunteer: Phone, code: str) -> None:
    """Type what the household reads out."""
    volunteer.press("送到了", "I am at the door")
    volunteer.sheet.get_by_role("textbox").fill(code)
    volunteer.press("已送到", "Handed over", volunteer.sheet)
    expect(volunteer.sheet).to_have_count(0)
    expect(volunteer.text("看附近需要", "See what is needed")).to_be_visible()


def hands_over_by_photo(volunteer: Phone) -> None:
    """Nobody is at home: a picture at the door."""
    volunteer.press("送到了", "I am at the door")
    volunteer.choose("拍照片", "Photo")
    volunteer.takes_a_photo()
    volunteer.press("已送到", "Handed over", volunteer.sheet)
    expect(volunteer.sheet).to_have_count(0)


def confirms(mother: Phone, tins: int, volunteer: str, thanks: str = "谢谢") -> None:
    """Say that it is all there, with thanks."""
    brought = mother.card(f"志愿者 {volunteer}", f"Volunteer {volunteer}").filter(
        has=mother.button("收到了", "It is here")
    )
    expect(brought).to_contain_text(mother.says(f"婴儿奶粉 {tins} 罐", f"Infant formula × {tins}"))
    mother.press("收到了", "It is here", brought)
    mother.sheet.get_by_role("textbox").fill(thanks)
    mother.press("都收到了", "All of it is here", mother.sheet)
    expect(mother.sheet).to_have_count(0)
    expect(brought).to_have_count(0)
