"""Loading a place from a file: the whole of it, as often as one likes, or a list of what is wrong."""

from pathlib import Path

import pytest

from backend.access.models import Deed
from backend.grids import imports
from backend.grids.faults import BadFile
from backend.grids.imports import Outcome
from backend.grids.models import Grid, Tier
from backend.kit.words import Language
from tests.grids import tree

pytestmark = pytest.mark.usefixtures("engine")

DIVISIONS = Path(imports.__file__).parent / "divisions"
HEADER = "code,name,tier,parent_code\n"
PLACE = """\
1,余新镇,town,
101,金星社区,community,1
101-1,第一网格,grid,101
102,长秦社区,community,1
"""


def file(rows: str, header: str = HEADER) -> bytes:
    return (header + rows).encode()


async def wrong(content: bytes) -> list[tuple[int, str]]:
    """What is said about a bad file; nothing is loaded."""
    before = await tree.rows()
    with pytest.raises(BadFile) as refused:
        await imports.load(content)
    assert await tree.rows() == before
    return [(fault.line, fault.reason.text(Language.EN)) for fault in refused.value.faults]


async def test_the_five_real_places_load_in_one_go_each_and_again_without_doubles() -> None:
    files = sorted(DIVISIONS.glob("*.csv"))
    added = [(await imports.load(path.read_bytes())).added for path in files]
    assert dict(zip([path.stem for path in files], added, strict=True)) == {
        "baotou-rare-earth": 56,
        "chaotian": 152,
        "jiaxing": 1282,
        "macun": 86,
        "xihaian": 400,
    }
    before = await tree.rows()
    assert len(before) == 1976
    for path, rows in zip(files, added, strict=True):
        assert await imports.load(path.read_bytes()) == Outcome(added=0, changed=0, same=rows)
    assert await tree.rows() == before
    assert len(await Deed.filter(verb="importGrids")) == 10


async def test_lines_may_stand_in_any_order_columns_too_and_parents_may_be_known_already() -> None:
    await imports.load(file("1,余新镇,town,\n"))
    rows = "101,grid,第一网格,第一,东\n1,community,101,金星社区,\n"
    content = ("parent_code,tier,code,name,tier_name\n" + rows).encode()
    assert await imports.load(content) == Outcome(added=2, changed=0, same=0)
    assert await tree.drawn() == {
        "余新镇": "余新镇",
        "金星社区": "余新镇/金星社区",
        "第一": "余新镇/金星社区/第一",
    }
    grid = await Grid.get(code="第一网格")
    assert (grid.tier, grid.tier_name) == (Tier.GRID, "东")


async def test_a_second_file_renames_moves_and_adds_and_leaves_alone_what_it_does_not_name() -> None:
    await imports.load(file(PLACE + "101-1-1,甲,micro_grid,101-1\n"))
    outcome = await imports.load(file("1,余新镇,town,\n101-1,东网格,grid,102\n102-1,新网格,grid,102\n"))
    assert outcome == Outcome(added=1, changed=2, same=1)
    assert await tree.drawn() == {
        "余新镇": "余新镇",
        "金星社区": "余新镇/金星社区",
        "长秦社区": "余新镇/长秦社区",
        "东网格": "余新镇/长秦社区/东网格",
        "甲": "余新镇/长秦社区/东网格/甲",
        "新网格": "余新镇/长秦社区/新网格",
    }
    assert dict(await Grid.all().values_list("code", "version")) == {
        "1": 1,
        "101": 1,
        "102": 1,
        "102-1": 1,
        "101-1": 2,
        "101-1-1": 2,
    }


async def test_grids_change_places_with_one_another_in_one_file() -> None:
    await imports.load(file(PLACE + "102-1,第二网格,grid,102\n"))
    await imports.load(file("102,长秦社区,community,101\n101-1,第一网格,grid,102\n102-1,第二网格,grid,101\n"))
    assert await tree.drawn() == {
        "余新镇": "余新镇",
        "金星社区": "余新镇/金星社区",
        "长秦社区": "余新镇/金星社区/长秦社区",
        "第一网格": "余新镇/金星社区/长秦社区/第一网格",
        "第二网格": "余新镇/金星社区/第二网格",
    }


async def test_a_grid_without_a_parent_in_the_file_stays_below_the_one_it_has() -> None:
    await imports.load(file(PLACE))
    await imports.load(file("101,金星新村,community,\n"))
    assert (await tree.drawn())["金星新村"] == "余新镇/金星新村"


