"""Regions and places: the values that the gazetteer hands out.

A region is an ISO 3166-2 unit of Russia or Ukraine, a sea beside them, or a whole country. A place is anything named
below a region: a district, a town, a village, an airfield. Names are stored as people write them, with ё.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class RegionKind(StrEnum):
    """What a region code stands for."""

    REGION = "region"
    SEA = "sea"
    COUNTRY = "country"


class PlaceKind(StrEnum):
    """What a place is. `район` and `округ` are one kind: Russia has been turning the first into the second."""

    TOWN = "town"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    CITY_DISTRICT = "city_district"
    AIRPORT = "airport"
    AIRFIELD = "airfield"
    CAPE = "cape"
    REFINERY = "refinery"
    PORT = "port"
    POWER = "power"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionInfo:
    """A region, a sea or a country.

    `code` is ISO 3166-2 (`RU-KLU`), `SEA-BLACK` and the like, or ISO 3166-1 (`RU`, `MD`). `country` is `RU` or `UA` for
    their regions and for themselves, else None. `short_*` fit a table. `timezone` is an IANA name. `linked` are the codes
    of regions and waters that share its attacks: the city and the oblast around it, a coast and its sea. `lat` and `lon`
    (degrees) are those of the capital, or of the middle of a sea.
    """

    code: str
    kind: RegionKind
    country: str | None
    name_ru: str
    name_en: str
    name_uk: str | None
    short_ru: str
    short_en: str
    timezone: str
    capital: str | None
    linked: tuple[str, ...]
    lat: float | None
    lon: float | None

    def name(self, language: str) -> str:
        """The full name in a language ('ru', 'en', 'uk'); English where there is none in that language."""
        if language == "ru":
            return self.name_ru
        return (self.name_uk or self.name_en) if language == "uk" else self.name_en

    def short(self, language: str) -> str:
        """The short label in a language ('ru', else English)."""
        return self.short_ru if language == "ru" else self.short_en


class Place(NamedTuple):
    """A named place below a region. A tuple, for there are 16,000 to make at every start.

    `name` is Russian, nominative, without type word or quotes: `Обнинск`, `Спас-Деменский`. `region` is the region's
    code. `parent` is the id of the place it lies in: a town's district, an airfield's town. `population` 0 is unknown.
    `capital_of` is the code of the region that the town is the seat of.
    """

    id: str
    kind: PlaceKind
    name: str
    name_en: str
    name_uk: str | None
    region: str
    parent: str | None
    lat: float | None
    lon: float | None
    population: int
    capital_of: str | None


Target: TypeAlias = RegionInfo | Place


class Named(NamedTuple):
    """A target with its written forms, all folded (see `fold`).

    `names` stand by themselves ('калуги', 'калужской области', 'кубань'; words parted by one space). `adjectives` are
    single words that name it only before a head noun: 'калужской' (области), 'тарусского' (района), 'borovsk' (district).
    """

    target: Target
    names: Sequence[str]
    adjectives: Sequence[str]


class Match(NamedTuple):
    """A name found in a list of tokens: it ends before token `stop`; candidates, the likeliest first."""

    stop: int
    targets: tuple[Target, ...]


class RegionMatch(NamedTuple):
    """The region that a person meant, or None and what it may have been, best first.

    `via` is the town or district that was asked for, where the region follows from it.
    """

    region: RegionInfo | None
    suggestions: tuple[RegionInfo, ...] = ()
    via: Place | None = None
