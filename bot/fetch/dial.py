"""Connections to public addresses only. The guard sits where a connection is made: it sees the address that is dialled."""

from __future__ import annotations

import socket
import ssl
from asyncio import get_running_loop
from collections.abc import AsyncIterator, Iterable
from ipaddress import ip_address
from typing import NoReturn

import httpcore2
import httpx2

from bot.core.address import is_allowed, is_public, is_web_port
from bot.core.answers import UnreachableError
from bot.core.errors import FetchError
from bot.core.problems import Problem, Trouble

_CONNECT_S = 10.0
_MAX_CONNECTIONS = 100


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Resolves a host, refuses addresses that are not public, and dials one of the others by its number."""

    def __init__(self, private_hosts: frozenset[str]) -> None:
        self._private_hosts = private_hosts
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore2 names it so
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection; FetchError where the host may not be dialled or is not known."""
        problem: Exception | None = None
        for address in await self._addresses(host, port):
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout=timeout, local_address=local_address, socket_options=socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
        raise UnreachableError(Problem.of(Trouble.NO_CONNECTION, host=host, port=port)) from problem

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 - httpcore2's signature
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> NoReturn:
        """Never: a feed has no path on this machine."""
        raise FetchError(Problem.of(Trouble.SOCKET))

    async def _addresses(self, host: str, port: int) -> list[str]:
        allowed = is_allowed(host, port, self._private_hosts)
        if not allowed and not is_web_port(port):
            raise FetchError(Problem.of(Trouble.PORT, host=host, port=port), permanent=True)
        addresses = await _resolve(host, port)
        kept = addresses if allowed else [address for address in addresses if is_public(address)]
        if not kept:
            raise FetchError(Problem.of(Trouble.PRIVATE, host=host), permanent=True)
        return kept


async def _resolve(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, each once, in the resolver's order."""
    try:
        return [str(ip_address(host))]
    except ValueError:
        pass
    try:
        found = await get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableError(Problem.of(Trouble.NAME, host=host)) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedTransport(httpx2.AsyncBaseTransport):
    """httpx2 over a pool with that backend: one TLS context, no proxies, no connection kept after its answer.

    Kept connections are of no use to polls minutes apart, and would be shared by names behind one address.
    """

    def __init__(self, private_hosts: frozenset[str], tls: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=tls or httpx2.create_ssl_context(trust_env=False),
            max_connections=_MAX_CONNECTIONS,
            max_keepalive_connections=0,
            network_backend=GuardedBackend(private_hosts),
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """One exchange, without following, unpacking or remembering anything; raises httpcore2's errors and FetchError."""
        answer = await self._pool.handle_async_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions={"timeout": {"connect": _CONNECT_S, "pool": None, "read": None, "write": None}},
            )
        )
        return httpx2.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
            request=request,
        )

    async def aclose(self) -> None:
        """Closes what is open."""
        await self._pool.aclose()


class _Body(httpx2.AsyncByteStream):
    """The bytes of an answer as they come."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()
