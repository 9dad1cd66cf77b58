"""Which addresses we send to: a phone names its own push service, so it must not be able to name our own network."""

import ipaddress
import socket
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver

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


class PublicOnly(AbstractResolver):
    """Resolves names to public addresses only.

    The connection goes to the very address that was checked: a name that changes in between gains nothing.
    """

    def __init__(self, inner: AbstractResolver | None = None) -> None:
        self._inner = inner or DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if f"{host}:{port}" in settings.settings().push_hosts:
            return found
        public = [one for one in found if is_public(one["host"])]
        if not public:
            raise NotPublic(f"{host} is not on the public internet")
        return public

    async def close(self) -> None:
        await self._inner.close()
