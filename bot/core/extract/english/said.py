"""English quotation: whether an office or a person is the subject of a verb of saying, and the name beside an office."""

from __future__ import annotations

from bot.core.extract.english.clauses import parted
from bot.core.extract.words.grammar import PARTICIPLE_ENDING, POSSESSIVE
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_TIE = Gap.NONE | Gap.QUOTE | Gap.COMMA | Gap.DASH | Gap.OPEN | Gap.CLOSE
_PARTS = Gap.SEMICOLON | Gap.STOP | Gap.LINE
FACTS = frozenset(
    [
        "attack",
        "shell",
        "down",
        "fall",
        "debris",
        "boom",
        "fire",
        "harm",
        "dead",
        "hurt",
        "object",
        "weapon",
        "defence",
        "alarm",
        "airport",
        "repel",
        "safe",
    ]
)
ENDS = Gap.COMMA | Gap.DOT | Gap.LINE | Gap.DASH | Gap.STOP | Gap.QUOTE
_STUB = 9  # words of a sentence that a feed has cut off
_SERVED = 7  # words between 'an aide to' and the name of whom the aide serves
_ASIDE = Gap.COMMA | Gap.DASH | Gap.OPEN | Gap.CLOSE
_LOOSE = frozenset(["official", "witness"])  # who speaks of much else
_FAR = 9  # words between a subject and its verb
_NAME = 5  # words between an office and the name of its holder


