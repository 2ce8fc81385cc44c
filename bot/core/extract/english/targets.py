"""Which regions an English attack was on: what follows the word in its clause, else what stands before it."""

from __future__ import annotations

from bot.core.extract.english.clauses import parted
from bot.core.extract.english.senders import (
    can_hit,
    fitting,
    is_noun,
    mutual,
    place_of_side,
    sender,
    side_of,
)
from bot.core.extract.near import nearest, regions_at, together
from bot.core.extract.places.lands import OTHER
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap

_FAR = 14  # words between an attack and the place it was on
_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON | Gap.DASH
_VERBS = frozenset(["attack", "down", "dead", "hurt", "harm", "say", "boom", "fall"])


def targets(doc: Doc, s: Sentence, mark: Mark) -> list[str | None]:
    """The regions; [None] where none can be told."""
    found = _targets(doc, s, mark)
    return _from_lead(doc, sender(doc, s, mark).side) if found == [None] and s.index == 0 else found


def _from_lead(doc: Doc, side: str | None) -> list[str | None]:
    """The one region that the lead of a headline without a place names."""
    lead = [s for s in doc.sentences[1:_LEAD] if s.live and s.paragraph == doc.sentences[1].paragraph]
    named = {
        loc.region for s in lead for loc in s.locs if loc.role in {"", "target"} and not _abroad(loc)
    } - {None}
    return [*named] if len(named) == 1 and all(can_hit(side, code) for code in named) else [None]


_LEAD = 3  # sentences: a headline and what leads into the text


def _targets(doc: Doc, s: Sentence, mark: Mark) -> list[str | None]:
    side, sure, upon = sender(doc, s, mark)
    known = side if sure else None  # what it surely cannot hit is no target
    places = [loc for loc in s.locs if loc.region and (loc.role in {"", "country"} or _aimed_at(s, loc))]
    inside = [loc for loc in places if not parted(s, loc.i, mark.i)]
    after = _listed_after(doc, s, mark, [loc for loc in inside if loc.i >= mark.j])
    if after and (after[0].i - mark.j <= _NEXT or can_hit(known, after[0].region)):
        return list(dict.fromkeys(loc.region for loc in after))
    inside = [loc for loc in fitting(inside, known) if not _aside(doc, mark, loc)]
    exact = [loc for loc in inside if loc.role != "country"]
    if exact:
        return [loc.region for loc in together(doc, nearest(doc, exact, mark.i), exact)]
    if inside:
        return [inside[0].region]
    around = [loc for loc in places if loc.role == "" and not _abroad(loc) and not _topics(doc, s, mark, loc)]
    around = fitting(around, known)
    if around:
        return [code if can_hit(known, code) else None for code in regions_at(doc, s, mark.i, many=True)]
    if mutual(doc, s, mark):
        return [*OTHER]
    upon = upon or _by_defender(doc, s, mark)
    side = side or (OTHER[upon] if upon else None)
    aside = [loc.region for loc in places if _topics(doc, s, mark, loc)]
    here = [code for code in told_at(doc, s) if can_hit(side, code) and code not in aside]
    cities = [m for m in s.of("country", "many") if m.number == "p" and 0 <= m.i - mark.j <= 2]
    if side and sure and cities and not doc.says_in(mark.j, cities[0].i, "sender.held"):
        return [OTHER[side]]  # 'strikes cities'
    if side is None or (here and mark.value != "launch"):
        lead = _headline(doc, s, mark, side) if side and here == [OTHER[side]] else None
        return [lead] if lead else [*here] or [None]
    whole = upon if upon == OTHER[side] else place_of_side(doc, s, mark, side)
    return [_headline(doc, s, mark, side) or whole]


def _headline(doc: Doc, s: Sentence, mark: Mark, side: str) -> str | None:
    """The one region of a headline, where its lead says that the side launched weapons, and not at what."""
    aimed = doc.says_in(mark.j, min(mark.j + 8, s.j), "nation.at")
    before = doc.sentences[0].regions if s.index == 1 and doc.sentences[0].title and not aimed else []
    return before[0] if len(before) == 1 and before[0].startswith(OTHER[side]) else None


