"""`python -m bot run`: the bot, on Telegram or in this terminal."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime

from rich.console import Console

from bot.app import App, open_app, serve
from bot.cli.loop import run_async
from bot.clock import system_clock
from bot.core.alerts import Subscription
from bot.core.render.status import problem_text
from bot.logs import configure_logs
from bot.poll import PollOutcome
from bot.terminal import CHAT_ID
from config.settings import Settings
from storage import sources, subscriptions


def run_bot(settings: Settings) -> None:
    """Run until the process is told to stop; raises SvodkaError where it cannot start."""
    quiet = settings.bot_token is None  # a terminal is for messages
    configure_logs(settings.log_level or ("error" if quiet else "info"), settings.log_format)
    run_async(_run(settings))


async def _run(settings: Settings) -> None:
    async with open_app(settings, system_clock) as app:
        if app.terminal is None:
            await serve(app)
            return
        await subscribe_terminal(app)
        console = Console(highlight=False, soft_wrap=True)
        console.print(
            app.catalog.wording.say(settings.language, "terminal-welcome", sources=len(app.catalog.sources))
        )
        await serve(app, after_poll=Progress(app, console).show)
        console.print(app.catalog.wording.say(settings.language, "terminal-goodbye"))


async def subscribe_terminal(app: App) -> None:
    """The terminal's first start: its chat gets everything, until the person chooses otherwise."""
    async with app.sessions.begin() as session:
        if await subscriptions.chat(session, CHAT_ID) is None:
            language = app.settings.language
            await subscriptions.remember_chat(session, CHAT_ID, language, app.clock())
            await subscriptions.subscribe(
                session, Subscription(chat_id=CHAT_ID, region=None, language=language)
            )


class Progress:
    """Says in the terminal what polling does: once when all sources were tried, then when something new came."""

    def __init__(self, app: App, console: Console) -> None:
        self._app = app
        self._console = console
        self._complete = False

    async def show(self, outcome: PollOutcome, now: datetime) -> None:
        """One line, or none."""
        if outcome.polled == 0:
            return
        say = self._app.catalog.wording.say
        language = self._app.settings.language
        clock = now.astimezone().strftime("%H:%M")
        if self._complete:
            if outcome.stored or outcome.changed:
                self._line(
                    f"{clock} " + say(language, "terminal-new", posts=outcome.stored + outcome.changed)
                )
            return
        async with self._app.sessions() as session:
            states = await sources.states(session)
        tried = [state for state in states.values() if state.polled_at is not None]
        read = [state for state in tried if state.problem is None]
        self._complete = len(tried) >= len(self._app.catalog.sources)
        total = len(self._app.catalog.sources)
        if not self._complete:
            self._line(f"{clock} " + say(language, "terminal-reading", tried=len(tried), total=total))
            return
        if read:
            self._line(f"{clock} " + say(language, "terminal-read", read=len(read), total=total))
        else:
            self._line(f"{clock} " + say(language, "terminal-read-none", total=total))
        problems = Counter(state.problem for state in tried if state.problem)
        for problem, count in problems.most_common(3):
            text = problem_text(self._app.catalog.wording, language, problem)
            self._line("  " + say(language, "terminal-problem", count=count, problem=text))

    def _line(self, text: str) -> None:
        self._console.print(text, style="dim", markup=False)
        sys.stdout.flush()