def speaks_english(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'the governor said', ', said the governor', 'reported by', 'according to'; not 'he said firefighters were'."""
    if _is_of(doc, mark) or _is_served(doc, s, mark):
        return False
    if titles_source(doc, s, mark) or any(_says(doc, s, mark, say) for say in s.of("say")):
        return True
    return cut_off(doc, s) and s.j - mark.j <= 1 and mark.i - s.i <= 2  # 'The ministry of defence in...'


def cut_off(doc: Doc, s: Sentence) -> bool:
    """'The ministry said...': the end of a text that a feed has cut off."""
    rest = doc.words.text[doc.words.stops[s.j - 1] :].lstrip()
    return s.j == len(doc.lexes) and s.j - s.i <= _STUB and rest.startswith(("...", "\u2026"))


def _is_of(doc: Doc, mark: Mark) -> bool:
    """'Putin's troops', 'Russian military commentators', 'the Russia-Ukraine war': of another noun."""
    last = doc.folded[mark.j - 1]
    follows = mark.j < len(doc.lexes) and not doc.gap(mark.j)
    if follows and (last.endswith(POSSESSIVE) or doc.says(mark.j, "voice.commentator")):
        return True
    return mark.j == mark.i + 1 and mark.value in {"ua", "official"} and "-" in last


def _is_served(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'X, an aide to president Y, said': Y is not who said it."""
    if mark.group != "name" and not doc.says_in(mark.i, mark.j, "voice.person"):
        return False  # 'a spokesman for the air force' speaks for it
    for k in range(max(s.i, mark.i - _SERVED), mark.i - 1):
        if doc.says(k, "said.serves") and doc.says(k + 1, "said.to"):
            return not any(k < m.i < mark.i for m in s.of("say"))
    return False


def _says(doc: Doc, s: Sentence, mark: Mark, say: Mark) -> bool:
    between = doc.between(min(say.j, mark.j), max(say.i, mark.i))
    if say.value == "by":
        others = any(say.j <= m.i < mark.i for m in [*s.of("people"), *s.of("weapon")])
        return (
            0 <= mark.i - say.j <= 10
            and not between & ~_TIE
            and not parted(s, say.j, mark.i)
            and not doc.says_in(say.j, mark.i, "clause.opens")
            and not others
        )
    if between & _PARTS or doc.says(say.i, "said.adverb"):
        return False
    if mark.j <= say.i:
        if between & Gap.COLON or told_to(doc, say):
            return False
        passive = doc.says(say.i - 1, "said.passive") and doc.folded[say.i].endswith(PARTICIPLE_ENDING)
        if mark.group == "role" and mark.value in _LOOSE and not tells(doc, s, say):
            return False
        denied = any(mark.j <= neg.i < say.i for neg in s.of("neg"))  # 'has not commented'
        return not (passive or denied) and say.i - mark.i <= _FAR and _is_subject(doc, s, mark, say)
    if not 0 <= mark.i - say.j <= _NAME:
        return False
    armed = any(say.j <= m.i < mark.i for m in [*s.of("weapon"), *s.of("attack")])
    if (doc.says_in(say.j, mark.i, "said.by") and not armed) or _inverted(doc, s, say, mark):
        return True
    named = _name_before(doc, s, mark)  # ', said Ivan Petrov, the head of'
    return named is not None and 0 <= named - say.j <= 1 and bool(doc.gap(say.i) & (Gap.COMMA | Gap.QUOTE))


def ends_quote(doc: Doc, s: Sentence) -> bool:
    """'Stay in safe places," the mayor wrote': the quotation that the sentence before began tells of facts."""
    before = doc.sentences[s.index - 1] if s.index else None
    said = doc.words.text[doc.words.starts[s.i] : doc.words.stops[s.j - 1]]
    closes = said.count("\u201d") > said.count("\u201c") or said.count('"') % 2 == 1
    return before is not None and closes and not before.groups.isdisjoint(FACTS)


def tells(doc: Doc, s: Sentence, say: Mark) -> bool:
    """What the verb says tells of facts; else what stands before it, set off by a sign."""
    if not doc.latin:
        return True
    end = next((cut for cut in s.cuts if cut > say.j and not doc.says(cut, "list.and")), s.j)
    if _has_facts(doc, s, say.j, end) or ends_quote(doc, s):
        return True
    start = max((cut for cut in s.cuts if cut < say.i), default=s.i)
    signs = range(start + (start == s.i or doc.says(start, "clause.opens")), say.i + 1)
    parts = ENDS | Gap.CLOSE
    return _has_facts(doc, s, s.i, say.i) and any(
        doc.gap(k) & (parts if len(doc.folded[k - 1]) > 1 else parts & ~Gap.DOT)  # not of 'U.S.'
        for k in signs
        if k
    )


def _has_facts(doc: Doc, s: Sentence, i: int, j: int) -> bool:
    facts = (
        FACTS - {"object"} if s.has("airport", "noun") else FACTS - {"object", "airport"}
    )  # 'suspend a deal'
    return any(not lex.groups.isdisjoint(facts) for lex in doc.lexes[i:j])


def tells_of_facts(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """Whether the verb after an office or a name tells of facts: 'Putin said he was ready' does not."""
    say = next((m for m in s.of("say", "verb") if 0 <= m.i - mark.j <= _FAR), None)
    return say is None or tells(doc, s, say)


def told_to(doc: Doc, say: Mark) -> bool:
    """'Kyiv told to save power', 'residents were told': what somebody else said."""
    if not doc.says(say.i, "said.told"):
        return False
    return doc.says_in(say.j, say.j + 1, "strike.to") or (say.i > 0 and doc.says(say.i - 1, "said.passive"))


def _is_subject(doc: Doc, s: Sentence, mark: Mark, say: Mark) -> bool:
    """No other subject stands between: 'police were at the scene, the mayor said' quotes the mayor alone."""
    asides = [k for k in range(mark.j, say.i + 1) if doc.gap(k) & _ASIDE]
    if not asides:
        return True
    closed = all(doc.says(k, "said.aux") for k in range(asides[-1], say.i))
    if not closed or any(_inverted(doc, s, say, m) for m in s.marks if m.group in {"role", "name"}):
        return False
    headed = any(
        0 < mark.i - m.i <= _NAME for m in s.of("role", "head")
    )  # ', the head of the regional council,'
    reach = _NAME if headed else 2
    return len(asides) > 1 or any(
        doc.gap(k) & _ASIDE for k in range(max(s.i + 1, mark.i - reach), mark.i + 1)
    )


def _inverted(doc: Doc, s: Sentence, say: Mark, mark: Mark) -> bool:
    """', said governor Ivan Petrov.': nothing but names follows up to the next sign."""
    if not doc.gap(say.i) & (Gap.COMMA | Gap.QUOTE | Gap.DASH) or not 0 <= mark.i - say.j <= _NAME:
        return False
    if doc.between(say.j, mark.i) & ~Gap.QUOTE or doc.says_in(say.j, mark.i, "said.own"):
        return False
    k = mark.j
    named = {at for loc in s.locs for at in range(loc.i, loc.j)}
    while k < s.j and not doc.gap(k) and (doc.lexes[k].capital or k in named or doc.says(k, "said.beside")):
        k += 1
    return k == s.j or bool(doc.gap(k))


def titles_source(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Zelenskiy: ...' and '... - General Staff', as headlines name their source."""
    if not s.title and len(doc.sentences) > 1:
        return False
    if mark.i - s.i <= 2 and doc.gap(mark.j) & Gap.COLON and mark.j < s.j:
        return True
    return s.j - mark.j <= 1 and any(
        doc.gap(k) & (Gap.COLON | Gap.DASH) for k in range(max(s.i + 1, mark.i - 2), mark.i + 1)
    )


def name_beside(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """The surname, as written, of 'governor Ivan Petrov', 'the mayor of X, Ivan Petrov', 'Ivan Petrov, the head of'."""
    k = mark.j
    for loc in s.locs:
        if 0 <= loc.i - k <= 2:
            k = loc.j
            break
    after = _full_name(doc, s, k)
    if after is not None and not doc.gap(k) & ~Gap.COMMA:
        return after
    before = _name_before(doc, s, mark)
    return None if before is None else _full_name(doc, s, before)


def _name_before(doc: Doc, s: Sentence, mark: Mark) -> int | None:
    """The first word of the two that stand before an office in apposition: 'Ivan Petrov, the head of'."""
    start = mark.i
    for loc in s.locs:
        if loc.j == start:
            start = loc.i
    while (
        start > s.i and not doc.gap(start) and mark.i - start < _NAME and doc.says(start - 1, "said.before")
    ):
        start -= 1
    at = start - 2
    return at if at >= s.i and doc.gap(start) == Gap.COMMA and _full_name(doc, s, at) else None


def _full_name(doc: Doc, s: Sentence, k: int) -> str | None:
    """The surname of the given name and surname at word k."""
    if not s.i <= k or k + 1 >= s.j or doc.gap(k + 1):
        return None
    pair = range(k, k + 2)
    if any(not doc.lexes[at].capital or doc.lexes[at].groups - {"given"} for at in pair):
        return None
    if any(loc.i <= at < loc.j for loc in s.locs for at in pair) or doc.says_in(k, k + 2, "said.rank"):
        return None
    return doc.words.raw[k + 1]
