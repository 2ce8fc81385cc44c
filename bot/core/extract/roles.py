"""What each place mention does in its sentence: where things happen, who speaks, where drones were headed.

An empty role is the place of the event. `Kyiv` in 'Kyiv says' is a power, 'губернатор Тульской области' a speaker.
"""

from __future__ import annotations

from bot.core.extract.marks import Doc, Loc, Mark, Sentence
from bot.core.extract.strangers import is_surname
from bot.core.text import Gap

_UNDER = {"RU-MOW": "RU-MOS", "RU-SPE": "RU-LEN", "UA-30": "UA-32"}


_TO = frozenset(["на", "к", "for", "to", "toward", "towards", "сторону", "направлении"])


_IN = frozenset(
    [
        "in",
        "on",
        "over",
        "near",
        "at",
        "around",
        "outside",
        "into",
        "of",
        "across",
        "hit",
        "strike",
        "struck",
        "rock",
        "hits",
        "during",
    ]
)


def assign_roles(doc: Doc, sentence: Sentence) -> None:
    """Gives each mention of the sentence its role."""
    for n, loc in enumerate(sentence.locs):
        if loc.role == "airport":
            continue
        if loc.role == "abroad":
            if _came_down_abroad(doc, sentence, loc):
                loc.role = ""
            continue
        if loc.role == "adjective":
            following = doc.lexes[loc.j].groups if loc.j < len(doc.lexes) else frozenset()
            loc.role = "speaker" if "role" in following else ""
            continue
        if loc.region in _UNDER and doc.folded[loc.j : loc.j + 1] in (["regional"], ["region's"]):
            loc.region = _UNDER[loc.region]
        if loc.region in _UNDER and loc.i and doc.folded[loc.i - 1] in {"под", "near", "outside"}:
            loc.region = _UNDER[loc.region]
        before = sentence.locs[n - 1] if n else None
        if is_surname(doc, sentence, loc, before):
            loc.role, loc.region, loc.place, loc.options = "person", None, None, ()
            continue
        loc.role = _role(doc, sentence, loc, before)


def _came_down_abroad(doc: Doc, sentence: Sentence, loc: Loc) -> bool:
    """'беспилотник упал в Молдове', 'Poland shot down drones': drones of this war in another country."""
    if (
        not sentence.has("weapon")
        or not sentence.groups & {"down", "fall", "debris", "found", "boom"}
        or any(s.has("abroad") for s in doc.sentences)
    ):
        return False
    before = doc.folded[loc.i - 1] if loc.i > sentence.i else ""
    follows = any(m.group == "down" and 0 <= m.i - loc.j <= 3 for m in sentence.marks)
    return before in {"в", "на", "над", "территории", "in", "over", "near", "into"} or (doc.latin and follows)


def _role(doc: Doc, sentence: Sentence, loc: Loc, before: Loc | None) -> str:
    """What the mention does; '' where things happen."""
    return (
        _by_what_precedes(doc, sentence, loc)
        or _like_its_neighbour(doc, loc, before)
        or _by_what_follows(doc, sentence, loc)
        or _as_a_power(doc, sentence, loc)
    )


def _by_what_precedes(doc: Doc, sentence: Sentence, loc: Loc) -> str:
    i = loc.i
    if i == sentence.i or doc.gap(i) & ~Gap.QUOTE:
        return ""
    for mark in sentence.of("role"):
        if mark.j == i and mark.value != "witness":
            return "speaker"
        if mark.j == i - 1 and mark.value == "mod" and doc.folded[mark.j] == "in":
            return "power"
    for mark in sentence.of("head"):
        if mark.value == "care" and 0 <= i - mark.j <= 4 and not doc.between(mark.j, i) & Gap.COMMA:
            return "care"
    word = doc.folded[i - 1]
    if not sentence.has("down") and _whence(sentence, loc, word):
        return "origin"
    if word in {"атаковать", "attack"} and _ends_with(sentence, i - 1, "targeted", back=2):
        return "target"
    return "target" if word in _TO and _ends_with(sentence, i - 1, "targeted", "headed", back=3) else ""


def _whence(sentence: Sentence, loc: Loc, word: str) -> bool:
    """'с Крыма', 'из Николаевской области': where weapons come from."""
    if word in {"с", "со"}:
        return sentence.has("alarm")
    return word in {"из", "from"} and sentence.has("weapon") and bool(loc.region) and not loc.place


