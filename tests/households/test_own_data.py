"""What households hold about a person: told, erased, sealed, and thrown away in time."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

from tortoise import connections

from backend.access import own
from backend.households import jobs, needs, registering
from backend.households.models import Household, Invitation, Look, NeedKind, Resident
from backend.kit import clock, nodes, words, work
from backend.kit.words import Language
from tests import community
from tests.community import Town
from tests.households.builders import household, living
from tests.households.documents import INVITE, ONE
from tests.phones import Phones


async def told(person: object, name: str) -> list[dict[str, str]]:
    """One section of what is held about somebody, as they read it in English."""
    [section] = [section for section in own.sections() if section.name == name]
    with words.reader(Language.EN):
        lines: list[dict[str, str]] = await section.tell(person.id)  # type: ignore[attr-defined]
    return lines


async def test_a_person_reads_all_that_is_held_about_them(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502")
    person = await living(home, "陈明")
    leader = await community.actor(town.leader)
    await needs.record(leader, home.id, needs.Told(NeedKind.CHRONIC_ILLNESS, None, "高血压"))
    await registering.change(leader, home.id, registering.Correction(notes="爱下棋"), 1)
    await (await phones(town.leader)).ask(ONE, id=nodes.opaque("Household", home.id))

    [line] = await told(person, "households")
    assert (line["Door"], line["Name"], line["Special needs"], line["Notes"]) == (
        "3栋502",
        "陈明",
        ["Chronic illness 高血压"],
        "爱下棋",
    )
    [look] = await told(person, "looks")
    assert (look["Who"], look["Why"], look["Role"]) == ("王芳", "Grid work", "Grid leader")
    [mine] = await told(town.leader, "my_looks")
    assert (mine["Door"], mine["Why"]) == ("3栋502", "Grid work")


async def test_erasing_leaves_the_door_and_the_looks_and_nothing_said(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502")
    person, other = await living(home, "陈明"), await living(home, "陈晨")
    await (await phones(town.leader)).ask(ONE, id=nodes.opaque("Household", home.id))

    async def erase() -> None:
        await own.scrub(person.id)

    await work.unit(erase)

    gone = await Resident.get(person_id=person.id)
    assert (gone.name, gone.phone, gone.birth_year, gone.home_of) == (None, None, None, None)
    assert (await Resident.get(person_id=other.id)).head_of == home.id
    assert (await Household.get()).moved_away_at is None
    assert await Look.all().count() == 1


async def test_what_was_noted_about_a_household_goes_with_the_last_of_them(town: Town) -> None:
    home = await household(town, "3栋 502")
    people = [await living(home, name) for name in ("陈明", "陈晨")]
    leader = await community.actor(town.leader)
    await registering.change(leader, home.id, registering.Correction(notes="门口有狗"), 1)
    noted = []
    for person in people:
        await work.unit(partial(own.scrub, person.id))
        noted.append((await Household.get(id=home.id)).notes)
    assert noted == ["门口有狗", None]


async def test_what_people_say_of_themselves_is_sealed_in_the_tables(town: Town) -> None:
    home = await household(town, "3栋 502", "陈明", phones={"陈明": "13900000001"})
    leader = await community.actor(town.leader)
    await needs.record(leader, home.id, needs.Told(NeedKind.INFANT, "2019-10", "牛奶蛋白过敏"))
    await registering.change(leader, home.id, registering.Correction(notes="门口有狗"), 1)
    database = connections.get("default")
    kept = ""
    for table in ("household", "resident", "need", "invitation", "deed"):
        rows = await database.execute_query_dict(f"SELECT * FROM {table}")
        kept += str([dict(row) for row in rows])
    for secret in ("陈明", "13900000001", "2019-10", "牛奶", "有狗"):
        assert secret not in kept
        assert str(secret.encode())[2:-1] not in kept
    assert "INFANT" in kept


async def test_what_is_over_is_thrown_away_and_what_is_not_stays(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502", "陈明", "奶奶")
    leader = await phones(town.leader)
    await leader.ask(INVITE, grid=nodes.opaque("Grid", town.east.id), days=1, uses=1, key=str(uuid4()))
    await leader.ask(ONE, id=nodes.opaque("Household", home.id))
    await Resident.filter(head_of=home.id).update(left_at=clock.now(), head_of=None)
    before = clock.now() + timedelta(days=2)
    assert await jobs._invitations(before) == 1
    assert await jobs._looks(before) == 1
    assert await jobs._left(before) == 1
    assert await jobs._left(before) == 0
    assert await Invitation.all().count() + await Look.all().count() == 0
    assert [resident.name for resident in await Resident.filter(left_at=None)] == ["奶奶"]
