"""Turns at a host: so many requests at once, so long from one to the next, and none while it has asked us to wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.errors import FetchError
from bot.core.problems import Problem, Trouble

GAPS: Mapping[str, timedelta] = {"t.me": timedelta(seconds=1), "telegram.me": timedelta(seconds=1)}
_AT_ONCE = 2  # requests at one host at the same time; one where a gap is kept

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    gap: float
    free_at: float = float("-inf")
    held_until: float = float("-inf")
    users: int = field(default=0)


class HostTurns:
    """Hands out turns. `clock` and `sleep` count seconds; by default those of the running event loop."""

    def __init__(
        self,
        gaps: Mapping[str, timedelta] = GAPS,
        *,
        clock: Clock | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._gaps = gaps
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Waits for a turn at the host, and holds it; FetchError while the host is to be left alone."""
        host = self._host(name)
        host.users += 1
        try:
            async with host.slots:
                self._refuse_if_held(name, host)
                if (wait := host.free_at - self._clock()) > 0:
                    await self._sleep(wait)
                    self._refuse_if_held(name, host)
                try:
                    yield
                finally:
                    host.free_at = self._clock() + host.gap
        finally:
            host.users -= 1
            if not host.users:
                self._forget_idle()

    def hold(self, name: str, wait: timedelta) -> None:
        """Leave the host alone for so long: it has asked for it."""
        host = self._host(name)
        host.held_until = max(host.held_until, self._clock() + wait.total_seconds())

    def _refuse_if_held(self, name: str, host: _Host) -> None:
        left = host.held_until - self._clock()
        if left > 0:
            raise FetchError(Problem.of(Trouble.HELD, host=name), retry_after=timedelta(seconds=left))

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            gap = self._gaps.get(name)
            slots = asyncio.Semaphore(_AT_ONCE if gap is None else 1)
            self._hosts[name] = _Host(slots, gap.total_seconds() if gap else 0.0)
        return self._hosts[name]

    def _forget_idle(self) -> None:
        """Redirects name ever new hosts: those that nothing waits for are dropped."""
        now = self._clock()
        for name in [
            n for n, h in self._hosts.items() if not h.users and max(h.free_at, h.held_until) <= now
        ]:
            del self._hosts[name]
