from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import RecordedClock, system_clock
from bot.schedule import Schedule, Tick

SOON = timedelta(milliseconds=10)


async def test_a_tick_is_handed_the_time_and_an_error_costs_one_tick_only() -> None:
    seen: list[datetime] = []
    enough = asyncio.Event()

    async def work(now: datetime) -> None:
        seen.append(now)
        if len(seen) == 1:
            raise RuntimeError("the first goes wrong")
        enough.set()

    schedule = Schedule((Tick("t", SOON, work),), system_clock)
    schedule.start()
    async with asyncio.timeout(10):
        await enough.wait()
    await schedule.stop(timedelta(seconds=1))
    assert len(seen) >= 2
    assert all(at.tzinfo is UTC for at in seen)
    assert "t" in schedule.finished


async def test_a_running_tick_is_not_started_twice_and_is_let_finish_on_stop() -> None:
    running, started, release = 0, asyncio.Event(), asyncio.Event()
    most = 0

    async def work(now: datetime) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        started.set()
        await release.wait()
        running -= 1

    schedule = Schedule((Tick("t", SOON, work),), system_clock)
    schedule.start()
    async with asyncio.timeout(10):
        await started.wait()
        asyncio.get_running_loop().call_later(0.05, release.set)
        await schedule.stop(timedelta(seconds=5))
    assert most == 1
    assert running == 0, "the tick came to its end before stop returned"


def test_a_recorded_clock_stands_and_never_runs_back() -> None:
    clock = RecordedClock(datetime(2026, 10, 14, 20, tzinfo=UTC))
    clock.move(datetime(2026, 10, 14, 21, tzinfo=UTC))
    clock.move(datetime(2026, 10, 14, 19, tzinfo=UTC))
    assert clock() == datetime(2026, 10, 14, 21, tzinfo=UTC)
