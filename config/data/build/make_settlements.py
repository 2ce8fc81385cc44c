"""Rows for towns and settlements: hflabs for the spelling of Russian towns, the codifier for Ukrainian ones, GeoNames for all else."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import adjectives
import crossing
import latin
import naming
import sources
from make_regions import cells, fold, rows
from rapidfuzz import fuzz
from rows import Draft

CITY_REGIONS = {"RU-MOW", "RU-SPE", "UA-30", "UA-40"}  # what lies in a city that is a region is its district
CRIMEA = {"UA-43", "UA-40"}
EVERY_VILLAGE = {"UA-65"}  # shelled daily, village by village
REGION_NAMES = {"Москва", "Санкт-Петербург", "Киев", "Севастополь"}
NOT_PLACES = re.compile(
    r"(?i)садов|снт|днп|совхоз|отделение|^имени|разъезд|^станци|лесничеств|ж/м|квартал|район|масс?ив"
)
ODD = re.compile(r"^.$|^[А-ЯЁ]{2,}$|[а-яё][А-ЯЁ]|[^А-ЯЁа-яё0-9 -]")


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points, well enough for neighbours."""
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


def make(report: list[str]) -> list[Draft]:
    """All towns and settlements, without doubles."""
    cities = sources.cities()
    russian = [city for city in cities if city.region.startswith("RU") or city.region in CRIMEA]
    own = {city.id for city in russian}
    rest = [city for city in cities if city.id not in own]
    drafts, used = _russian_towns(russian, report)
    crimean = _crimean_names()
    for city in russian:
        if city.id not in used:
            known = crimean.get(city.region)
            drafts.append(_settlement(city, report) if known is None else _crimean(city, known, report))
    drafts += _ukrainian(rest, report)
    drafts = _without_doubles(drafts, report)
    return drafts + _counted(drafts)


def _counted(drafts: list[Draft]) -> list[Draft]:
    """Gives Russian settlements the people that the census counted, and adds those that GeoNames lacks."""
    known: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        known[draft.region, fold(draft.name)].append(draft)
    added = []
    for row in sources.census():
        if row.kind == "unit" or ODD.search(row.name):
            continue
        here = known[row.region, fold(row.name)]
        open_ones = [d for d in here if fold(d.district) in {"", fold(row.unit)} and d.counted == 0]
        if open_ones:
            draft = min(open_ones, key=lambda d: (d.kind != "town", abs(d.population - row.people)))
            draft.population = draft.counted = row.people
            draft.district = draft.district or row.unit
        else:
            draft = Draft("settlement", row.region, row.name, population=row.people, district=row.unit)
            draft.counted = row.people
            here.append(draft)
            added.append(draft)
    return added


def _russian_towns(cities: Iterable[sources.City], report: list[str]) -> tuple[list[Draft], set[int]]:
    """Towns of hflabs, joined to their GeoNames rows."""
    by_region: dict[str, list[sources.City]] = defaultdict(list)
    for city in cities:
        by_region[city.region].append(city)
    drafts: list[Draft] = []
    used: set[int] = set()
    for town in sources.towns():
        city = _city_of(town, by_region[town.region])
        draft = Draft("town", town.region, town.name, lat=town.lat, lon=town.lon, population=town.population)
        draft.district = town.district
        if city is None:
            report.append(f"town without a GeoNames row\t{town.region}\t{town.name}")
        else:
            used.add(city.id)
            draft.name = with_yo(town.name, city.alternates)
            draft.geonames, draft.unit = city.id, city.unit
            draft.population = max(town.population, city.population)
            draft.name_uk = ukrainian_of_russian(draft.name, city.alternates)
        drafts.append(draft)
    return drafts, used


def _city_of(town: sources.Town, cities: list[sources.City]) -> sources.City | None:
    """The GeoNames row of a town: the same name nearby, else a like one very near."""
    ranked = []
    for city in cities:
        far = distance((town.lat, town.lon), (city.lat, city.lon))
        names = {fold(naming.tidy(name)) for name in city.alternates}
        if fold(town.name) in names and far < 40:
            ranked.append((far - city.population / 10000, city))
        elif far < 12 and naming.likeness(town.name, city.name) > 84:
            ranked.append((far + 40, city))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def with_yo(name: str, alternates: Iterable[str]) -> str:
    """The same name with its ё, where GeoNames knows it."""
    for other in sorted(map(naming.tidy, alternates)):
        if "ё" in other.casefold() and fold(other) == fold(name) and other[:1].isupper():
            return other
    return name


