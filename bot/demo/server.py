"""Serves a recorded night on 127.0.0.1 as its publishers would, up to the moment that the player has reached."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from urllib.parse import urlsplit

from bot.core.model import Source, SourceKind
from bot.demo.night import Night
from bot.demo.pages import channel_page, rss

_REQUEST_LIMIT = 16 * 1024
_PATIENCE = 10.0  # seconds that a client may take to say what it wants


class NightServer:
    """`async with NightServer(night) as server:`; then `server.now` is the recorded time, which the player moves on.

    `server.sources` are the night's sources at the addresses under which this server has them.
    """

    def __init__(self, night: Night, *, port: int = 0) -> None:
        self.night = night
        self.now = night.starts_at
        self.requests = 0
        self._port = port
        self._server: asyncio.Server | None = None
        self._by_path = {urlsplit(source.url).path: source for source in night.sources.values()}

    async def __aenter__(self) -> NightServer:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", self._port, limit=_REQUEST_LIMIT)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    @property
    def base(self) -> str:
        """The address of the server, without a last slash."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def sources(self) -> Mapping[str, Source]:
        """The night's sources, each at its address here."""
        return {source.id: replace(source, url=self.base + path) for path, source in self._by_path.items()}

    def advance(self, now: datetime) -> None:
        """Moves the recorded clock; it never goes back."""
        self.now = max(self.now, now)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                head = await reader.readuntil(b"\r\n\r\n")
            writer.write(self._respond(head.decode("latin-1")))
            await writer.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass  # the client went away or talks no HTTP: nobody to answer
        finally:
            writer.close()

    def _respond(self, head: str) -> bytes:
        self.requests += 1
        request, *lines = head.split("\r\n")
        method, _, rest = request.partition(" ")
        path = urlsplit(rest.partition(" ")[0]).path
        headers = {
            name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
        }
        source = self._by_path.get(path)
        if method != "GET":
            return _response("405 Method Not Allowed", "text/plain; charset=utf-8", b"only GET")
        if source is None:
            return _response("404 Not Found", "text/plain; charset=utf-8", b"no such page")
        body = self._page(source, path).encode()
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        if headers.get("if-none-match") == etag:
            return _response("304 Not Modified", None, b"", etag)
        content_type = "text/html" if source.kind is SourceKind.TELEGRAM else "application/rss+xml"
        return _response("200 OK", f"{content_type}; charset=utf-8", body, etag)

    def _page(self, source: Source, path: str) -> str:
        posts = self.night.on_page(source.id, self.now)
        if source.kind is SourceKind.TELEGRAM:
            return channel_page(source, path.rpartition("/")[2], posts)
        return rss(source, posts)


def _response(status: str, content_type: str | None, body: bytes, etag: str | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    if content_type is not None:
        lines += [f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    if etag is not None:
        lines.append(f"ETag: {etag}")
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body
