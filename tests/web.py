"""A small real web server on 127.0.0.1 for tests and benchmarks: it answers as it is told, and remembers what it was asked.

async with Web() as web:
    web.put("/feed.xml", Page(body))              # with ETag, 304 and gzip, as good servers do
    web.put("/moved", Raw.redirect("/feed.xml"))
    web.put("/often", Raw(status=429, headers={"Retry-After": "7"}), Page(body))  # one after the other; the last stays
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came. Header names are in lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A body served well: with a strong ETag, 304 for it, gzip where it is accepted."""

    body: bytes
    content_type: str = "application/xml"
    headers: Mapping[str, str] = field(default_factory=dict)
    validators: bool = True
    packed: bool = True

    @property
    def etag(self) -> str:
        """The tag of this body."""
        return f'"{hashlib.blake2b(self.body, digest_size=8).hexdigest()}"'

    async def parts(self, asked: Asked) -> AsyncIterator[bytes]:
        """The bytes to send."""
        headers = {"Content-Type": self.content_type, **self.headers}
        if self.validators:
            headers["ETag"] = self.etag
            if asked.headers.get("if-none-match") == self.etag:
                yield _head(304, headers)
                return
        body = self.body
        if self.packed and "gzip" in asked.headers.get("accept-encoding", ""):
            body = gzip.compress(body, 1, mtime=0)
            headers["Content-Encoding"] = "gzip"
        yield _head(200, {**headers, "Content-Length": str(len(body))}) + body


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer exactly as given, piece by piece, perhaps never ending. `length` overrides the true Content-Length."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: tuple[bytes, ...] = ()
    length: int | None = None
    repeat: int = 1  # how often the pieces are sent
    hangs: bool = False  # the connection stays open after the last piece
    head: bytes | None = None  # instead of status and headers

    @classmethod
    def redirect(cls, location: str, status: int = 302) -> Raw:
        """A redirect."""
        return cls(status=status, headers={"Location": location})

    async def parts(self, asked: Asked) -> AsyncIterator[bytes]:
        """The bytes to send."""
        headers = dict(self.headers)
        if self.length is not None:
            headers["Content-Length"] = str(self.length)
        yield self.head if self.head is not None else _head(self.status, headers)
        for _ in range(self.repeat):
            for piece in self.pieces:
                yield piece
        if self.hangs:
            await asyncio.Event().wait()


class Web:
    """The server. `url` makes addresses of paths; `asked` is what came, in order."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.open = 0
        self.most_open = 0
        self._answers: dict[str, list[Page | Raw]] = {}
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

    def put(self, path: str, *answers: Page | Raw) -> str:
        """Answer requests of this path so, one after the other; the last answer stays. Returns the address."""
        self._answers[path] = list(answers)
        return self.url(path)

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [asked.path for asked in self.asked]

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._answer(reader, writer)
        finally:
            self.open -= 1
            self._tasks.discard(task)
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in head[1:] if line)
        asked = Asked(head[0].split(" ")[1], {name.lower(): value.strip() for name, _, value in pairs})
        self.asked.append(asked)
        answers = self._answers.get(asked.path) or [Raw(status=404)]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        async for part in answer.parts(asked):
            writer.write(part)
            await writer.drain()


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [
        f"HTTP/1.1 {status} Answer",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("utf-8")
