"""Forms of Russian adjectives: every name of a place that looks like one declines as one."""

from __future__ import annotations

import functools
import itertools

import pymorphy3

HUSHERS = "жшчщ"
VELARS = "кгх"
Paradigm = list[list[str]]  # six cases (nominative to locative), each with its variants


@functools.cache
def analyser() -> pymorphy3.MorphAnalyzer:
    """The dictionary of Russian words."""
    return pymorphy3.MorphAnalyzer()


def six(*cases: str | tuple[str, ...]) -> Paradigm:
    """A paradigm of six cases, each one form or several."""
    return [[case] if isinstance(case, str) else list(dict.fromkeys(case)) for case in cases]


def adjective_masculine(word: str) -> Paradigm:
    """Forms of 'боровский', 'тверской', 'рабочий', 'нижний'."""
    stem, end = word[:-2], word[-2:]
    last = stem[-1:]
    if end == "ий" and last in HUSHERS + "н":
        return six(word, stem + "его", stem + "ему", (word, stem + "его"), stem + "им", stem + "ем")
    vowel = "и" if last in VELARS + HUSHERS else "ы"
    return six(word, stem + "ого", stem + "ому", (word, stem + "ого"), stem + vowel + "м", stem + "ом")


def adjective_feminine(word: str) -> Paradigm:
    """Forms of 'каневская', 'нижняя', 'рабочая'."""
    stem, end = word[:-2], word[-2:]
    soft = end == "яя" or stem[-1:] in HUSHERS
    oblique = stem + ("ей" if soft else "ой")
    accusative = stem + ("юю" if end == "яя" else "ую")
    return six(word, oblique, oblique, accusative, oblique, oblique)


def adjective_neuter(word: str) -> Paradigm:
    """Forms of 'раменское', 'ближнее'."""
    stem, end = word[:-2], word[-2:]
    if end == "ее":
        return six(word, stem + "его", stem + "ему", word, stem + "им", stem + "ем")
    vowel = "и" if stem[-1:] in VELARS + HUSHERS else "ы"
    return six(word, stem + "ого", stem + "ому", word, stem + vowel + "м", stem + "ом")


def adjective_plural(word: str) -> Paradigm:
    """Forms of 'великие', 'набережные'."""
    stem = word[:-1]
    return six(word, stem + "х", stem + "м", (word, stem + "х"), stem + "ми", stem + "х")


def is_adjective(word: str) -> bool:
    """Whether a word looks like an adjective: every such name of a place declines as one."""
    if len(word) < 5:
        return False
    if word.endswith(("ский", "цкий", "ская", "цкая", "ское", "цкое", "ский", "ской", "ские", "цкие")):
        return True
    if word.endswith(("ый", "ая", "яя", "ое", "ее", "ые")):
        return True
    if word.endswith("ой"):
        return any(
            parse.is_known and "ADJF" in parse.tag for parse in analyser().parse(word)
        ) or word.endswith(("ной", "вой", "ской", "той", "лой"))
    return word.endswith(("ий", "ие")) and (word[-3] in VELARS + HUSHERS + "н")


def adjective(word: str) -> Paradigm:
    """Forms of an adjective in its own gender and number."""
    if word.endswith(("ый", "ий", "ой")):
        return adjective_masculine(word)
    if word.endswith(("ая", "яя")):
        return adjective_feminine(word)
    return adjective_neuter(word) if word.endswith(("ое", "ее")) else adjective_plural(word)


def adjective_forms(word: str, *, feminine: bool = False) -> list[str]:
    """All distinct forms of a masculine adjective, or of the feminine made from it; each hyphenated word whole."""
    if feminine:
        stem = word[:-2]
        return list(dict.fromkeys(itertools.chain.from_iterable(adjective_feminine(stem + "ая"))))
    return list(dict.fromkeys(itertools.chain.from_iterable(adjective_masculine(word))))
