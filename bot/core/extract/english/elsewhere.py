"""English texts of other things: other countries' rockets and bombs, aircraft of third parties, bombs that somebody laid."""

from __future__ import annotations

from bot.core.extract.places.lands import NEXT_DOOR
from bot.core.extract.words.marks import Doc, Sentence

_PARTIES = frozenset(["enemy", "country"])
_HERE = ("RU", "UA", "SEA-", *NEXT_DOOR)  # and where its weapons stray
_OURS = frozenset(["missile", "shelling", "usv"])


def of_other_things(doc: Doc) -> bool:
    """Whether no sentence can tell of this war's weapons."""
    return not _names_a_party(doc) or _of_laid_bombs(doc)


def _names_a_party(doc: Doc) -> bool:
    """Russia, Ukraine, or a place of theirs or beside them."""
    if not doc.groups.isdisjoint(_PARTIES):
        return True
    if any(m.value in {"ua", "mod"} for s in doc.sentences for m in s.of("role")):
        return True
    if any(s.has("airport", "noun") for s in doc.sentences):
        return True
    return any((loc.region or "").startswith(_HERE) for s in doc.sentences for loc in s.locs)


def _of_laid_bombs(doc: Doc) -> bool:
    """A car bomb or one that was planted: no weapon of the air or of artillery is named."""
    laid = any(s.has("skip", "laid") for s in doc.sentences)
    return laid and not any(m.value != "bomb" for s in doc.sentences for m in s.of("weapon"))


def of_a_third_party(doc: Doc, s: Sentence) -> bool:
    """The text is about a US drone, and the sentence names no weapon that it could tell of beside it."""
    near = doc.around(s)
    about = any(o.has("skip", "ally") for o in near)
    return about and not any(m.value in _OURS for m in s.of("weapon"))