UKRAINIAN_NAMES = {
    "Владимир": "Володимир",
    "Белгород": "Бєлгород",
    "Орёл": "Орел",
    "Ростов-на-Дону": "Ростов-на-Дону",
    "Керчь": "Керч",
}


def ukrainian_of_russian(name: str, alternates: Iterable[str], least: float = 88.0) -> str:
    """The Ukrainian name of a Russian town: an alternate that looks Ukrainian and like it, else the name by rule."""
    if name in UKRAINIAN_NAMES:
        return UKRAINIAN_NAMES[name]
    target = crossing.from_russian(name)
    best, score = target, least
    for other in sorted(map(naming.tidy, alternates)):
        if naming.ukrainian_looking(other) and (like := fuzz.ratio(fold(other), fold(target))) > score:
            best, score = other, like
    return best


def _settlement(city: sources.City, report: list[str]) -> Draft:
    name = naming.russian(city.alternates, city.name)
    if name is None:
        name = latin.back(city.name)
        report.append(f"name written back from Latin letters\t{city.region}\t{city.name} > {name}")
    kind = "city_district" if city.region in CITY_REGIONS else "settlement"
    draft = Draft(kind, city.region, name, lat=city.lat, lon=city.lon, population=city.population)
    draft.geonames, draft.unit = city.id, city.unit
    return draft


def _crimean(city: sources.City, known: dict[str, str], report: list[str]) -> Draft:
    """A place of Crimea or Sevastopol, by the Russian name that the census or the list of villages has for it."""
    names = [known[fold(other)] for other in map(naming.tidy, city.alternates) if fold(other) in known]
    if names:
        name = max(names, key=lambda n: (naming.likeness(n, city.name), n))
    else:
        name = _russian_name(city, _ukrainian_name(city), report)
    kind = "city_district" if city.region in CITY_REGIONS else "settlement"
    draft = Draft(kind, city.region, name, lat=city.lat, lon=city.lon, population=city.population)
    draft.geonames, draft.unit = city.id, city.unit
    draft.name_uk = ukrainian_of_russian(name, city.alternates, least=70.0)
    renamed = _ukrainian_name(city)
    if fold(renamed) not in {fold(name), fold(draft.name_uk)} and fuzz.ratio(fold(renamed), fold(name)) < 40:
        draft.other_names.add(crossing.from_ukrainian(renamed))
    return draft


def _crimean_names() -> dict[str, dict[str, str]]:
    """By region: folded Russian names of Crimean settlements with the names as written."""
    names: dict[str, dict[str, str]] = {region: {} for region in CRIMEA}
    for row in rows(Path(__file__).parent / "villages.tsv"):
        if row["region"] in CRIMEA:
            names[row["region"]] |= {fold(name): name for name in cells(row["names"])}
    for counted in sources.census():
        if counted.region in CRIMEA and counted.kind != "unit":
            names[counted.region].setdefault(fold(counted.name), counted.name)
    return names


def _ukrainian(cities: Iterable[sources.City], report: list[str]) -> list[Draft]:
    """Ukrainian places: the codifier's name and kind where it has one that fits."""
    known: dict[str, dict[str, list[sources.Katottg]]] = defaultdict(lambda: defaultdict(list))
    quarters = set()
    used: set[tuple[str, str]] = set()
    for unit in sources.katottg():
        if unit.kind in "MXC":
            known[unit.region][unit.name.casefold()].append(unit)
        elif unit.kind == "B":
            quarters.add((unit.region, unit.name))
    drafts = []
    for city in cities:
        entries = _codifier_entries(city, known[city.region])
        kind = (
            "town"
            if any(entry.kind == "M" for entry in entries) and city.population >= 1000
            else "settlement"
        )
        name_uk = entries[0].name if entries else _ukrainian_name(city)
        if not entries and (city.region, name_uk.removesuffix(" Район").removesuffix(" район")) in quarters:
            continue  # city districts come from the codifier
        name = _russian_name(city, name_uk, report)
        draft = Draft(kind if city.region not in CITY_REGIONS else "city_district", city.region, name)
        draft.lat, draft.lon, draft.population = city.lat, city.lon, city.population
        draft.name_uk, draft.geonames, draft.unit = name_uk, city.id, city.unit
        draft.district = entries[0].raion if len({entry.raion for entry in entries}) == 1 else ""
        used.add((city.region, name_uk.casefold()))
        drafts.append(draft)
    for region in sorted(EVERY_VILLAGE):
        for key, units in known[region].items():
            if (region, key) not in used:
                draft = Draft(
                    "settlement", region, crossing.from_ukrainian(units[0].name), name_uk=units[0].name
                )
                draft.district = units[0].raion if len({unit.raion for unit in units}) == 1 else ""
                drafts.append(draft)
    return drafts


