"""The way outside: what is fetched has a limit in size and time, and redirects lead nowhere."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import httpx2

TIMEOUT = 10.0
"""Seconds until another server must have answered."""
LONGEST = 256 * 1024
"""Bytes of an answer; a key set or an account has a few thousand."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Addresses of version 6 in which one of version 4 hides: mapped, NAT64 (RFC 6052), 6to4 (RFC 3056), Teredo (RFC 4380).
_HIDING = [ipaddress.ip_network(name) for name in ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16", "2001::/32")]


def is_public(address: Address) -> bool:
    """Whether it is one of the internet's, and none of this machine or the network it stands in."""
    return address.is_global and not address.is_multicast and not any(address in network for network in _HIDING)


class Limited(httpx2.AsyncHTTPTransport):
    """Reads no more of an answer than ``LONGEST``, and nothing that would grow when unpacked."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["Accept-Encoding"] = "identity"
        response = await super().handle_async_request(request)
        body = b""
        try:
            async for part in response.aiter_raw():
                body += part
                if len(body) > LONGEST:
                    raise httpx2.ReadError("too long", request=request)
        finally:
            await response.aclose()
        kind = {"Content-Type": response.headers.get("Content-Type", "")}
        return httpx2.Response(response.status_code, headers=kind, content=body, request=request)


class PublicOnly(Limited):
    """For servers that a stranger names: HTTPS, and public addresses alone. It goes to the very address that was looked
    at, so that no name server can answer otherwise the second time."""

    @staticmethod
    def fits(address: Address) -> bool:
        """Whether it may be asked."""
        return is_public(address)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        name = request.url.host
        if request.url.scheme != "https":
            raise httpx2.UnsupportedProtocol("not https", request=request)
        request.url = request.url.copy_with(host=await self._address(name, request))
        request.extensions = {**request.extensions, "sni_hostname": name}  # whose certificate is asked for
        return await super().handle_async_request(request)

    async def _address(self, name: str, request: httpx2.Request) -> str:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(name, request.url.port or 443, type=socket.SOCK_STREAM)
        except OSError:
            raise httpx2.ConnectError("unknown", request=request) from None
        addresses = [str(address[0]) for *_, address in found]
        if not all(self.fits(ipaddress.ip_address(address.partition("%")[0])) for address in addresses):
            raise httpx2.ConnectError("not public", request=request)
        return addresses[0]
