"""Which English words of fire and of explosions tell of a thing that burns or bursts, and which of guns, quarrels and names."""

from __future__ import annotations

from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_PARTING = ("fire.at", "attack.agent", "aside.opens", "fire.caused")
_NEAR = 5  # words between the verb 'fire' and what is fired


def burns(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Whether something burns: not 'rocket fire', 'to fire', 'under fire', 'fires missiles', 'severely burned'."""
    before = mark.i - 1 if mark.i > s.i else None
    if doc.says(mark.i, "fire.one"):
        return not _guns(doc, s, mark, before) and not _is_fired(doc, s, mark, before)
    if doc.says(mark.i, "fire.shoots"):
        return not _shoots(doc, s, mark, before)
    if doc.says(mark.i, "fire.ignites"):
        return any(0 <= m.i - mark.j <= _NEAR and m is not mark for m in s.of("object") + s.of("fire"))
    if doc.says(mark.j - 1, "fire.burn"):
        if mark.j < s.j and not doc.gap(mark.j) and doc.says(mark.j, "fire.burnt_out"):
            return False
        if before is not None and doc.says(before, "fire.badly"):
            return False
    return s.title or not (doc.says(mark.i, "fire.surname") and doc.lexes[mark.i].capital and mark.i > s.i)


def _guns(doc: Doc, s: Sentence, mark: Mark, before: int | None) -> bool:
    """'artillery fire', 'exchanged fire', 'under relentless fire', 'fire control'."""
    if mark.j < s.j and not doc.gap(mark.j) and doc.says(mark.j, "fire.brigade"):
        return True
    if before is None or doc.gap(mark.i) & ~Gap.QUOTE:
        return False
    for k in range(max(s.i, mark.i - 3), before):
        if doc.says(k, "fire.under") and not doc.between(k + 1, mark.i):
            return True  # 'under heavy artillery fire'
    return doc.says(before, "fire.of_guns") or any(w.j == mark.i for w in s.of("weapon"))


def _is_fired(doc: Doc, s: Sentence, mark: Mark, before: int | None) -> bool:
    """'to fire', 'does not fire', 'the launchers fire missiles'."""
    if before is None:
        return False
    if doc.says(before, "fire.may"):
        return True
    if doc.says_in(max(s.i, mark.i - 3), mark.i, "fire.a") or any(m.j == mark.i for m in s.of("object")):
        return False
    return _throws(doc, s, mark)


def _throws(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """What is fired follows, with no preposition between."""
    return any(
        m.group in {"weapon", "attack"}
        and 0 <= m.i - mark.j <= _NEAR
        and not any(doc.says_in(mark.j, m.i, concept) for concept in _PARTING)
        and not doc.between(mark.j, m.i) & ~Gap.QUOTE
        for m in s.marks
    )


def _shoots(doc: Doc, s: Sentence, mark: Mark, before: int | None) -> bool:
    """'Russia fires missiles', 'fires on'; not 'fires broke out', 'sparking fires'."""
    if _throws(doc, s, mark):
        return True
    if before is not None and doc.says(before, "fire.caused"):
        return False
    return doc.says_in(mark.j, mark.j + 1, "fire.upon") or any(
        m.j == mark.i for m in s.of("country") + s.of("enemy")
    )


def bursts(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Whether something exploded: not 'exploding drones', 'Smith blasts Jones', 'to blast positions'."""
    if doc.says_in(mark.j, min(s.j, mark.j + 3), "boom.anger"):
        return False
    if doc.says(mark.i, "boom.of_its_kind"):
        return not any(0 <= w.i - mark.j <= 1 for w in s.of("weapon"))
    if not doc.says(mark.i, "boom.scolds") or mark.i == s.i:
        return True
    if doc.says(mark.i - 1, "strike.to"):
        return False
    if mark.j >= s.j or doc.gap(mark.j) or doc.says(mark.i, "boom.also_noun"):
        return True
    return doc.says(mark.j, "boom.goes_on") or any(m.i == mark.j and m.group in _GO_ON for m in s.marks)


_GO_ON = frozenset(["heard", "attack", "dead", "hurt", "harm", "time", "fall", "say"])
