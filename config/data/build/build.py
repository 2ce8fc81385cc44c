"""Writes config/data/places and REPORT.md; `--check` only tells whether they are what would be written. See README.md."""

from __future__ import annotations

import sys
from pathlib import Path

import assemble
import make_districts
import make_hand
import make_regions
import make_settlements
import ordinary
import report
from rows import PLACE_COLUMNS, REGION_COLUMNS, table, write

HERE = Path(__file__).parent
OUT = HERE.parent / "places"
_ALSO = "Орёл Шахты Грозный Волжский Октябрьский Жуковский Северный Электросталь Каменское Ровно Каспийск"
ALSO_WORDS = set(_ALSO.split())  # great cities whose names are other words too
NOTE = "Made by config/data/build/build.py. Origin and licence: config/data/README.md. Columns: bot/catalog/places.py."


def build() -> dict[Path, str]:
    """The text of every file that the build writes."""
    remarks: list[str] = []
    regions = make_regions.make()
    settlements = make_hand.correct(make_settlements.make(remarks), remarks)
    districts = make_districts.make(settlements, remarks)
    villages = make_hand.villages(settlements, districts, remarks)
    settlements += villages
    quarters = make_hand.city_districts(settlements, districts, remarks)
    sites = make_hand.sites(settlements, remarks)
    places = assemble.assemble([*settlements, *districts, *quarters, *sites], regions)
    forms = {form for row in (*regions, *places) for form in (*row.names, *row.adjectives)}
    forms |= {form for place in places for form in place.former}
    large = {form for row in regions for form in row.names}
    large |= {
        f for row in places if row.population > 100000 and row.name not in ALSO_WORDS for f in row.names
    }
    senses = ordinary.senses(forms, large)
    return {
        OUT / "regions.tsv": table(REGION_COLUMNS, regions, NOTE),
        OUT / "places.tsv": table(PLACE_COLUMNS, places, NOTE),
        OUT / "ordinary.tsv": f"# {NOTE}\nsense\tforms\n"
        + "".join(f"{s}\t{'|'.join(sorted(senses[s]))}\n" for s in sorted(senses)),
        HERE / "REPORT.md": report.write(regions, places, senses, remarks),
    }


def main() -> int:
    """The command line."""
    files = build()
    if "--check" in sys.argv:
        stale = [
            path.name for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text
        ]
        print("stale: " + ", ".join(stale) if stale else "up to date")
        return 1 if stale else 0
    OUT.mkdir(exist_ok=True)
    for path, text in files.items():
        write(path, text)
        print(f"{path.name}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
