"""Attacks, debris, explosions and fires."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.claims import Debris, Explosions, Fire, FireState
from bot.core.extract.english.blazes import burns, bursts
from bot.core.extract.near import (
    before_within,
    negated,
    region_at,
    regions_at,
    site_of,
    span_of,
)
from bot.core.extract.words.grammar import GENITIVE_ENDINGS, PLURAL_ENDINGS
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_TERSE = 6  # words: 'Вибухи Одеса'
_LATELY = 3  # sentences
_REACH = 26  # English words between a fire and the word that it is out


def debris(doc: Doc) -> Iterator[Debris]:
    """Debris fell or was found, also as the cause of what happened."""
    for s in doc.sentences:
        if not s.live or s.has("skip", "advice"):
            continue
        for mark in s.of("debris"):
            if not _speaks_of_finding(doc, s, mark) and not negated(doc, s, mark, before=1, after=5):
                region = site_of(doc, region_at(doc, s, mark.i), single=True)
                yield Debris(region=region, span=span_of(doc, mark.i, mark.j), rule="debris.fell")
                break


def _speaks_of_finding(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'при обнаружении обломков', 'обломки в город не попали': advice or denial."""
    splinters = doc.says(mark.i, "debris.splinters")
    if splinters and not any(0 <= w.i - mark.j <= 3 for w in s.of("weapon")):
        return True
    if doc.says_in(max(s.i, mark.i - 3), mark.i, "debris.when_found"):
        return True
    if any(mark.i - 5 <= m.i < mark.i for m in s.of("unreal")):  # 'могут падать обломки'
        return True
    falls = [m for m in s.of("fall") if 0 <= m.i - mark.j <= 5]
    return any(doc.says(m.i - 1, "denial.of_verb") for m in falls)


def explosions(doc: Doc) -> Iterator[Explosions]:
    """Explosions were heard or reported."""
    for s in doc.sentences:
        if not s.live:
            continue
        for mark in s.of("boom"):
            if mark.value == "noun" and not _counts_as_blast(doc, s, mark):
                continue
            if mark.value == "verb" and mark.i > s.i and doc.says(mark.i - 1, "denial.of_verb"):
                continue
            if doc.latin and not bursts(doc, s, mark):
                continue
            for region in regions_at(doc, s, mark.i, many=True):
                yield Explosions(
                    region=site_of(doc, region, single=mark.number == "s"),
                    span=span_of(doc, mark.i, mark.j),
                    rule=f"explosions.{mark.value}",
                )
            break


def _counts_as_blast(doc: Doc, s: Sentence, mark: Mark) -> bool:
    if before_within(s, mark.i, 3, "neg") and negated(doc, s, mark):
        return False
    if doc.says_in(mark.j, mark.j + 2, "denial.not"):
        return False
    if doc.latin and any(m.i == mark.j for m in s.of("hurt", "noun")):
        return False  # 'blast injuries'
    return s.has("heard") if doc.says(mark.i, "boom.bang") else True


def heard_from_afar(doc: Doc) -> bool:
    """Several explosions that people heard over a town, with no word of gas: told before anybody says what it was."""
    if any(s.has("gas") for s in doc.sentences):
        return False
    for s in doc.sentences:
        if s.live and doc.ukrainian and s.j - s.i <= _TERSE and s.has("boom", "noun") and s.regions:
            return True
        heard = s.has("heard") or doc.says_in(s.i, s.j, "say.reported")
        if not s.live or not (heard or s.has("role", "witness")) or not (s.regions or s.carried):
            continue
        if s.has("boom") and (s.has("alarm", "raise") or (doc.ukrainian and s.has("heard"))):
            return True
        for mark in s.of("boom", "noun"):
            if doc.latin and any(m.value in {"military", "fuel", "energy"} for m in s.of("object")):
                return True
            counted = any(0 <= mark.i - num.j <= 1 and num.value != 1 for num in s.nums)
            plural = counted or doc.folded[mark.i].endswith(PLURAL_ENDINGS)
            if heard and [plural, doc.latin, _in_ukraine(s)].count(True) > 1:
                return True
            if plural and (
                s.has("role", "witness")
                or any(m.value == "witness" for o in doc.sentences for m in o.of("role"))
            ):
                return True
    return False


