"""Texts without a capital letter: the names of places get theirs back, so that the readers see them."""

from __future__ import annotations

from bot.core.extract.words.grammar import PLACE_PREPOSITIONS
from bot.core.extract.words.lexicon import Lexicon
from bot.core.gazetteer import Gazetteer
from bot.core.places import Place, RegionInfo
from bot.core.text import Gap, Words, fold

_KNOWN = 20_000  # people: in small letters, a smaller place's name is mostly another word


def raise_names(words: Words, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    """Capitalises towns, regions and what begins a sentence in a text that has no capital letter but in 'БПЛА'."""
    if any(raw[0].isupper() and not raw.isupper() for raw in words.raw):
        return
    names: dict[tuple[str, bool, bool], bool] = {}  # each word is looked up once
    for i, raw in enumerate(words.raw):
        if raw.isupper():
            continue
        placed = i > 0 and words.raw[i - 1] in PLACE_PREPOSITIONS
        begins = i == 0 or bool(words.gaps[i] & Gap.DOT and not words.gaps[i] & Gap.CLOCK)
        headed = (
            i + 1 < len(words) and not words.gaps[i + 1] and "head" in lexicon.lex(words.raw[i + 1]).groups
        )
        key = raw, placed, headed
        if key not in names:
            names[key] = _is_name(fold(raw), gazetteer, placed=placed, headed=headed)
        if begins or names[key]:
            words.raw[i] = raw.capitalize()


def _is_name(word: str, gazetteer: Gazetteer, *, placed: bool, headed: bool) -> bool:
    if headed and gazetteer.adjective(word):
        return True
    if word in gazetteer.ordinary or (word in gazetteer.personal and not placed):
        return False
    if any(isinstance(target, RegionInfo) for target in gazetteer.adjective(word)):
        return True
    return any(
        isinstance(target, RegionInfo) or (isinstance(target, Place) and target.population >= _KNOWN)
        for target in gazetteer.names.get(word, ())
    )
