"""How fast polling is: `python -m tests.benchmarks.poll [FOLDER]`, ratios of one run on one machine.

Parsing against feedparser alone, over feeds of our own making (a plain one, a full-text one, one in windows-1251, a malformed
one) and, if a folder is given, over every saved feed in it. Then whole cycles from a loopback server into SQLite: cold, all
unchanged, all changed.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import feedparser

from bot.core.model import Source
from bot.core.parse import parse
from bot.fetch import Fetcher
from bot.poll import PollOutcome, poll_due
from storage import sources as source_states
from storage.engine import make_engine, make_sessions
from storage.migrate import migrate
from tests.sources import NOW, rss
from tests.web import Page, Web

WORDS = "Ночью над районом сбиты беспилотники, обломки упали на крышу дома, пожар потушен, пострадавших нет. "
ROUNDS = 5


def feed(items: int, words: int, extra: str = "") -> str:
    """An RSS feed of so many items with so many sentences each."""
    body = "".join(
        f"<item><title>Сообщение {number} {extra}</title><link>https://vesti.example/{number}</link><guid>{number}</guid>"
        f"<description><![CDATA[<p>{WORDS * words}</p><p>Подробности <a href='https://vesti.example'>здесь</a></p>]]></description>"
        f"<pubDate>Sun, 22 Nov 2026 10:{number % 60:02}:00 +0300</pubDate></item>"
        for number in range(items)
    )
    return f'<rss version="2.0"><channel><title>Вести</title>{body}</channel></rss>'


OWN = {
    "plain, 30 items": feed(30, 3).encode(),
    "full text, 50 items": feed(50, 60).encode(),
    "windows-1251, 50 items": b'<?xml version="1.0" encoding="windows-1251"?>' + feed(50, 5).encode("cp1251"),
    "malformed, 30 items": feed(30, 3, "& co &nbsp;").encode(),
}


def cost(work: Callable[[], object]) -> float:
    """The least CPU time of some rounds, in milliseconds."""
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent) * 1_000


def parsing(bodies: dict[str, bytes]) -> None:
    """One line a feed: size, entries, our time, feedparser's, the ratio."""
    source = rss()
    for name, body in bodies.items():
        ours = cost(lambda body=body: parse(body, source, content_type=None, seen_at=NOW))  # type: ignore[misc]
        theirs = cost(lambda body=body: feedparser.parse(BytesIO(body)))  # type: ignore[misc]
        count = len(parse(body, source, content_type=None, seen_at=NOW).entries)
        print(  # noqa: T201
            f"{name:32} {len(body) / 1024:7.0f} KB {count:5} entries  ours {ours:7.2f} ms  feedparser {theirs:8.2f} ms  x {theirs / ours:.1f}"
        )


async def cycles(count: int) -> None:
    """Feeds a second and CPU seconds a thousand feeds, whole cycles with storage."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/poll.db"
        engine = make_engine(url)
        await migrate(engine)
        sessions = make_sessions(engine)
        async with Web() as web, Fetcher(version="0", private_hosts=frozenset({"127.0.0.1"})) as fetcher:
            sources: dict[str, Source] = {}
            for number in range(count):
                items = [feed(25, 6, f"{number}"), feed(26, 6, f"{number}")]
                pages = Page(items[0].encode()), Page(items[0].encode()), Page(items[1].encode())
                source = rss(web.put(f"/{number}", *pages), name=f"s{number}")
                sources[source.id] = replace(source, interval=timedelta(minutes=10))
            async with sessions.begin() as session:
                await source_states.sync(session, sources, NOW)
            for name, hours in (("cold", 0), ("unchanged", 1), ("changed", 2)):
                began, cpu = time.perf_counter(), time.process_time()
                outcome: PollOutcome = await poll_due(
                    sessions, sources, fetcher, NOW + timedelta(hours=hours), lambda: 0.5
                )
                spent, used = time.perf_counter() - began, time.process_time() - cpu
                print(  # noqa: T201
                    f"{name:10} {count / spent:7.0f} feeds/s  {used / count * 1_000:6.2f} CPU s per 1,000 (server included)  "
                    f"stored {outcome.stored}, failed {outcome.failed}"
                )
        await engine.dispose()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, server included")  # noqa: T201


def main() -> None:
    """Both benchmarks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", nargs="?", type=Path, help="saved feeds")
    options.add_argument("--feeds", type=int, default=200, help="feeds of a whole cycle")
    given = options.parse_args()
    parsing(OWN)
    if given.folder:
        parsing(
            {
                path.name[-32:]: path.read_bytes()
                for path in sorted(given.folder.iterdir())
                if path.suffix != ".json"
            }
        )
    asyncio.run(cycles(given.feeds))


if __name__ == "__main__":
    main()
