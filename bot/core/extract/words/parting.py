"""Where sentences begin: at signs and lines, at the credits that feeds run into a text, and at last by length."""

from __future__ import annotations

from bot.core.extract.words.lexicon import Lex
from bot.core.extract.words.marks import Sentence
from bot.core.text import Gap, Words, ends_sentence

_MAY_END = Gap.STOP | Gap.LINE | Gap.DOT | Gap.BULLET
_LONGEST = 160  # words; a text without signs is cut, so that reading stays linear
_LONGEST_LATIN = 100  # English has clauses to weigh against one another, and its sentences are shorter


def part(
    words: Words, lexes: list[Lex], suspects: list[int], abbreviations: frozenset[str], *, latin: bool
) -> list[Sentence]:
    """The sentences of a text. `suspects` are the words (`Kind.BREAKS`) at which one may begin though no sign says so.

    Only the gaps that may end a sentence are looked at.
    """
    breaks = _breaks(words, lexes, suspects) if suspects else set()
    longest = _LONGEST_LATIN if latin else _LONGEST
    found: list[Sentence] = []
    start = paragraph = 0
    gaps, raw = words.gaps, words.raw
    suspects = [i for i, gap in enumerate(gaps) if gap & _MAY_END]
    for i in sorted(breaks.union(suspects)) if breaks else suspects:
        while i - start > longest:
            found.append(Sentence(len(found), start, start + longest, paragraph))
            start += longest
        if i - start < 1:
            continue
        certain = i == len(raw) or i - start == longest or i in breaks
        if certain or ends_sentence(gaps[i], raw[i - 1], raw[i], abbreviations):
            found.append(Sentence(len(found), start, i, paragraph))
            start = i
            if gaps[i] & Gap.PARAGRAPH:
                paragraph += 1
    if found and len(found) > 1 and gaps[found[0].j] & Gap.LINE and found[0].j < 30:
        found[0].title = True
    return found


def _breaks(words: Words, lexes: list[Lex], suspects: list[int]) -> set[int]:
    """Words before which a new sentence begins although no sign says so: photo credits run into the text in feeds."""
    found: set[int] = set()
    for i in suspects:
        lex = lexes[i]
        if "photo" in lex.groups and words.gaps[i + 1] & Gap.COLON:
            found.add(i)
            last = i
            for k in range(i + 1, min(i + 14, len(lexes))):
                if words.gaps[k] & (Gap.SLASH | Gap.BULLET):
                    last = k
            if last > i:
                stop = last + 1
                while stop < len(lexes) and (words.raw[stop].isupper() or "credit.more" in lexes[stop].keys):
                    stop += 1
                found.add(stop)
        elif "break" in lex.groups:
            found.update((i, i + 1))
        elif i + 1 < len(lexes) and "credit.second" in lexes[i + 1].keys:
            found.update((i, i + 2))
    return found
