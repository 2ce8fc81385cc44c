"""Rows that are kept by hand: fixes and former names, villages at the border, city districts, airports and other sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import crossing
import inflect
import latin
import sources
from make_regions import cells, fold, rows
from rows import Draft

HERE = Path(__file__).parent
HEADED = {
    "airport",
    "airfield",
}  # their names are mostly their town's: they need the word аэропорт or аэродром beside them


def correct(settlements: list[Draft], report: list[str]) -> list[Draft]:
    """Applies names.tsv: right names, former and foreign ones; returns the settlements without those it drops."""
    known: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in settlements:
        for name in {fold(draft.name), fold(draft.name_uk)}:
            known[draft.region, name].append(draft)
    dropped = []
    for row in rows(HERE / "names.tsv"):
        found = known.get((row["region"], fold(row["found"])), [])
        if not found:
            report.append(f"correction that no source needs\t{row['region']}\t{row['found']}")
            continue
        draft = max(found, key=lambda d: (d.kind == "town", d.population))
        if row["latin"] == "-":
            dropped.append(draft)
            continue
        if fold(draft.name) != fold(row["name"]):
            report.append(f"corrected by hand\t{row['region']}\t{draft.name} > {row['name']}")
        draft.name = row["name"]
        draft.other_names.update(cells(row["other"]))
        draft.other_latin.update(cells(row["latin"]))
    gone = {id(draft) for draft in dropped}
    return [draft for draft in settlements if id(draft) not in gone]


def villages(settlements: list[Draft], districts: list[Draft], report: list[str]) -> list[Draft]:
    """The villages that the sources do not have; one that they have only learns its district."""
    known: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in settlements:
        known[draft.region, fold(draft.name)].append(draft)
    by_name = {(d.region, fold(d.name)): d for d in districts}
    made: list[Draft] = []
    for row in rows(HERE / "villages.tsv"):
        district = by_name.get((row["region"], fold(row["district"]))) if row["district"] else None
        if row["district"] and district is None:
            report.append(f"village in an unknown district\t{row['region']}\t{row['district']}")
        for name in dict.fromkeys(cells(row["names"])):
            here = known[row["region"], fold(name)]
            mine = next((d for d in here if d.parent in {None, district} or district is None), None)
            if mine is not None:
                if mine.parent is None and not mine.district and not mine.unit:
                    mine.parent = district
                continue
            kind = "city_district" if row["region"] == "UA-40" else "settlement"
            draft = Draft(kind, row["region"], name, parent=district)
            here.append(draft)
            made.append(draft)
    return made


def city_districts(settlements: list[Draft], districts: list[Draft], report: list[str]) -> list[Draft]:
    """City districts and quarters: Russian ones by hand, Ukrainian raions from the codifier."""
    towns = _towns(settlements)
    taken = {(d.region, fold(d.name)) for d in settlements if d.kind == "city_district"}
    made: list[Draft] = []
    for region, city, name, name_uk in [*_listed(), *_codified()]:
        town = towns.get((region, fold(city)))
        if town is None and city not in {"Москва", "Санкт-Петербург", "Севастополь", "Киев"}:
            report.append(f"city district in an unknown city\t{region}\t{city}")
            continue
        if (region, fold(name)) in taken and town is None:
            continue
        made.append(Draft("city_district", region, name, name_uk=name_uk, parent=town))
    ours = {(d.region, fold(d.name)) for d in made if d.parent is None}
    districts[:] = [d for d in districts if (d.region, fold(d.name)) not in ours]
    return made


def _listed() -> list[tuple[str, str, str, str]]:
    found = []
    for row in rows(HERE / "city_districts.tsv"):
        found += [(row["region"], row["city"], name, "") for name in cells(row["names"])]
    return found


def _codified() -> list[tuple[str, str, str, str]]:
    by_hand = {row["uk"]: row["ru"] for row in rows(HERE / "raions.tsv")}
    names = {row["found"]: row["name"] for row in rows(HERE / "names.tsv")}
    found = []
    for unit in sources.katottg():
        if unit.kind == "B" and unit.region not in {"UA-43", "UA-40"}:
            city = "Киев" if unit.region == "UA-30" else unit.parent
            city = names.get(city) or city
            found.append(
                (unit.region, city, by_hand.get(unit.name) or crossing.from_ukrainian(unit.name), unit.name)
            )
    return found


def _towns(settlements: Iterable[Draft]) -> dict[tuple[str, str], Draft]:
    towns: dict[tuple[str, str], Draft] = {}
    for draft in sorted(settlements, key=lambda d: d.population):
        if draft.kind in {"town", "settlement"}:
            towns[draft.region, fold(draft.name)] = draft
            towns[draft.region, fold(draft.name_uk)] = draft
    return towns


def sites(settlements: list[Draft], report: list[str]) -> list[Draft]:
    """Airports, airfields, capes, refineries, ports, power stations, plants."""
    towns = _towns(settlements)
    made = []
    for row in rows(HERE / "sites.tsv"):
        town = towns.get((row["region"], fold(row["place"]))) if row["place"] else None
        if row["place"] and town is None:
            report.append(f"site in an unknown settlement\t{row['region']}\t{row['name']} in {row['place']}")
        draft = Draft(row["kind"], row["region"], row["name"], parent=town)
        if town is not None:
            draft.lat, draft.lon = town.lat, town.lon
        draft.other_names.update(cells(row["names"]))
        draft.other_latin.update(cells(row["latin"]))
        made.append(draft)
    return made


def russian_forms(name: str) -> list[str]:
    """The forms of a name; one that begins with '=' is taken as it is."""
    return [fold(name[1:])] if name.startswith("=") else inflect.forms(fold(name))


def latin_name(draft: Draft) -> str:
    """The English name to show: the first hand-kept one of a site, else by rule."""
    if draft.kind not in {"town", "settlement", "district", "city_district"} and draft.other_latin:
        return min(draft.other_latin, key=lambda text: (len(text), text))
    if draft.name_uk and draft.region.startswith("UA") and draft.region not in {"UA-43", "UA-40"}:
        return latin.ukrainian(draft.name_uk)
    return latin.shown(draft.name)
