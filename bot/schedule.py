"""The ticks: short jobs on APScheduler that call the loops. The clock is read once a tick.

A source's schedule is a column (`next_poll_at`), not a job here. A tick that is still running is skipped, missed ticks are
one tick (`max_instances=1`, `coalesce`), and an error costs one tick.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, system_clock

log = structlog.get_logger(__name__)

LOOPS = ("poll", "ingest", "deliver")
"""The ticks that a living bot finishes again and again."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A job: `work` is called with the time of the tick, every `every`, first `after` the start."""

    name: str
    every: timedelta
    work: Callable[[datetime], Awaitable[object]]
    after: timedelta = timedelta(0)


class Schedule:
    """Runs ticks until it is stopped; knows when each last came to its end."""

    def __init__(self, ticks: tuple[Tick, ...], clock: Clock) -> None:
        self.finished: dict[str, datetime] = {}
        self._clock = clock
        self._running: set[asyncio.Task[object]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for tick in ticks:
            self.add(tick)

    def add(self, tick: Tick) -> None:
        """One more tick."""
        trigger = IntervalTrigger(seconds=tick.every.total_seconds(), timezone=UTC)
        # The scheduler lives in real time, whatever clock the ticks are handed: it would count every missed run since.
        start = system_clock() + tick.after
        self._scheduler.add_job(self._run, trigger, args=(tick,), id=tick.name, next_run_time=start)

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._scheduler.start()

    async def stop(self, grace: timedelta) -> None:
        """Start no more ticks, and let the running ones finish for at most `grace`."""
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(set(self._running), timeout=grace.total_seconds())
        self._scheduler.shutdown(wait=False)

    async def _run(self, tick: Tick) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await tick.work(self._clock())
            self.finished[tick.name] = self._clock()
        except Exception:
            log.exception("tick failed", tick=tick.name)
        finally:
            self._running.discard(task)
