"""Names for aiohttp, for what is posted elsewhere than to push services: to public addresses only, as there."""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult

from backend.push import addresses


class PublicOnly(AbstractResolver):
    """Resolves names to addresses on the public internet; the connection goes to the very address that was checked."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in await addresses.resolve(host, port)
            if (":" in address) is (family is socket.AF_INET6) or family is socket.AF_UNSPEC
        ]

    async def close(self) -> None:
        """Nothing is kept open."""
