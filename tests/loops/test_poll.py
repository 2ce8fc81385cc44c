"""The polling loop whole: a real server on loopback, the real fetcher and parser, a real database."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.core.errors import StorageError
from bot.core.model import InboxEntry, Source, SourceState
from bot.core.parse import parse
from bot.fetch import Fetcher
from bot.poll import PollOutcome, _lanes, poll_due
from storage import inbox
from storage import sources as source_states
from storage.engine import Sessions
from tests.sources import NOW, channel, rss
from tests.web import Page, Raw, Web

FEEDS = Path(__file__).parent.parent / "feeds"
CHANNEL = (FEEDS / "channel.html").read_bytes()
LATER = timedelta(hours=1)


def item(number: int, title: str = "") -> str:
    return (
        f"<item><title>{title or f'Новость {number}'}</title><guid>{number}</guid>"
        f"<pubDate>Sun, 22 Nov 2026 11:{number:02}:00 GMT</pubDate></item>"
    )


def feed(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'.encode()


class Bench:
    """A poller with its server and its database."""

    def __init__(self, web: Web, fetcher: Fetcher, sessions: Sessions) -> None:
        self.web = web
        self.fetcher = fetcher
        self.sessions = sessions
        self.sources: dict[str, Source] = {}

    def add(self, *sources: Source) -> None:
        self.sources |= {source.id: source for source in sources}

    async def poll(self, now: datetime = NOW, jitter: Callable[[], float] = lambda: 0.5) -> PollOutcome:
        async with self.sessions.begin() as session:
            await source_states.sync(session, self.sources, NOW)
        return await poll_due(self.sessions, self.sources, self.fetcher, now, jitter)

    async def states(self) -> Mapping[str, SourceState]:
        async with self.sessions() as session:
            return await source_states.states(session)

    async def state(self, name: str = "vesti") -> SourceState:
        return (await self.states())[name]

    async def stored(self) -> list[InboxEntry]:
        async with self.sessions() as session:
            return await inbox.next_unread(session, 100_000)


@pytest.fixture
async def bench(sessions: Sessions) -> AsyncIterator[Bench]:
    async with Web() as web, Fetcher(version="1", private_hosts=frozenset({"127.0.0.1"})) as fetcher:
        yield Bench(web, fetcher, sessions)


async def test_the_first_poll_stores_in_silence_and_the_next_one_aloud(bench: Bench) -> None:
    bench.add(
        rss(bench.web.put("/feed", Page(feed(item(1), item(2))), Page(feed(item(1), item(2), item(3)))))
    )
    assert await bench.poll() == PollOutcome(polled=1, stored=2)
    assert await bench.poll(NOW + LATER) == PollOutcome(polled=1, stored=1)
    assert [(row.entry.id, row.silent) for row in await bench.stored()] == [
        ("1", True),
        ("2", True),
        ("3", False),
    ]


async def test_a_source_is_not_asked_before_its_time(bench: Bench) -> None:
    bench.add(rss(bench.web.put("/feed", Page(feed(item(1))))))
    await bench.poll()
    assert (await bench.state()).next_poll_at == NOW + timedelta(minutes=10)
    assert await bench.poll(NOW + timedelta(minutes=9)) == PollOutcome()
    assert len(bench.web.asked) == 1


async def test_a_second_run_stores_nothing_by_validators(bench: Bench) -> None:
    page = Page(feed(item(1)))
    bench.add(rss(bench.web.put("/feed", page)))
    await bench.poll()
    assert (await bench.state()).etag == page.etag
    assert await bench.poll(NOW + LATER) == PollOutcome(polled=1)
    assert bench.web.asked[-1].headers["if-none-match"] == page.etag
    assert (await bench.state()).read_at == NOW + LATER


async def test_a_second_run_stores_nothing_by_the_hash_of_the_body(bench: Bench) -> None:
    bench.add(rss(bench.web.put("/feed", Page(feed(item(1)), validators=False))))
    await bench.poll()
    before = (await bench.state()).body_hash
    assert await bench.poll(NOW + LATER) == PollOutcome(polled=1)
    assert (await bench.state()).body_hash == before is not None


async def test_a_second_run_stores_nothing_by_the_hash_of_each_entry(bench: Bench) -> None:
    other = feed(item(2), item(1)).replace(
        b"<title>t</title>", b"<title>t</title><lastBuildDate>now</lastBuildDate>"
    )
    bench.add(rss(bench.web.put("/feed", Page(feed(item(1), item(2))), Page(other))))
    assert (await bench.poll()).stored == 2
    assert await bench.poll(NOW + LATER) == PollOutcome(polled=1)
    assert len(await bench.stored()) == 2


async def test_an_edited_item_is_a_new_version_of_it(bench: Bench) -> None:
    bench.add(rss(bench.web.put("/feed", Page(feed(item(1, "Сбито 7"))), Page(feed(item(1, "Сбито 9"))))))
    await bench.poll()
    assert await bench.poll(NOW + LATER) == PollOutcome(polled=1, changed=1)
    assert [row.entry.title for row in await bench.stored()] == ["Сбито 7", "Сбито 9"]


async def test_a_channel_is_read_by_its_posts_and_not_by_its_page(bench: Bench) -> None:
    other = CHANNEL.replace(b"12.1K", b"15.7K")
    edited = other.replace("девять".encode(), "десять".encode())
    url = bench.web.put(
        "/s/zarechye_hq", *(Page(body, "text/html", validators=False) for body in (CHANNEL, other, edited))
    )
    bench.add(channel(url))
    assert await bench.poll() == PollOutcome(polled=1, stored=7)
    digest = (await bench.state("zarechye_hq")).body_hash
    assert await bench.poll(NOW + timedelta(minutes=2)) == PollOutcome(polled=1)
    assert (await bench.state("zarechye_hq")).body_hash == digest
    assert await bench.poll(NOW + timedelta(minutes=4)) == PollOutcome(polled=1, changed=1)
    first, *_, last = [row.entry for row in await bench.stored() if row.entry.id == "203"]
    assert first.updated_at is None  # the first reading cannot know when the edit was
    assert last.updated_at == NOW + timedelta(minutes=4)


async def test_a_channel_that_loses_its_posts_keeps_its_last_state(bench: Bench) -> None:
    empty = (FEEDS / "channel_empty.html").read_bytes()
    bench.add(channel(bench.web.put("/s/zarechye_hq", Page(CHANNEL), Page(empty), Page(CHANNEL))))
    await bench.poll()
    assert await bench.poll(NOW + LATER) == PollOutcome(polled=1, failed=1)
    state = await bench.state("zarechye_hq")
    assert str(state.problem) == "the page shows no posts, although it has shown some before"
    assert state.read_at == NOW
    assert await bench.poll(NOW + 2 * LATER) == PollOutcome(polled=1)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Page(b""), "the body is empty"),
        (Page(b"<html>oops</html>", "text/html"), "the server sent an HTML page instead of a feed"),
        (Page(feed(item(1))[:60]), "the feed is cut off before its first whole item"),
        (Raw(status=503), "the server has trouble of its own (503)"),
        (Raw(pieces=(b"<rss",), length=99), "127.0.0.1 broke off its answer, or it is not HTTP"),
    ],
)
async def test_a_bad_answer_loses_nothing_and_is_told_in_one_sentence(
    bench: Bench, answer: Page | Raw, problem: str
) -> None:
    bench.add(rss(bench.web.put("/feed", Page(feed(item(1))), answer, Page(feed(item(1), item(2))))))
    await bench.poll()
    assert await bench.poll(NOW + LATER) == PollOutcome(polled=1, failed=1)
    state = await bench.state()
    assert (str(state.problem), state.failures, state.read_at) == (problem, 1, NOW)
    assert state.next_poll_at == NOW + LATER + timedelta(minutes=20)
    assert await bench.poll(NOW + 2 * LATER) == PollOutcome(polled=1, stored=1)
    assert ((await bench.state()).problem, (await bench.state()).failures) == (None, 0)


async def test_a_cut_off_feed_gives_its_whole_items_and_is_asked_for_again_in_full(bench: Bench) -> None:
    whole = Page(feed(item(1), item(2)))
    bench.add(rss(bench.web.put("/feed", Page(whole.body[:-60], headers={"ETag": whole.etag}), whole)))
    assert await bench.poll() == PollOutcome(polled=1, stored=1)
    assert await bench.poll(NOW + LATER) == PollOutcome(polled=1, stored=1)
    assert "if-none-match" not in bench.web.asked[-1].headers


async def test_retry_after_is_obeyed_across_a_restart(bench: Bench) -> None:
    bench.add(rss(bench.web.put("/feed", Raw(status=429, headers={"Retry-After": "7200"}))))
    await bench.poll()
    assert (await bench.state()).next_poll_at == NOW + timedelta(hours=2)
    async with Fetcher(version="1", private_hosts=frozenset({"127.0.0.1"})) as another:
        bench.fetcher = another
        assert await bench.poll(NOW + timedelta(minutes=119)) == PollOutcome()


async def test_one_source_in_trouble_costs_no_other(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(body: bytes, source: Source, **options: object) -> object:
        if source.id == "bug":
            raise ZeroDivisionError("a bug of ours")
        return parse(body, source, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.poll.parse", broken)
    good = [rss(bench.web.put(f"/{n}", Page(feed(item(n)))), name=f"good{n}") for n in range(1, 6)]
    bench.add(
        rss(bench.web.url("/none"), name="gone"),
        rss(bench.web.put("/bug", Page(feed(item(9)))), name="bug"),
        *good,
    )
    assert await bench.poll() == PollOutcome(polled=7, stored=5, failed=2)
    states = await bench.states()
    assert str(states["gone"].problem) == "there is nothing at this address (404)"
    assert str(states["bug"].problem) == "unexpected ZeroDivisionError: a bug of ours"
    assert all(states[source.id].problem is None for source in good)


async def test_entries_and_validators_are_stored_together_or_not_at_all(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = source_states.record

    async def away(session: object, state: SourceState) -> None:
        if state.problem is None:
            raise StorageError("the database went away")
        await record(session, state)  # type: ignore[arg-type]

    bench.add(rss(bench.web.put("/feed", Page(feed(item(1))))))
    monkeypatch.setattr(source_states, "record", away)
    assert (await bench.poll()).failed == 1
    assert await bench.stored() == []
    assert (await bench.state()).etag is None
    monkeypatch.setattr(source_states, "record", record)
    assert await bench.poll(NOW + LATER) == PollOutcome(polled=1, stored=1)
    assert [row.silent for row in await bench.stored()] == [True]


async def test_a_source_that_left_the_configuration_is_not_asked(bench: Bench) -> None:
    bench.add(rss(bench.web.put("/feed", Page(feed(item(1))))))
    await bench.poll()
    bench.sources.clear()
    assert await bench.poll(NOW + LATER) == PollOutcome()
    assert len(bench.web.asked) == 1


async def test_a_paced_host_keeps_nobody_waiting(bench: Bench) -> None:
    state = SourceState(source_id="x", next_poll_at=NOW)
    due = [(channel(f"https://t.me/s/c{n}", name=f"c{n}"), state) for n in range(20)] + [(rss(), state)]
    lanes = _lanes(due)
    assert [len(lane) for lane in lanes] == [8, 1]


def real_feeds() -> list[Path]:
    folder = os.environ.get("SVODKA_TEST_FEEDS")  # noqa: TID251 - names a folder of saved feeds, for this test alone
    return sorted(path for path in Path(folder).iterdir() if path.suffix != ".json") if folder else []


async def test_every_entry_is_stored_once_and_a_second_run_stores_none(bench: Bench) -> None:
    files = sorted(FEEDS.glob("*.xml")) + real_feeds()
    for number, path in enumerate(files):
        source = rss(
            bench.web.put(f"/{number}", Page(path.read_bytes())), name=f"{number:03}-{path.name}"[:60]
        )
        bench.add(replace(source, region=None))
    first = await bench.poll()
    rows = await bench.stored()
    assert first == PollOutcome(polled=len(files), stored=len(rows))
    assert len({(row.entry.source_id, row.entry.id) for row in rows}) == len(rows)
    expected = sum(len(json.loads(path.read_text("utf-8"))["entries"]) for path in FEEDS.glob("*.xml.json"))
    own = {source for source in bench.sources if int(source[:3]) < len(list(FEEDS.glob("*.xml")))}
    assert sum(row.entry.source_id in own for row in rows) == expected
    again = await bench.poll(NOW + LATER)
    assert (again.stored, again.changed, again.failed) == (0, 0, 0)
    async with bench.sessions.begin() as session:  # what a crash before the second table would leave
        for state in await source_states.due(session, NOW + 10 * LATER, 1_000):
            await source_states.record(session, replace(state, etag=None, body_hash=None))
    forgetful = await bench.poll(NOW + 10 * LATER)
    assert forgetful == PollOutcome(polled=len(files))
