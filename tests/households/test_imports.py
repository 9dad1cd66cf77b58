"""Lists of residents as village offices keep them, sent over HTTP."""

import asyncio
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from backend.access.models import Deed, Person
from backend.households.models import Household, Need, NeedKind, Resident
from backend.kit import nodes
from tests.community import Town
from tests.households.builders import household
from tests.patience import LONG
from tests.phones import Phone, Phones

LIST = """序号,楼栋,单元,房号,姓名,手机,户主,出生年份,需要关照,备注
1,3栋,2单元,1202,陈明,13900000001,是,1946-03-02,独居；慢性病(高血压),三楼没电梯
2,3栋,2单元,1202,陈晨,,,2019,婴儿(2019-10),
3,3栋,10单元,101,林晓,13900000002,,,,
4,3栋,2单元,1203,,,,,,门口有狗
"""


async def sent(phone: Phone, town: Town, content: bytes | str, apply: bool = False) -> dict[str, Any]:
    """What is answered to a file."""
    response = await phone.post(
        "/imports/households",
        params={"grid": nodes.opaque("Grid", town.east.id), "apply": "1" if apply else "0"},
        content=content.encode() if isinstance(content, str) else content,
        headers={"content-type": "application/octet-stream"},
    )
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def book(*rows: list[object]) -> bytes:
    """An XLSX file."""
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


async def nothing_is_there() -> bool:
    return not (await Household.all().count() or await Resident.all().count() or await Need.all().count())


async def test_a_dry_run_shows_every_door_and_writes_nothing(town: Town, phones: Phones) -> None:
    people = await Person.all().count()
    answer = await sent(await phones(town.leader), town, LIST)
    assert answer == {
        "faults": [],
        "newDoors": ["3栋2单元1202", "3栋10单元101", "3栋2单元1203"],
        "knownDoors": 0,
        "newResidents": 3,
        "changedResidents": 0,
        "isDone": False,
    }
    assert await nothing_is_there()
    assert await Person.all().count() == people


async def test_a_list_comes_in_and_again_without_doubles(town: Town, phones: Phones) -> None:
    leader = await phones(town.leader)
    assert (await sent(leader, town, LIST, apply=True))["isDone"]

    first = await Household.filter(order_key__isnull=False).order_by("order_key")
    assert [home.door.label for home in first] == ["3栋2单元1202", "3栋2单元1203", "3栋10单元101"]
    assert [home.notes for home in first] == ["三楼没电梯", "门口有狗", None]
    people = await Resident.all().order_by("id")
    assert [(one.name, one.phone, one.birth_year, one.is_head) for one in people] == [
        ("陈明", "+8613900000001", "1946", True),
        ("陈晨", None, "2019", False),
        ("林晓", "+8613900000002", None, True),
    ]
    assert [one.person_id is not None for one in people] == [True, False, True]
    needs = {(need.kind, need.resident_id, need.month, need.note) for need in await Need.all()}
    assert needs == {
        (NeedKind.LIVES_ALONE_OVER_70, people[0].id, None, None),
        (NeedKind.CHRONIC_ILLNESS, people[0].id, None, "高血压"),
        (NeedKind.INFANT, people[1].id, "2019-10", None),
    }
    persons = await Person.all().count()
    [deed] = await Deed.filter(verb="importHouseholds")
    assert deed.detail == {"doors": 3, "residents": 3}

    again = await sent(leader, town, LIST, apply=True)

    assert (again["newDoors"], again["knownDoors"], again["newResidents"], again["changedResidents"]) == (
        [],
        3,
        0,
        0,
    )
    assert await Resident.all().count() == 3
    assert await Need.all().count() == 3
    assert await Person.all().count() == persons


