"""Which addresses we send to: a phone names its own push service, so it must not be able to name our own network."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from backend import settings

LONGEST = 1000
"""Characters; real endpoints have a few hundred."""

TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses behind which a translator reaches any IPv4 address (RFC 6052)."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotPublic(OSError):
    """An endpoint, or what its name resolves to, is not a push service on the public internet."""


def check(endpoint: str) -> str:
    """The origin (RFC 6454) of what can be a push service: https on the usual port of a named host; else `NotPublic`.

    The hosts of the setting `push_hosts` are exempt: they may be anything and anywhere.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise NotPublic("not an address") from error
    if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        raise NotPublic("not an address")
    if parts.netloc in settings.settings().push_hosts and parts.scheme in {"http", "https"}:
        return f"{parts.scheme}://{parts.netloc}"
    if parts.scheme != "https" or port not in {None, 443} or parts.username is not None:
        raise NotPublic("not https on its usual port")
    if not _is_public_name(parts.hostname or ""):
        raise NotPublic("not a public host name")
    return f"https://{parts.hostname}"


def _is_public_name(host: str) -> bool:
    """Names of the public internet have a dot and end in letters; numbers in all their spellings do not."""
    last = host.rpartition(".")[2]
    return "." in host.strip(".") and last.isalnum() and not last.isdigit() and not last.startswith("0x")


def is_public(address: str) -> bool:
    """Whether an address lies on the public internet, also when it is wrapped into another kind of address."""
    return _is_global(ipaddress.ip_address(address.partition("%")[0]))


def _is_global(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return _is_global(inner)
    return address.is_global and not address.is_multicast


Names = Callable[[str, int], Awaitable[list[str]]]
"""Looks up a name; its addresses."""


async def _of_the_system(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    # Those of the fourth version first: where the sixth does not work it may take long to fail.
    return [str(address[0]) for _, _, _, _, address in sorted(found, key=lambda one: one[0])]


async def resolve(host: str, port: int, names: Names = _of_the_system) -> list[str]:
    """The addresses of a push service that lie on the public internet; `NotPublic` where it has none.

    The connection goes to the very address that was checked: a name that changes in between gains nothing.
    """
    found = await names(host, port)
    if f"{host}:{port}" in settings.settings().push_hosts:
        return found
    public = [address for address in found if is_public(address)]
    if not public:
        raise NotPublic(f"{host} is not on the public internet")
    return public
