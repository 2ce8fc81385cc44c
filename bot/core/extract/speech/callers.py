"""Who speaks in Russian without a word of an office: armies before a colon; and whom a digest quotes on other matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.claims import Claim, Role, Speaker
from bot.core.extract.near import span_of
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_OTHER_OFFICES = frozenset(["emergency", "aviation", "hq", "governor"])
_ITEMS = 3  # lines with a bullet that make a digest


def armies(doc: Doc, s: Sentence) -> Iterator[Speaker]:
    """'ВСУ: за ночь ...', '..., заявили ВСУ', 'по данным ВСУ'."""
    for mark in s.of("enemy"):
        if doc.says(mark.i, "voice.army") and _speaks(doc, s, mark):
            yield Speaker(role=Role.UA, name=None, span=span_of(doc, mark.i, mark.j), rule="speaker.army")
            return


def heads_region(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'глава Сумской ОВА', 'глава Сумской областной администрации': a governor."""
    office = doc.says(mark.i, "office.military") or (
        doc.says(mark.j - 1, "office.administration") and doc.says_in(mark.i - 2, mark.j, "office.of_oblast")
    )
    return office and any(
        doc.says(k, "office.leads") and not doc.between(k + 1, mark.i)
        for k in range(max(s.i, mark.i - 4), mark.i)
    )


def defence_again(doc: Doc, mark: Mark) -> bool:
    """'в ведомстве', 'сообщение министерства' of a text that quotes the ministry of defence and no other office of state."""
    if not doc.says(mark.i, "office.ministry") or mark.j - mark.i > 1:
        return False
    bare = mark.j == len(doc.words) or doc.gap(mark.j) or "say" in doc.lexes[mark.j].groups
    told = {m.value for s in doc.sentences for m in s.of("role")}
    return bool(bare) and "mod" in told and told.isdisjoint(_OTHER_OFFICES)


def _speaks(doc: Doc, s: Sentence, mark: Mark) -> bool:
    if mark.i == s.i and doc.gap(mark.j) & Gap.COLON:
        return True
    for say in s.of("say"):
        before = 0 <= mark.i - say.j <= 1 and not doc.between(say.j, mark.i)
        if before and (say.value == "by" or mark.i == say.j):
            return True
        if say.value == "verb" and mark.i == s.i and say.i == mark.j and not doc.gap(mark.j):
            return True
    return False


def in_place(doc: Doc, claims: Sequence[Claim]) -> list[Claim]:
    """The claims without the speakers of those items of a digest that tell of nothing else."""
    items = _items(doc)
    if len(items) < _ITEMS:
        return list(claims)
    kept: list[Claim] = []
    for claim in claims:
        at = next(((i, j) for i, j in items if i <= claim.span.start < j), None)
        alone = at is not None and not any(
            at[0] <= other.span.start < at[1] for other in claims if not isinstance(other, Speaker)
        )
        if not (isinstance(claim, Speaker) and alone):
            kept.append(claim)
    return kept


def _items(doc: Doc) -> list[tuple[int, int]]:
    """From which character to which each item goes that begins with a bullet on a line of its own."""
    if doc.latin:
        return []
    heads = [s for s in doc.sentences if doc.gap(s.i) & Gap.BULLET and doc.gap(s.i) & Gap.LINE]
    ends = [s.i for s in heads[1:]] + [len(doc.words)] * bool(heads)
    words = doc.words
    return [(words.starts[s.i], words.stops[end - 1]) for s, end in zip(heads, ends, strict=True)]
