"""The composition root: opens everything, hands each part what it needs, and closes in the right order."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramUnauthorizedError

from bot import __version__
from bot.catalog.catalog import Catalog, load_catalog
from bot.clock import Clock
from bot.core.errors import SvodkaError
from bot.core.pace import Limits, Pace
from bot.deliver import DeliverOutcome, deliver_due
from bot.fetch import Fetcher
from bot.ingest import IngestOutcome, Seen, ingest_all
from bot.pacing import Gate
from bot.poll import PollOutcome, poll_due
from bot.schedule import Schedule, Tick
from bot.telegram import make_bot
from bot.telegram_errors import TokenRefusedError
from bot.tend import Absence, absence, catch_up, end_alarms
from bot.terminal import CHAT_ID as TERMINAL_CHAT
from bot.terminal import TerminalSession, make_terminal_bot
from bot.updates import Tracked
from config.settings import DATA_DIR, Settings
from handlers import build_router, set_menus
from storage import health, inbox, outbox, sources
from storage.engine import Sessions, make_engine, make_sessions
from storage.migrate import migrate

log = structlog.get_logger(__name__)

GRACE = timedelta(
    seconds=20
)  # how long the loops may finish what they are at when the process is told to stop
KEEP = timedelta(days=30)  # how long the texts of read entries and the rows of settled deliveries are kept
TOKEN_HINT = (
    "Set SVODKA_BOT_TOKEN to the token that @BotFather shows, or leave it empty to use this terminal."
)
# A terminal has no flood limits.
TERMINAL_LIMITS = Limits(total=1000, private=1000)
HANDLERS_AT_ONCE = 32
SECOND = timedelta(seconds=1)
BEAT = timedelta(seconds=20)

# Called after each poll with what it did and when.
AfterPoll: TypeAlias = Callable[[PollOutcome, datetime], Awaitable[None]]


@dataclass
class App:
    """Everything that runs, opened by `open_app`."""

    settings: Settings
    catalog: Catalog
    clock: Clock
    sessions: Sessions
    bot: Bot
    gate: Gate
    fetcher: Fetcher
    dispatcher: Dispatcher
    away: Absence | None = None
    caught_up: bool = False
    seen: Seen = field(default_factory=Seen)
    refused: TokenRefusedError | None = None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def terminal(self) -> TerminalSession | None:
        """The terminal that stands for Telegram, where no token is set."""
        return self.bot.session if isinstance(self.bot.session, TerminalSession) else None

    async def poll(self, now: datetime) -> PollOutcome:
        """Read the sources that are due into the inbox."""
        return await poll_due(
            self.sessions,
            self.catalog.sources,
            self.fetcher,
            now,
            random.random,
            concurrency=self.settings.poll_concurrency,
            silent_before=self.away.until if self.away else None,
        )

    async def ingest(self, now: datetime) -> IngestOutcome:
        """Turn what is unread into incidents and alerts."""
        return await ingest_all(self.sessions, self.catalog, now, self.seen)

    async def deliver(self, _now: datetime) -> DeliverOutcome:
        """Send what the outbox owes. A token that Telegram takes back stops the bot; what is owed waits."""
        try:
            return await deliver_due(
                self.sessions, self.bot, self.gate, self.catalog.wording, self.clock, stopping=self.stopping
            )
        except TokenRefusedError as error:
            self.refused = error
            self.stopping.set()
            with contextlib.suppress(RuntimeError):  # polling has not begun, or has stopped
                await self.dispatcher.stop_polling()
            return DeliverOutcome()

    async def tend(self, now: datetime) -> None:
        """Do what time alone brings."""
        await end_alarms(self.sessions, self.catalog, now)

    async def catch_up(self, now: datetime) -> None:
        """Tell what was missed, once."""
        if self.away is not None and not self.caught_up:
            self.caught_up = await catch_up(self.sessions, self.catalog, self.away, now)

    async def clean(self, now: datetime) -> None:
        """Turn what is old into tombstones."""
        async with self.sessions.begin() as session:
            await inbox.clean(session, now - KEEP)
            await outbox.clean(session, now - KEEP)


@asynccontextmanager
async def open_app(settings: Settings, clock: Clock, catalog: Catalog | None = None) -> AsyncIterator[App]:
    """Everything opened, the database migrated; raises SvodkaError with one sentence where a part cannot be."""
    catalog = catalog or load_catalog(DATA_DIR, settings.sources_file)
    engine = make_engine(settings.database_url.get_secret_value())
    try:
        await migrate(engine)
        sessions = make_sessions(engine)
        async with sessions.begin() as session:
            await sources.sync(session, catalog.sources, clock())
            await outbox.release_expired(session, clock(), every=True)
        bot = _bot(settings, clock)
        gate = Gate(Pace(None if settings.bot_token else TERMINAL_LIMITS))
        bot.session.middleware(gate.answers)
        contact = str(settings.contact_url) if settings.contact_url else ""
        try:
            async with Fetcher(
                version=__version__, contact=contact, private_hosts=settings.private_hosts
            ) as fetcher:
                dispatcher = _dispatcher(settings, sessions, catalog, clock)
                away = await absence(sessions, catalog.policy, clock())
                yield App(settings, catalog, clock, sessions, bot, gate, fetcher, dispatcher, away)
        finally:
            await bot.session.close()
    finally:
        await engine.dispose()


async def serve(app: App, *, after_poll: AfterPoll | None = None) -> None:
    """Run the loops and answer people until the process is told to stop (SIGINT, SIGTERM).

    `after_poll` is told what each poll did.
    """

    async def poll(now: datetime) -> None:
        outcome = await app.poll(now)
        if after_poll is not None:
            await after_poll(outcome, now)

    with contextlib.suppress(
        TelegramNetworkError
    ):  # a wrong token ends it here; without a network sources come first
        await _greet(app.bot)
    schedule = Schedule((Tick("poll", SECOND, poll), *_ticks(app)), app.clock)
    schedule.add(_beat(app, schedule))
    schedule.start()
    try:
        await converse(app)
    finally:
        app.stopping.set()
        await schedule.stop(GRACE)
    if app.refused is not None:
        raise app.refused


def _beat(app: App, schedule: Schedule) -> Tick:
    """A tick that writes down when each loop last finished, for `python -m bot health`."""

    async def beat(_now: datetime) -> None:
        async with app.sessions.begin() as session:
            for name, at in schedule.finished.items():
                await health.heartbeat(session, name, at)

    return Tick("beat", BEAT, beat, after=timedelta(seconds=5))


async def converse(app: App, *, stop_at_eof: bool = False) -> None:
    """Answer people until the process is told to stop, or, on a terminal and if asked so, input ends."""
    await _reach_telegram(app.bot)
    if app.terminal is None:
        await _show_menus(app)
    polling = app.dispatcher.start_polling(
        app.bot,
        handle_signals=True,
        handle_as_tasks=app.terminal is None,  # one person types: one answer after the other
        close_bot_session=False,
        tasks_concurrency_limit=HANDLERS_AT_ONCE,
        allowed_updates=app.dispatcher.resolve_used_update_types(),
    )
    async with asyncio.TaskGroup() as tasks:
        if app.terminal is not None and stop_at_eof:
            tasks.create_task(app.terminal.stop_at_eof(app.dispatcher))
        await polling
        if app.terminal is not None:
            app.terminal.ended.set()


def _bot(settings: Settings, clock: Clock) -> Bot:
    if settings.bot_token is None:
        return make_terminal_bot(TerminalSession(clock, settings.language))
    api_url = str(settings.bot_api_url) if settings.bot_api_url else None
    return make_bot(settings.bot_token.get_secret_value(), api_url)


def _dispatcher(settings: Settings, sessions: Sessions, catalog: Catalog, clock: Clock) -> Dispatcher:
    here = frozenset() if settings.bot_token else {TERMINAL_CHAT}  # whoever sits at the terminal runs the bot
    dispatcher = Dispatcher(
        sessions=sessions, catalog=catalog, clock=clock, settings=settings, admins=settings.admins | here
    )
    tracked = Tracked()
    dispatcher.update.outer_middleware(tracked)
    dispatcher.shutdown.register(tracked.drain)
    dispatcher.include_router(build_router())
    return dispatcher


def _ticks(app: App) -> tuple[Tick, ...]:
    return (
        Tick("ingest", SECOND, app.ingest, after=timedelta(seconds=0.5)),
        Tick("deliver", timedelta(seconds=0.5), app.deliver),
        Tick("catch up", timedelta(seconds=5), app.catch_up, after=timedelta(seconds=5)),
        Tick("tend", timedelta(minutes=5), app.tend, after=timedelta(minutes=1)),
        Tick("clean", timedelta(hours=6), app.clean, after=timedelta(minutes=10)),
    )


async def _show_menus(app: App) -> None:
    """Tell Telegram the commands; a bot without a menu works as well."""
    try:
        await set_menus(app.bot, app.catalog.wording)
    except TelegramAPIError as error:
        log.warning("the menu of commands could not be set", problem=error.message)


async def _reach_telegram(bot: Bot) -> None:
    """Wait until Telegram answers, trying again at growing intervals; raises TokenRefusedError for a wrong token."""
    wait = 1.0
    while True:
        try:
            await _greet(bot)
        except TelegramNetworkError as error:
            log.warning("Telegram cannot be reached", problem=error.message, again_in_seconds=wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, 60.0)
        else:
            return


async def _greet(bot: Bot) -> None:
    """Ask Telegram who we are; raises TokenRefusedError for a wrong token, TelegramNetworkError where it is not reached."""
    try:
        me = await bot.me()
    except TelegramUnauthorizedError:
        raise TokenRefusedError(f"Telegram does not know the bot's token. {TOKEN_HINT}") from None
    except TelegramNetworkError:
        raise
    except TelegramAPIError as error:
        raise SvodkaError(f"Telegram refuses the bot: {error.message}. {TOKEN_HINT}") from error
    log.info("the bot is ready", name=me.username)
