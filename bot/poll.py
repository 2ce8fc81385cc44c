"""The polling loop: sources that are due are fetched, parsed and stored, one transaction for each that has news. It decides nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import structlog

from bot.core import polling
from bot.core.answers import Fetched, NotModified
from bot.core.errors import ParseError, SvodkaError
from bot.core.model import Source, SourceKind, SourceState
from bot.core.parse import Parsed, parse
from bot.core.problems import Problem, Trouble
from bot.fetch import Fetcher
from bot.fetch.turns import GAPS
from storage import inbox
from storage import sources as source_states
from storage.engine import Sessions

log = structlog.get_logger(__name__)

CONCURRENCY = 8
_BATCH = 1_000  # sources taken at once; all that are due, in practice
_PER_PACED_HOST = 8  # requests a second apart: more would keep all others waiting
_TOGETHER = 50  # sources without news that are recorded in one transaction
_INLINE = 64 * 1024  # bytes; a larger body is parsed in a thread, so that the bot keeps answering


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What a round of polling did: sources asked, entries stored for the first time, versions added, sources that failed."""

    polled: int = 0
    stored: int = 0
    changed: int = 0
    failed: int = 0

    def __add__(self, other: PollOutcome) -> PollOutcome:
        return PollOutcome(
            self.polled + other.polled,
            self.stored + other.stored,
            self.changed + other.changed,
            self.failed + other.failed,
        )


async def poll_due(
    sessions: Sessions,
    sources: Mapping[str, Source],
    fetcher: Fetcher,
    now: datetime,
    jitter: Callable[[], float],
    concurrency: int = CONCURRENCY,
    silent_before: datetime | None = None,
) -> PollOutcome:
    """Asks every configured source whose time has come. `jitter` gives numbers from 0 to 1.

    What was published before `silent_before`, while the bot was away, is stored silently: it is told in one message.

    A source's failure, expected or not, is recorded as its problem and costs that source only. Raises StorageError when the
    sources that are due cannot be read.
    """
    async with sessions() as session:
        states = await source_states.due(session, now, _BATCH)
    poll = _Poll(sessions, fetcher, now, jitter, asyncio.Semaphore(concurrency), [], silent_before)
    async with asyncio.TaskGroup() as group:
        lanes = [
            group.create_task(poll.lane(lane))
            for lane in _lanes(
                (sources[state.source_id], state) for state in states if state.source_id in sources
            )
        ]
    await poll.record_quiet()
    return sum((lane.result() for lane in lanes), PollOutcome())


_Due = tuple[Source, SourceState]


def _lanes(due: Iterable[_Due]) -> list[list[_Due]]:
    """What goes on side by side. Hosts that want a pause between requests get one lane each, and not all of it at once."""
    paced: dict[str, list[_Due]] = {}
    lanes: list[list[_Due]] = []
    for source, state in due:
        host = urlsplit(source.url).hostname or ""
        if host in GAPS:
            paced.setdefault(host, []).append((source, state))
        else:
            lanes.append([(source, state)])
    return [*(lane[:_PER_PACED_HOST] for lane in paced.values()), *lanes]


@dataclass(frozen=True, slots=True)
class _Poll:
    """One round: what every source of it needs."""

    sessions: Sessions
    fetcher: Fetcher
    now: datetime
    jitter: Callable[[], float]
    places: asyncio.Semaphore
    quiet: list[SourceState]  # what polls without entries have taught, to be recorded together
    silent_before: datetime | None

    async def lane(self, due: list[_Due]) -> PollOutcome:
        """Sources one after the other."""
        outcome = PollOutcome()
        for source, state in due:
            async with self.places:
                outcome += await self._one(source, state)
            if len(self.quiet) >= _TOGETHER:
                await self.record_quiet()
        return outcome

    async def _one(self, source: Source, state: SourceState) -> PollOutcome:
        """One source, whatever happens to it."""
        try:
            return await self._ask(source, state)
        except SvodkaError as error:
            problem: Exception = error
            log.info("poll.failed", source=source.id, problem=str(error), failures=state.failures + 1)
        except Exception as error:
            problem = error
            log.exception("poll.crashed", source=source.id, url=source.url)
        self.quiet.append(polling.after_failure(source, state, problem, self.now, self.jitter()))
        return PollOutcome(polled=1, failed=1)

    async def _ask(self, source: Source, state: SourceState) -> PollOutcome:
        answer = await self.fetcher.get(source, polling.for_request(state, self.now))
        if isinstance(answer, NotModified):
            return self._same(source, state, answer)
        digest = polling.body_digest(answer.body)
        if source.kind is SourceKind.RSS and digest == state.body_hash:
            return self._same(source, state, answer)
        parsed = await self._parse(source, state, answer)
        if source.kind is SourceKind.TELEGRAM:
            digest = polling.entries_digest(parsed.entries)
            if digest == state.body_hash:
                return self._same(source, state, answer)
        return await self._store(source, state, answer, parsed, digest)

    async def _parse(self, source: Source, state: SourceState, answer: Fetched) -> Parsed:
        def read() -> Parsed:
            return parse(answer.body, source, content_type=answer.content_type, seen_at=self.now)

        parsed = read() if len(answer.body) <= _INLINE else await asyncio.to_thread(read)
        if polling.lost_its_posts(source, state, parsed):
            raise ParseError(Problem.of(Trouble.LOST_POSTS))
        return parsed

    def _same(self, source: Source, state: SourceState, answer: Fetched | NotModified) -> PollOutcome:
        self.quiet.append(polling.after_same(source, state, answer, self.now, self.jitter()))
        return PollOutcome(polled=1)

    async def _store(
        self, source: Source, state: SourceState, answer: Fetched, parsed: Parsed, digest: str
    ) -> PollOutcome:
        """Entries and what is remembered of the answer, in one transaction: the one is never without the other."""
        entries = polling.as_seen(parsed.entries, source, state, self.now)
        after = polling.after_entries(source, state, answer, parsed, digest, self.now, self.jitter())
        async with self.sessions.begin() as session:
            if state.read_at is None:
                stored = await inbox.put(session, entries, self.now, silent=True)
            else:
                missed, fresh = polling.apart(entries, self.silent_before)
                stored = await inbox.put(session, missed, self.now, silent=True)
                stored += await inbox.put(session, fresh, self.now, silent=False)
            await source_states.record(session, after)
        if parsed.skipped:
            log.info("poll.skipped", source=source.id, items=parsed.skipped)
        return PollOutcome(polled=1, stored=stored.new, changed=stored.changed)

    async def record_quiet(self) -> None:
        """Record what waits, in one transaction. A database that is away leaves those sources due: the next round asks again."""
        states = self.quiet.copy()
        self.quiet.clear()
        if not states:
            return
        try:
            async with self.sessions.begin() as session:
                for state in states:
                    await source_states.record(session, state)
        except SvodkaError as error:
            log.warning("poll.not_recorded", sources=len(states), problem=str(error))
