"""`python -m bot demo`: a recorded night on loopback, played fast through the real pipeline; then commands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console

from bot.app import App, converse, open_app
from bot.catalog.catalog import load_catalog
from bot.catalog.sources import load_sources
from bot.cli.loop import run_async
from bot.cli.run import subscribe_terminal
from bot.clock import RecordedClock
from bot.core.errors import StorageError
from bot.core.periods import MOSCOW
from bot.demo.night import Night, load_night, steps
from bot.demo.server import NightServer
from bot.logs import configure_logs
from config.settings import DATA_DIR, Settings
from storage import inbox, incidents, sources

STARTS_AT = datetime(2026, 10, 14, 20, 0, tzinfo=MOSCOW).astimezone(
    UTC
)  # what was posted before is old news to the demo
LONGEST_PAUSE = 1.5  # seconds between two ticks, however long nothing was published


def run_demo(settings: Settings, database: Path, *, speed: float, fresh: bool) -> None:
    """Play the night from where an earlier run of the same database stopped; raises SvodkaError."""
    configure_logs(settings.log_level or "error", settings.log_format)
    if fresh:
        _forget(database)
    alone = {
        "bot_token": None,
        "database_url": SecretStr(f"sqlite:///{database}"),
        "private_hosts": frozenset({"127.0.0.1"}),
    }
    run_async(_demo(settings.model_copy(update=alone), speed))


def _forget(database: Path) -> None:
    for path in (
        database,
        database.with_name(database.name + "-wal"),
        database.with_name(database.name + "-shm"),
    ):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"{path} cannot be deleted ({error.strerror}). Choose another --database."
            ) from error


async def _demo(settings: Settings, speed: float) -> None:
    catalog = load_catalog(DATA_DIR)
    folder = DATA_DIR / "demo"
    night = load_night(
        folder / "night.jsonl", load_sources(folder / "sources.toml", catalog.gazetteer.regions), STARTS_AT
    )
    console = Console(highlight=False, soft_wrap=True)
    async with NightServer(night) as server:
        catalog = replace(catalog, sources=server.sources)
        clock = RecordedClock(night.starts_at)
        async with open_app(settings, clock, catalog) as app:
            await subscribe_terminal(app)
            stopped_at = await _stopped_at(app)
            _welcome(app, night, console, stopped_at)
            messages = await _play(app, night, server, clock, stopped_at, speed, console)
            await _sum_up(app, night, console, messages)
            await converse(app, stop_at_eof=True)


async def _play(
    app: App,
    night: Night,
    server: NightServer,
    clock: RecordedClock,
    after: datetime | None,
    speed: float,
    console: Console,
) -> int:
    """Tick through the recorded time; how many messages were sent or edited."""
    messages, last = 0, after or night.starts_at
    for at in steps(night, after):
        if speed > 0:
            await asyncio.sleep(min((at - last).total_seconds() / 60 / speed, LONGEST_PAUSE))
        last = at
        clock.move(at)
        server.advance(at)
        polled = await app.poll(at)
        if new := polled.stored + polled.changed:
            say = app.catalog.wording.say(app.settings.language, "terminal-new", posts=new)
            console.print(f"{at.astimezone(MOSCOW):%H:%M}  {say}", style="dim", markup=False)
        await app.ingest(at)
        messages += (await app.deliver(at)).sent
    return messages


async def _stopped_at(app: App) -> datetime | None:
    """How far an earlier run of this database came; None for the first."""
    async with app.sessions() as session:
        states = await sources.states(session)
    return max((state.polled_at for state in states.values() if state.polled_at), default=None)


def _welcome(app: App, night: Night, console: Console, stopped_at: datetime | None) -> None:
    say, language = app.catalog.wording.say, app.settings.language
    console.print(
        say(
            language,
            "demo-welcome",
            posts=len(night.posts),
            sources=len(night.sources),
            start=f"{night.starts_at.astimezone(MOSCOW):%d.%m.%Y %H:%M}",
            stop=f"{night.ends_at.astimezone(MOSCOW):%H:%M}",
        )
    )
    if stopped_at is not None:
        console.print(say(language, "demo-resumed", at=f"{stopped_at.astimezone(MOSCOW):%H:%M}"))


async def _sum_up(app: App, night: Night, console: Console, messages: int) -> None:
    async with app.sessions() as session:
        counts = await inbox.counts(session)
        found = await incidents.recent(session, None, night.starts_at, limit=1000)
    console.print()
    say = app.catalog.wording.say(
        app.settings.language, "demo-over", posts=counts.total, incidents=len(found), messages=messages
    )
    console.print(say, style="bold", markup=False)
