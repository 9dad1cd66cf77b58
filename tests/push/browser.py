"""A browser whose push service is the stand-in: it subscribes there, and what arrives is handed to its service worker.

Chromium's own push service is on the internet and knows only Google; everything else is as on a phone: the page
asks for a subscription, the server seals for its keys, the service worker is woken by the browser.
"""

import json
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Worker

from tests.patience import MILLISECONDS
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


# A notification leaves the screen by itself after a while: it is held where it is shown.
HELD = """() => {
  if (self.held) return
  const held = {}
  self.held = (tag) => (held[tag] ??= Promise.withResolvers())
  const show = ServiceWorkerRegistration.prototype.showNotification
  ServiceWorkerRegistration.prototype.showNotification = function (title, options) {
    const shown = show.call(this, title, options)
    const { resolve, reject } = self.held(options.tag)
    shown.then(() => this.getNotifications({ tag: options.tag })).then(([one]) => resolve(one), reject)
    return shown
  }
}"""
SHOWN = """async ({ tag, patience }) => {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error(`no push showed ${tag}`)), patience))
  const { title, body, data } = await Promise.race([self.held(tag).promise, late])
  return { title, body, tag, link: data.link }
}"""
PRESSED = """async (tag) => {
  const notification = await self.held(tag).promise
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
}"""


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

    @property
    def _running(self) -> Worker:
        [worker] = self.page.context.service_workers
        return worker

    def receives(self, said: dict[str, Any]) -> None:
        """Wake it with what a phone was told, as the browser does when its push service has something."""
        self._running.evaluate(HELD)
        self._session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.origin, "registrationId": self._registrations[-1], "data": json.dumps(said)},
        )

    def shows(self, tag: str) -> dict[str, Any]:
        """Wait until a notification stands on the screen, and read it."""
        shown: dict[str, Any] = self._running.evaluate(SHOWN, {"tag": tag, "patience": MILLISECONDS})
        return shown

    def is_pressed(self, tag: str) -> None:
        """Press it."""
        self._running.evaluate(PRESSED, tag)
