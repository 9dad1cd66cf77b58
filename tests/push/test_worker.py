"""A worker beside the servers sends what waits, and ends when it is told to."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import orjson

from backend import database
from backend.access.models import Person
from backend.kit import clock
from backend.push.models import Message, State
from tests import databases
from tests.patience import LONG
from tests.push.builders import subscribed, told
from tests.push.stand_in import Handset, in_background


def test_a_worker_sends_what_waits_and_writes_it_down(tmp_path: Path, sqlite_template: Path) -> None:
    url = databases.sqlite_copy(sqlite_template, tmp_path)

    async def queue(handset: Handset) -> None:
        # The worker's clock does not stand still.
        with clock.held(datetime.now(UTC)):
            async with database.opened():
                person = await Person.create(name="陈丽")
                await subscribed(person, handset)
                await told(person)

    async def state() -> State:
        async with database.opened():
            return (await Message.get()).state

    with databases.pointing_to(url), in_background() as service:
        handset = service.handset()
        asyncio.run(queue(handset))
        hosts = {"LIANXIN_PUSH_HOSTS": orjson.dumps([service.host]).decode(), "DATABASE_URL": url}
        worker = subprocess.Popen([sys.executable, "-m", "backend.cli", "work"], env=os.environ | hosts)
        try:
            assert handset.rang.wait(LONG)
        finally:
            worker.send_signal(signal.SIGTERM)
        assert worker.wait(LONG) == 0
        assert (len(handset.said), asyncio.run(state())) == (1, State.ACCEPTED)
