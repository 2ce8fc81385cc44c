"""English verbs by their tense: what happened once is told in the simple past.

'Missiles hit X', 'X was struck'; not 'has used', 'will hit', 'to hit', which tell of a habit, a fear or an aim.
"""

from __future__ import annotations

from bot.core.extract.words.grammar import PARTICIPLE_ENDING
from bot.core.extract.words.marks import Doc, Sentence

_FEW = 4  # letters before the ending: 'need' and 'red' are no past
_NEAR = 10  # words from an attack to the verb that tells of it
_BACK = 2  # words before a verb that may make another tense of it


def happened(doc: Doc, s: Sentence, at: int) -> bool:
    """Whether a verb in the simple past stands near word `at`: what it says happened, and is not only spoken of."""
    near = range(max(s.i + 1, at - _NEAR), min(s.j, at + _NEAR))
    return any(_is_past(doc, k) and not _leans(doc, s, k) for k in near)


def _is_past(doc: Doc, k: int) -> bool:
    word = doc.folded[k]
    return doc.says(k, "tense.past") or (word.endswith(PARTICIPLE_ENDING) and len(word) > _FEW)


def _leans(doc: Doc, s: Sentence, k: int) -> bool:
    """A word before it makes a perfect, a future, an infinitive or an attribute of it: 'has used', 'could be hit', 'a damaged'."""
    lo = max(s.i, k - _BACK)
    return doc.says_in(lo, k, "tense.other") or doc.says(k - 1, "tense.attribute")