async def test_what_people_call_a_level_stays_where_a_file_says_nothing_of_it() -> None:
    await imports.load(
        b"code,name,tier,parent_code,tier_name\n1,A,grid,,\xe5\xa4\xa7\xe7\xbd\x91\xe6\xa0\xbc\n"
    )
    assert await imports.load(file("1,A,grid,\n")) == Outcome(added=0, changed=0, same=1)
    assert (await Grid.get(code="1")).tier_name == "大网格"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "1,A,province,\n",
            [
                (
                    2,
                    'There is no tier "province". Use one of: city, district, town, community, grid, micro_grid',
                )
            ],
        ),
        ("1,A,town,9\n", [(2, "The parent code 9 is neither in the file nor known.")]),
        ("1,A,town,\n1,B,town,\n", [(3, "The code 1 stands in line 2 already.")]),
        (
            "1,A,grid,2\n2,B,grid,3\n3,C,grid,2\n",
            [(3, "The parents of 2 lead round to itself."), (4, "The parents of 3 lead round to itself.")],
        ),
        ("1,A,grid,1\n", [(2, "The parents of 1 lead round to itself.")]),
        ("1,A,grid,\n2,B,town,1\n", [(3, "B (town) cannot stand below A (grid).")]),
        ("1,A\n\n,B,town,\n", [(2, "This line has 2 cells; it needs 4."), (4, "code is empty.")]),
        ("1,,town,\n", [(2, "name is empty.")]),
        (f"1,{'长' * 81},town,\n", [(2, "name is longer than 80 characters.")]),
        ('1,"A,town,\n', [(2, "This line is not CSV: unexpected end of data")]),
    ],
)
async def test_a_bad_line_is_named_with_its_reason_and_nothing_is_loaded(
    rows: str, said: list[tuple[int, str]]
) -> None:
    assert await wrong(file(rows)) == said


async def test_every_bad_line_is_named_at_once() -> None:
    rows = "1,A,town,\n2,,town,\n3,C,nowhere,\n1,D,town,\n"
    assert [line for line, _ in await wrong(file(rows))] == [3, 4, 5]


@pytest.mark.parametrize(
    ("content", "line", "begins"),
    [
        ("\ufeff".encode() + file(PLACE), 1, "The file begins with a BOM."),
        ((HEADER + PLACE).encode("utf-16"), 1, "The file is in UTF-16."),
        ((HEADER + PLACE).encode("gb18030"), 2, "The file seems to be in GB18030 (GBK)"),
        (file("1,A,town,\n") + b"2,\xff,town,\n", 3, "From this line on the file is not in UTF-8."),
        (b"", 1, "The column code is missing."),
        (b"code,name,tier\n1,A,town\n", 1, "The column parent_code is missing."),
        (b"code,name,tier,parent_code,code\n", 1, "The column code stands there twice."),
    ],
)
async def test_a_file_that_is_not_what_it_should_be_says_how_to_save_it(
    content: bytes, line: int, begins: str
) -> None:
    number, said = (await wrong(content))[0]
    assert number == line
    assert said.startswith(begins)


async def test_a_file_that_would_close_a_circle_with_what_is_known_is_refused() -> None:
    await imports.load(file("1,A,grid,\n2,B,grid,1\n3,C,grid,2\n"))
    assert await wrong(file("1,A,grid,3\n")) == [(2, "The parents of 1 lead round to itself.")]


async def test_a_level_that_what_stands_below_cannot_have_is_refused() -> None:
    await imports.load(file(PLACE))
    assert await wrong(file("1,余新镇,micro_grid,\n")) == [
        (2, "金星社区 (community) cannot stand below 余新镇 (micro_grid)."),
        (2, "长秦社区 (community) cannot stand below 余新镇 (micro_grid)."),
    ]


async def test_nothing_is_loaded_below_a_closed_grid_or_too_deep(moment: object) -> None:
    await imports.load(file(PLACE))
    await Grid.filter(code="102").update(closed_at=moment)
    assert await wrong(file("9,新,grid,102\n")) == [
        (2, "The parent 长秦社区 is closed. Open it again first.")
    ]
    chain = "".join(f"d{n},D{n},grid,{f'd{n - 1}' if n else '101'}\n" for n in range(19))
    assert [line for line, _ in await wrong(file(chain))] == [20]


async def test_ten_thousand_villages_load_and_each_finds_its_parent() -> None:
    rows = [
        f"{t},镇{t},town,\n" + "".join(f"{t}-{v},村{v},community,{t}\n" for v in range(99))
        for t in range(100)
    ]
    assert (await imports.load(file("".join(rows)))).added == 10_000
    town = await Grid.get(code="57")
    assert await Grid.filter(path__startswith=town.path).count() == 100


async def test_braces_and_what_nobody_can_see_are_no_riddle() -> None:
    assert await wrong(file("{0},A{x},{tier},\n")) == [
        (2, 'There is no tier "{tier}". Use one of: city, district, town, community, grid, micro_grid')
    ]
    await imports.load(file("1\0,余新\u202e镇{x},town,\n"))
    assert await Grid.all().values_list("code", "name") == [("1", "余新镇{x}")]
