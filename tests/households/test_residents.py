"""Who lives behind a door: added, corrected, moved and gone, over HTTP."""

from uuid import uuid4

from backend.access.models import Person
from backend.households.models import Household, Invitation, Need, Resident
from tests.community import Town
from tests.households.asking import home_id, registered, resident_id
from tests.households.builders import household, living
from tests.households.documents import ADD, CHANGE_RESIDENT, INVITE, MOVE, MOVE_OUT, ONE, RECORD
from tests.phones import Phones


async def test_the_head_adds_family_and_another_resident_does_not(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502")
    head, daughter = await phones(await living(home, "陈明")), await phones(await living(home, "陈晨"))
    added = await head.ask(ADD, household=home_id(home), input={"name": "奶奶"}, key=str(uuid4()))
    assert [one["name"] for one in added["addResident"]["particulars"]["residents"]] == [
        "陈明",
        "陈晨",
        "奶奶",
    ]
    refused = await daughter.ask(ADD, household=home_id(home), input={"name": "路人"}, key=str(uuid4()))
    assert refused["addResident"]["__typename"] == "NotFound"
    assert await Resident.filter(household_id=home.id).count() == 3


async def test_a_number_written_down_by_the_head_is_no_way_into_an_account(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 502")
    head = await phones(await living(home, "陈明"))
    people = await Person.all().count()
    await head.ask(
        ADD, household=home_id(home), input={"name": "邻居", "phone": "13900000009"}, key=str(uuid4())
    )
    assert await Person.all().count() == people
    assert (await Resident.filter(person_id=None).get()).phone == "+8613900000009"


async def test_a_resident_corrects_themselves_and_others_meanwhile_are_not_overwritten(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 502")
    await living(home, "陈明")
    daughter = await phones(await living(home, "陈晨"))
    me = await Resident.get(home_of__not_isnull=True, head_of=None)
    change = {
        "resident": resident_id(me),
        "input": {"name": "陈晨晨", "phone": "13900000001", "isHead": True},
    }

    changed = await daughter.ask(CHANGE_RESIDENT, **change, version=1, key=str(uuid4()))

    shown = changed["changeResident"]["particulars"]["residents"][1]
    assert (shown["name"], shown["phone"], shown["isHead"]) == ("陈晨晨", "+8613900000001", False)
    late = await daughter.ask(CHANGE_RESIDENT, **change, version=1, key=str(uuid4()))
    assert late["changeResident"] == {"__typename": "Changed", "latest": 2}
    other = await Resident.get(head_of=home.id)
    answer = await daughter.ask(
        CHANGE_RESIDENT, **change | {"resident": resident_id(other)}, version=1, key=str(uuid4())
    )
    assert answer["changeResident"]["__typename"] == "NotFound"
    await other.refresh_from_db()
    assert other.version == 1


async def test_when_the_head_leaves_who_has_an_account_is_head(town: Town, phones: Phones) -> None:
    home = await household(town, "3栋 502", "陈明", "奶奶")
    await living(home, "陈晨")
    head = await Resident.get(head_of=home.id)
    await (await phones(town.member)).ask(MOVE_OUT, resident=resident_id(head), key=str(uuid4()))
    assert (await Resident.get(head_of=home.id)).home_of is not None
    assert (await Household.get(id=home.id)).moved_away_at is None


async def test_after_the_last_one_the_door_stays_and_the_past_is_not_the_next_family_s(
    town: Town, phones: Phones
) -> None:
    home = await household(town, "3栋 502")
    phone = await phones(await living(home, "陈明"))
    await phone.ask(RECORD, household=home_id(home), input={"kind": "CHRONIC_ILLNESS"}, key=str(uuid4()))
    await phone.ask(INVITE, household=home_id(home), days=1, uses=1, key=str(uuid4()))
    me = await Resident.get()

    gone = await phone.ask(MOVE_OUT, resident=resident_id(me), key=str(uuid4()))

    assert gone["moveOut"] == {"__typename": "Left"}
    old, fresh = await Household.all().order_by("id")
    assert (old.id, old.seat) == (home.id, None)
    assert old.moved_away_at is not None
    assert (fresh.door.label, fresh.moved_away_at, fresh.vacant_since is not None) == ("3栋502", None, True)
    assert (await Need.get()).cleared_at is not None
    assert (await Invitation.get()).revoked_at is not None
    assert (await phone.ask(ONE, id=home_id(home)))["household"] is None
    member = await phones(town.member)
    assert (await member.ask(ONE, id=home_id(home)))["household"] is None
    assert (await member.ask(ONE, id=home_id(fresh)))["household"]["particulars"]["residents"] == []


async def test_who_moves_takes_their_needs_along(town: Town, phones: Phones) -> None:
    member = await phones(town.member)
    await registered(member, town)
    new = await household(town, "5栋 101")
    mother = await Resident.get(head_of__not_isnull=True)

    moved = await member.ask(MOVE, resident=resident_id(mother), household=home_id(new), key=str(uuid4()))

    known = moved["moveResident"]["particulars"]
    assert [(one["name"], one["isHead"]) for one in known["residents"]] == [("徐静", True)]
    assert [(need["kind"], need["month"], need["note"]) for need in known["needs"]] == [
        ("INFANT", "2019-09", "牛奶蛋白过敏")
    ]
    assert await Need.filter(household_id=new.id, cleared_at=None).count() == 1
    old = await Household.get(order_key__not=new.order_key)
    assert await Resident.filter(Resident.here(), household_id=old.id).count() == 1
    elsewhere = await household(town, "1栋 1", grid=town.west.id)
    answer = await member.ask(
        MOVE,
        resident=resident_id(await Resident.get(name__not_isnull=True, household_id=old.id, left_at=None)),
        household=home_id(elsewhere),
        key=str(uuid4()),
    )
    assert answer["moveResident"]["__typename"] == "NotFound"
