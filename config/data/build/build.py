"""Writes config/data/places. See README.md beside this script."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import inflect
import latin
import make_regions
from make_regions import fold
from rows import PLACE_COLUMNS, REGION_COLUMNS, Place, table, write

HERE = Path(__file__).parent
OUT = HERE.parent / "places"


def main() -> None:
    regions = make_regions.make()
    by_capital = {(r.capital, r.code): r for r in regions}
    codes = {}
    for row in csv.DictReader((Path(sys.argv[1]) / "region.csv").open(encoding="utf-8")):
        codes[row["name"]] = row["iso_code"]
    places = {}
    for row in csv.DictReader((Path(sys.argv[1]) / "city.csv").open(encoding="utf-8")):
        code = codes.get(row["region"]) or codes.get(row["region"] + " Республика", "")
        name = row["city"] or row["region"]
        if not code or (code in {"RU-MOW", "RU-SPE"} and not row["city"]):
            continue
        slug = latin.plain(latin.shown(name)).replace(" ", "-")
        id_ = f"{code}/{slug}"
        place = Place(
            id_, "town", code, name, latin.shown(name), lat=float(row["geo_lat"]), lon=float(row["geo_lon"])
        )
        if (name, code) in by_capital:
            place.capital_of = code
        place.population = int(row["population"]) if row["population"].isdigit() else 0
        place.names = set(inflect.forms(fold(name))) | set(latin.spellings(name))
        places[id_] = place
        if row["area"]:
            name = row["area"]
            if not inflect.is_adjective(fold(name)):
                continue
            slug = latin.plain(latin.shown(name)).replace(" ", "-") + "-d"
            id_ = f"{code}/{slug}"
            district = Place(id_, "district", code, name, latin.shown(name))
            district.adjectives = set(inflect.adjective_forms(fold(name))) | set(latin.spellings(name))
            places[id_] = district
    OUT.mkdir(exist_ok=True)
    write(OUT / "regions.tsv", table(REGION_COLUMNS, regions, "Regions"))
    write(OUT / "places.tsv", table(PLACE_COLUMNS, [places[k] for k in sorted(places)], "Places"))
    write(OUT / "ordinary.tsv", "sense\tforms\nword\tорел|мир\nperson\tвладимир|жуковский\n")


if __name__ == "__main__":
    main()
