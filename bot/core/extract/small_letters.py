"""Texts without a capital letter: the names of places get theirs back, so that the readers see them."""

from __future__ import annotations

from bot.core.extract.grammar import PLACE_PREPOSITIONS
from bot.core.gazetteer import Gazetteer
from bot.core.places import Place, RegionInfo
from bot.core.text import Gap, Words, fold

_KNOWN = 20_000  # people: in small letters, a smaller place's name is mostly another word


def raise_names(words: Words, gazetteer: Gazetteer) -> None:
    """Capitalises towns, regions and what begins a sentence in a text that has no capital letter at all."""
    if not words.text.islower():
        return
    for i, raw in enumerate(words.raw):
        placed = i > 0 and words.raw[i - 1] in PLACE_PREPOSITIONS
        begins = i == 0 or bool(words.gaps[i] & Gap.DOT and not words.gaps[i] & Gap.CLOCK)
        if begins or _is_name(fold(raw), gazetteer, placed=placed):
            words.raw[i] = raw.capitalize()


def _is_name(word: str, gazetteer: Gazetteer, *, placed: bool) -> bool:
    if word in gazetteer.ordinary or (word in gazetteer.personal and not placed):
        return False
    if any(isinstance(target, RegionInfo) for target in gazetteer.adjective(word)):
        return True
    return any(
        isinstance(target, RegionInfo) or (isinstance(target, Place) and target.population >= _KNOWN)
        for target in gazetteer.names.get(word, ())
    )
