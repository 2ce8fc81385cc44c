"""Short posts that warn without a word of alarm: drones on their way, launches to come, a weapon and the names of places."""

from __future__ import annotations

from bot.core.extract.alarm.bulletin import TOLD
from bot.core.extract.words.grammar import INFINITIVES
from bot.core.extract.words.marks import Doc, Mark, Sentence, once
from bot.core.text import Gap

BRIEF = 25  # words: a post of a weapon and names
_PLAIN = frozenset(["place.remark", "alarm.measures", "alarm.of_care", "weapon.sort"])


def warned(doc: Doc, s: Sentence) -> bool:
    """'предупреждают о крылатых ракетах', 'приготовиться к атаке БПЛА'."""
    return doc.says_in(s.i, s.j, "alarm.ready") or any(
        doc.says(say.i, "say.warned")
        and not doc.folded[say.i].endswith(INFINITIVES)
        and 0 < w.i - say.j <= 3
        and not doc.between(say.j, w.i)
        for say in s.of("say")
        for w in s.of("weapon")
        if not s.has("attack")
    )


def prepares(s: Sentence) -> bool:
    """'Противник готовит запуск БПЛА' under the names of regions: people are warned of launches to come."""
    launch = s.has("attack", "launch") or s.has("alarm", "motion")
    somewhere = bool(s.carried) or any(m.number == "p" for m in s.of("country", "many"))
    return launch and s.has("skip", "perhaps") and s.has("enemy") and somewhere


def sighted(doc: Doc, s: Sentence) -> bool:
    """'Х, У / Множественные фиксации': in a post of names alone, what was seen needs no name."""
    return doc.says_in(s.i, s.j, "alarm.sighted") and names_fill(doc) and any(o.locs for o in doc.sentences)


def moves(doc: Doc, s: Sentence) -> bool:
    """'БПЛА в сторону Х', 'Х: БПЛА': a short post that names weapon and place and tells of nothing else."""
    if s.has("attack", "verb") or s.has("attack", "noun") or s.has("defence"):
        return False
    underway = s.has("alarm", "motion") or s.has("attack", "launch") or _from_to(doc, s)
    if not any(_flies(doc, m, underway) and not (m.tool and m.number == "p") for m in s.of("weapon")):
        return False  # 'под дронами'
    if s.has("attack", "launch") and any(o.has("alarm", "raise") for o in doc.sentences):
        return False
    launches = s.of("attack", "launch")
    if any(m.i > s.i and doc.says(m.i - 1, "denial.not") for m in launches):
        return False
    if s.nums and any(doc.says(m.i, "attack.fired") for m in launches):
        return False  # 'по региону выпустили 50 снарядов'
    if underway:
        yours = doc.says_in(s.i, s.j, "alarm.yours")
        somewhere = any(loc.role != "abroad" for other in doc.sentences for loc in other.locs)
        return yours or somewhere or bool(s.carried)
    return bool(s.carried) and (len(doc.folded) <= BRIEF or only_warns(doc)) and _only_names(doc, s)


def _flies(doc: Doc, weapon: Mark, underway: bool) -> bool:
    """A target that nobody named a kind of warns only on its way: 'ціль на Х'."""
    return weapon.value != "air" or underway or doc.says(weapon.j, "where.to")


def _from_to(doc: Doc, s: Sentence) -> bool:
    """'БПЛА от Севска на Комаричи': two places that tell of a way."""
    off = [loc for loc in s.locs if loc.i > s.i and doc.says(loc.i - 1, "where.away")]
    return bool(off) and any(loc.i > off[0].i and doc.says(loc.i - 1, "where.to") for loc in s.locs)


def in_the_sky(doc: Doc, s: Sentence) -> bool:
    """'В повітряному просторі декілька ворожих БпЛА': they are still there."""
    there = (
        doc.says_in(s.i, s.j, "alarm.sky") and s.has("weapon") and not s.groups & {"down", "fall", "found"}
    )
    return there and any(loc.role == "country" and loc.region == "UA" for loc in s.locs)


@once
def only_warns(doc: Doc) -> bool:
    """A post of many lines, each of which tells which weapon is on its way where."""
    lines = [s for s in doc.sentences if s.locs]
    moving = [s for s in lines if s.has("alarm", "motion")]
    return not doc.groups & TOLD and 2 * len(moving) > len(lines) and all(s.has("weapon") for s in lines)


def listed_under_weapon(doc: Doc, s: Sentence) -> bool:
    """'Ситуація по БпЛА: / - на сході Х, курс на У': a line of places under one that ends in a colon."""
    if s.has("weapon") or not s.locs or not s.has("alarm", "motion"):
        return False
    head = next((o for o in reversed(doc.before(s)) if not o.locs), None)
    return head is not None and head.has("weapon") and bool(doc.gap(head.j) & Gap.COLON)


def names_fill(doc: Doc) -> bool:
    """A post of names and the words about them."""
    return all(_only_names(doc, s) for s in doc.sentences if s.locs or s.has("alarm"))


def _only_names(doc: Doc, s: Sentence) -> bool:
    """A weapon, places, known or not, and at most one word more."""
    named = {k for loc in s.locs for k in range(loc.i, loc.j)}
    named |= {k for k in range(s.i + 1, s.j) if doc.lexes[k].capital}
    others = [
        k
        for k in range(s.i, s.j)
        if k not in named
        and not doc.lexes[k].tags
        and len(doc.folded[k]) > 2
        and doc.lexes[k].keys.isdisjoint(_PLAIN)
    ]
    return len(others) <= 1