async def test_a_later_list_adds_and_corrects(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 2单元 1202", "陈明")
    answer = await sent(
        await phones(town.leader),
        town,
        "building,unit,room,name,phone\n3,2,1202,陈明,13900000001\n3,2,1202室,陈晨,\n",
        apply=True,
    )
    assert (answer["newDoors"], answer["newResidents"], answer["changedResidents"]) == ([], 1, 1)
    people = await Resident.filter(household_id=home.id).order_by("id")
    assert [(one.name, one.phone, one.is_head) for one in people] == [
        ("陈明", "+8613900000001", True),
        ("陈晨", None, False),
    ]


async def test_every_fault_is_named_with_its_line_and_nothing_comes_in(town: Town, phones: Phones) -> None:
    leader = await phones(town.leader)
    bad = (
        "building,unit,room,name,phone,is_head,birth_year,needs,grid\n"
        ",,,陈明,,,,,\n"
        "3,2,1202,陈明,123,,,,\n"
        "3,2,1203,陈明,,,,superman,\n"
        "3,2,1204,陈明,,y,,,\n"
        "3,2,1204,陈晨,,y,,,\n"
        "3,2,1205,陈明,,,46,,\n"
        "3,2,1206,陈明,,,,,nowhere\n"
        "3,2,1207,陈明,,,,,\n"
        "3栋,2单元,1207,陈明,,,,,\n"
        "3,2,1208,,,,,infant:2019-10,\n"
        "3,2,1209,,13900000001,,,,\n"
        "3,2,1210,,,,1946,,\n"
    )
    for apply in (False, True):
        answer = await sent(leader, town, bad, apply)
        assert [fault["line"] for fault in answer["faults"]] == [2, 3, 4, 6, 7, 8, 10, 11, 12, 13]
        assert answer["faults"][2]["reason"].startswith("Unknown: “superman”.")
        assert answer["faults"][8]["reason"].startswith("Whose phone or year of birth is this?")
        assert answer["faults"][6]["reason"] == "Line 9 already has this person at this door."
        assert answer["faults"][7]["reason"] == "Who is this about: “Infant”? Write a name in this line."
        assert answer["isDone"] is False
    assert await nothing_is_there()


async def test_needs_are_known_by_what_the_screens_call_them(town: Town, phones: Phones) -> None:
    said = "70 岁以上独居；没有智能手机；語言不通；身心障礙；Another language；怀孕；70歲以上獨居"
    answer = await sent(await phones(town.leader), town, f"楼栋,姓名,需要关照\n3栋,陈明,{said}\n", apply=True)
    assert answer["faults"] == []
    assert {need.kind for need in await Need.all()} == {
        NeedKind.LIVES_ALONE_OVER_70,
        NeedKind.NO_SMARTPHONE,
        NeedKind.LANGUAGE,
        NeedKind.DISABILITY,
        NeedKind.PREGNANCY,
    }


async def test_an_xlsx_list_with_numbers_for_text_comes_in(town: Town, phones: Phones) -> None:
    content = book(
        ["楼栋", "房号", "姓名", "手机", "出生年份"],
        ["明月组", 12.0, "陈明", 13900000001, 1946],
        [None, None, None, None, None],
    )
    answer = await sent(await phones(town.leader), town, content, apply=True)
    assert answer["newDoors"] == ["明月组12"]
    [resident] = await Resident.all()
    assert (resident.phone, resident.birth_year) == ("+8613900000001", "1946")


async def test_a_gbk_list_from_an_old_office_comes_in(town: Town, phones: Phones) -> None:
    answer = await sent(
        await phones(town.leader), town, "楼栋,房号,姓名\n3栋,101,陈明\n".encode("gb18030"), apply=True
    )
    assert answer["newDoors"] == ["3栋101"]


def bomb() -> bytes:
    """A small file that unpacks to more than memory holds."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 40_000_000)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The first line must name the columns"),
        ("楼栋,房号,姓名\n".encode(), "The file is empty."),
        (b"\xff\xfe\xff\xff,\x81", "This file cannot be read."),
        (b"PK\x03\x04 no zip", "This file cannot be read."),
        ("楼栋,栋,姓名\n3,3,陈\n".encode(), "The column 栋 stands there twice."),
        (b"name,phone\nx,1\n", "The first line must name the columns"),
        (b"building\n" + b"x" * 600, "A cell of this line is too long."),
        (bomb(), "The file is too large"),
        (book(["楼栋", "房号"], ["3栋", "=1+1"]), "This line has a formula."),
    ],
)
async def test_a_file_that_is_no_list_is_refused_whole(
    town: Town, phones: Phones, content: bytes, reason: str
) -> None:
    answer = await sent(await phones(town.leader), town, content, apply=True)
    [fault] = answer["faults"]
    assert fault["reason"].startswith(reason)
    assert await nothing_is_there()


async def test_only_the_leader_of_the_ground_imports(town: Town, phones: Phones) -> None:
    where = {"grid": nodes.opaque("Grid", town.east.id), "apply": "1"}
    kind = {"content-type": "application/octet-stream"}
    for person, status, said in (
        (None, 401, "請先登入。"),
        (town.neighbour, 404, "沒有找到"),
        (town.member, 404, "沒有找到"),
    ):
        phone = await phones(person, "zh-Hant")
        response = await phone.post("/imports/households", params=where, content=LIST.encode(), headers=kind)
        assert (response.status_code, response.text[: len(said)]) == (status, said)
    leader = await phones(town.leader)
    foreign = await leader.post(
        "/imports/households",
        params=where,
        content=LIST.encode(),
        headers={**kind, "origin": "https://elsewhere.example"},
    )
    assert foreign.status_code == 403
    large = await leader.post("/imports/households", params=where, content=b"x" * 5_000_001, headers=kind)
    assert large.status_code == 413
    assert await nothing_is_there()


async def test_nobody_is_taken_from_other_ground_by_writing_down_their_number(
    town: Town, phones: Phones
) -> None:
    phone = "+8613900000009"
    far = await Person.create(name="远", phone=phone, phone_index=Person.index_of(phone), grid=town.west)
    await sent(await phones(town.leader), town, f"楼栋,姓名,手机\n3栋,远,{phone}\n", apply=True)
    [resident] = await Resident.all()
    assert (resident.phone, resident.person_id) == (phone, None)
    await far.refresh_from_db()
    assert far.grid_id == town.west.id


async def test_lines_with_and_without_their_grid_s_code_meet_at_one_door(town: Town, phones: Phones) -> None:
    content = f"楼栋,房号,姓名,网格编码\n3栋,101,陈明,\n3栋,101,陈晨,{town.east.code}\n3栋,101,陈明,{town.east.code}\n"
    answer = await sent(await phones(town.leader), town, content, apply=True)
    assert (answer["newDoors"], answer["newResidents"]) == (["3栋101"], 2)
    assert await Household.all().count() == 1
    assert await Resident.all().count() == 2


async def test_a_long_list_comes_in_by_parts_and_what_broke_off_comes_in_when_sent_again(
    town: Town, phones: Phones
) -> None:
    lines = [f"{number}栋,101,住户{number},1390000{number:04}" for number in range(450)]
    leader = await phones(town.leader)
    await sent(leader, town, "\n".join(["楼栋,房号,姓名,手机", *lines[:230]]), apply=True)
    answer = await sent(leader, town, "\n".join(["楼栋,房号,姓名,手机", *lines]), apply=True)
    assert (len(answer["newDoors"]), answer["knownDoors"], answer["newResidents"]) == (220, 230, 220)
    assert await Household.all().count() == await Resident.filter(home_of__not_isnull=True).count() == 450


async def test_a_book_that_says_it_is_as_large_as_a_book_can_be_is_read_in_a_moment(
    town: Town, phones: Phones
) -> None:
    """Some programs write so, whatever is in it; every cell there might be must not be looked at."""

    def everywhere(sheet: bytes) -> bytes:
        sheet = re.sub(rb"<dimension[^>]*>", b'<dimension ref="A1:XFD1048576"/>', sheet)
        far = b'<row r="19999"><c r="A19999"><v>4</v></c><c r="XFD19999"><v>1</v></c></row></sheetData>'
        return sheet.replace(b"</sheetData>", far)

    rewritten = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(["楼栋", "房号"], [3, 1]))) as old,
        zipfile.ZipFile(rewritten, "w") as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, everywhere(part) if name.endswith("sheet1.xml") else part)
    async with asyncio.timeout(LONG):
        answer = await sent(await phones(town.leader), town, rewritten.getvalue())
    assert (answer["faults"], answer["newDoors"]) == ([], ["3栋1", "4栋"])


async def test_braces_and_what_nobody_can_see_are_no_riddle(town: Town, phones: Phones) -> None:
    leader = await phones(town.leader)
    answer = await sent(leader, town, "楼栋,房号,姓名,需要关照\n3,1,王{x},{什么}\n3,2,李四,独居\n")
    assert [(fault["line"], "{什么}" in fault["reason"]) for fault in answer["faults"]] == [(2, True)]
    assert (await sent(leader, town, "楼栋,房号,姓名\n3\0,1\u202e,王\0{x}\n", apply=True))["isDone"]
    assert [home.door.label for home in await Household.all()] == ["3栋1"]
    assert [resident.name for resident in await Resident.all()] == ["王{x}"]
