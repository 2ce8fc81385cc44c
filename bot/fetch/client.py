"""One GET of one source, from its address to a whole body, or to one sentence that says why not."""

from __future__ import annotations

import asyncio
import ssl
from datetime import timedelta
from types import TracebackType
from typing import Self, TypeAlias
from urllib.parse import urljoin

import httpcore2
import httpx2

from bot.core.answers import Fetched, NotModified, UnreachableError, max_age, retry_after, validator
from bot.core.errors import FetchError
from bot.core.model import Source, SourceKind, SourceState
from bot.core.problems import Problem, Trouble, refusal
from bot.fetch.dial import GuardedTransport
from bot.fetch.turns import HostTurns
from bot.fetch.unpack import read_body

_TOTAL = timedelta(seconds=20)
_MAX_HOPS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = {
    SourceKind.RSS: b"application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
    SourceKind.TELEGRAM: b"text/html",
}
_Headers: TypeAlias = list[tuple[bytes, bytes]]


class Fetcher:
    """Reads sources. `async with` it once for the life of the process: it holds the one TLS context.

    `contact` is an address where a publisher can find us. `private_hosts` (host, or host:port) may be dialled although they
    are not public. `total` bounds one request with its redirects, not the wait for a turn.
    """

    def __init__(
        self,
        *,
        version: str,
        contact: str = "",
        private_hosts: frozenset[str] = frozenset(),
        turns: HostTurns | None = None,
        total: timedelta = _TOTAL,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._agent = f"Svodka/{version} (+{contact})" if contact else f"Svodka/{version}"
        self._transport = GuardedTransport(frozenset(name.lower() for name in private_hosts), tls)
        self._turns = turns or HostTurns()
        self._total = total.total_seconds()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes all connections."""
        await self._transport.aclose()

    async def get(self, source: Source, state: SourceState) -> Fetched | NotModified:
        """The source's newest body, or that it has not changed since `state`; FetchError when neither can be had."""
        url = _web_url(source.url)
        host = url.host
        async with self._turns.turn(host):
            try:
                async with asyncio.timeout(self._total):
                    return await self._follow(url, source.kind, _validators(state))
            except TimeoutError as error:
                late = Problem.of(Trouble.SLOW, host=host, seconds=f"{self._total:g}")
                raise UnreachableError(late) from error
            except FetchError as error:
                if error.retry_after:
                    self._turns.hold(host, error.retry_after)
                raise
            except _FOREIGN as error:
                raise UnreachableError(_problem(error, host)) from error

    async def _follow(
        self, first: httpx2.URL, kind: SourceKind, validators: _Headers
    ) -> Fetched | NotModified:
        """Requests hop by hop; validators go to the first address only, for they are its own."""
        url = first
        for _ in range(_MAX_HOPS + 1):
            request = httpx2.Request("GET", url, headers=[*self._headers(kind), *validators])
            response = await self._transport.handle_async_request(request)
            try:
                if response.status_code not in _REDIRECTS:
                    return await _answer(response, str(url), conditional=bool(validators), moved=url != first)
                url = _next_url(url, response, kind)
            finally:
                await response.aclose()
            validators = []
        raise FetchError(Problem.of(Trouble.REDIRECTS, hops=_MAX_HOPS), permanent=True)

    def _headers(self, kind: SourceKind) -> _Headers:
        return [
            (b"User-Agent", self._agent.encode("ascii", "replace")),
            (b"Accept", _ACCEPT[kind]),
            (b"Accept-Encoding", b"gzip"),
            (b"Connection", b"close"),
        ]


_FOREIGN = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
    httpx2.InvalidURL,
    ssl.SSLError,
    OSError,
    UnicodeError,
)


def _validators(state: SourceState) -> _Headers:
    pairs = ((b"If-None-Match", state.etag), (b"If-Modified-Since", state.last_modified))
    return [(name, value.encode("latin-1", "replace")) for name, value in pairs if value]


async def _answer(
    response: httpx2.Response, url: str, *, conditional: bool, moved: bool
) -> Fetched | NotModified:
    """What a final answer means; FetchError for every status but 200 and a 304 that we asked for."""
    headers = _headers_of(response)
    etag = None if moved else validator(headers.get("etag"))
    last_modified = None if moved else validator(headers.get("last-modified"))
    if response.status_code == 304 and conditional:
        return NotModified(etag=etag, last_modified=last_modified, max_age=max_age(headers))
    if response.status_code != 200:
        raise _refusal(response.status_code, headers)
    body = await read_body(response.aiter_raw(), headers.get("content-encoding", ""))
    return Fetched(
        body=body,
        url=url,
        content_type=headers.get("content-type"),
        etag=etag,
        last_modified=last_modified,
        max_age=max_age(headers),
    )


def _headers_of(response: httpx2.Response) -> dict[str, str]:
    """Headers by lower-case name, as Latin-1, which keeps every byte; of a repeated one all values, as RFC 9110 joins them."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _refusal(status: int, headers: dict[str, str]) -> FetchError:
    wait = retry_after(headers) if status in {429, 503} else None
    if status != 429 and headers.get("cf-mitigated", "").lower() == "challenge":
        return FetchError(Problem.of(Trouble.BROWSERS_ONLY), permanent=True)
    permanent = 400 <= status < 500 and status not in {408, 429}
    return FetchError(refusal(status), permanent=permanent, retry_after=wait)


def _web_url(raw: str) -> httpx2.URL:
    try:
        url = httpx2.URL(raw)
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError(Problem.of(Trouble.ADDRESS, address=repr(raw[:100])), permanent=True) from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError(Problem.of(Trouble.NOT_WEB, address=repr(raw[:100])), permanent=True)
    return url


def _next_url(url: httpx2.URL, response: httpx2.Response, kind: SourceKind) -> httpx2.URL:
    """Where a redirect leads; a preview page that leads elsewhere is no preview."""
    location = _headers_of(response).get("location")
    if not location:
        raise FetchError(Problem.of(Trouble.REDIRECT_NOWHERE, status=response.status_code))
    try:
        following = _web_url(urljoin(str(url), _as_utf8(location)))
    except ValueError as error:
        raise FetchError(Problem.of(Trouble.REDIRECT_UNREADABLE), permanent=True) from error
    if url.scheme == "https" and following.scheme == "http":
        raise FetchError(Problem.of(Trouble.REDIRECT_UNSAFE), permanent=True)
    if kind is SourceKind.TELEGRAM and not following.path.startswith("/s/"):
        raise FetchError(Problem.of(Trouble.NO_PREVIEW), permanent=True)
    return following


def _as_utf8(value: str) -> str:
    """A header that may be UTF-8, as browsers read Location."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value


def _problem(error: Exception, host: str) -> Problem:
    """What an error of the network means."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Problem.of(Trouble.CERTIFICATE, host=host, detail=cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return Problem.of(Trouble.TLS, host=host)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore2.TimeoutException):
        return Problem.of(Trouble.SILENT, host=host)
    if isinstance(error, httpcore2.RemoteProtocolError):
        return Problem.of(Trouble.BROKEN_OFF, host=host)
    if isinstance(error, (httpx2.InvalidURL, UnicodeError)):
        return Problem.of(Trouble.ADDRESS, address=host)
    return Problem.of(Trouble.CONNECTION, host=host)
