"""What editors write with few marks becomes a piece of a page in which nothing runs."""

import pytest

from backend.notices import markdown


def test_paragraphs_lists_and_tables_are_shown() -> None:
    assert markdown.html("明早 **8 点**\n做核酸\n\n- 带身份证\n- 戴口罩") == (
        "<p>明早 <strong>8 点</strong><br />\n做核酸</p>\n<ul>\n<li>带身份证</li>\n<li>戴口罩</li>\n</ul>"
    )
    assert "<td>3栋</td>" in markdown.html("|栋|时间|\n|-|-|\n|3栋|9点|")


def test_headings_stand_below_those_of_the_page() -> None:
    assert markdown.html("# 一\n\n## 二\n\n###### 六") == "<h3>一</h3>\n<h4>二</h4>\n<h4>六</h4>"


def test_no_level_is_left_out_whichever_marks_somebody_used() -> None:
    assert markdown.html("### 一\n\n#### 二", first=2) == "<h2>一</h2>\n<h3>二</h3>"


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[go](javascript:alert(1))",
        "[go](data:text/html;base64,PHNjcmlwdD4=)",
        "[go](http://plain.example)",
        "[go](//elsewhere.example)",
        "<javascript:alert(1)>",
        "[go](tel:123;phone-context=evil)",
    ],
)
def test_nothing_that_runs_or_leads_astray_gets_through(written: str) -> None:
    made = markdown.html(written)
    assert "<script" not in made
    assert "<img" not in made
    assert "href" not in made


def test_links_to_pages_numbers_and_letters_stay() -> None:
    made = markdown.html("[看](https://a.example/x) [打](tel:+86-573-1234) [写](mailto:a@b.example)")
    assert [part.split('"')[0] for part in made.split('href="')[1:]] == [
        "https://a.example/x",
        "tel:+86-573-1234",
        "mailto:a@b.example",
    ]


def test_a_picture_from_elsewhere_is_not_asked_for() -> None:
    assert "<img" not in markdown.html("![看](https://elsewhere.example/spy.png)")


def test_plain_text_has_a_line_for_each_paragraph_and_no_marks() -> None:
    assert markdown.plain("## 时间\n\n明早 **8 点**，[看](https://a.example)\n\n- 一\n- 二") == (
        "时间\n明早 8 点，看\n一\n二"
    )
