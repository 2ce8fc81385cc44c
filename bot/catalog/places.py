"""Reads config/data/places: regions.tsv, places.tsv and ordinary.tsv, as the build script writes them.

A table is UTF-8 text, TAB between cells, the first line names the columns; lines that begin with '#' are notes. A cell of
forms packs them as `stem:ending,ending|form|stem:ending`: 'калуг:а,и,е,у,ой|kaluga'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.core.errors import DataError
from bot.core.gazetteer import Gazetteer
from bot.core.places import Named, Place, PlaceKind, RegionInfo, RegionKind

REGION_COLUMNS = [
    "code",
    "kind",
    "country",
    "name_ru",
    "name_en",
    "name_uk",
    "short_ru",
    "short_en",
    "timezone",
    "capital",
    "linked",
    "lat",
    "lon",
    "names",
    "adjectives",
]
PLACE_COLUMNS = [
    "id",
    "kind",
    "region",
    "parent",
    "name",
    "name_en",
    "name_uk",
    "lat",
    "lon",
    "population",
    "capital_of",
    "names",
    "adjectives",
]
ORDINARY_COLUMNS = ["sense", "forms"]
_REBUILD = "Correct the line, or write the file anew with config/data/build/build.py."

T = TypeVar("T")


def load_places(folder: Path) -> Gazetteer:
    """The gazetteer from the tables in a folder; DataError names the file and line that are broken."""
    regions = list(_read(folder / "regions.tsv", REGION_COLUMNS, _region))
    places = list(_read(folder / "places.tsv", PLACE_COLUMNS, _place))
    _check_regions(folder / "regions.tsv", regions)
    _check_places(
        folder / "places.tsv", places, {r.target.code for _, r in regions if isinstance(r.target, RegionInfo)}
    )
    senses: dict[str, list[str]] = {"word": [], "person": []}
    for line, (sense, forms) in _read(
        folder / "ordinary.tsv", ORDINARY_COLUMNS, lambda cells: (cells[0], cells[1])
    ):
        if sense not in senses:
            raise DataError(
                str(folder / "ordinary.tsv"), line, f"unknown sense {sense!r}", "Write 'word' or 'person'."
            )
        senses[sense] += unpack(forms)
    entries = [entry for _, entry in (*regions, *places)]
    return Gazetteer(entries, ordinary=senses["word"], personal=senses["person"])


def unpack(cell: str) -> list[str]:
    """The forms that a cell packs."""
    forms: list[str] = []
    for group in cell.split("|") if cell else ():
        stem, colon, endings = group.partition(":")
        if colon:
            forms += [stem + ending for ending in endings.split(",")]
        else:
            forms.append(stem)
    return forms


def _read(path: Path, columns: list[str], make: Callable[[list[str]], T]) -> Iterator[tuple[int, T]]:
    """Each row with its line number; ValueError from `make` becomes a DataError with that line."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except FileNotFoundError:
        raise DataError(str(path), None, "the file is missing", _REBUILD) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(str(path), None, f"the file cannot be read ({error})", _REBUILD) from error
    width = len(columns)
    header_seen = False
    for number, line in enumerate(lines, 1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if len(cells) != width:
            problem = f"{len(cells)} cells where {width} belong"
            raise DataError(str(path), number, problem, _REBUILD)
        if not header_seen:
            header_seen = True
            if cells != columns:
                raise DataError(str(path), number, "the columns are not " + " ".join(columns), _REBUILD)
            continue
        try:
            yield number, make(cells)
        except ValueError as error:
            raise DataError(str(path), number, str(error), _REBUILD) from error
    if not header_seen:
        raise DataError(str(path), None, "the file is empty", _REBUILD)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _region(cells: list[str]) -> Named:
    (
        code,
        kind,
        country,
        name_ru,
        name_en,
        name_uk,
        short_ru,
        short_en,
        zone,
        capital,
        linked,
        lat,
        lon,
        names,
        adjs,
    ) = cells
    info = RegionInfo(
        code=code,
        kind=RegionKind(kind),
        country=country or None,
        name_ru=name_ru,
        name_en=name_en,
        name_uk=name_uk or None,
        short_ru=short_ru,
        short_en=short_en,
        timezone=zone,
        capital=capital or None,
        linked=tuple(linked.split()),
        lat=_number(lat),
        lon=_number(lon),
    )
    if not (name_ru and name_en and short_ru and short_en):
        raise ValueError("a region needs names and short labels in Russian and English")
    return Named(info, tuple(unpack(names)), tuple(unpack(adjs)))


_KINDS = {kind.value: kind for kind in PlaceKind}


def _place(cells: list[str]) -> Named:
    id_, kind, region, parent, name, name_en, name_uk, lat, lon, population, capital_of, names, adjs = cells
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}")
    if not name:
        raise ValueError("a place needs a name")
    place = Place(
        id=id_,
        kind=_KINDS[kind],
        name=name,
        name_en=name_en,
        name_uk=name_uk or None,
        region=region,
        parent=parent or None,
        lat=_number(lat),
        lon=_number(lon),
        population=int(population or 0),
        capital_of=capital_of or None,
    )
    return Named(place, tuple(unpack(names)), tuple(unpack(adjs)))


def _check_regions(path: Path, rows: list[tuple[int, Named]]) -> None:
    """Codes are unique, links lead somewhere, time zones exist."""
    codes: set[str] = set()
    for line, (region, _, _) in rows:
        assert isinstance(region, RegionInfo)
        if region.code in codes:
            raise DataError(str(path), line, f"{region.code} is there twice", _REBUILD)
        codes.add(region.code)
        try:
            ZoneInfo(region.timezone)
        except (KeyError, ValueError, OSError):
            problem = f"there is no time zone {region.timezone!r}"
            raise DataError(str(path), line, problem, "Write an IANA name such as Europe/Moscow.") from None
    for line, (region, _, _) in rows:
        assert isinstance(region, RegionInfo)
        lost = [code for code in region.linked if code not in codes]
        if lost:
            raise DataError(str(path), line, f"{region.code} is linked to unknown {lost[0]}", _REBUILD)


def _check_places(path: Path, rows: list[tuple[int, Named]], regions: set[str]) -> None:
    """Ids are unique; regions and parents exist."""
    ids = {entry.target.id for _, entry in rows if isinstance(entry.target, Place)}
    seen: set[str] = set()
    for line, (place, _, _) in rows:
        assert isinstance(place, Place)
        if place.id in seen:
            raise DataError(str(path), line, f"{place.id} is there twice", _REBUILD)
        seen.add(place.id)
        if place.region not in regions:
            raise DataError(str(path), line, f"{place.id} lies in unknown region {place.region!r}", _REBUILD)
        if place.parent is not None and place.parent not in ids:
            raise DataError(str(path), line, f"{place.id} lies in unknown place {place.parent!r}", _REBUILD)
