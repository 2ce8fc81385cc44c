"""The word that nothing was damaged: denials of harm, also at the end of a list."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import NoDamage
from bot.core.extract.near import keeps_together, negated, region_at, span_of
from bot.core.extract.words.grammar import GENITIVE_PLURAL
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap


def _spared(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'объекты инфраструктуры не пострадали': things, no people."""
    return doc.says(mark.i - 1, "denial.not") and things_spared(s, mark)


def things_spared(s: Sentence, mark: Mark) -> bool:
    """Whether what did not suffer is a thing: 'инфраструктура не пострадала', 'цех не пострадал'."""
    subject = any(m.j == mark.i - 1 for m in s.of("object"))
    return subject or (s.has("object", "other") and not s.has("people"))


def undamaged(doc: Doc, s: Sentence) -> Iterator[NoDamage]:
    """The word that nothing was damaged, once a sentence."""
    for mark in s.of("harm"):
        if doc.says(mark.i, "harm.suffered") and not _spared(doc, s, mark):
            continue
        if doc.says_in(max(s.i, mark.i - 3), mark.i, "harm.extent"):
            continue
        undone = doc.says(mark.i - 1, "denial.not")
        if mark.value == "verb" and not undone and not doc.says(mark.i, "harm.may_be_noun"):
            continue
        if mark.value == "verb" and mark.i > s.i and undone:
            yield NoDamage(
                region=region_at(doc, s, mark.i), span=span_of(doc, mark.i - 1, mark.j), rule="damage.none"
            )
            return
        if doc.says_in(max(s.i, mark.i - 4), mark.i, "harm.hedge") or _of_another(doc, s, mark):
            continue
        if negated(doc, s, mark, before=6, after=7) or _denied_in_list(doc, s, mark):
            yield NoDamage(
                region=region_at(doc, s, mark.i), span=span_of(doc, mark.i, mark.j), rule="damage.none"
            )
            return


def _denied_in_list(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'разрушений и пострадавших, по предварительным данным, нет'."""
    if not doc.folded[mark.i].endswith(GENITIVE_PLURAL):
        return False
    return any(
        doc.says(n.i, "denial.of_list") and abs(n.i - mark.i) <= 12 and keeps_together(doc, n.i, mark.i)
        for n in s.of("neg")
    )


def _of_another(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'no casualties, damage to the roof is slight': the denial ends at the comma, unless an 'or' goes on with it."""
    before = [n for n in s.of("neg") if n.j <= mark.i]
    if not doc.latin or not before or before[-1].j == mark.i:
        return False
    gaps = doc.between(before[-1].j, mark.i)
    return bool(gaps & Gap.COMMA) and not doc.says_in(before[-1].j, min(s.j, mark.j + 2), "list.or")