def told_at(doc: Doc, s: Sentence) -> list[str]:
    """Where the text is at: as told before, if the sentence only names a country that the attack was not on."""
    whole = {loc.region for loc in s.locs if loc.role == "country"}
    if s.index and not s.regions and whole.intersection(s.carried[:1]):
        return doc.sentences[s.index - 1].carried[:1]
    return s.carried[:1]


def _aside(doc: Doc, mark: Mark, loc: Loc) -> bool:
    """'the attack came on a day that recalls millions dead in X': a clause of its own after the attack."""
    if loc.i < mark.j:
        return False
    return doc.says_in(mark.j, loc.i, "target.away") or doc.says_in(mark.j, loc.i, "clause.governs")


def _topics(doc: Doc, s: Sentence, mark: Mark, loc: Loc) -> bool:
    """'Strike on a hospital; envoy in Kyiv': two things that a headline tells side by side."""
    lo, hi = sorted((mark.i, loc.i))
    return s.title and any(
        doc.gap(k) & Gap.SEMICOLON
        or (doc.gap(k) & Gap.COMMA and any(m.i == k and m.group in {"role", "name"} for m in s.marks))
        for k in s.cuts
        if lo < k <= hi
    )


def _abroad(loc: Loc) -> bool:
    return len(loc.region or "") == len("PL") and loc.role != "country"


_NEXT = 3  # words between an attack and a place that is surely its target


def _aimed_at(s: Sentence, loc: Loc) -> bool:
    """A place that drones were headed for counts where the word of attack stands right before it, or none other is named."""
    return loc.role == "target" and (
        any(m.group == "attack" and 0 <= loc.i - m.j <= 1 for m in s.marks)
        or not any(other.role == "" and other.region for other in s.locs)
    )


def _listed_after(doc: Doc, s: Sentence, mark: Mark, places: list[Loc]) -> list[Loc]:
    """The next place after the word, and the list that it opens."""
    found: list[Loc] = []
    at = mark.j
    for loc in sorted(places, key=lambda each: each.i):
        gaps = doc.between(at, loc.i)
        if (gaps & _APART and not _opens_list(s, at, loc)) or (
            gaps & Gap.COMMA and loc.i - at > (6 if not found or _joined(doc, s, at, loc) else 2)
        ):
            break
        if loc.i - at > _FAR or doc.says_in(at, loc.i, "target.away") or _of_a_clause(doc, at, loc):
            break
        if found and loc.region != found[-1].region and not _joined(doc, s, at, loc):
            break
        found.append(loc)
        at = loc.j
    return found


def _of_a_clause(doc: Doc, at: int, loc: Loc) -> bool:
    """'came under attack as anxiety grew in X'; not 'as far east as X', 'as well as in X'."""
    return doc.says_in(at, loc.i, "clause.governs") and not doc.says_in(at, loc.i, "target.join")


def _opens_list(s: Sentence, at: int, loc: Loc) -> bool:
    """'four regions — X, Y and Z'."""
    return any(at <= m.i < loc.i and m.number != "s" for m in s.of("country", "many"))


def _joined(doc: Doc, s: Sentence, at: int, loc: Loc) -> bool:
    """'on X, Y and over Z', 'buildings in X and a depot in Y': no verb between."""
    if doc.says_in(at, loc.i, "target.join"):
        return loc.i - at <= 6 and not any(m.group in _VERBS and at <= m.i < loc.i for m in s.marks)
    return bool(doc.gap(loc.i) & Gap.COMMA or doc.gap(at) & Gap.COMMA) and all(
        "target.small" in lex.keys for lex in doc.lexes[at : loc.i]
    )


def _by_defender(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """'Ukraine says it shot down 20 drones in an attack', 'Russia fends off an attack': the side that suffers it."""
    if not is_noun(doc, s, mark):
        return None
    for k in range(s.i, mark.i):
        side = side_of(doc, k)
        if side is not None and not parted(s, k, mark.i):
            beaten = any(m.group in {"repel", "down"} and k < m.i < mark.i for m in s.marks)
            return side if beaten or doc.says_in(k, mark.i, "sender.suffers") else None
    return None
