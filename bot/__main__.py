"""The command line: `python -m bot COMMAND`. `python -m bot --help` lists the commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.core.errors import SvodkaError
from config.settings import DATA_DIR, SettingsError, load_settings

cli = typer.Typer(
    help="Svodka reads public Telegram channels and RSS feeds and tells you of drone and missile attacks, with sources.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


# Telegram's types take seconds to load; nobody shall wonder.
STARTING = "Svodka is starting ..."


@cli.command()
def run() -> None:
    """Poll the sources and send alerts: to Telegram, or to this terminal where no token is set."""
    settings = load_settings()  # before the slow imports, so that a wrong setting is said at once
    typer.echo(STARTING, err=True)
    from bot.cli.run import run_bot

    run_bot(settings)


@cli.command()
def demo(
    speed: Annotated[
        float, typer.Option(help="Recorded minutes played in one second; 0 is as fast as it goes.")
    ] = 20.0,
    database: Annotated[Path, typer.Option(help="Where the demo keeps its incidents.")] = Path("var/demo.db"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what an earlier demo stored.")] = False,
) -> None:
    """Play a recorded night through the whole pipeline, then take commands."""
    settings = load_settings()
    typer.echo(STARTING, err=True)
    from bot.cli.demo import run_demo

    run_demo(settings, database, speed=speed, fresh=fresh)


@cli.command()
def extract(
    file: Annotated[
        str,
        typer.Argument(help="JSON lines with id, text, date, perhaps lang and source; - is standard input."),
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="Show text, spans and rules in colour instead.")
    ] = False,
) -> None:
    """Print what texts claim, one JSON line a text."""
    from bot.cli.extract import run_extract

    run_extract(file, explain=explain)


@cli.command()
def check(
    data: Annotated[Path, typer.Option(help="The folder of data files.")] = DATA_DIR,
    sources: Annotated[Path | None, typer.Option(help="A sources file instead of the folder's own.")] = None,
) -> None:
    """Validate every data file, and say file, line and remedy of each fault."""
    from bot.cli.check import run_check

    raise typer.Exit(run_check(data, sources))


@cli.command()
def replay(
    night: Annotated[
        str, typer.Argument(help="JSON lines with id, date, source, lang and text; - is standard input.")
    ],
    messages: Annotated[Path | None, typer.Option(help="Where to write the messages, as JSON lines.")] = None,
    assignments: Annotated[
        Path | None, typer.Option(help="Where to write each post's incidents, as JSON lines.")
    ] = None,
    language: Annotated[str, typer.Option(help="The subscriber's language: ru or en.")] = "ru",
    alarms: Annotated[bool, typer.Option(help="The subscriber asked for alarms, too.")] = False,
) -> None:
    """Play recorded posts with their own clock through the real stages into a fresh database."""
    from bot.cli.replay import run_replay

    run_replay(night, messages, assignments, language=language, alarms=alarms)


@cli.command()
def migrate() -> None:
    """Bring the database to the shape that this release expects. `run` does it by itself."""
    from bot.cli.database import run_migrate

    run_migrate(load_settings())


@cli.command()
def health() -> None:
    """Exit 0 if the loops of a running bot are alive, 1 if not: for the container's health check."""
    from bot.cli.database import run_health

    raise typer.Exit(run_health(load_settings()))


def main() -> None:
    """Run the command line; an expected failure is one sentence on standard error and exit code 1."""
    try:
        cli()
    except (SvodkaError, SettingsError) as error:
        print(f"svodka: {error}", file=sys.stderr)  # noqa: T201 - the last word of a command
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
