"""Reads config/data/places: regions.tsv, places.tsv and ordinary.tsv, as the build script writes them, and query.toml.

A table is UTF-8 text, TAB between cells, the first line names the columns; lines that begin with '#' are notes. Forms of a
name stand folded, with '|' between them: 'калуга|калуге|kaluga'. The likeliest places stand first.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.catalog.lasting import lasting
from bot.catalog.toml_lines import TomlFile, read_toml
from bot.core.errors import DataError
from bot.core.find import QueryWords
from bot.core.gazetteer import Gazetteer
from bot.core.places import Named, Place, PlaceKind, RegionInfo, RegionKind

_REGION_HEADER = "code kind country name_ru name_en name_uk short_ru short_en timezone capital linked lat lon names adjectives"
_PLACE_HEADER = (
    "id kind region parent name name_en name_uk lat lon population capital_of names former adjectives"
)
REGION_COLUMNS = _REGION_HEADER.split()
PLACE_COLUMNS = _PLACE_HEADER.split()
ORDINARY_COLUMNS = ["sense", "forms"]
_REBUILD = "Correct the line, or write the file anew with config/data/build/build.py."


@lasting()
def load_places(folder: Path) -> Gazetteer:
    """The gazetteer from the tables in a folder; DataError names the file and line that are broken."""
    regions = _regions(folder / "regions.tsv")
    codes = {named.target.code for named in regions if isinstance(named.target, RegionInfo)}
    senses = _senses(folder / "ordinary.tsv")
    places = _places(folder / "places.tsv", codes)
    query = _query_words(folder / "query.toml", codes)
    return Gazetteer(chain(regions, places), ordinary=senses["word"], personal=senses["person"], query=query)


def _query_words(path: Path, codes: Collection[str]) -> QueryWords:
    file = read_toml(path)
    for key in file.data:
        if key not in {"beside", "district", "short"}:
            raise file.fault("", 0, key, f"unknown key '{key}'", "Use beside, district or [short].")
    table = file.data.get("short", {})
    short: dict[str, str] = {}
    for code, words in table.items() if isinstance(table, dict) else ():
        if code not in codes:
            raise file.fault("short", 0, code, f"unknown region code '{code}'", "Use one of regions.tsv.")
        for word in _strings(file, "short", code, words):
            short[word] = code
    return QueryWords(
        frozenset(_strings(file, "", "beside", file.data.get("beside"))),
        _strings(file, "", "district", file.data.get("district")),
        short,
    )


def _strings(file: TomlFile, table: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise file.fault(table, 0, key, f"'{key}' is missing or no list of words", 'Write ["one", "two"].')
    return tuple(value)


def _rows(path: Path, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row, with its line number."""
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
            raise DataError(str(path), number, f"{len(cells)} cells where {width} belong", _REBUILD)
        if header_seen:
            yield number, cells
        elif cells != columns:
            raise DataError(str(path), number, "the columns are not " + " ".join(columns), _REBUILD)
        header_seen = True
    if not header_seen:
        raise DataError(str(path), None, "the file is empty", _REBUILD)


def _regions(path: Path) -> list[Named]:
    """The regions, checked: codes are unique, links lead somewhere, time zones of regions and seas exist."""
    found: list[Named] = []
    lines: dict[str, int] = {}
    links: list[tuple[int, str]] = []
    for line, cells in _rows(path, REGION_COLUMNS):
        try:
            region = _region(cells)
        except ValueError as error:
            raise DataError(str(path), line, str(error), _REBUILD) from error
        if region.code in lines:
            raise DataError(str(path), line, f"{region.code} is there twice", _REBUILD)
        far = region.kind is RegionKind.COUNTRY  # their 190 zones are 190 files to read
        if not far and not _is_zone(region.timezone):
            problem = f"there is no time zone {region.timezone!r}"
            raise DataError(str(path), line, problem, "Write an IANA name such as Europe/Moscow.")
        lines[region.code] = line
        links += [(line, code) for code in region.linked]
        found.append(Named(region, _forms(cells[-2]), _forms(cells[-1])))
    for line, code in links:
        if code not in lines:
            raise DataError(str(path), line, f"a link leads to unknown {code}", _REBUILD)
    return found


def _region(cells: list[str]) -> RegionInfo:
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
        _,
        _,
    ) = cells
    if not (name_ru and name_en and short_ru and short_en):
        raise ValueError("a region needs names and short labels in Russian and English")
    return RegionInfo(
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
        lat=float(lat) if lat else None,
        lon=float(lon) if lon else None,
    )


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _places(path: Path, regions: set[str]) -> Iterator[Named]:
    """The places, checked: ids are unique, regions and parents exist."""
    ids: set[str] = set()
    parents: dict[str, int] = {}
    former: list[Named] = []
    for line, cells in _rows(path, PLACE_COLUMNS):
        try:
            place = _place(cells)
        except ValueError as error:
            raise DataError(str(path), line, str(error), _REBUILD) from error
        if place.id in ids:
            raise DataError(str(path), line, f"{place.id} is there twice", _REBUILD)
        if place.region not in regions:
            raise DataError(str(path), line, f"{place.id} lies in unknown region {place.region!r}", _REBUILD)
        ids.add(place.id)
        if place.parent is not None:
            parents.setdefault(place.parent, line)
        yield Named(place, _forms(cells[-3]), _forms(cells[-1]))
        if cells[-2]:
            former.append(Named(place, _forms(cells[-2]), ()))
    yield from former  # last, for what bears the name today is likelier meant
    for parent, line in parents.items():
        if parent not in ids:
            raise DataError(str(path), line, f"a place lies in unknown place {parent!r}", _REBUILD)


_KINDS = {kind.value: kind for kind in PlaceKind}


def _place(cells: list[str]) -> Place:
    id_, kind, region, parent, name, name_en, name_uk, lat, lon, population, capital_of, _, _, _ = cells
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}")
    if not (id_ and name and name_en):
        raise ValueError("a place needs an id and names in Russian and English")
    return Place(
        id_,
        _KINDS[kind],
        name,
        name_en,
        name_uk or None,
        sys.intern(region),
        parent or None,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(population) if population else 0,
        capital_of or None,
    )


def _forms(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _senses(path: Path) -> dict[str, list[str]]:
    """The forms that are also ordinary words ('word') and people's names ('person')."""
    senses: dict[str, list[str]] = {"word": [], "person": []}
    for line, (sense, forms) in _rows(path, ORDINARY_COLUMNS):
        if sense not in senses:
            raise DataError(str(path), line, f"unknown sense {sense!r}", "Write 'word' or 'person'.")
        senses[sense] += _forms(forms)
    return senses