def _in_ukraine(s: Sentence) -> bool:
    return any(region.startswith("UA") for region in s.regions or s.carried)


def fires(doc: Doc) -> Iterator[Fire]:
    """A fire and its state; out replaces burning in the same region, unless each has a place of its own."""
    told = _fires(doc)
    out = [(fire.region, _spots(doc, s)) for fire, s in told if fire.state is FireState.OUT]
    for fire, s in told:
        here: set[str | None] = set() if doc.latin or s.title else {loc.place for loc in s.locs}
        same = [not here or not spots or here & spots for region, spots in out if region == fire.region]
        if fire.state is not FireState.BURNING or not any(same):
            yield fire


def _fires(doc: Doc) -> list[tuple[Fire, Sentence]]:
    """Each fire with the sentence that tells of it."""
    found: list[tuple[Fire, Sentence]] = []
    for s in doc.sentences:
        if not s.live:
            continue
        if found and doc.latin and _put_out_later(doc, s):
            found[-1] = replace(found[-1][0], state=FireState.OUT, rule="fire.out"), found[-1][1]
        for mark in s.of("fire", "on"):
            gunfire = doc.says(mark.i, "fire.gunfire") and (s.has("shell") or _of_guns(s, mark))
            if (gunfire and not s.has("harm")) or (doc.latin and not burns(doc, s, mark)):
                continue
            state = FireState.BURNING
            if negated(doc, s, mark, before=3, after=5) or _in_negated_list(doc, s, mark):
                state = FireState.NONE
            elif _put_out(doc, s, mark):
                state = FireState.OUT
            span = span_of(doc, mark.i, mark.j)
            for region in regions_at(doc, s, mark.i, many=True):
                site = site_of(doc, region, single=mark.number != "p")
                found.append((Fire(region=site, state=state, span=span, rule=f"fire.{state}"), s))
    return found


def _spots(doc: Doc, s: Sentence) -> set[str | None]:
    """The places of the sentence, or of the last one before it that names some: where a fire was that is out."""
    for other in reversed(doc.sentences[max(0, s.index - _LATELY) : s.index + 1]):
        spots = {loc.place for loc in other.locs if loc.role == "" and loc.place}
        if spots:
            return set(spots)
    return set()


def _of_guns(s: Sentence, mark: Mark) -> bool:
    """'огнём артиллерии', 'под огонь ПВО'."""
    return any(m.i == mark.j for m in [*s.of("weapon"), *s.of("defence")])


def _put_out_later(doc: Doc, s: Sentence) -> bool:
    """'It was later extinguished': of the fire told of before."""
    if s.has("fire", "on") or s.has("object"):
        return False
    return any(
        not _still_fought(doc, s, m) and not doc.says(m.i, "fire.to_put_out") for m in s.of("fire", "out")
    )


def _still_fought(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'trying to put out', 'was being extinguished', not 'managed to put out'."""
    before = range(max(s.i, mark.i - 2), mark.i)
    trying = any(doc.says(k, "fire.to") for k in before) and not doc.says_in(
        max(s.i, mark.i - 4), mark.i, "fire.managed"
    )
    return trying or any(doc.says(k, "fire.being") for k in before)


def _put_out(doc: Doc, s: Sentence, mark: Mark) -> bool:
    for other in s.of("fire", "out"):
        if abs(other.i - mark.i) <= (_REACH if doc.latin else 12):
            if doc.latin and _still_fought(doc, s, other):
                continue
            if doc.says(other.i, "fire.to_put_out"):
                return doc.says_in(max(s.i, other.i - 3), min(s.j, other.j + 2), "fire.managed")
            return True
    return False


def _in_negated_list(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'повреждений, а также возгораний — нет'."""
    if not doc.folded[mark.i].endswith(GENITIVE_ENDINGS):
        return False
    for neg in s.of("neg"):
        if (
            doc.says(neg.i, "denial.there_is_no")
            and neg.i > mark.i
            and not doc.between(mark.j, neg.i) & (Gap.SEMICOLON | Gap.STOP)
        ):
            return neg.i - mark.j <= 4
    return False
