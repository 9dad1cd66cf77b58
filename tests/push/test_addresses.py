"""A phone names its own push service, and must not be able to name our own network."""

import os
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from backend import settings
from backend.push import addresses
from backend.push.addresses import NotPublic
from backend.push.resolving import PublicOnly


@pytest.fixture
def closed_network() -> Iterator[None]:
    """A place with a push service of its own."""
    with patch.dict(os.environ, LIANXIN_PUSH_HOSTS='["push.inside:8443"]'):
        settings.settings.cache_clear()
        yield
    settings.settings.cache_clear()


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
        "https://web.push.apple.com/QGsk",
        "https://push.example.cn:443/1",
    ],
)
def test_push_services_of_the_world_are_taken(endpoint: str) -> None:
    addresses.check(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "push",
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://push.example.cn:8443/1",
        "https://push.example.cn:99999/1",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0x1/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.5/",
        "https://192.168.1.1/",
        "https://8.8.8.8/",
        "https://localhost/",
        "https://redis/",
        "https://user:secret@push.example.cn/",
        "https://push.example.cn@127.0.0.1/",
        "https://push.example.cn/a b",
        "https://push.example.cn/\n",
        "https://推送.example.cn/",
        "https://push.example.cn/" + "a" * 1000,
        "ftp://push.example.cn/",
        "file:///etc/passwd",
    ],
)
def test_everything_else_is_refused(endpoint: str) -> None:
    with pytest.raises(NotPublic):
        addresses.check(endpoint)


@pytest.mark.usefixtures("closed_network")
def test_a_closed_network_may_name_its_own_push_service() -> None:
    addresses.check("http://push.inside:8443/1")

    with pytest.raises(NotPublic):
        addresses.check("http://push.inside:8444/1")


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("142.250.4.95", True),
        ("2404:6800:4003:c1a::5f", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104 -- nothing is bound to it
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:142.250.4.95", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
    ],
)
def test_an_address_is_looked_at_through_its_wrapping(address: str, is_public: bool) -> None:
    assert addresses.is_public(address) is is_public


def names(*found: str) -> addresses.Names:
    """Answers what a name server would."""

    async def look_up(_host: str, _port: int) -> list[str]:
        return list(found)

    return look_up


async def test_a_name_that_leads_into_our_network_is_not_followed() -> None:
    with pytest.raises(NotPublic):
        await addresses.resolve("rebinding.example.cn", 443, names("127.0.0.1", "10.0.0.5"))


async def test_of_several_addresses_only_the_public_ones_are_used() -> None:
    found = await addresses.resolve("push.example.cn", 443, names("10.0.0.5", "142.250.4.95"))

    assert found == ["142.250.4.95"]


@pytest.mark.usefixtures("closed_network")
async def test_the_push_service_of_a_closed_network_may_be_anywhere() -> None:
    assert await addresses.resolve("push.inside", 8443, names("10.0.0.5")) == ["10.0.0.5"]


@pytest.mark.usefixtures("closed_network")
def test_the_origin_keeps_a_port_that_is_not_the_usual_one() -> None:
    assert addresses.check("https://push.inside:8443/a/b?c") == "https://push.inside:8443"
    assert addresses.check("https://push.example.cn:443/a") == "https://push.example.cn"
    assert addresses.check("https://PUSH.example.cn/a") == "https://push.example.cn"


async def test_whoever_posts_by_another_client_is_led_to_public_addresses_only() -> None:
    with pytest.raises(NotPublic):
        await PublicOnly().resolve("localhost", 443)
