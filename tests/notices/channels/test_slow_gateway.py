"""However slow a gateway is, a household is sent one SMS."""

from datetime import timedelta

import pytest

from backend.kit import clock, sms
from backend.notices.channel_models import NoticeSms
from backend.notices.channels import leases, texting
from tests.community import Town
from tests.households import builders as doors
from tests.notices.rounds import MINUTE, all_rounds, out


async def test_what_one_worker_sends_no_other_takes(
    town: Town, sent_by_sms: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        phone = f"138000000{number:02}"
        await doors.household(town, f"3栋 {number}", "陈一", phones={"陈一": phone})
    await out(town)
    clock.advance(3 * MINUTE)
    give, others = sms.send, list[NoticeSms]()

    async def send_slowly(phone: str, text: str) -> bool:
        was_taken = await give(phone, text)
        # Some are sent side by side, each for as long as a gateway may take.
        clock.advance(timedelta(seconds=sms.SECONDS / texting.SIDE_BY_SIDE))
        others.extend(one for one in await leases.take(NoticeSms, 40) if one.attempts > 1)
        return was_taken

    monkeypatch.setattr(sms, "send", send_slowly)
    await all_rounds()

    assert others == []