def _codifier_entries(city: sources.City, known: dict[str, list[sources.Katottg]]) -> list[sources.Katottg]:
    """The codifier's units that one of the place's names or its Latin name stands for; towns first."""
    best: list[sources.Katottg] = []
    score = 87.0
    for name in {naming.tidy(other).casefold() for other in city.alternates}:
        entries = known.get(name)
        if entries:
            like = fuzz.ratio(latin.plain(latin.ukrainian(entries[0].name)), latin.plain(city.name))
            if like > score or (like == score and best and entries[0].name < best[0].name):
                best, score = entries, like
    return sorted(best, key=lambda entry: (entry.kind != "M", entry.kind != "X", entry.code))


def _ukrainian_name(city: sources.City) -> str:
    names = [n for n in map(naming.tidy, city.alternates) if re.fullmatch("[А-ЩЬЮЯҐЄІЇа-щьюяґєії’ -]+", n)]
    ranked = sorted(
        names,
        key=lambda n: (
            -fuzz.ratio(latin.plain(latin.ukrainian(n)), latin.plain(city.name))
            - 3 * naming.ukrainian_looking(n),
            n,
        ),
    )
    return ranked[0] if ranked else ""


def _russian_name(city: sources.City, name_uk: str, report: list[str]) -> str:
    """The Russian name: among the alternates the one nearest to what the Ukrainian name becomes by rule."""
    target = crossing.from_ukrainian(name_uk) if name_uk else latin.back(city.name)
    options = {
        name
        for name in map(naming.tidy, city.alternates)
        if naming.is_russian(name)
        and not re.search("[сцз]ьк|ць|ьо", name)
        and (name != name_uk or fold(name) == fold(target))
        and _same_build(name, target)
    }
    ranked = sorted(options, key=lambda name: (-_fitness(name, target), name))
    if ranked and fuzz.ratio(fold(ranked[0]), fold(target)) > 70:
        return ranked[0]
    report.append(f"Russian name made by rule\t{city.region}\t{name_uk or city.name} > {target}")
    return target


def _same_build(name: str, target: str) -> bool:
    """Whether a name of several words begins with an adjective where the expected one does: no 'Велики Новоселка'."""
    first, _, rest = fold(target).partition(" ")
    return not rest or adjectives.is_adjective(first) == adjectives.is_adjective(fold(name).partition(" ")[0])


def _fitness(name: str, target: str) -> float:
    """How well a name fits what the rule expects; a name that the dictionary knows as one fits better."""
    return fuzz.ratio(fold(name), fold(target)) + 2 * ("ё" in name) + 12 * naming.known_name(name)


def _without_doubles(drafts: list[Draft], report: list[str]) -> list[Draft]:
    """One row where a region has the same name twice within 12 km; the town, then the larger one stays."""
    kept: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    order = sorted(drafts, key=lambda d: (d.kind != "town", -d.population, d.geonames))
    for draft in order:
        if NOT_PLACES.search(draft.name) or ODD.search(draft.name) or draft.name in REGION_NAMES:
            report.append(f"left out, no name of a settlement\t{draft.region}\t{draft.name}")
            continue
        same = kept[draft.region, fold(draft.name)]
        if any(draft.lat and other.lat and distance(draft.point, other.point) < 12 for other in same):
            report.append(f"left out, the same name within 12 km\t{draft.region}\t{draft.name}")
            continue
        same.append(draft)
    return [draft for group in kept.values() for draft in group]