def _like_its_neighbour(doc: Doc, loc: Loc, before: Loc | None) -> str:
    if before is None:
        return ""
    if before.role in {"speaker", "care"} and before.j == loc.i and doc.gap(loc.i) == Gap.NONE:
        return before.role
    if {"направлении", "сторону", "на", "toward", "towards"} & set(doc.folded[before.j : loc.i]):
        return ""
    listed = not doc.between(before.j, loc.i) & ~(Gap.COMMA | Gap.OPEN | Gap.CLOSE) and loc.i - before.j <= 4
    return "origin" if before.role == "origin" and listed else ""


def _by_what_follows(doc: Doc, sentence: Sentence, loc: Loc) -> str:
    if loc.j < sentence.j and doc.gap(loc.j) == Gap.NONE and _begins_with(sentence, loc.j, "role"):
        return "speaker"
    sides = doc.folded[max(0, loc.i - 2) : loc.i]
    if doc.latin and len(sides) == 2 and sides[1] == "of" and sides[0] in _SIDES and len(sentence.locs) > 1:
        return "beside"
    return ""


def _as_a_power(doc: Doc, sentence: Sentence, loc: Loc) -> str:
    if doc.latin and _metonymy(doc, sentence, loc):
        return "power"
    if doc.folded[loc.i] == "киеве" and any(m.i == loc.j for m in sentence.of("say")):
        return "power"
    russian = doc.folded[loc.i] in {"киев", "киева"} and loc.j == loc.i + 1
    return "power" if russian and _enemy_subject(doc, sentence, loc) else ""


_SIDES = frozenset(["south", "north", "east", "west", "southeast", "northeast", "southwest", "northwest"])


def _ends_with(sentence: Sentence, at: int, group: str, value: str | None = None, back: int = 0) -> bool:
    """A mark of the group ends at word `at`, or up to `back` words before it."""
    return any(at - back <= m.j <= at for m in sentence.of(group, value))


def _begins_with(sentence: Sentence, at: int, group: str) -> bool:
    return any(m.i == at and m.value in {"governor", "mayor", "deputy", "head"} for m in sentence.of(group))


def _enemy_subject(doc: Doc, sentence: Sentence, loc: Loc) -> bool:
    """'Киев пытался атаковать': the capital for its government."""
    if doc.folded[loc.i] == "киева":
        return doc.folded[loc.i - 1].startswith(("удар", "атак")) and not doc.gap(loc.i)
    if any(w in {"на", "по"} for w in doc.folded[max(sentence.i, loc.i - 1) : loc.i]):
        return False
    return any(m.group in {"attack", "targeted", "say"} and 0 <= m.i - loc.j <= 4 for m in sentence.marks)


def _metonymy(doc: Doc, sentence: Sentence, loc: Loc) -> bool:
    """'Moscow says', 'Kyiv accused': a capital that stands for its government."""
    if loc.region not in {"RU-MOW", "UA-30"} or loc.place:
        return False
    before = doc.folded[loc.i - 1] if loc.i > sentence.i else ""
    if before == "from" and any(m.group == "attack" and 0 <= loc.i - m.j <= 1 for m in sentence.marks):
        return True
    beside = doc.folded[loc.j : loc.j + 1] == ["and"] and doc.folded[loc.j + 1 : loc.j + 2] in (
        ["kyiv"],
        ["moscow"],
    )
    if beside or (before == "and" and doc.folded[loc.i - 2] in {"kyiv", "moscow"} and before not in _IN):
        return doc.folded[loc.i - (3 if before == "and" else 1)] not in _IN
    if (
        any(m.group == "say" and m.value == "verb" and m.i == loc.j for m in sentence.marks)
        and before != "in"
    ):
        return True
    if before in _IN or _ends_with(sentence, loc.i, "attack", "verb", back=1):
        return False
    after = sentence_marks_at(sentence, loc.j, 2)
    if any(
        m.group == "say" and m.value == "verb" and (m.i == loc.j or m.j == loc.i) for m in sentence.marks
    ) or doc.folded[loc.j : loc.j + 1] == ["of"]:
        return True
    if any(
        m.group in {"attack", "object", "weapon", "airport", "shell"} and m.value not in {"verb", "launch"}
        for m in after
    ):
        return False
    if before in {"and", "as", "under"} and not any(m.group == "say" for m in after):
        return loc.region == "UA-30"
    if (
        any(m.group == "attack" and m.value == "verb" for m in after)
        and "by" in doc.folded[loc.j : loc.j + 3]
    ):
        return False
    return doc.folded[loc.j : loc.j + 1] != ["under"]


def sentence_marks_at(sentence: Sentence, at: int, reach: int) -> list[Mark]:
    """The marks that begin within `reach` words from word `at`."""
    return [m for m in sentence.marks if at <= m.i < at + reach]
