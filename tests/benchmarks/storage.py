"""How fast storage answers and takes in: `python -m tests.benchmarks.storage [URL] [--incidents N]`.

Fills an empty database with N incidents (200,000, one a minute over 90 regions), then measures what `/region` asks,
alone and while a writer is busy, and the statements that one entry costs on its way in.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from bot.core.alerts import Action, Alert, Priority, Subscription
from bot.core.model import Change, Incident, IncidentKey, MsgType, Period
from storage import inbox, incidents, outbox, subscriptions
from storage.engine import Sessions, make_engine, make_sessions
from storage.migrate import migrate
from storage.types import StatementsText
from tests.storage.examples import entry, report

END = datetime(2026, 3, 14, tzinfo=UTC)
REGIONS = 90
WITH_REPORTS = 30_000  # the newest incidents have three reports each
CHATS = 20

_COUNT = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
_AT = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', '2026-03-14', '-' || i || ' minutes')",
    "postgresql": "TIMESTAMPTZ '2026-03-14 00:00+00' - i * interval '1 minute'",
}
_DATE = {"sqlite": "date('2026-03-14', '-' || i || ' minutes')", "postgresql": "({at})::date"}


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that each of many calls took."""

    name: str
    seconds: list[float]

    def __str__(self) -> str:
        ordered = sorted(self.seconds)
        p50, p99 = (1000 * ordered[int(len(ordered) * part)] for part in (0.5, 0.99))
        rate = len(ordered) / sum(ordered)
        return f"{self.name:<44} p50 {p50:7.2f} ms   p99 {p99:7.2f} ms   {rate:8.0f} a second"

    @property
    def p99(self) -> float:
        """The 99th percentile, seconds."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)]


async def fill(sessions: Sessions, count: int) -> None:
    """Store `count` incidents, one a minute backwards from END, each region in turn."""
    async with sessions.begin() as session:
        dialect = session.get_bind().dialect
        at = _AT[dialect.name]
        numbers = _COUNT.format(last=count - 1)
        await session.execute(
            text(
                "INSERT INTO incident (number, key, region, period_date, night, revision, severity, certainty, "
                "opened_at, last_reported_at, announced, rings, previous, reasons) "
                f"{numbers} SELECT {count} - i, 'RU-' || (i % {REGIONS}) || '@' || {_DATE[dialect.name].format(at=at)}"
                f" || 'N.' || i, 'RU-' || (i % {REGIONS}), {_DATE[dialect.name].format(at=at)}, "
                f"true, 1, 2, 3, {at}, {at}, true, 0, NULL, '[]' FROM n"
            )
        )
        statements = StatementsText().process_bind_param(report().statements, dialect)
        await session.execute(
            text(
                "INSERT INTO report (incident, source_id, entry_id, source_name, source_name_en, family, tier, url, content_hash, "
                "text_hash, said_at, seen_at, silent, withdrawn, statements) "
                f"{_COUNT.format(last=3 * WITH_REPORTS - 1)} SELECT {count} - i / 3, 'source-' || (i % 3), "
                f"'https://t.me/s/' || i, 'Source', '', 'family', 'official', 'https://t.me/s/' || i, 'hash', i, {at}, {at}, "
                "false, false, :statements FROM n"
            ),
            {"statements": statements},
        )
        if dialect.name == "postgresql":
            await session.execute(text(f"SELECT setval('incident_number_seq', {count})"))
    async with sessions.begin() as session:
        await session.execute(text("ANALYZE"))


async def timed(name: str, calls: int, call: Callable[[int], Awaitable[object]]) -> Times:
    """Call so many times, one after the other."""
    seconds = []
    for number in range(calls):
        start = time.perf_counter()
        await call(number)
        seconds.append(time.perf_counter() - start)
    return Times(name, seconds)


async def ask_region(sessions: Sessions, number: int) -> None:
    """What `/region` asks."""
    async with sessions() as session:
        found = await incidents.recent(session, f"RU-{number % REGIONS}", END - timedelta(days=1), 10)
    assert len(found) == 10, len(found)


async def take_in(sessions: Sessions, number: int) -> None:
    """What one entry costs storage: it reports on an incident that has some reports, and every chat hears of it."""
    key = IncidentKey(
        f"RU-{number % REGIONS}", Period(date(2027, 1, 1) + timedelta(number // 900), night=True)
    )
    async with sessions.begin() as session:
        [waiting] = await inbox.next_unread(session)
        said = report(number, said_at=END, seen_at=END)
        await incidents.keys_of(session, [(said.source_id, said.entry_id)])
        before = await incidents.find(session, key)
        after = before or Incident(
            key=key,
            opened_at=END,
            last_reported_at=END,
            previous=await incidents.previous_number(session, key),
        )
        change = Change(
            msg_type=MsgType.UPDATE,
            before=before,
            after=dataclasses.replace(after, reports=(*after.reports, said)),
            rings=False,
            differences=(),
            reasons=("one region, one period",),
            at=END,
        )
        saved = await incidents.save(session, change)
        assert saved is not None
        watchers = await subscriptions.watching(session, key.region)
        await outbox.enqueue(session, [_alert(saved, wish) for wish in watchers], END)
        await inbox.mark_read(session, [waiting.row], END)


def _alert(saved: Incident, wish: Subscription) -> Alert:
    return Alert(
        chat_id=wish.chat_id,
        thread_id=0,
        incident=saved.number,
        revision=saved.revision,
        action=Action.SHOW,
        text="<b>Калужская область</b>\n" * 10,
        language="ru",
        silent=True,
        priority=Priority.NORMAL,
    )


async def measure(url: str, count: int) -> list[Times]:
    """All measurements on one empty database."""
    engine = make_engine(url)
    await migrate(engine)
    sessions = make_sessions(engine)
    start = time.perf_counter()
    await fill(sessions, count)
    print(f"{engine.dialect.name}: {count:,} incidents stored in {time.perf_counter() - start:.0f} s")  # noqa: T201
    entries = 900
    async with sessions.begin() as session:
        await inbox.put(session, [entry(number) for number in range(2 * entries)], END, False)
        for chat in range(CHATS):
            region = f"RU-{chat}" if chat % 2 else None
            await subscriptions.subscribe(
                session, Subscription(chat_id=chat + 1, region=region, language="ru")
            )
    found = [
        await timed("/region", 2000, lambda number: ask_region(sessions, number)),
        await timed(
            f"an entry, half of {CHATS} chats told", entries, lambda number: take_in(sessions, number)
        ),
    ]
    async with asyncio.TaskGroup() as tasks:
        busy = tasks.create_task(timed("", entries, lambda number: take_in(sessions, entries + number)))
        found.append(
            await timed("/region while entries come in", 1000, lambda number: ask_region(sessions, number))
        )
        busy.cancel()
    await engine.dispose()
    return found


def main() -> None:
    """Measure one database, by default an SQLite file that is thrown away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--incidents", type=int, default=200_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for times in asyncio.run(measure(given.url or f"sqlite:///{folder}/svodka.db", given.incidents)):
            print(times)  # noqa: T201


if __name__ == "__main__":
    main()
