"""Which forms of names are also ordinary words or people's names: a reader wants more evidence for those."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable

import adjectives
from english_words import get_english_words_set
from wordfreq import zipf_frequency

COMMON = 3.3  # wordfreq's Zipf scale: once in half a million words


@functools.cache
def english() -> frozenset[str]:
    """English words that are written small."""
    words = get_english_words_set(["web2", "gcide"], lower=False, alpha=True)
    return frozenset(word for word in words if word.islower())


def is_word(form: str) -> bool:
    """Whether the dictionary knows a Russian form as a word, not only as a name."""
    return any(
        parse.is_known and not {"Geox", "Abbr", "Name", "Surn", "Patr"} & set(parse.tag.grammemes)
        for parse in adjectives.analyser().parse(form)
    )


FUNCTION = {"PREP", "CONJ", "PRCL", "NPRO", "INTJ", "ADVB", "PRED", "COMP", "NUMR"}


@functools.cache
def is_function_word(form: str) -> bool:
    """Whether a form is a preposition, a pronoun or the like, which no text means as a place: 'под' of Поды."""
    return " " not in form and any(
        parse.is_known and FUNCTION & set(parse.tag.grammemes) for parse in adjectives.analyser().parse(form)
    )


def senses(forms: Iterable[str], large: Collection[str]) -> dict[str, set[str]]:
    """The forms that the dictionary knows as words, and as given names, surnames or patronymics.

    `large` are forms of cities and regions so well known that a reader takes them for these.
    """
    found: dict[str, set[str]] = {"word": set(), "person": set()}
    for form in set(forms):
        if " " in form:
            continue
        if form.isascii():
            if form in english() and zipf_frequency(form, "en") >= COMMON and form not in large:
                found["word"].add(form)
            continue
        for parse in adjectives.analyser().parse(form):
            if not parse.is_known or "Geox" in parse.tag or "Abbr" in parse.tag:
                continue
            if {"Name", "Surn", "Patr"} & set(parse.tag.grammemes):
                found["person"].add(form)
            elif form not in large:
                found["word"].add(form)
    return found
