"""Ways into a chat group: a robot of WeCom, DingTalk or Feishu, or a gateway of the place's own, as Apprise URLs.

Nothing else that Apprise knows is let in: no files, no mail, no address inside our own network. A place whose gateway
lies inside names its host in `LIANXIN_PUSH_HOSTS`.

Apprise reads the URLs. We post ourselves: these robots answer 200 when they have taken nothing, which Apprise takes
for success, and its connections go wherever a name leads at that moment.
"""

import asyncio
import base64
import hmac
import logging
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import orjson
from aiohttp import BasicAuth, ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from backend.kit import clock
from backend.kit.refusals import BadInput
from backend.kit.words import Words
from backend.push import addresses, resolving

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Robot:
    """A kind of robot whose server is fixed: who binds one names a group, and no address."""

    name: str
    address: str
    """Where it listens; its key comes behind."""


ROBOTS = {
    "wecombot": Robot("企业微信", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="),
    "dingtalk": Robot("钉钉", "https://oapi.dingtalk.com/robot/send?access_token="),
    "feishu": Robot("飞书", "https://open.feishu.cn/open-apis/bot/v2/hook/"),
    "lark": Robot("Lark", "https://open.larksuite.com/open-apis/bot/v2/hook/"),
}
OWN = {"jsons": "https", "json": "http", "forms": "https", "form": "http"}
"""What is posted to a gateway of the place's own, and how."""
LONGEST = 500
SECONDS = 20.0
KEY = re.compile(r"[\w-]+")

BAD_URL = Words(
    "请粘贴群机器人的地址：企业微信、钉钉或飞书群里“添加机器人”后显示的那一行。",
    "請貼上群機器人的地址：企業微信、釘釘或飛書群裡「新增機器人」後顯示的那一行。",
    "Paste the address of the group's robot: the line that WeCom, DingTalk or Feishu shows when a robot is added.",
)


@dataclass(frozen=True, slots=True)
class Gateway:
    """A way into one group."""

    url: str
    """An Apprise URL: who has it can write into the group."""
    service: str
    plugin: Any
    """What Apprise read in the URL."""

    @property
    def address(self) -> str:
        """Where it listens at this moment."""
        if self.service in ROBOTS:
            return ROBOTS[self.service].address + self._key + self._signed()
        port = f":{self.plugin.port}" if self.plugin.port else ""
        return f"{OWN[self.service]}://{self.plugin.host}{port}{self.plugin.fullpath or '/'}"

    @property
    def _key(self) -> str:
        return str(self.plugin.key if self.service == "wecombot" else self.plugin.token)

    def _signed(self) -> str:
        """DingTalk's robots may ask for a signature over the time."""
        secret = self.plugin.secret if self.service == "dingtalk" else None
        if not secret:
            return ""
        milliseconds = int(clock.now().timestamp() * 1000)
        seal = hmac.new(secret.encode(), f"{milliseconds}\n{secret}".encode(), sha256).digest()
        return "&" + urlencode({"timestamp": milliseconds, "sign": base64.b64encode(seal).decode()})

    def said(self, text: str) -> dict[str, Any]:
        """A text as this service wants it."""
        match self.service:
            case "wecombot" | "dingtalk":
                return {"msgtype": "text", "text": {"content": text}}
            case "feishu" | "lark":
                return {"msg_type": "text", "content": {"text": text}}
        # As Apprise posts to gateways.
        return {"version": "1.0", "title": "", "message": text, "type": "info"}

    async def post(self, text: str) -> bool:
        """Write into the group; whether the service took it."""
        try:
            return await self._post(text)
        except (TimeoutError, ClientError, OSError, ValueError):
            # What the error says may name the key.
            log.warning("a chat group's gateway (%s) did not take a text", self.service)
            return False

    async def _post(self, text: str) -> bool:
        is_robot, is_form = self.service in ROBOTS, self.service.startswith("form")
        login = (
            None
            if is_robot or not self.plugin.user
            else BasicAuth(self.plugin.user, self.plugin.password or "")
        )
        async with (
            ClientSession(
                connector=TCPConnector(resolver=resolving.PublicOnly()),
                timeout=ClientTimeout(total=SECONDS),
                cookie_jar=DummyCookieJar(),
                auth=login,
                headers={"User-Agent": "Lianxin"} | ({} if is_robot else self.plugin.headers),
            ) as session,
            session.post(
                self.address,
                data=self.said(text) if is_form else None,
                json=None if is_form else self.said(text),
                allow_redirects=False,
            ) as response,
        ):
            if response.status >= 300:
                return False
            return not is_robot or _is_well(await response.read())


def _is_well(answer: bytes) -> bool:
    """Whether a robot took it: they say so in the answer, and answer 200 in any case."""
    said = orjson.loads(answer)
    return isinstance(said, dict) and said.get("errcode", said.get("code", said.get("StatusCode"))) == 0


async def read(written: str) -> Gateway:
    """The gateway that somebody pasted; `BadInput` where it is none that we write to."""
    url = _as_apprise(written.strip())
    service = urlsplit(url).scheme.lower() if len(url) <= LONGEST else ""
    if service not in ROBOTS and service not in OWN:
        raise BadInput(field="url", reason=BAD_URL)
    plugin = await asyncio.to_thread(_plugin, url)
    if plugin is None:
        raise BadInput(field="url", reason=BAD_URL)
    gateway = Gateway(url, service, plugin)
    try:
        addresses.check(gateway.address)
    except addresses.NotPublic as error:
        raise BadInput(field="url", reason=BAD_URL) from error
    return gateway


def _as_apprise(written: str) -> str:
    """An address as a group's own page shows it, as the Apprise URL that it stands for."""
    for service, robot in ROBOTS.items():
        shown, asked = urlsplit(written), urlsplit(robot.address)
        if (shown.scheme, shown.netloc) != (asked.scheme, asked.netloc):
            continue
        if asked.query:
            key = parse_qs(shown.query).get(asked.query.rstrip("="), [""])[0]
        else:
            key = shown.path.removeprefix(asked.path).rstrip("/")
        return f"{service}://{key}" if KEY.fullmatch(key) else ""
    return written


def _plugin(url: str) -> Any:
    # Half a second to import; a place without groups never pays for it.
    from apprise import Apprise

    try:
        return Apprise.instantiate(url, suppress_exceptions=True)
    except Exception:
        return None
