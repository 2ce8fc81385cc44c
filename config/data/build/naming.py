"""Chooses the Russian and the Ukrainian name among the alternate names of a GeoNames place, which carry no language."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

import adjectives
import latin
from rapidfuzz import fuzz

_LOOKALIKES = str.maketrans("aceopxyëABCEHKMOPTXiI", "асеорхуёАВСЕНКМОРТХіІ")
_RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:[ -](?:на|[А-ЯЁа-яё][а-яё]*|\d+-?[йяе]?))*")
_UKRAINIAN = re.compile(r"[А-ЩЬЮЯҐЄІЇа-щьюяґєії'’]+(?:[ -][А-ЩЬЮЯҐЄІЇа-щьюяґєії'’]+)*")
_TYPES = "город г посёлок поселок пос п село с деревня д станица ст-ца хутор х аул пгт рп рабочий сельсовет селище місто смт район р-н"
_TYPE_WORDS = set(_TYPES.split())


@functools.cache
def tidy(name: str) -> str:
    """A name without stress marks, type words, doubled blanks and Latin letters among Cyrillic ones."""
    name = unicodedata.normalize("NFC", name.replace("\u0301", "").replace("`", "’").replace("'", "’"))
    if re.search("[а-яё]", name) and re.search("[A-Za-z]", name):
        name = name.translate(_LOOKALIKES)
    words = [word for word in name.replace("–", "-").replace("—", "-").split() if word]
    while len(words) > 1 and words[0].lower().rstrip(".") in _TYPE_WORDS:
        words.pop(0)
    return " ".join(words)


def likeness(name: str, latin_name: str) -> float:
    """How well a Cyrillic name fits a Latin one, 0 to 100."""
    target = latin.plain(latin_name).replace("ë", "e")
    return max(fuzz.ratio(spelling, target) for spelling in latin.spellings(name) or [""])


def russian(alternates: Iterable[str], latin_name: str) -> str | None:
    """The likeliest Russian name, or None where no alternate fits."""
    options = {name for name in map(tidy, alternates) if _RUSSIAN.fullmatch(name)}
    if not options:
        return None
    ranked = sorted(options, key=lambda name: (-_score(name, latin_name), name))
    return ranked[0] if likeness(ranked[0], latin_name) > 55 else None


@functools.cache
def known_name(name: str) -> bool:
    """Whether the dictionary knows a word as the name of a place."""
    folded = name.casefold().replace("ё", "е")
    return any("Geox" in parse.tag and parse.is_known for parse in adjectives.analyser().parse(folded))


def is_russian(name: str) -> bool:
    """Whether a name is written as Russian ones are."""
    return bool(_RUSSIAN.fullmatch(name))


def _score(name: str, latin_name: str) -> float:
    score = likeness(name, latin_name)
    folded = name.casefold().replace("ё", "е")
    score += 6 * known_name(name)
    score += 3 * folded.count("ь") - 4 * len(re.findall("тс(?!к)", folded))
    score += 3 * ("ё" in name) + 1.5 * len(re.findall("[ыэ]", folded))
    if re.search("[аоеиу]й?$|ий$", folded):
        score += 0.5
    return score


def ukrainian_looking(name: str) -> bool:
    """Whether a name is written with letters that only Ukrainian has."""
    return bool(_UKRAINIAN.fullmatch(name)) and bool(re.search("[іїєґІЇЄҐ’]", name))
