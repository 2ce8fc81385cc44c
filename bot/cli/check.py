"""`python -m bot check`: validates every data file."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import typer

from bot.catalog.catalog import vocabulary_files
from bot.catalog.officials import load_officials
from bot.catalog.places import load_places
from bot.catalog.policy import load_policy
from bot.catalog.sources import load_sources
from bot.catalog.vocabulary import load_vocabulary
from bot.catalog.wording import load_wording
from bot.core.errors import DataError
from bot.core.gazetteer import Gazetteer
from bot.core.wording import LANGUAGES


def run_check(data: Path, sources: Path | None) -> int:
    """Print a line a file; 0 if all are sound, 1 if one is not."""
    faults = 0
    for line, sound in results(data, sources):
        typer.echo(line, err=not sound)
        faults += not sound
    return 1 if faults else 0


def results(data: Path, sources: Path | None) -> list[tuple[str, bool]]:
    """For each data file what it holds, or its first fault with file, line and remedy."""
    lines: list[tuple[str, bool]] = []

    def attempt(name: str, load: Callable[[], str]) -> None:
        try:
            lines.append((f"{name:<12} {load()}", True))
        except DataError as error:
            lines.append((str(error), False))

    @functools.cache
    def gazetteer_of_all() -> Gazetteer:
        return load_places(data / "places")

    def places() -> str:
        gazetteer = gazetteer_of_all()
        return f"{len(gazetteer.regions)} regions, {len(gazetteer.places)} places"

    def feeds() -> str:
        found = load_sources(sources or data / "sources.toml", gazetteer_of_all().regions)
        return f"{len(found)} sources, {len({s.region for s in found.values() if s.region})} home regions"

    def officials() -> str:
        found = load_officials(data / "officials.toml", gazetteer_of_all().regions)
        return f"{len(found.people)} officials, {len(found.organisations)} organisations"

    def vocabulary() -> str:
        return f"{sum(map(len, load_vocabulary(vocabulary_files(data)).words.values()))} words"

    def wording() -> str:
        load_wording(data / "locales")
        return "the same messages in " + ", ".join(LANGUAGES)

    attempt("places", places)
    attempt("sources", feeds)
    attempt("officials", officials)
    attempt("vocabulary", vocabulary)
    attempt("policy", lambda: f"{len(load_policy(data / 'policy.toml').ranks.role)} roles ranked")
    attempt("wording", wording)
    return lines
