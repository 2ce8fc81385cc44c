"""`python -m bot migrate` and `python -m bot health`."""

from __future__ import annotations

from datetime import datetime, timedelta

import typer

from bot.cli.loop import run_async
from bot.clock import system_clock
from bot.schedule import LOOPS
from config.settings import Settings
from storage.engine import check, make_engine, make_sessions
from storage.health import heartbeats
from storage.migrate import migrate

ALIVE = timedelta(minutes=3)  # a loop that has not finished its work for so long is stuck


def run_migrate(settings: Settings) -> None:
    """Upgrade the database; raises StorageError."""
    run_async(_migrate(settings.database_url.get_secret_value()))
    typer.echo("The database is up to date.")


def run_health(settings: Settings) -> int:
    """0 and one line if all loops are alive, else 1 and what is wrong; raises StorageError."""
    beats = run_async(_beats(settings.database_url.get_secret_value()))
    problem = stuck(beats, system_clock())
    typer.echo(problem or "ok", err=problem is not None)
    return 0 if problem is None else 1


def stuck(beats: dict[str, datetime], now: datetime) -> str | None:
    """What is wrong with the loops, None if nothing is."""
    for name in LOOPS:
        if name not in beats:
            return f"the {name} loop has never finished its work on this database: is `python -m bot run` running?"
        if now - beats[name] > ALIVE:
            return f"the {name} loop last finished its work at {beats[name]:%Y-%m-%d %H:%M:%S} UTC: restart the bot"
    return None


async def _migrate(url: str) -> None:
    engine = make_engine(url)
    try:
        await migrate(engine)
    finally:
        await engine.dispose()


async def _beats(url: str) -> dict[str, datetime]:
    engine = make_engine(url)
    try:
        await check(engine)
        async with make_sessions(engine)() as session:
            return await heartbeats(session)
    finally:
        await engine.dispose()
