"""A browser whose push service is the stand-in: it subscribes there, and what arrives is handed to its service worker.

Chromium's own push service is on the internet and knows only Google; everything else is as on a phone: the page
asks for a subscription, the server seals for its keys, the service worker is woken by the browser.
"""

import json
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.push.stand_in import Handset

SUBSCRIBE = """(given) => {
  let subscribed = null
  const subscription = {
    endpoint: given.endpoint,
    toJSON: () => ({ endpoint: given.endpoint, keys: { p256dh: given.p256dh, auth: given.auth } }),
    unsubscribe: async () => { subscribed = null; return true },
  }
  PushManager.prototype.subscribe = async () => (subscribed = subscription)
  PushManager.prototype.getSubscription = async () => subscribed
}"""


PATIENCE = 30_000
"""Milliseconds for which a notification may be on its way to the screen."""
SHOWN = """async (which) => (await (await navigator.serviceWorker.ready).getNotifications(which))
  .map(({ title, body, tag, data }) => ({ title, body, tag, link: data.link }))"""
# A loop of ours: Playwright's own waiting takes the promise itself for a yes.
UNTIL_SHOWN = f"""async ({{ tag, patience }}) => {{
  const frame = () => new Promise(requestAnimationFrame)
  const latest = performance.now() + patience
  while (!(await ({SHOWN})({{ tag }})).length) {{
    if (performance.now() > latest) throw new Error(`no notification ${{tag}}`)
    await frame()
  }}
}}"""


def subscribes_as(context: BrowserContext, handset: Handset, origin: str) -> None:
    """Let every page of this browser subscribe with the keys of a handset, without asking anybody."""
    context.grant_permissions(["notifications"], origin=origin)
    given = {"endpoint": handset.endpoint, "p256dh": handset.p256dh, "auth": handset.auth}
    context.add_init_script(f"({SUBSCRIBE})({json.dumps(given)})")


class WorkerOf:
    """The service worker of a page's origin, reached by the browser's debugging protocol."""

    def __init__(self, page: Page, origin: str) -> None:
        self.origin = origin
        self.page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._registrations: list[str] = []
        self._session.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._session.send("ServiceWorker.enable")

    def _note(self, event: dict[str, Any]) -> None:
        self._registrations += [
            one["registrationId"]
            for one in event["registrations"]
            if one["scopeURL"].startswith(self.origin) and not one["isDeleted"]
        ]

    def receives(self, said: dict[str, Any]) -> None:
        """Wake it with what a phone was told, as the browser does when its push service has something."""
        self._session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.origin, "registrationId": self._registrations[-1], "data": json.dumps(said)},
        )

    def has_shown(self, tag: str) -> None:
        """Wait until one of them stands on the screen."""
        self.page.evaluate(UNTIL_SHOWN, {"tag": tag, "patience": PATIENCE})

    def shown(self) -> list[dict[str, Any]]:
        """The notifications that stand on the screen now."""
        shown: list[dict[str, Any]] = self.page.evaluate(SHOWN)
        return shown

    def is_pressed(self, tag: str) -> None:
        """Press one of them."""
        [worker] = self.page.context.service_workers
        worker.evaluate(
            """async (tag) => {
                 const [notification] = await self.registration.getNotifications({ tag })
                 self.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
               }""",
            tag,
        )
