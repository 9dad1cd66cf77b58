"""Short messages to a phone number, by the gateway that the settings name."""

import asyncio
import contextvars
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import quote

from backend import settings

log = logging.getLogger(__name__)

SECONDS = 20
"""How long a gateway may take."""
THREADS = 12
"""More than all crowds together keep busy (four for messages, four for notices): a sign-in code always finds one."""

_threads = ThreadPoolExecutor(THREADS, "sms")


def is_possible() -> bool:
    """Whether this place has a gateway."""
    return bool(settings.settings().sms_url)


async def send(phone: str, text: str) -> bool:
    """Hand a text to the gateway; whether it took it. It blocks nobody: Apprise runs in a thread."""
    url = settings.settings().sms_url.replace("{phone}", quote(phone, safe=""))
    loop = asyncio.get_running_loop()
    try:
        # What the thread writes down carries the number of whoever sends.
        notify = partial(contextvars.copy_context().run, _notify, url, text)
        return await asyncio.wait_for(loop.run_in_executor(_threads, notify), SECONDS)
    except TimeoutError:
        log.warning("the SMS gateway did not answer within %s s", SECONDS)
    except Exception:
        log.exception("the SMS gateway could not be asked")
    return False


def _notify(url: str, text: str) -> bool:
    # Apprise takes half a second to import; a place without a gateway never pays for it.
    from apprise import Apprise

    gateway = Apprise()
    if not gateway.add(url):
        log.error("LIANXIN_SMS_URL is no URL that Apprise knows")
        return False
    return bool(gateway.notify(body=text))
