"""A body from the wire into memory, never more of it than is wanted."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable

from bot.core.errors import FetchError
from bot.core.problems import Problem, Trouble

MAX_WIRE = 2 * 1024 * 1024
MAX_BODY = 5 * 1024 * 1024
_GZIP = 16 + zlib.MAX_WBITS


async def read_body(parts: AsyncIterable[bytes], coding: str) -> bytes:
    """The whole body, unpacked. `coding` is the Content-Encoding header; FetchError for too much, or another coding."""
    name = coding.strip().lower()
    if name not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError(Problem.of(Trouble.PACKED_OTHERWISE, name=repr(name[:40])), permanent=True)
    unpack = _Gunzip() if name.endswith("gzip") else None
    pieces: list[bytes] = []
    wire = size = 0
    async for part in parts:
        wire += len(part)
        if wire > MAX_WIRE:
            raise FetchError(Problem.of(Trouble.TOO_LARGE, size=MAX_WIRE >> 20), permanent=True)
        piece = unpack.feed(part, MAX_BODY - size) if unpack else part
        size += len(piece)
        pieces.append(piece)
    if unpack:
        unpack.close()
    return b"".join(pieces)


class _Gunzip:
    """Unpacks gzip, of one member or several, within a limit."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP)
        self._started = False

    def feed(self, part: bytes, room: int) -> bytes:
        pieces: list[bytes] = []
        try:
            while part:
                if self._stream.eof:
                    if part.strip(b"\0") == b"":  # padding after the last member
                        break
                    self._stream = zlib.decompressobj(_GZIP)
                self._started = True
                piece = self._stream.decompress(part, room + 1)
                room -= len(piece)
                if room < 0:
                    raise FetchError(Problem.of(Trouble.TOO_LARGE, size=MAX_BODY >> 20), permanent=True)
                pieces.append(piece)
                part = self._stream.unconsumed_tail or self._stream.unused_data
        except zlib.error as error:
            raise FetchError(Problem.of(Trouble.PACKED_FALSELY)) from error
        return b"".join(pieces)

    def close(self) -> None:
        if self._started and not self._stream.eof:
            raise FetchError(Problem.of(Trouble.PACKED_CUT_OFF))
