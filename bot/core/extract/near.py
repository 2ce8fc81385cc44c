"""Small questions that every rule asks: what region a mark belongs to, what is negated, the span of words."""

from __future__ import annotations

from bot.core.claims import Span
from bot.core.extract.english.clauses import parted
from bot.core.extract.places.lands import COUNTRIES
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap

_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE


def span_of(doc: Doc, i: int, j: int) -> Span:
    """The characters of words [i, j)."""
    return Span(doc.words.starts[i], doc.words.stops[j - 1])


def regions_at(doc: Doc, sentence: Sentence, at: int, *, many: bool = False) -> list[str | None]:
    """The region (regions, if `many`) that something at word `at` belongs to; [None] where none can be told."""
    events = [loc for loc in sentence.locs if loc.role == "" and loc.region]
    if sentence.cuts:
        events = _of_clause(sentence, events, at)
    codes = list(dict.fromkeys(loc.region for loc in events))
    if len(codes) <= 1:
        country = (
            [
                loc.region
                for loc in sentence.locs
                if loc.role == "country" and not (sentence.cuts and parted(sentence, loc.i, at))
            ]
            if not sentence.regions
            else []
        )
        if len(set(country)) > 1 and doc.latin:
            return [None]  # 'killed in Russia and Ukraine'
        found: list[str | None] = list(codes or country[:1] or sentence.carried[:1])
        return found or [None]
    if many:
        return [loc.region for loc in together(doc, nearest(doc, events, at), events)]
    return [nearest(doc, events, at).region]


def _of_clause(sentence: Sentence, events: list[Loc], at: int) -> list[Loc]:
    """Those of the mentions that stand in the clause of word `at`; else the clause's speaker's; else all."""
    inside = [loc for loc in events if not parted(sentence, loc.i, at)]
    if inside or not events:
        return inside
    voices = [
        loc
        for loc in sentence.locs
        if loc.role == "speaker" and loc.region and not parted(sentence, loc.i, at)
    ]
    return voices or events


def site_of(doc: Doc, region: str | None, *, single: bool) -> str | None:
    """One thing 'in Ukraine' has no region that the text would name; several things have the country."""
    return None if doc.latin and single and region in COUNTRIES else region


def region_at(doc: Doc, sentence: Sentence, at: int) -> str | None:
    """The one region that something at word `at` belongs to."""
    return regions_at(doc, sentence, at)[0]


def nearest(doc: Doc, locs: list[Loc], at: int) -> Loc:
    """The mention nearest to a word; a sign between counts as distance, and what follows is preferred."""

    def distance(loc: Loc) -> float:
        steps: float
        if loc.i >= at:
            steps, gaps = loc.i - at, doc.between(at + 1, loc.i)
        else:
            steps, gaps = at - loc.j + 1.5, doc.between(loc.j, at)
        return steps + (8 if gaps & (_APART | Gap.COLON | Gap.DASH) else 4 if gaps & Gap.COMMA else 0)

    return min(locs, key=distance)


def together(doc: Doc, loc: Loc, locs: list[Loc]) -> list[Loc]:
    """The list of mentions that `loc` stands in, one for each region."""
    at = locs.index(loc)
    low = high = at
    while low > 0 and _listed(doc, locs[low - 1], locs[low]):
        low -= 1
    while high + 1 < len(locs) and _listed(doc, locs[high], locs[high + 1]):
        high += 1
    return list({other.region: other for other in locs[low : high + 1]}.values())


def _listed(doc: Doc, a: Loc, b: Loc) -> bool:
    gaps = doc.between(a.j, b.i)
    if gaps & ~(Gap.COMMA | Gap.QUOTE | Gap.DASH):
        return False
    return all("list.between" in lex.keys for lex in doc.lexes[a.j : b.i])


def negated(doc: Doc, sentence: Sentence, mark: Mark, *, before: int = 4, after: int = 4) -> bool:
    """'нет', 'без', 'не' near the mark with no sign between that parts them."""
    for other in sentence.of("neg"):
        if other.j <= mark.i and mark.i - other.j <= before:
            gaps = doc.between(other.j, mark.i)
            if gaps & (_APART | Gap.COLON | Gap.DASH):
                continue
            if doc.says(other.i, "denial.not") and mark.i != other.j:
                continue
            if doc.says(other.i, "denial.none") and gaps & Gap.COMMA:
                continue
            return True
        if other.i >= mark.j and other.i - mark.j <= after:
            if not doc.says(other.i, "denial.after"):
                continue
            if doc.says(other.i, "denial.not") and not _denied(doc, other):
                continue
            if doc.between(mark.j, other.i) & (_APART | Gap.COLON) or _another(doc, sentence, mark, other):
                continue
            return True
    return False


def _another(doc: Doc, sentence: Sentence, mark: Mark, neg: Mark) -> bool:
    """'пожар локализован, пострадавших нет': the denial is of another noun."""
    between = [
        m
        for m in sentence.marks
        if mark.j <= m.i < neg.i and m.group in {"dead", "hurt", "harm", "fire"} and m.value != "out"
    ]
    return (
        bool(between)
        and bool(doc.between(mark.j, between[0].i) & Gap.COMMA)
        and not doc.says_in(mark.j, between[0].i, "list.and")
    )


def _denied(doc: Doc, mark: Mark) -> bool:
    """'не поступало', 'не обнаружено'."""
    return doc.says_in(mark.j, mark.j + 1, "denial.verb")


def never_was(doc: Doc, sentence: Sentence, mark: Mark) -> bool:
    """'не был атакован'."""
    return (
        mark.i - 2 >= sentence.i
        and doc.says(mark.i - 2, "denial.not")
        and doc.says(mark.i - 1, "denial.been")
    )


def before_within(sentence: Sentence, at: int, reach: int, group: str) -> Mark | None:
    """The last mark of the group that ends at most `reach` words before word `at`."""
    for mark in reversed(sentence.of(group)):
        if mark.j <= at and at - mark.j <= reach:
            return mark
    return None


def keeps_together(doc: Doc, i: int, j: int, *, comma: bool = True) -> bool:
    """Nothing between words i and j parts two clauses."""
    gaps = doc.between(min(i, j) + 1, max(i, j))
    return not gaps & (_APART | (Gap.NONE if comma else Gap.COMMA))
