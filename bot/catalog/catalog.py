"""Reads and validates config/data: what Svodka knows about the world, as typed values compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.catalog.lasting import lasting
from bot.catalog.officials import load_officials
from bot.catalog.places import load_places
from bot.catalog.policy import load_policy
from bot.catalog.sources import load_sources
from bot.catalog.vocabulary import load_vocabulary
from bot.catalog.wording import load_wording
from bot.core.extract import Reader
from bot.core.gazetteer import Gazetteer
from bot.core.model import Source
from bot.core.policy import Policy
from bot.core.wording import Wording


@dataclass(frozen=True)
class Catalog:
    """All knowledge that the stages are handed."""

    sources: Mapping[str, Source]
    gazetteer: Gazetteer
    reader: Reader
    policy: Policy
    wording: Wording


@lasting()
def load_catalog(data: Path, sources_file: Path | None = None) -> Catalog:
    """Everything under `data`; raises DataError for the first fault."""
    gazetteer = load_places(data / "places")
    vocabulary = load_vocabulary(vocabulary_files(data))
    officials = load_officials(data / "officials.toml", gazetteer.regions)
    return Catalog(
        sources=load_sources(sources_file or data / "sources.toml", gazetteer.regions),
        gazetteer=gazetteer,
        reader=Reader(gazetteer, vocabulary, officials),
        policy=load_policy(data / "policy.toml", vocabulary),
        wording=load_wording(data / "locales"),
    )


def vocabulary_files(data: Path) -> list[Path]:
    """The files of words, one a language, in a fixed order."""
    return sorted(data.glob("vocabulary.*.toml"))
