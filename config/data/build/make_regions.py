"""Rows of regions.tsv from the hand-kept regions.tsv and countries.tsv beside this script."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import adjectives
import inflect
import latin
import ukrainian
from rapidfuzz import fuzz
from rows import Region

HERE = Path(__file__).parent
# What shares its attacks: a city and the oblast around it, a coast and its sea.
LINKS = """
RU-MOW RU-MOS
RU-SPE RU-LEN
UA-43 UA-40
UA-30 UA-32
SEA-BLACK RU-KDA UA-43 UA-40 UA-51 UA-48 UA-65
SEA-AZOV RU-ROS RU-KDA UA-43 UA-14 UA-23 UA-65
SEA-BALTIC RU-SPE RU-LEN RU-KGD
SEA-CASPIAN RU-DA RU-AST RU-KL
"""
SEA_CENTRES = {
    "SEA-BLACK": (43.6, 34.5),
    "SEA-AZOV": (46.1, 36.6),
    "SEA-BALTIC": (59.0, 20.5),
    "SEA-CASPIAN": (42.5, 50.5),
}
RU_HEADS = {
    "область": ("обл",),
    "край": (),
    "республика": ("респ",),
    "автономный округ": ("ао",),
    "автономная область": ("ао",),
}
EN_HEADS = {
    "Oblast": ("oblast", "region", "province", "area", "obl"),
    "Krai": ("krai", "kray", "territory", "region", "oblast"),
    "Republic": ("republic",),
}
ANY_HEAD = sorted({f" {head}" for heads in EN_HEADS.values() for head in heads})


NO_COUNTRY = {
    "того",
    "чада",
    "перу",
    "us",
    "мали",
    "рб",
    "самое",
    "самой",
    "самом",
}  # other words in every second text


_APOSTROPHE = re.compile(r"(?<=[а-яєіїґ])['’](?=[а-яєіїґ])")  # 'кам'янське'


def fold(text: str) -> str:
    """As bot.core.find.fold does."""
    return text.replace("\u0301", "").casefold().replace("ё", "е")


def cells(text: str) -> list[str]:
    """The values of a cell."""
    return [part.strip() for part in text.split(";") if part.strip()]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a hand-kept table, without its notes."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: (value or "") for key, value in row.items()}


def links() -> dict[str, str]:
    """The codes that each region shares its attacks with, parted by blanks."""
    found: dict[str, list[str]] = {}
    for line in LINKS.split("\n"):
        first, *rest = line.split() or [""]
        for other in rest:
            found.setdefault(first, []).append(other)
            found.setdefault(other, []).append(first)
    return {code: " ".join(sorted(set(others))) for code, others in found.items()}


def make() -> list[Region]:
    """All regions, seas and countries, ordered by code within their kind."""
    linked = links()
    regions = [_region(row, linked) for row in rows(HERE / "regions.tsv")]
    regions += [_country(row) for row in rows(HERE / "countries.tsv")]
    return sorted(regions, key=lambda region: (region.kind != "region", region.kind, region.code))


def _region(row: dict[str, str], linked: dict[str, str]) -> Region:
    code = row["code"]
    sea = code.startswith("SEA-")
    region = Region(
        code=code,
        kind="sea" if sea else "region",
        country="" if sea else code[:2],
        name_ru=row["name_ru"],
        name_en=row["name_en"],
        name_uk=row["name_uk"],
        short_ru=short_ru(row["name_ru"], row["aliases_ru"]),
        short_en=short_en(row["name_en"]),
        timezone=row["tz"],
        capital=row["capital"],
        linked=linked.get(code, ""),
    )
    if sea:
        region.lat, region.lon = SEA_CENTRES[code]
    region.names |= russian_names(row) | english_names(row) | ukrainian_names(row)
    for adjective in cells(row["adj"]):
        region.adjectives.update(adjectives.adjective_forms(fold(adjective)))
        region.adjectives.update(adjectives.adjective_forms(fold(adjective), feminine=True))
        region.adjectives.update(latin.spellings(adjective))
        region.adjectives.update(latin.spellings(adjective[:-2] + "ая"))
        region.adjectives.update(latin.spellings(adjective[:-2] + "ой"))
    region.adjectives |= english_adjectives(row)
    head, _, noun = row["name_uk"].partition(" ")
    if noun in {"область", "край", "республіка"} or noun.startswith("автономн"):
        region.adjectives.update(ukrainian.forms(head.casefold()))
        region.adjectives.update(ukrainian.forms(re.sub("(а|ий)$", "ий", head.casefold())))
    return region


def _country(row: dict[str, str]) -> Region:
    """A country; also Russia and Ukraine as wholes."""
    code = row["code"]
    region = Region(
        code=code,
        kind="country",
        country=code if code in {"RU", "UA"} else "",
        name_ru=row["name_ru"],
        name_en=row["name_en"],
        name_uk=row["name_uk"],
        short_ru=row["name_ru"],
        short_en=row["name_en"],
        timezone=row["tz"],
    )
    region.names |= russian_names(row) | ukrainian_names(row)
    english = [name for name in (row["name_en"], *cells(row["aliases_en"])) if not name.startswith("~")]
    region.names |= {words(latin.plain(name)) for name in english}
    region.adjectives |= english_adjectives(row)
    for adjective in cells(row["adj"]):
        region.adjectives.update(adjectives.adjective_forms(fold(adjective)))
        region.adjectives.update(adjectives.adjective_forms(fold(adjective), feminine=True))
    region.names -= NO_COUNTRY
    return region


def russian_names(row: dict[str, str]) -> set[str]:
    """The full name and the aliases in all cases, with the usual abbreviations of the head noun."""
    names: set[str] = set()
    for name in (row["name_ru"].replace("—", " — "), *cells(row["aliases_ru"])):
        if name.startswith("="):
            names.add(words(fold(name[1:])))
            continue
        forms = [words(form) for form in inflect.forms(words(fold(name)))]
        names.update(forms)
        for head, shorts in RU_HEADS.items():
            for short in shorts:
                names.update(abbreviated(forms, head, short))
    return names


def abbreviated(forms: list[str], head: str, short: str) -> set[str]:
    """The forms with the head noun written short: 'калужской обл'."""
    heads = sorted(inflect.forms(head), key=len, reverse=True)
    found = set()
    for form in forms:
        for long in heads:
            if f" {long} " in f" {form} ":
                found.add(f" {form} ".replace(f" {long} ", f" {short} ").strip())
                break
    return found


def words(text: str) -> str:
    """The words of a name as a tokenizer sees them: dashes and dots between them gone, the apostrophe of a word kept."""
    text = _APOSTROPHE.sub("\0", text)
    for mark in "—–.()’'":
        text = text.replace(mark, " ")
    return " ".join(part for part in text.split() if part != "-").replace("\0", "'")


def english_names(row: dict[str, str]) -> set[str]:
    """The names with every usual head noun; a bare city's name is no region's name."""
    kind = next((head for head in ("Oblast", "Krai") if row["name_en"].endswith(head)), "")
    heads = EN_HEADS[kind] if kind else ()
    names: set[str] = set()
    for name in (row["name_en"], *cells(row["aliases_en"])):
        if name.startswith("~"):
            continue
        folded = words(latin.plain(name))
        bare = folded.removesuffix(" oblast").removesuffix(" krai")
        headed = bare != folded or folded.endswith(tuple(ANY_HEAD))
        if not headed or bare != folded:
            names.update(f"{bare} {head}" for head in heads)
        if headed or not (kind and latin_like(bare, row["capital"])):
            names.add(folded)
    for adjective in cells(row["adj"]) if kind else ():
        gendered = adjective[:-2] + "ая" if kind == "Oblast" else adjective
        names.update(f"{spelling} {head}" for spelling in latin.spellings(gendered) for head in heads)
    return names


def english_adjectives(row: dict[str, str]) -> set[str]:
    """What names the region before a head noun in English: 'crimean', and 'kaluga' of 'Kaluga Oblast'."""
    found = {alias[1:].casefold() for alias in cells(row["aliases_en"]) if alias.startswith("~")}
    for name in (row["name_en"], *cells(row["aliases_en"])):
        bare = words(latin.plain(name))
        for heads in EN_HEADS.values():
            for head in heads:
                bare = bare.removesuffix(f" {head}")
        if row["name_en"].endswith(("Oblast", "Krai")) and not name.startswith("~"):
            found.add(bare)
    return found


def latin_like(bare: str, capital: str) -> bool:
    """Whether an English region's name is also its capital's: 'kaluga', but not 'kuban'."""
    return fuzz.ratio(bare, latin.plain(latin.shown(capital))) > 60


def ukrainian_names(row: dict[str, str]) -> set[str]:
    """The Ukrainian name and aliases in all cases."""
    names: set[str] = set()
    for name in (row["name_uk"], *cells(row["aliases_uk"])):
        if name:
            names.update(words(form) for form in ukrainian.forms(words(name.casefold())))
    return names


def short_ru(name: str, aliases: str) -> str:
    """'Калужская обл.', 'Татарстан', 'ХМАО — Югра'."""
    special = {
        "Республика Алтай": "Респ. Алтай",
        "Ханты-Мансийский автономный округ — Югра": "ХМАО — Югра",
        "Республика Северная Осетия — Алания": "Северная Осетия",
        "Республика Саха (Якутия)": "Якутия",
        "Еврейская автономная область": "Еврейская АО",
    }
    if name in special:
        return special[name]
    if name.startswith("Республика "):
        return name.removeprefix("Республика ")
    if name.endswith(" Республика"):
        return next(alias for alias in cells(aliases) if not alias.startswith("="))
    return name.replace("автономный округ", "АО").replace("область", "обл.")


def short_en(name: str) -> str:
    """'Kaluga', 'Tatarstan', 'Perm Krai'."""
    special = {
        "Altai Republic": "Altai Rep.",
        "Khanty-Mansi Autonomous Okrug — Yugra": "Khanty-Mansi",
        "Republic of North Ossetia–Alania": "North Ossetia",
        "Sakha Republic (Yakutia)": "Yakutia",
        "Chechen Republic": "Chechnya",
        "Chuvash Republic": "Chuvashia",
        "Udmurt Republic": "Udmurtia",
        "Kabardino-Balkarian Republic": "Kabardino-Balkaria",
        "Karachay-Cherkess Republic": "Karachay-Cherkessia",
        "Jewish Autonomous Oblast": "Jewish AO",
        "Moscow Oblast": "Moscow Oblast",
        "Kyiv Oblast": "Kyiv Oblast",
        "Komi Republic": "Komi",
    }
    if name in special:
        return special[name]
    for tail in (" Oblast", " Autonomous Okrug", " Republic"):
        name = name.removesuffix(tail)
    return name.removeprefix("Republic of ")
