"""`python -m bot replay`: recorded posts through the real stages, with their own clock, into a fresh database."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.catalog.catalog import Catalog, load_catalog
from bot.cli.extract import InputError, Text, open_lines, read_texts
from bot.cli.loop import run_async
from bot.clock import RecordedClock
from bot.core.alerts import Subscription
from bot.core.cues import fold
from bot.core.errors import StorageError
from bot.core.gazetteer import Gazetteer
from bot.core.model import Entry, InboxEntry, Source, SourceKind, Tier
from bot.core.pace import Limits, Pace
from bot.core.places import Place, RegionKind
from bot.core.reports import assigned, file_reports
from bot.deliver import deliver_due
from bot.ingest import ingest_all
from bot.logs import configure_logs
from bot.pacing import Gate
from bot.recorder import RecordingSession, Sent, make_recording_bot
from config.settings import DATA_DIR
from storage import inbox, incidents, subscriptions
from storage.engine import Sessions, make_engine, make_sessions
from storage.migrate import migrate

CHAT_ID = 1
NO_LIMITS = Limits(total=1000, private=1000)


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay gave."""

    posts: int
    incidents: int
    sent: Sequence[Sent]
    assignments: Sequence[tuple[str, Sequence[str]]]


def run_replay(
    night: str, messages: Path | None, assignments: Path | None, *, language: str, alarms: bool
) -> None:
    """Play the posts, write the files, print a summary; raises SvodkaError for bad input."""
    configure_logs("error", "text")
    posts = sorted(read_texts(open_lines(night), night), key=lambda post: post.published_at)
    if not posts:
        raise InputError(
            f"{night}: there is no post in it. Name a file of JSON lines with id, date, source and text."
        )
    done = run_async(play(load_catalog(DATA_DIR), posts, language=language, alarms=alarms))
    _write(messages, (_message(sent) for sent in done.sent))
    _write(assignments, ({"id": post, "incidents": list(keys)} for post, keys in done.assignments))
    kinds = Counter(sent.kind for sent in done.sent)
    summary = (
        f"posts: {done.posts}, incidents: {done.incidents}. To a subscriber of everything: first messages {kinds['first']}, "
        f"edits {kinds['edit']}, notes {kinds['note']}; with a sound {sum(sent.ringing for sent in done.sent)}."
    )
    Console(soft_wrap=True, highlight=False).print(summary)


async def play(catalog: Catalog, posts: Sequence[Text], *, language: str, alarms: bool) -> Replay:
    """All posts in order through inbox, ingest and deliver, each at its own time."""
    sources = {name: known_source(name, post, catalog) for post in posts for name in [post.source or "?"]}
    catalog = replace(catalog, sources={source.id: source for source in sources.values()})
    with tempfile.TemporaryDirectory(prefix="svodka-replay-") as folder:
        engine = make_engine(f"sqlite:///{folder}/replay.db")
        try:
            await migrate(engine)
            return await _play(make_sessions(engine), catalog, sources, posts, language, alarms)
        finally:
            await engine.dispose()


async def _play(
    sessions: Sessions,
    catalog: Catalog,
    sources: Mapping[str, Source],
    posts: Sequence[Text],
    language: str,
    alarms: bool,
) -> Replay:
    clock = RecordedClock(posts[0].published_at)
    recorder = RecordingSession(clock)
    bot, gate = make_recording_bot(recorder), Gate(Pace(NO_LIMITS))
    async with sessions.begin() as session:
        await subscriptions.remember_chat(session, CHAT_ID, language, clock())
        everything = Subscription(chat_id=CHAT_ID, region=None, language=language, alarms=alarms)
        await subscriptions.subscribe(session, everything)
    assignments: list[tuple[str, Sequence[str]]] = []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for post in progress.track(posts, description="replaying"):
            clock.move(post.published_at)
            entry = _entry(post, sources[post.source or "?"])
            async with sessions.begin() as session:
                await inbox.put(session, [entry], clock(), silent=False)
            await ingest_all(sessions, catalog, clock())
            await deliver_due(sessions, bot, gate, catalog.wording, clock)
            assignments.append((post.id, _keys(catalog, entry, clock())))
    async with sessions() as session:
        found = await incidents.recent(session, None, clock() - timedelta(days=3650), limit=100_000)
    return Replay(len(posts), len(found), recorder.sent, assignments)


def known_source(name: str, post: Text, catalog: Catalog) -> Source:
    """The configured source of that name, channel or id; else a channel of the region that its name names, if any."""
    for source in catalog.sources.values():
        if name in {source.id, source.name, source.url.rsplit("/", 1)[-1]}:
            return source
    return Source(
        id=name,
        name=name,
        name_en=name,
        url="",
        kind=SourceKind.TELEGRAM,
        family=name,
        tier=Tier.CHANNEL,
        language=post.language or "ru",
        region=_home(name, catalog.gazetteer),
        interval=timedelta(minutes=5),
    )


def _home(name: str, gazetteer: Gazetteer) -> str | None:
    """The only region that a word of a channel's name stands for: 'belgorod_radar', 'Новости Тулы'."""
    named = set()
    for word in re.findall(r"[^\W\d_]{4,}", fold(name)):
        for target in (*gazetteer.names.get(word, ()), *gazetteer.adjective(word)):
            if isinstance(target, Place):
                named |= {target.capital_of} - {None}
            elif target.kind is not RegionKind.COUNTRY:
                named.add(target.code)
    return named.pop() if len(named) == 1 else None


def _entry(post: Text, source: Source) -> Entry:
    return Entry(
        source_id=source.id, id=post.id, url="", title="", text=post.text, published_at=post.published_at
    )


def _keys(catalog: Catalog, entry: Entry, now: datetime) -> list[str]:
    source = catalog.sources[entry.source_id]
    claims = catalog.reader.read(
        entry.full_text, published_at=entry.published_at, language=source.language, home=source.region
    )
    waiting = InboxEntry(row=0, entry=entry, seen_at=now, silent=False)
    return [
        str(key) for key in assigned(file_reports(waiting, claims, source, catalog.gazetteer, catalog.policy))
    ]


def _message(sent: Sent) -> dict[str, object]:
    return {
        "time": sent.at.isoformat(),
        "chat": sent.chat_id,
        "kind": sent.kind,
        "ringing": sent.ringing,
        "text": sent.text,
    }


def _write(path: Path | None, rows: Iterable[Mapping[str, object]]) -> None:
    if path is None:
        return
    try:
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    except OSError as error:
        raise StorageError(f"{path} cannot be written ({error.strerror}). Name another file.") from error
