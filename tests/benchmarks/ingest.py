"""How fast entries become incidents and alerts: `python -m tests.benchmarks.ingest [URL] [--days N]`.

The recorded night of the demo, once a day, each post echoed by further channels, and among it posts about something else;
20 chats are subscribed. Entries come into the inbox a hundred at a time, and are read with the clock of the last one's publication.
By default both engines are measured, an SQLite file and a PostgreSQL server that are thrown away.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.catalog.catalog import Catalog, load_catalog
from bot.catalog.sources import load_sources
from bot.cli.loop import run_async
from bot.core.alerts import Subscription
from bot.core.model import Entry, Source, Tier, content_hash
from bot.demo.night import Post, load_night
from bot.ingest import IngestOutcome, Seen, ingest_all
from config.settings import DATA_DIR
from storage import inbox, subscriptions
from storage.engine import Sessions, make_engine, make_sessions
from storage.migrate import migrate
from tests.databases import running_postgres

GOAL = 300  # entries a second
CHATS = 20
ECHOES = 2
QUIET = 0.6  # of all posts
AT_ONCE = 100  # entries in the inbox, as where as many came in while the last ones were read
REGIONS = ("RU-KLU", "RU-BRY", "RU-KDA", "RU-BEL", "RU-LEN", "RU-SMO", "RU-MOS", "RU-TUL", "UA-43", "RU-SAM")
NEWS = (
    "В центре города перекрыли движение на время ремонта моста. Объезд организован по соседним улицам.",
    "Сборная области выиграла турнир по хоккею. В финале хозяева победили гостей со счётом 4:2.",
    "Синоптики обещают дождь и усиление ветра до 17 м/с. Водителей просят быть осторожнее на дорогах.",
    "На заводе открыли новый цех, в нём будут работать 120 человек. Губернатор поблагодарил строителей за работу.",
    "Полиция ищет свидетелей аварии, в которой пострадали два человека. Звоните по телефону дежурной части.",
    "The city council has approved next year's budget. Schools and roads will get most of the money.",
    "Врачи напоминают о прививках от гриппа. В поликлиники области поступило 50 тысяч доз вакцины. " * 6,
    "Друзья, подписывайтесь на наш канал! Только проверенные новости нашего края каждый день.",
)


@dataclass(frozen=True, slots=True)
class Rate:
    """What reading a stream took, in seconds of the clock and of this process's CPU."""

    engine: str
    outcome: IngestOutcome
    seconds: float
    cpu: float

    @property
    def per_second(self) -> float:
        """Entries a second by the clock."""
        return self.outcome.read / self.seconds

    def __str__(self) -> str:
        done, alone = self.outcome, self.outcome.read / self.cpu
        return (
            f"{self.engine:<11} {self.per_second:6.0f} entries/s, {alone:6.0f} a second of CPU  "
            f"(x {self.per_second / GOAL:.1f}, x {alone / GOAL:.1f} of {GOAL})  "
            f"{done.read} read, {done.failed} failed, {done.changed} changes, {done.alerts} alerts"
        )


def stream(posts: tuple[Post, ...], days: int) -> Iterator[Entry]:
    """The posts of so many nights with their echoes, and quiet ones between them, by the time they were seen."""
    news = itertools.cycle(NEWS)
    for day in range(days):
        said = [_entry(post, day) for post in posts if not post.quiet]
        said += [_echo(entry, number) for entry in said for number in range(ECHOES)]
        quiet = [
            replace(
                said[number % len(said)], id=f"quiet-{day}-{number}", title="", text=text, updated_at=None
            )
            for number, text in zip(range(round(len(said) * QUIET / (1 - QUIET))), news, strict=False)
        ]
        quiet = [replace(entry, content_hash=content_hash("", entry.text)) for entry in quiet]
        yield from sorted([*said, *quiet], key=_seen_at)


def _entry(post: Post, day: int) -> Entry:
    shift = timedelta(days=day)
    return Entry(
        source_id=post.source_id,
        id=f"{post.id}-{day}",
        url=f"https://t.me/{post.source_id}/{post.id}-{day}",
        title=post.title,
        text=post.text,
        published_at=post.published_at + shift,
        updated_at=post.edited_at and post.edited_at + shift,
        content_hash="",
    )


def _echo(entry: Entry, number: int) -> Entry:
    return replace(
        entry,
        source_id=f"echo-{number}",
        text=f"{entry.text}\nПодписаться",
        published_at=entry.published_at + timedelta(minutes=7 * number + 3),
        updated_at=entry.updated_at and entry.updated_at + timedelta(minutes=7 * number + 3),
        content_hash="",
    )


def _seen_at(entry: Entry) -> datetime:
    return entry.updated_at or entry.published_at


def _with_echoes(sources: Mapping[str, Source]) -> dict[str, Source]:
    model = next(source for source in sources.values() if source.tier is Tier.CHANNEL)
    echoes = [f"echo-{number}" for number in range(ECHOES)]
    return {**sources, **{name: replace(model, id=name, family=name, name=name) for name in echoes}}


async def measure(url: str, catalog: Catalog, entries: list[Entry]) -> Rate:
    """Read the entries into an empty database."""
    engine = make_engine(url)
    await migrate(engine)
    sessions = make_sessions(engine)
    await _subscribe(sessions)
    total, seconds, cpu, seen = IngestOutcome(), 0.0, 0.0, Seen()
    for start in range(0, len(entries), AT_ONCE):
        part = entries[start : start + AT_ONCE]
        moment = _seen_at(part[-1])
        async with sessions.begin() as session:
            await inbox.put(session, part, moment, False)
        began, used = time.perf_counter(), time.process_time()
        total += await ingest_all(sessions, catalog, moment, seen)
        seconds, cpu = seconds + time.perf_counter() - began, cpu + time.process_time() - used
    await engine.dispose()
    return Rate(engine.dialect.name, total, seconds, cpu)


async def _subscribe(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        for number in range(CHATS):
            region = REGIONS[number // 2] if number % 2 else None
            language = "en" if number % 4 > 1 else "ru"
            await subscriptions.subscribe(
                session, Subscription(chat_id=number + 1, region=region, language=language)
            )


async def rates(url: str | None, days: int) -> list[Rate]:
    """The stream on one database, or on a new one of each engine."""
    catalog = load_catalog(DATA_DIR)
    demo = load_sources(DATA_DIR / "demo" / "sources.toml", catalog.gazetteer.regions)
    night = load_night(DATA_DIR / "demo" / "night.jsonl", demo, datetime.min.replace(tzinfo=UTC))
    catalog = replace(catalog, sources=_with_echoes(demo))
    entries = list(stream(night.posts, days))
    if url is not None:
        return [await measure(url, catalog, entries)]
    with tempfile.TemporaryDirectory() as folder, running_postgres(Path(folder)) as postgres:
        await postgres.execute("CREATE DATABASE svodka")
        urls = (f"sqlite:///{folder}/svodka.db", postgres.url("svodka"))
        return [await measure(url, catalog, entries) for url in urls]


def main() -> None:
    """Measure and print a line for each engine."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("url", nargs="?", help="an empty database to fill")
    options.add_argument("--days", type=int, default=2)
    given = options.parse_args()
    for rate in run_async(rates(given.url, given.days)):
        print(rate)  # noqa: T201


if __name__ == "__main__":
    main()
