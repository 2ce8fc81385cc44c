"""Russian nouns of attack that tell of none: denied far behind, a purpose, or many attacks named in passing."""

from __future__ import annotations

from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_FAR = 10  # words between a noun and the denial behind it
_PARTS = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON | Gap.DASH | Gap.COMMA
_TOLD = frozenset(  # what attacks did, or what was done of them: then they are the news
    ["dead", "hurt", "harm", "fire", "boom", "debris", "down", "airport", "time", "fall"]
)


def only_named(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Whether a noun of attack only names attacks."""
    if doc.latin or mark.value not in {"noun", "any"}:
        return False
    return (
        _was_not(doc, s, mark)
        or _commented(doc, s, mark)
        or _purpose(doc, s, mark)
        or _in_passing(doc, s, mark)
        or _outlived(doc, s, mark)
    )


def _many(doc: Doc, mark: Mark) -> bool:
    return doc.says(mark.j - 1, "attack.of_many")


def _was_not(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'массовых атак дронов или ракетных ударов по городам не было', 'обстрелов за ночь не зафиксировано'."""
    if not _many(doc, mark) and not doc.says(mark.i, "attack.of_one"):
        return False
    for k in range(mark.j, min(s.j - 1, mark.j + _FAR)):
        if doc.gap(k) & _PARTS:
            return False
        if doc.says(k, "denial.not"):
            return doc.says(k + 1, "denial.been") or doc.says(k + 1, "denial.verb")
    return False


def _commented(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'прокомментировал атаку дронов', 'осудил удар': old or new, unless the sentence says when it was."""
    return not s.has("time") and doc.says_in(max(s.i, mark.i - 4), mark.i, "attack.commented")


def _purpose(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'дроны используются для ударов по тылу', 'создан для защиты от атак': what things are for; 'для атаки міст': what is to come."""
    planned = s.has("skip", "perhaps") and doc.says(mark.i - 1, "attack.purpose")
    if planned or not _many(doc, mark):
        return planned
    against = doc.says(mark.i - 1, "where.away") and doc.says_in(s.i, mark.i, "attack.shield")
    return against or doc.says_in(max(s.i, mark.i - 2), mark.i, "attack.purpose")


def _in_passing(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'бензин подорожал после атак дронов', 'визит на фоне ударов': of attacks that were, and not of this one."""
    if not _many(doc, mark) or not s.groups.isdisjoint(_TOLD) or doc.says_in(s.i, s.j, "attack.at_once"):
        return False
    return any(0 <= mark.i - m.j <= 2 and not doc.between(m.j, mark.i) for m in s.of("cause"))


def _outlived(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'город пережил форум и атаки дронов'."""
    plural = mark.number == "p" or doc.says(mark.j - 1, "attack.many")
    return plural and doc.says_in(s.i, mark.i, "attack.outlived") and s.groups.isdisjoint(_TOLD)
