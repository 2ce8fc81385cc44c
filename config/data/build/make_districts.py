"""Rows for districts and okrugs: GeoNames units, spelled as hflabs spells them, raions of the Ukrainian codifier, and a hand list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import adjectives
import crossing
import latin
import naming
import sources
from make_regions import fold, rows
from rapidfuzz import fuzz
from rows import Draft

HERE = Path(__file__).parent
_HEADS = re.compile(
    r"(?i)\b(муниципальный|городской|городское|городсокой|городско|муниципальное|административный|сельский|национальный|район|районы|"
    r"раен|округ|улус|кожуун|аймак|город|поселение|ра[йио]*|ао|местность|территория|образование|зато|г)\b\.?"
)
_LATIN_HEADS = re.compile(
    r"(?i)\b(gorodskoy|gorod|okrug|rayon|raion|district|urban|city|municipal|municipality|ulus|zato|region|administrative|of|"
    r"gorodskoye|poseleniye|munitsipal’nyy|center|selsovet|and)\b"
)
_ADJECTIVE = re.compile(r"(ский|цкий|ской|цкой|ный|ний|вый|лый|жий|тый|ный|ой|ий)$")


def make(settlements: list[Draft], report: list[str]) -> list[Draft]:
    """All districts; those that bear a town's own name are that town."""
    names = _by_region(settlements)
    spelled = _official_districts()
    found: dict[tuple[str, str], Draft] = {}
    for unit in sources.units():
        if unit.region.startswith("UA") and unit.region not in {"UA-43", "UA-40"}:
            continue
        name = _name_of(unit, spelled[unit.region], names[unit.region])
        if name is None:
            report.append(f"unit without a readable name\t{unit.region}\t{unit.name}")
        elif fold(name) in names[unit.region]:
            town = names[unit.region][fold(name)]
            town.unit_ids.add(unit.id)
            town.also_district = adjectives.is_adjective(fold(name))
        elif not _ADJECTIVE.search(name):
            report.append(
                f"unit that is neither an adjective nor a known town\t{unit.region}\t{unit.name} > {name}"
            )
        else:
            draft = found.setdefault((unit.region, fold(name)), Draft("district", unit.region, name))
            draft.unit_ids.add(unit.id)
    for region, districts in spelled.items():
        for name in districts.values():
            if (
                (region, fold(name)) not in found
                and fold(name) not in names[region]
                and _ADJECTIVE.search(name)
            ):
                found[region, fold(name)] = Draft("district", region, name)
                report.append(f"district that GeoNames lacks\t{region}\t{name}")
    _merge_slips(found, spelled, report)
    _raions(found)
    _by_hand(found, report)
    districts = list(found.values())
    _centres(districts, settlements)
    return districts


def _by_region(settlements: Iterable[Draft]) -> dict[str, dict[str, Draft]]:
    names: dict[str, dict[str, Draft]] = defaultdict(dict)
    for draft in settlements:
        if draft.kind == "town" or draft.population > 8000:
            names[draft.region].setdefault(fold(draft.name), draft)
    return names


def _official_districts() -> dict[str, dict[str, str]]:
    """By region: folded names of districts as hflabs and the census spell them."""
    spelled: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sources.census():
        if row.kind == "unit" and _ADJECTIVE.search(row.name) and naming.is_russian(row.name):
            spelled[row.region][fold(row.name)] = row.name
    for town in sources.towns():
        if town.district:
            spelled[town.region][fold(town.district)] = town.district
    return spelled


def _name_of(unit: sources.Unit, spelled: dict[str, str], towns: dict[str, Draft]) -> str | None:
    """The unit's name without its type words: hflabs' spelling, else GeoNames' Cyrillic one, else written back."""
    cyrillic = []
    for alternate in (unit.name, *unit.alternates):
        tidied = naming.tidy(alternate)
        bare = " ".join(_HEADS.sub(" ", tidied).split())
        if bare and naming.is_russian(bare) and bare != "Районы":
            cyrillic.append((not re.search("(?i)район|округ|улус|кожуун", tidied), bare))
    options = [name for _, name in sorted(cyrillic)]
    stem = " ".join(_LATIN_HEADS.sub(" ", unit.name).split())
    options.append(latin.back(stem))
    for name in options:
        if fold(name) in towns or fold(name) in spelled:
            return spelled.get(fold(name), name)
    for name in options:
        near = [own for key, own in spelled.items() if _slip(key, fold(name))]
        if len(near) == 1:
            return near[0]
    by_latin = [draft.name for draft in towns.values() if latin.plain(stem) in latin.spellings(draft.name)]
    if by_latin:
        return by_latin[0]
    good = [name for name in options[:-1] if _ADJECTIVE.search(name)] or options[:-1] or options
    good = [name for name in good if naming.likeness(name, stem) > 60] or good
    return good[0] if good and re.search("[А-Яа-я]", good[0]) else None


def _slip(one: str, other: str) -> bool:
    """Whether two adjectives differ as a slip of the pen does: one letter, 'ярославетский' for 'ярославецкий'."""
    if one[0] != other[0] or abs(len(one) - len(other)) > 2:
        return False
    plain_one, plain_other = (re.sub("тс|цс|ц", "т", name) for name in (one, other))
    return plain_one == plain_other or (len(one) > 9 and fuzz.ratio(one, other) > 94)


