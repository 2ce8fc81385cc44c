"""Drones of a country that is not at war here: 'a US Reaper drone met by Russian jets' is no event of this war."""

from __future__ import annotations

from bot.core.extract.words.lexicon import Tag
from bot.core.extract.words.marks import Doc, Mark, Sentence

_OF_OTHERS = Tag("skip", "ally")  # what is told of it is put aside
_BACK = 3  # words between 'US' and 'drone'


def disown(doc: Doc) -> None:
    """Takes the marks from the drones of others, and from 'the drone' of a text about one."""
    if "weapon" not in doc.groups:
        return
    found = [(s, m) for s in doc.sentences for m in s.of("weapon", "uav") if _is_other(doc, s, m)]
    if not found:
        return
    for s in doc.sentences:
        gone = [m for m in s.of("weapon", "uav") if (s, m) in found or not _of_the_war(doc, s, m)]
        for mark in gone:
            s.marks.remove(mark)
            s.by_group["weapon"].remove(mark)
            s.mark((_OF_OTHERS,), mark.i, mark.j)
        if gone and not s.by_group["weapon"]:
            del s.by_group["weapon"]
            s.groups.discard("weapon")
    doc.group_anew()


def _is_other(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'an American drone', 'U.S. surveillance drone', 'MQ-9 Reaper drone'."""
    if doc.says_in(mark.i, min(mark.j + 1, s.j), "outsider.craft"):
        return True
    for k in range(mark.i - 1, max(s.i, mark.i - _BACK) - 1, -1):
        if doc.says(k, "outsider.craft") or doc.says(k, "outsider.american") or _is_initials(doc, s, k):
            return True
        if doc.lexes[k].tags or not doc.folded[k].isalpha():
            return False
    return False


def _is_initials(doc: Doc, s: Sentence, k: int) -> bool:
    """'US', 'U.S.'; in small letters it is a pronoun."""
    if not doc.words.raw[k].isupper():
        return False
    dotted = doc.says(k, "outsider.states") and k > s.i and doc.says(k - 1, "outsider.united")
    return dotted or doc.says(k, "outsider.us")


def _of_the_war(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Drones that are counted, or said to be of one of the two."""
    lo = max(s.i, mark.i - _BACK)
    ours = any(lo <= m.i < mark.i and m.value.endswith("adj") for m in s.of("country"))
    return ours or doc.says_in(lo, mark.j, "sky.russian") or any(lo <= n.i < mark.i for n in s.nums)
