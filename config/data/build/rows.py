"""The rows that the build writes, and how a table is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from packing import pack

REGION_COLUMNS = (
    "code kind country name_ru name_en name_uk short_ru short_en timezone capital linked lat lon names adjectives"
).split()
PLACE_COLUMNS = (
    "id kind region parent name name_en name_uk lat lon population capital_of names adjectives".split()
)


@dataclass
class Region:
    """A row of regions.tsv."""

    code: str
    kind: str
    country: str
    name_ru: str
    name_en: str
    name_uk: str
    short_ru: str
    short_en: str
    timezone: str
    capital: str = ""
    linked: str = ""
    lat: float | None = None
    lon: float | None = None
    names: set[str] = field(default_factory=set)
    adjectives: set[str] = field(default_factory=set)


@dataclass
class Place:
    """A row of places.tsv."""

    id: str
    kind: str
    region: str
    name: str
    name_en: str = ""
    name_uk: str = ""
    parent: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    capital_of: str = ""
    names: set[str] = field(default_factory=set)
    adjectives: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Draft:
    """A place on its way to a row: `geonames` and `unit` are GeoNames ids, 0 if none; `district` a name to look up."""

    kind: str
    region: str
    name: str
    name_uk: str = ""
    name_en: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    counted: int = 0  # people by the census of 2020
    geonames: int = 0
    unit: int = 0
    district: str = ""
    unit_ids: set[int] = field(default_factory=set)  # of a district: its GeoNames ids
    also_district: bool = False  # an adjective that names the town and its district alike
    parent: Draft | None = None
    centre: Draft | None = None  # of a district
    other_names: set[str] = field(
        default_factory=set
    )  # further Russian names, inflected unless they begin with '='
    other_latin: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)
    id: str = ""

    @property
    def point(self) -> tuple[float, float]:
        """Where it is; the middle of nowhere if unknown."""
        return (self.lat or 0.0, self.lon or 0.0)


def table(columns: list[str], rows: Iterable[Region] | Iterable[Place], note: str) -> str:
    """The text of a table."""
    lines = [f"# {line}" for line in note.splitlines()]
    lines.append("\t".join(columns))
    lines += ["\t".join(_cell(column, getattr(row, column)) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(column: str, value: object) -> str:
    if isinstance(value, set):
        return pack(value)
    if value is None or value == "" or (column == "population" and value == 0):
        return ""
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return str(value)


def write(path: Path, text: str) -> None:
    """Writes UTF-8 with plain line ends."""
    path.write_text(text, "utf-8", newline="\n")