def _raions(found: dict[tuple[str, str], Draft]) -> None:
    """The 136 raions of the codifier and its city raions are Ukrainian adjectives; Russian ones by rule and by hand."""
    by_hand = {row["uk"]: row["ru"] for row in rows(HERE / "raions.tsv")}
    for unit in sources.katottg():
        if unit.kind == "P":
            name = by_hand.get(unit.name) or crossing.from_ukrainian(unit.name)
            draft = found.setdefault((unit.region, fold(name)), Draft("district", unit.region, name))
            draft.name_uk = unit.name


def _by_hand(found: dict[tuple[str, str], Draft], report: list[str]) -> None:
    """Corrections first, then what no source has."""
    listed = list(rows(HERE / "districts.tsv"))
    for row in listed:
        if row["instead_of"]:
            draft = found.pop((row["region"], fold(row["instead_of"])), None)
            if draft is None:
                report.append(f"correction that no source needs\t{row['region']}\t{row['instead_of']}")
            elif row["name"]:
                draft.name = row["name"]
                found.setdefault((row["region"], fold(row["name"])), draft)
    for row in listed:
        key = (row["region"], fold(row["name"]))
        if row["instead_of"]:
            continue
        if key in found and "ё" in row["name"]:
            found[key].name = row["name"]
        elif key in found:
            report.append(f"district kept by hand that a source has too\t{row['region']}\t{row['name']}")
        found.setdefault(key, Draft("district", row["region"], row["name"]))


def _merge_slips(
    found: dict[tuple[str, str], Draft], spelled: dict[str, dict[str, str]], report: list[str]
) -> None:
    """One district where spellings differ as slips of the pen do; the official one is right."""
    for region, name in [key for key in found if key[1] not in spelled[key[0]]]:
        near = [other for other in spelled[region] if other[0] == name[0] and fuzz.ratio(other, name) >= 88]
        near = [other for other in near if (region, other) in found and not found[region, other].unit_ids]
        if len(near) == 1:
            report.append(
                f"merged as a slip of the pen\t{region}\t{found[region, name].name} into {found[region, near[0]].name}"
            )
            found[region, near[0]].unit_ids |= found.pop((region, name)).unit_ids
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for region, name in found:
        groups[region, re.sub("тс|ц", "т", re.sub("[ьъ]", "", name))].append((region, name))
    for keys in groups.values():
        keys.sort(key=lambda key: (-key[1].count("ь") - key[1].count("ц"), key))
        for key in keys[1:]:
            report.append(
                f"merged as a slip of the pen\t{key[0]}\t{found[key].name} into {found[keys[0]].name}"
            )
            found[keys[0]].unit_ids |= found.pop(key).unit_ids


def _centres(districts: list[Draft], settlements: list[Draft]) -> None:
    """Each district's central town: the one it is named after."""
    by_region: dict[str, list[Draft]] = defaultdict(list)
    for draft in settlements:
        by_region[draft.region].append(draft)
    for district in districts:
        ranked = [
            (_fit(fold(district.name), fold(town.name)), town.population, town.name, town)
            for town in by_region[district.region]
        ]
        ranked = [entry for entry in ranked if entry[0] > 0]
        if ranked:
            district.centre = max(ranked, key=lambda entry: entry[:3])[3]
            district.lat, district.lon = district.centre.lat, district.centre.lon


def _fit(adjective: str, town: str) -> int:
    """How well an adjective is made from a town's name; 0 if it is not: 'тарусский' from 'таруса', 'ейский' from 'ейск'."""
    if town in adjective_bases(adjective):
        return 100
    stem = re.sub(r"(ский|цкий|ской|цкой|ный|ной|ий|ый|ой)$", "", adjective)
    shared = len(common(stem, town))
    if shared < 4 or len(town) - shared > 3 or len(stem) - shared > 4:
        return 0
    if " " in town or (adjectives.is_adjective(town) and len(stem) - shared > 2):
        return 0
    return shared * 2 - len(town)


def common(one: str, other: str) -> str:
    """The beginning that two words share."""
    for index, (letter, another) in enumerate(zip(one, other, strict=False)):
        if letter != another:
            return one[:index]
    return min(one, other, key=len)


def adjective_bases(adjective: str) -> set[str]:
    """The towns that an adjective is most plainly made from: 'боровский' from Боровск, 'сухиничский' from Сухиничи."""
    stem = re.sub(r"(ий|ый|ой)$", "", adjective)
    bases = {stem, stem + "ое", stem + "ая", stem + "ий", stem + "ой", stem + "ый", stem + "ь"}
    for tail in ("ск", "цк"):
        if stem.endswith(tail):
            root = stem[: -len(tail)] + ("ц" if tail == "цк" else "")
            bases |= {
                root + end
                for end in ("", "а", "я", "о", "е", "и", "ы", "ь", "ка", "ки", "ое", "ая", "к", "ец")
            }
            for glue, ends in (
                ("ов", ("", "о", "ка", "а", "ы", "ое")),
                ("ев", ("", "о", "ка", "а", "ое")),
                ("ин", ("", "о", "а", "ка", "ы")),
            ):
                if root.endswith(glue):
                    bases |= {root[:-2] + end for end in ("", "а", "я", "о", "ы", "и", "ка", "ь", "ая", "ое")}
                    bases |= {root + end for end in ends}
            if root.endswith("ен"):
                bases |= {
                    root[:-2] + end for end in ("на", "ны", "но", "ная", "ное", "ные", "ный", "ень", "ня")
                }
    return bases
