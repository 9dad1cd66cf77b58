"""The demo community loads into an empty database, once, and is something to look at."""

import pytest

from backend.access.models import Person
from backend.demo import community, loading, people
from backend.grids.models import Grid
from backend.households.models import Household
from backend.notices.models import Notice, NoticeState
from backend.shifts.models import Shift, Signup, SignupState
from backend.supplies import seeds
from backend.supplies.models import SupplyRequest
from backend.volunteers.models import Volunteer, VolunteerState

pytestmark = pytest.mark.usefixtures("engine")


async def test_the_demo_loads_once() -> None:
    await seeds.seed()
    assert await loading.load_if_empty()
    assert await Grid.all().count() == 1_282 + 5
    assert await Household.all().count() == 15
    assert await Volunteer.filter(state=VolunteerState.APPROVED).count() == 2
    assert await Volunteer.filter(state=VolunteerState.WAITING).count() == 1
    states = sorted(request.state.value for request in await SupplyRequest.all())
    assert states == ["HANDED_OVER", "OPEN", "OPEN", "OPEN", "OPEN"]

    assert await Shift.all().count() == 8
    joined = Signup.filter(state=SignupState.JOINED)
    assert await joined.count() == await Signup.all().count() == 5

    assert await Notice.filter(state=NoticeState.PUBLISHED).count() == 3
    assert await Notice.filter(state=NoticeState.DRAFT).count() == 1

    assert await community.is_the_demo()
    assert not await loading.load_if_empty()
    assert await SupplyRequest.all().count() == 5


async def test_the_demo_does_not_move_in_with_somebody_who_came_before() -> None:
    await Person.create(name="陈明")
    assert not await loading.load_if_empty()
    assert not await community.is_the_demo()
    assert await Grid.all().count() == 0


async def test_everybody_whom_the_demo_names_can_be_signed_in_as() -> None:
    await seeds.seed()
    await loading.load_if_empty()
    for _, _, person in loading.SHOWN:
        assert (await community.acting(person)).name == person.name
        assert person.phone in loading.how_to_sign_in("http://localhost:8000")
    assert (await community.acting(people.TOWN_LEADER)).holds()
