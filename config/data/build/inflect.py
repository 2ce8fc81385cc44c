"""Inflected forms of Russian and Ukrainian place names, by rule; a dictionary settles genders and vanishing vowels.

Everything here works on folded names (lower case, е for ё). A name gets every form that it may take: a form too many costs
some bytes, a form too few costs an incident.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable

import pymorphy3
from adjectives import HUSHERS, VELARS, Paradigm, adjective, analyser, is_adjective, six

CONSONANTS = "бвгджзклмнпрстфхцчшщ"
INDECLINABLE = set(
    "сочи тбилиси поти дели баку коми эл удэ туапсе аэс гэс грэс тэц тэс нпз гпз нпс ао км".split()
)
# First parts of hyphenated names that never change.
PREFIXES = set("усть санкт спас йошкар улан ханты тарногский кинель юрьев".split())


def noun(word: str) -> Paradigm:
    """Forms of a noun, by its ending."""
    if word in INDECLINABLE or not re.search("[а-я]", word[-1:]) or len(word) < 3:
        return _fixed(word)
    end = word[-1]
    if end in "ая":
        return _feminine(word)
    if end in "ое":
        return _neuter(word)
    if end in "ыи":
        return _plural(word)
    if end == "ь":
        return _soft(word)
    if end == "й":
        stem = word[:-1]
        locative = stem + ("и" if word.endswith("ий") else "е")
        return six(word, stem + "я", stem + "ю", word, stem + "ем", locative)
    return _consonant(word) if end in CONSONANTS else _fixed(word)


def _feminine(word: str) -> Paradigm:
    stem = word[:-1]
    if word.endswith("ия"):
        return six(word, stem + "и", stem + "и", stem + "ю", stem + "ей", stem + "и")
    if word.endswith("я"):
        return six(word, stem + "и", stem + "е", stem + "ю", stem + "ей", stem + "е")
    genitive = stem + ("и" if stem[-1:] in VELARS + HUSHERS else "ы")
    instrumental = (stem + "ой", stem + "ей") if stem[-1:] in HUSHERS + "ц" else stem + "ой"
    return six(word, genitive, stem + "е", stem + "у", instrumental, stem + "е")


def _neuter(word: str) -> Paradigm:
    stem = word[:-1]
    if word.endswith("ие"):
        return six(word, stem + "я", stem + "ю", word, stem + "ем", stem + "и")
    if word.endswith(("ье", "ле", "ре")):
        return six(word, stem + "я", stem + "ю", word, stem + "ем", word)
    if word.endswith(("ище", "це")):
        return six(word, stem + "а", stem + "у", word, stem + "ем", word)
    if word.endswith("е"):
        return _fixed(word)
    own = (word,) if re.search("[иеы][вн]о$", word) or word.endswith("ово") else ()
    return six(word, (stem + "а", *own), (stem + "у", *own), word, (stem + "ом", *own), (stem + "е", *own))


def _soft(word: str) -> Paradigm:
    stem = word[:-1]
    if word.endswith("церковь"):
        return six(word, stem[:-2] + "ви", stem[:-2] + "ви", word, word + "ю", stem[:-2] + "ви")
    feminine = six(word, stem + "и", stem + "и", word, word + "ю", stem + "и")
    short = _without_vowel(stem)
    masculine = [six(word, s + "я", s + "ю", word, s + "ем", s + "е") for s in short]
    gender = _gender(word)
    if gender == "femn" or (gender is None and word.endswith(("сть", "знь", "чь", "щь", "шь", "жь"))):
        return feminine
    if gender == "masc" or word.endswith("поль"):
        return _merge(*masculine)
    return _merge(feminine, *masculine)


def _consonant(word: str) -> Paradigm:
    paradigms = []
    for stem in _without_vowel(word):
        hissing = stem[-1:] in HUSHERS + "ц"
        instrumental = (stem + "ем", stem + "ом") if hissing else (stem + "ом",)
        paradigms.append(six(word, stem + "а", stem + "у", word, instrumental, stem + "е"))
    return _merge(*paradigms)


def _without_vowel(word: str) -> tuple[str, ...]:
    """The stems that a name may decline on: 'елец' on 'ельц', 'орел' on 'орл', 'городок' on 'городк'."""
    found = re.fullmatch(r"(.*[а-я])([еоё])([а-я])", word)
    if not found or not re.search("[аеиоуыэюя]", found.group(1)):
        return (word,)
    head, vowel, last = found.groups()
    if last not in "цклнгр" or (last == "р" and vowel == "о"):
        return (word,)
    if head[-1] in "лнр" and last == "ц":
        short = (head + "ь" if head[-1] == "л" else head) + last
    elif head[-1] in "аеиоуыэюя":
        short = head + "й" + last
    else:
        short = head + last
    known = _genitives(word)
    if known:
        stems = [stem for stem in (word, short) if {stem + "а", stem + "я"} & known]
        if stems:
            return tuple(stems)
    if last == "ц":
        return (short,)
    return (word, short) if vowel == "о" and last == "к" and head[-1] in CONSONANTS else (word,)


def _plural(word: str) -> Paradigm:
    stem = word[:-1]
    soft = word.endswith("и") and stem[-1] not in VELARS + HUSHERS
    a = "я" if soft else "а"
    genitive = _genitive_plural(word, stem)
    return six(word, genitive, stem + a + "м", word, stem + a + "ми", stem + a + "х")


def _genitive_plural(word: str, stem: str) -> tuple[str, ...]:
    options = [stem + "ов", stem + "ев"] if stem[-1] != "ц" else [stem + "ев", stem + "ов"]
    if stem[-1] in HUSHERS + "лнрть":
        options.append(stem + "ей")
    options.append(stem)
    if len(stem) > 2 and stem[-1] in CONSONANTS and stem[-2] in CONSONANTS + "ь":
        head = stem[:-2] if stem[-2] == "ь" else stem[:-1]
        options += [head + vowel + stem[-1] for vowel in "ое"]
    known = _genitives(word)
    sure = [option for option in options if option in known]
    if sure:
        return tuple(sure)
    if stem[-1] in HUSHERS:
        return (stem, stem + "ей")
    if stem[-1] == "к" and stem[-2] in CONSONANTS:
        return (stem[:-1] + ("ек" if stem[-2] in HUSHERS else "ок"), stem + "ов")
    if stem[-1] == "ц" and stem[-2] in CONSONANTS:
        return (stem[:-1] + "ец", stem + "ов", stem + "ев")
    return (stem, stem + "ов")


@functools.cache
def _parses(word: str) -> tuple[pymorphy3.analyzer.Parse, ...]:
    return tuple(
        parse
        for parse in analyser().parse(word)
        if parse.is_known and {"NOUN", "nomn"} <= set(parse.tag.grammemes)
    )


def _gender(word: str) -> str | None:
    """The gender of a noun where the dictionary is sure; toponyms count before other words."""
    parses = sorted(_parses(word), key=lambda parse: "Geox" not in parse.tag)
    if not parses:
        return None
    best = [parse for parse in parses if ("Geox" in parse.tag) == ("Geox" in parses[0].tag)]
    genders = {parse.tag.gender for parse in best}
    return genders.pop() if len(genders) == 1 else None


@functools.cache
def _genitives(word: str) -> frozenset[str]:
    found = set()
    for parse in _parses(word):
        number = parse.tag.number
        form = parse.inflect({"gent", number} if number else {"gent"})
        if form is not None:
            found.add(form.word.replace("ё", "е"))
    return frozenset(found)


def phrase(name: str) -> Paradigm:
    """Forms of a whole name: adjectives agree, what follows 'на', 'при', 'имени' or a number stays."""
    words = name.split(" ")
    parts: list[Paradigm] = []
    frozen = False
    heads = [not is_adjective(word) for word in words]
    whose = len(words) == 2 and re.search("([ое]в|[иы]н)а$", words[0]) and words[1][-1:] in "аяь"
    if whose:
        heads[0] = False
    mixed = any(heads) and not all(heads)
    for index, word in enumerate(words):
        if word in {"на", "при", "под", "над", "у", "в", "имени", "им", "де"} or not re.match("[а-я]", word):
            frozen = True
        if index and words[0] == "республика":
            frozen = True  # 'республики крым'
        if frozen or (index and heads[index] and any(heads[:index]) and word[-1:] in "аияыой"):
            parts.append(_fixed(word))
        else:
            part = _possessive(word) if whose and not index else hyphenated(word)
            if mixed and not heads[index] and word[-1] not in "ая":
                part = [*part[:3], part[0], *part[4:]]  # the accusative beside a thing is the nominative
            parts.append(part)
    return [
        [" ".join(choice) for choice in itertools.product(*(part[case] for part in parts))]
        for case in range(6)
    ]


def _possessive(word: str) -> Paradigm:
    """Forms of 'попова' in 'попова балка': whose it is."""
    stem = word[:-1]
    return six(word, stem + "ой", stem + "ой", stem + "у", stem + "ой", stem + "ой")


def hyphenated(word: str) -> Paradigm:
    """Forms of one word, which may have hyphens: 'ростов-на-дону', 'гусь-хрустальный', 'усть-лабинск'."""
    parts = word.split("-")
    if len(parts) == 1:
        return adjective(word) if is_adjective(word) else noun(word)
    if "на" in parts[1:] or "при" in parts[1:]:
        first, rest = parts[0], "-" + "-".join(parts[1:])
        return [[form + rest for form in forms] for forms in hyphenated(first)]
    last = hyphenated(parts[-1])
    head = "-".join(parts[:-1])
    if is_adjective(parts[-1]) and _changes(parts[0]) and len(parts) == 2:
        first_forms = noun(parts[0])
        return [
            [f"{a}-{b}" for a, b in itertools.product(first_forms[case], last[case])] for case in range(6)
        ]
    return [[f"{head}-{form}" for form in forms] for forms in last]


def _changes(part: str) -> bool:
    """Whether the first part of 'каменск-уральский' declines too."""
    return part not in PREFIXES and part[-1] not in "оеуи" and not is_adjective(part)


def forms(name: str) -> list[str]:
    """All distinct forms of a folded name, the nominative first."""
    return list(dict.fromkeys(itertools.chain.from_iterable(phrase(name))))


def _fixed(word: str) -> Paradigm:
    return [[word]] * 6


def _merge(*paradigms: Paradigm) -> Paradigm:
    return [list(dict.fromkeys(itertools.chain(*(p[case] for p in paradigms)))) for case in range(6)]


def all_forms(names: Iterable[str]) -> list[str]:
    """The forms of several names in order, without repeats."""
    return list(dict.fromkeys(form for name in names for form in forms(name)))
