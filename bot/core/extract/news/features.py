"""Headlines that tell no news: articles that explain or sum up, stories, and the talk of people quoted at length."""

from __future__ import annotations

from bot.core.extract.words.marks import Doc, Sentence
from bot.core.text import Gap

_LONGEST = 45  # words of a headline
_TURNS = Gap.COLON | Gap.DASH | Gap.QUOTE | Gap.CLOSE


def headline(doc: Doc) -> list[Sentence]:
    """The sentences of the first line; those of the whole text where it is no longer than a headline."""
    found: list[Sentence] = []
    for s in doc.sentences:
        found.append(s)
        if s.j > _LONGEST:
            return []
        if doc.gap(s.j) & Gap.LINE:
            break
    return found


def explains(doc: Doc, lines: list[Sentence]) -> bool:
    """'Как дроны меняют жизнь', 'Удары по НПЗ: что говорят жители', 'Хватит ли ракет?', 'Итоги недели'."""
    said = [s.index for s in quoted(doc, lines)]
    return any(s.has("skip", "story") or _asks(doc, s) for s in lines if s.index not in said)


def quoted(doc: Doc, lines: list[Sentence]) -> list[Sentence]:
    """The sentences of a quotation of several that a headline begins with: '"Выбило окна. Думала, гроза". Ночь в Х'."""
    if not lines or not doc.gap(0) & Gap.QUOTE or doc.between(1, lines[0].j) & Gap.QUOTE:
        return []
    for n, s in enumerate(lines):
        if doc.between(s.i + 1, s.j) & Gap.QUOTE:
            return lines[: n + 1]
    return []


def fresh(sentence: Sentence) -> bool:
    """The sentence says itself that it tells of these hours or days."""
    return sentence.has("time") or sentence.has("dayname") or bool(sentence.clocks)


def _asks(doc: Doc, s: Sentence) -> bool:
    if doc.says_in(s.i, s.j, "feature.which"):
        return False
    if doc.gap(s.j) & Gap.STOP and "?" in doc.words.text[doc.words.stops[s.j - 1] : _next(doc, s.j)]:
        return True
    return any(
        doc.says(k, "feature.asks") and not _reports(doc, s, k)
        for k in range(s.i, s.j)
        if k == s.i or (doc.gap(k) & _TURNS and not doc.gap(k) & Gap.COMMA)
    )


def _next(doc: Doc, i: int) -> int:
    """Where word i begins, or the text ends."""
    return doc.words.starts[i] if i < len(doc.words) else len(doc.words.text)


def _reports(doc: Doc, s: Sentence, k: int) -> bool:
    """'Как сообщил Х', 'Что известно об атаке': news."""
    said = any(0 <= m.i - k <= 3 for m in s.of("say"))
    return said or doc.says_in(k + 1, k + 3, "feature.known")
