"""Writes census.tsv from table 5 of volume 1 of the All-Russian census of 2020 (Rosstat), as CSV: the units and settlements it names.

    python extract_census.py TABLE.csv > census.tsv

The table lists, region by region, each municipal unit with its urban settlements and its villages of 3,000 people and more.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from make_regions import fold, rows

HERE = Path(__file__).parent
OTHER_NAMES = {
    "республика адыгея (адыгея)": "RU-AD",
    "республика татарстан (татарстан)": "RU-TA",
    "чувашская республика - чувашия": "RU-CU",
    "кемеровская область - кузбасс": "RU-KEM",
    "кемеровская область": "RU-KEM",
    "республика северная осетия-алания": "RU-SE",
    "республика северная осетия - алания": "RU-SE",
    "ханты-мансийский автономный округ - югра": "RU-KHM",
    "ненецкий автономный округ": "RU-NEN",
    "г. севастополь": "UA-40",
    "город севастополь": "UA-40",
}
CITIES = re.compile(r"(?i)^(г\.|город) (москва|санкт-петербург|севастополь)")
UNIT = re.compile(
    r"(?i)муниципальный район|городской округ|муниципальный округ|ское районное муниципальное образование"
)
HEADS = re.compile(
    r"(?i)\b(муниципальный район|городской округ|муниципальный округ|муниципальное образование|внутригородск\w+|городской|"
    r"город-курорт|город-герой|город|рабочий поселок|рп|дп|поселок|пгт|зато|эвенкийский|национальный|район|округ)\b|г\.|\(.*?\)"
)
SETTLEMENT = re.compile(
    r"(?:^|население - )(пгт|поселок|село|станица|деревня|аул|хутор|г\.|слобода|местечко|кп|дп|рп) ([А-ЯЁ].*?)(?: рп| дп| кп| рзд| с/с)?$"
)


def lines(path: Path) -> Iterator[tuple[str, int]]:
    """Each row's name and number of people."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            digits = re.sub(r"\D", "", row[1])
            if digits:
                yield re.sub(r"\s+", " ", row[0].replace('"', "")).strip(), int(digits)


def read(path: Path) -> Iterator[tuple[str, str, str, str, int]]:
    """Region, kind ('unit', 'town' or 'settlement'), unit, name, people."""
    codes = {fold(row["name_ru"]): row["code"] for row in rows(HERE / "regions.tsv")} | OTHER_NAMES
    region, unit = "", ""
    for name, people in lines(path):
        text = re.sub(r" \(?(без|кроме).*$", "", fold(name))
        text = re.sub(r"^кемеровская область.*", "кемеровская область", text)
        text = re.sub(r" (город федерального значения|столица российской федерации).*$", "", text)
        found = codes.get(text) or next(
            (code for key, code in codes.items() if CITIES.match(text) and key in text), None
        )
        if found:
            region, unit = found, ""
            continue
        if region in {"RU-MOW", "RU-SPE", ""}:
            continue
        if UNIT.search(name):
            unit = re.sub("ское районное муниципальное образование", "ский", name)
            unit = " ".join(HEADS.sub(" ", unit.split(" - ")[0].split(" и ")[-1]).split()).strip(" -")
            unit = re.sub(r" (с подведомственной|новгородской области).*$", "", unit, flags=re.I)
            yield region, "unit", "", unit, people
        if settlement := SETTLEMENT.search(name):
            kind = "town" if settlement.group(1) == "г." else "settlement"
            yield region, kind, unit, re.sub(r" (\(|- ).*", "", settlement.group(2)), people


def main() -> None:
    """The command line."""
    print(
        "# Rosstat, All-Russian census of 2020, volume 1, table 5: units, towns, urban settlements, villages of 3,000 and more."
    )
    print("region\tkind\tunit\tname\tpeople")
    for row in dict.fromkeys(read(Path(sys.argv[1]))):
        print("\t".join(map(str, row)))


if __name__ == "__main__":
    main()
