"""Surnames that no list of officials has: 'глава округа Никитенко', 'Иванов, мэр Х', 'губернатор Имя Фамилия'."""

from __future__ import annotations

from bot.core.extract.words.grammar import (
    OBLIQUE_ENDINGS,
    PATRONYMICS,
    PLACE_PREPOSITIONS,
    SURNAME_BASES,
    SURNAME_ENDINGS,
)
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap

_OFFICES = frozenset(["governor", "mayor", "deputy", "head"])


def surname(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """The surname of whoever holds the office at `mark`, in the nominative; None where the text gives none."""
    return _after(doc, s, mark) or _before(doc, s, mark)


def is_surname(doc: Doc, s: Sentence, loc: Loc, before: Loc | None) -> bool:
    """'мэр Львова Садовый', 'глава района Демидов': a word that is also a town's name, after a whole office."""
    word = doc.folded[loc.i]
    if loc.j - loc.i > 1 or not word.endswith(SURNAME_ENDINGS) or doc.gap(loc.i) & ~Gap.QUOTE or loc.bare:
        return False
    if loc.j < s.j and doc.gap(loc.j) == Gap.NONE and doc.lexes[loc.j].groups & {"head"}:
        return False
    offices = [m for m in s.of("role") if m.value in _OFFICES]
    if before is not None and before.j == loc.i:
        return bool(before.place) and any(m.j == before.i for m in offices)
    return any(m.j == loc.i and (m.j - m.i == 1 or doc.says(m.j - 1, "office.whole")) for m in offices)


def _after(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    k = mark.j
    for loc in s.locs:
        if loc.i - k in (0, 1) and loc.role != "person":
            k = loc.j
    if k < s.j and (doc.says(k, "office.of") or (doc.says(k, "office.whole") and not doc.gap(k))):
        k += 1  # 'мэр города Х'
    if k >= s.j or not _personal(doc, k) or doc.gap(k) & ~(Gap.COMMA | Gap.DASH):
        return None
    words = [k]
    while (
        len(words) < 3
        and words[-1] + 1 < s.j
        and _personal(doc, words[-1] + 1)
        and not doc.gap(words[-1] + 1)
    ):
        words.append(words[-1] + 1)
    words = [at for at in words if not doc.folded[at].endswith(PATRONYMICS)]
    if not words or (len(words) == 1 and (doc.gap(k) or not _alone(doc, s, words[0], mark))):
        return None
    at = words[-1] if "given" not in doc.lexes[words[-1]].groups else words[0]
    if len(words) == 2 and "given" in doc.lexes[at].groups:
        at = words[-1]
    return nominative(doc.words.raw[at], oblique=_oblique(doc, mark))


def _alone(doc: Doc, s: Sentence, at: int, mark: Mark) -> bool:
    """A surname without a given name: right after the office, no word of the field, no place."""
    if "given" in doc.lexes[at].groups or len(doc.folded[at]) < 4 or mark.value not in _OFFICES:
        return False
    place = next((loc for loc in s.locs if loc.i <= at < loc.j), None)
    return place is None or place.role == "person"


def _before(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """'Иванов, глава округа, рассказал': a name at the head of its clause, then a comma and the office."""
    at = mark.i - 1
    if mark.value not in _OFFICES or at < s.i or doc.gap(mark.i) != Gap.COMMA or not _personal(doc, at):
        return None
    first = at
    while first > s.i and first > at - 2 and _personal(doc, first - 1) and not doc.gap(first):
        first -= 1
    opens = first == s.i or doc.gap(first) & (Gap.DASH | Gap.QUOTE | Gap.COMMA | Gap.COLON)
    said = any(m.j == first for m in s.of("say"))
    if not (opens or said) or any(loc.i <= at < loc.j and loc.role == "" for loc in s.locs):
        return None
    name = first if "given" in doc.lexes[at].groups else at
    return nominative(doc.words.raw[name], oblique=_oblique(doc, mark))


def _personal(doc: Doc, at: int) -> bool:
    """A capitalised Russian word that is no word of the field, or that follows a given name."""
    lex, raw = doc.lexes[at], doc.words.raw[at]
    if not lex.capital or raw.isupper() or raw.isascii():
        return False
    named = at > 0 and not doc.gap(at) and "given" in doc.lexes[at - 1].groups
    return lex.groups <= {"given", "name"} or (named and not lex.groups & {"role", "head"})


def _oblique(doc: Doc, mark: Mark) -> bool:
    """Whether the office stands in another case than the nominative, and the name with it."""
    if doc.says(mark.i, "office.head"):
        return not doc.says(mark.i, "office.head_nominative")
    return doc.folded[mark.j - 1].endswith(OBLIQUE_ENDINGS)


def nominative(name: str, *, oblique: bool) -> str:
    """'губернатора Алексея Петрова' is Петров."""
    if oblique:
        for ending, base in SURNAME_BASES:
            if name.endswith(ending):
                return name[: -len(ending)] + base
    return name


def introduced(doc: Doc, i: int) -> bool:
    """A given name or an office stands before the word, or a verb of saying after it."""
    if i + 1 < len(doc.lexes) and "say" in doc.lexes[i + 1].groups and not doc.gap(i + 1):
        return True
    if (
        any("role" in doc.lexes[k].groups for k in range(max(0, i - 5), i))
        and not doc.between(max(1, i - 4), i) & ~Gap.QUOTE
    ):
        head = doc.lexes[i + 1].groups if i + 1 < len(doc.lexes) else frozenset()
        return "head" not in head and doc.folded[i - 1] not in PLACE_PREPOSITIONS
    if not i or doc.words.gaps[i] != Gap.NONE:
        return False
    before = doc.lexes[i - 1]
    return "role" in before.groups or (before.capital and "given" in before.groups)


def whole_office(doc: Doc, s: Sentence, mark: Mark) -> int:
    """The word after an office with its land: 'Минобороны РФ', 'оперштаб региона', 'глава Х района'."""
    stop = mark.j
    if stop < s.j and doc.says(stop, "voice.of_country") and doc.gap(stop) == Gap.NONE:
        stop += 1
    for loc in s.locs:
        if loc.i == stop and doc.gap(stop) == Gap.NONE:
            stop = loc.j
    while stop < s.j and "head" in doc.lexes[stop].groups and doc.gap(stop) == Gap.NONE:
        stop += 1
    return stop
