"""`python -m bot check`: validates every data file."""

from __future__ import annotations

import functools
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
from bot.core.extract.words.lexicon import Vocabulary
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
    files = _Files(data, sources or data / "sources.toml")
    lines: list[tuple[str, bool]] = []
    for load in (
        files.places, files.sources, files.officials, files.vocabulary, files.policy, files.wording
    ):  # fmt: skip
        try:
            lines.append((f"{load.__name__:<12} {load()}", True))
        except DataError as error:
            lines.append((str(error), False))
    return lines


class _Files:
    """Loads each data file and tells in a few words what it holds; raises DataError."""

    def __init__(self, data: Path, feeds: Path) -> None:
        self._data = data
        self._feeds = feeds

    @functools.cached_property
    def _gazetteer(self) -> Gazetteer:
        return load_places(self._data / "places")

    @functools.cached_property
    def _vocabulary(self) -> Vocabulary:
        return load_vocabulary(vocabulary_files(self._data))

    def places(self) -> str:
        return f"{len(self._gazetteer.regions)} regions, {len(self._gazetteer.places)} places"

    def sources(self) -> str:
        found = load_sources(self._feeds, self._gazetteer.regions)
        regions = {source.region for source in found.values() if source.region}
        officials = sum(source.office is not None for source in found.values())
        return f"{len(found)} sources, {officials} of officials, {len(regions)} home regions"

    def officials(self) -> str:
        found = load_officials(self._data / "officials.toml", self._gazetteer.regions)
        serving = {(person.name, person.given) for person in found.people}
        return f"{len(found.people)} terms of {len(serving)} officials"

    def vocabulary(self) -> str:
        tables = (self._vocabulary.words, self._vocabulary.asked)
        marked, asked = (sum(map(len, words.values())) for words in tables)
        return f"{marked} words of the field, {asked} that rules ask about"

    def policy(self) -> str:
        found = load_policy(self._data / "policy.toml", self._vocabulary)
        return f"{len(found.ranks.role)} roles ranked"

    def wording(self) -> str:
        load_wording(self._data / "locales")
        return "the same messages in " + ", ".join(LANGUAGES)
