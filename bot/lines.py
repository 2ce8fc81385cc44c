"""Lines of input from a person, read beside the event loop."""

from __future__ import annotations

import asyncio
import codecs
import os
import threading

LONGEST_LINE = 4096  # as long as a message may be
WAITING_LINES = 64  # read ahead of the bot


class Lines:
    """Lines of a file descriptor, read by a thread of its own: reading never holds up the loop, nor the end of the process.

    The descriptor is read without Python's buffered `stdin`, whose lock a blocked reader would hold at exit.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._room = threading.Semaphore(WAITING_LINES)
        self._started = False

    async def next(self) -> str | None:
        """The next line without its end, cut to the longest message; None at the end of input, again and again."""
        if not self._started:
            self._started = True
            loop = asyncio.get_running_loop()
            threading.Thread(target=self._read, args=(loop,), name="terminal input", daemon=True).start()
        line = await self._queue.get()
        self._room.release()
        if line is None:
            self._queue.put_nowait(None)
        return line

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        pending = ""
        try:
            while block := os.read(self._descriptor, 4096):
                *whole, rest = (pending + decoder.decode(block)).split("\n")
                for line in whole:
                    self._hand_over(loop, line)
                pending = rest[:LONGEST_LINE]
        except OSError:
            pass  # a descriptor that cannot be read any more is at its end
        if pending:
            self._hand_over(loop, pending)
        self._hand_over(loop, None)

    def _hand_over(self, loop: asyncio.AbstractEventLoop, line: str | None) -> None:
        self._room.acquire()
        try:
            loop.call_soon_threadsafe(self._queue.put_nowait, line if line is None else line[:LONGEST_LINE])
        except RuntimeError:
            raise SystemExit from None  # the loop is closed: nobody listens, and the thread ends
