"""The hurt and the dead told without a verb of harm: 'двое в больнице', 'пострадавшего доставили', 'тела двух мужчин'."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Injured, Killed, Qualifier
from bot.core.extract.near import region_at, span_of
from bot.core.extract.words.marks import Doc, Num, Sentence

_NEAR = 3  # words between a number and the hospital


def patients(doc: Doc) -> Iterator[Injured | Killed]:
    """People taken to hospital, and bodies found, each as stated."""
    if doc.latin:
        return
    for s in doc.sentences:
        if s.live:
            yield from _in_hospital(doc, s)
            yield from _one_patient(doc, s)
            yield from _bodies(doc, s)


def _in_hospital(doc: Doc, s: Sentence) -> Iterator[Injured]:
    """'двое в больнице': a number of people, who are in hospital."""
    for care in s.of("head", "care"):
        num = next((n for n in s.nums if 0 < care.i - n.j <= _NEAR), None)
        if num is None or not _of_people(doc, s, num) or not doc.says_in(num.j, care.i, "where.into"):
            continue
        if doc.between(num.j, care.i) or s.groups & {"dead", "hurt"}:
            continue
        yield Injured(
            region=region_at(doc, s, num.i),
            count=num.value,
            qualifier=None if num.value is None else num.qualifier,
            span=span_of(doc, num.i, care.j),
            rule="injured.patient",
        )


def _of_people(doc: Doc, s: Sentence, num: Num) -> bool:
    """A collective numeral ('двое'), or a number with a word for people after it."""
    return doc.says(num.j - 1, "number.persons") or any(m.i == num.j for m in s.of("people"))


def _one_patient(doc: Doc, s: Sentence) -> Iterator[Injured]:
    """'Пострадавшего доставили в больницу': one, unless the text counts them."""
    for mark in s.of("hurt", "noun"):
        if doc.says(mark.i, "hurt.the_one") and doc.says_in(s.i, s.j, "hurt.cared_for"):
            yield Injured(
                region=region_at(doc, s, mark.i),
                count=1,
                qualifier=Qualifier.EXACT,
                span=span_of(doc, mark.i, mark.j),
                rule="injured.patient",
            )


def _bodies(doc: Doc, s: Sentence) -> Iterator[Killed]:
    """'нашли тела двух мужчин'."""
    for num in s.nums:
        told = num.i > s.i and doc.says(num.i - 1, "dead.bodies")
        if told and s.has("found") and any(0 <= m.i - num.j <= 1 for m in s.of("people")):
            yield Killed(
                region=region_at(doc, s, num.i),
                count=num.value,
                qualifier=None if num.value is None else num.qualifier,
                span=span_of(doc, num.i - 1, num.j),
                rule="killed.bodies",
            )
