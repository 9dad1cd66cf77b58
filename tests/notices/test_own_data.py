"""What is held about the notices that somebody wrote or passed on."""

from datetime import timedelta

from backend.access import own
from backend.kit import clock, words
from backend.kit.words import Language
from backend.notices.kinds import Way
from backend.notices.models import Notice
from backend.notices.relaying import turns
from backend.notices.writing import own_data
from tests import community
from tests.community import Town
from tests.notices.builders import draft, drafted, published


async def test_i_read_what_i_wrote_and_what_i_passed_on(town: Town) -> None:
    began = clock.now()
    await drafted(town.leader, town.east, draft("草稿"))
    clock.advance(timedelta(minutes=1))
    sent = await published(town.above, town.town, draft("停水", grounds=[town.east], way=Way.RELAYED))
    await turns.pass_on(await community.actor(town.leader), sent.id, town.east.id, "请互相转告")
    with words.reader(Language.EN):
        assert await own_data.wrote(town.leader.id) == [
            {
                "Headline": "草稿",
                "Grid": "第一网格",
                "State": "Draft",
                "Drafted": began.isoformat(),
                "Published": None,
            }
        ]
        [theirs] = await own_data.wrote(town.above.id)
        assert (theirs["State"], theirs["Published"]) == ("Published", clock.now().isoformat())
        assert await own_data.passed_on(town.leader.id) == [
            {
                "Headline": "停水",
                "Grid": "第一网格",
                "What I added": "请互相转告",
                "When": clock.now().isoformat(),
            }
        ]
        assert await own_data.wrote(town.member.id) == await own_data.passed_on(town.member.id) == []
    assert {"notices", "notices_passed_on"} <= {section.name for section in own.sections()}
    assert await Notice.all().count() == 2
