"""Any order of arrival gives the same incidents and texts: `python -m tests.orders [NIGHT.jsonl ...] [--orders N]`.

Without files it shuffles the recorded night of the demo; others are files as `python -m bot replay` reads them.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from bot.catalog.catalog import Catalog
from bot.catalog.sources import load_sources
from bot.cli.demo import STARTS_AT
from bot.cli.extract import open_lines, read_texts
from bot.cli.replay import known_source
from bot.core.fold import Fold
from bot.core.model import Entry, InboxEntry, Incident, IncidentKey, Source
from bot.core.render import incident_text
from bot.core.reports import Filed, file_reports
from bot.demo.night import load_night
from config.settings import DATA_DIR
from tests.knowledge import real_catalog

LATER = timedelta(days=400)  # after every alarm of a recorded night has timed out


@dataclass(frozen=True, slots=True)
class Read:
    """An entry that was read: what it reports, and when it was seen."""

    waiting: InboxEntry
    filed: Sequence[Filed]

    @property
    def entry(self) -> tuple[str, str]:
        return self.waiting.entry.source_id, self.waiting.entry.id


@cache
def demo_night() -> tuple[Read, ...]:
    """The posts of the demo's night, edits as posts of their own, in the order of time."""
    catalog = real_catalog()
    sources = load_sources(DATA_DIR / "demo" / "sources.toml", catalog.gazetteer.regions)
    posts = load_night(DATA_DIR / "demo" / "night.jsonl", sources, STARTS_AT).posts
    read = []
    for number, post in enumerate(posts):
        entry = Entry(
            source_id=post.source_id,
            id=post.id,
            url=f"https://example.org/{post.id}",
            title=post.title,
            text=post.text,
            published_at=post.published_at,
            updated_at=post.edited_at,
        )
        silent = post.seen_from < STARTS_AT
        waiting = InboxEntry(row=number, entry=entry, seen_at=post.seen_from, silent=silent)
        read.append(Read(waiting, filed(waiting, sources[post.source_id], catalog)))
    return tuple(read)


def recorded_night(path: str) -> tuple[Read, ...]:
    """The posts of a file."""
    catalog = real_catalog()
    read = []
    for number, post in enumerate(read_texts(open_lines(path), path)):
        source = known_source(post.source or "?", post, catalog)
        at = post.published_at
        entry = Entry(source_id=source.id, id=post.id, url="", title="", text=post.text, published_at=at)
        waiting = InboxEntry(row=number, entry=entry, seen_at=at, silent=False)
        read.append(Read(waiting, filed(waiting, source, catalog)))
    return tuple(read)


def filed(waiting: InboxEntry, source: Source, catalog: Catalog) -> Sequence[Filed]:
    """What an entry reports."""
    entry = waiting.entry
    claims = catalog.reader.read(
        entry.full_text, published_at=entry.published_at, language=source.language, home=source.region
    )
    return file_reports(waiting, claims, source, catalog.gazetteer, catalog.policy)


def finals(night: Iterable[Read]) -> dict[str, tuple[str, str]]:
    """The incidents that a night gives in this order, each with its texts in the end."""
    catalog, night = real_catalog(), list(night)
    now = max(read.waiting.seen_at for read in night)
    fold = Fold({}, {}, catalog.policy, now)
    for read in night:
        fold.take(read.entry, read.filed)
    last = {change.after.key: change.after for change in fold.changes}
    return {
        str(key): (_text(last, key, "ru", catalog), _text(last, key, "en", catalog))
        for key in sorted(last, key=str)
    }


def _text(last: dict[IncidentKey, Incident], key: IncidentKey, language: str, catalog: Catalog) -> str:
    incident = replace(last[key], number=1)
    now = incident.last_reported_at + LATER
    return incident_text(incident, language, catalog.policy, catalog.wording, catalog.gazetteer, now)


def differing(night: Sequence[Read], orders: int, seed: int = 0) -> list[int]:
    """The numbers of the random orders of a night that end otherwise than the night in order."""
    expected, rng = finals(night), random.Random(seed)
    found = []
    for number in range(orders):
        shuffled = list(night)
        rng.shuffle(shuffled)
        if finals(shuffled) != expected:
            found.append(number)
    return found


def main() -> None:
    """Shuffle, and say what differed; exit with 1 if anything did."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("nights", nargs="*")
    options.add_argument("--orders", type=int, default=200)
    given = options.parse_args()
    nights = {path: recorded_night(path) for path in given.nights} or {"demo": demo_night()}
    wrong = False
    for name, night in nights.items():
        began = time.perf_counter()
        found = differing(night, given.orders)
        took = time.perf_counter() - began
        print(f"{name}: {len(night)} posts, {given.orders} orders, {len(found)} differ, {took:.0f} s")  # noqa: T201
        wrong = wrong or bool(found)
    raise SystemExit(int(wrong))


if __name__ == "__main__":
    main()
