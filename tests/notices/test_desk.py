"""What the desk of whoever decides costs, however much there is to a notice."""

import pytest

from backend.households.models import Household, Resident
from backend.notices.kinds import Way
from backend.notices.models import Notice, NoticeState
from backend.notices.writing import correcting, publishing
from tests import app_documents, community
from tests.community import Town
from tests.households import builders as doors
from tests.notices import builders
from tests.notices.answering import named
from tests.notices.test_raising import card, rumoured
from tests.phones import Phones
from tests.statements import counted

MOST = 8


async def moves_in(town: Town, home: Household) -> None:
    """The leader of the town lives there too: what came to their home is told apart."""
    await Resident.create(
        household_id=home.id,
        person=town.above,
        home_of=town.above.id,
        name=town.above.name,
        admitted_at=home.created_at,
    )


@pytest.mark.parametrize("state", [NoticeState.PUBLISHED, NoticeState.CORRECTED])
async def test_a_relayed_rumour_card_and_its_correction_are_read_in_eight_statements(
    town: Town, phones: Phones, state: NoticeState
) -> None:
    _, _, asked = await rumoured(town, phones)
    await moves_in(town, await doors.household(town, "9栋 101"))
    first = await builders.published(town.above, town.town, card(*asked, way=Way.RELAYED))
    actor = await community.actor(town.above)
    second = await correcting.correct(actor, first.id, card(way=Way.RELAYED), "又查过了", first.version)
    await publishing.publish(actor, second.id, second.version)
    looked_at = await Notice.get(
        state=state, corrects_id=first.id if state is NoticeState.PUBLISHED else None, kind=first.kind
    )
    above = await phones(town.above)
    with counted() as statements:
        answer = await above.ask(app_documents.text("DeskedNotice"), id=named(looked_at))
    assert answer["notice"]["state"] == state.value
    assert len(statements) <= MOST, "\n".join(statements)
