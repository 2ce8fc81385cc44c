"""Who sends an English attack: 'Russian missiles hit', 'a strike by Ukraine', 'Moscow launched'; and whom it can hit."""

from __future__ import annotations

from typing import NamedTuple

from bot.core.extract.english.clauses import parted
from bot.core.extract.english.skies import lies_in
from bot.core.extract.places.lands import ANNEXED, OTHER
from bot.core.extract.words.grammar import PLURAL_ENDINGS
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap

_BACK = 14  # words between a sender and the attack
_BY = 6  # words between an attack and 'by'
_ENDS = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON


class Sender(NamedTuple):
    """The side that sends an attack, 'RU' or 'UA'.

    `sure` where it stands in the noun phrase of the attack, as its subject or after 'by'; `upon` is the country that the
    sentence names as the one that suffers or repels it.
    """

    side: str | None
    sure: bool = False
    upon: str | None = None


_NOBODY = Sender(None)


def sender(doc: Doc, s: Sentence, mark: Mark) -> Sender:
    """Whose attack a word tells of; nobody's where its clause does not say."""
    agent = _by_agent(doc, s, mark)
    return Sender(agent, True) if agent else _before(doc, s, mark)


def side_of(doc: Doc, k: int) -> str | None:
    """The country that a word, its adjective, its capital or its president stands for."""
    keys = doc.lexes[k].keys
    return "RU" if "sender.ru" in keys else "UA" if "sender.ua" in keys else None


def can_hit(side: str | None, region: str | None) -> bool:
    """Whether a region may be the target of that side: Russia strikes no Russian region, Ukraine none of its own that it holds."""
    if side is None:
        return True
    return lies_in(region, OTHER[side]) and not (side == "RU" and region in ANNEXED)


def _by_agent(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """'shelled by Ukrainian forces', 'missiles launched by Russia', 'an attack by Kyiv'."""
    for k in range(mark.j, min(mark.j + _BY, s.j - 1)):
        if doc.gap(k) & _ENDS or parted(s, mark.i, k):
            return None
        if doc.says(k, "target.by"):
            return next((side for at in range(k + 1, min(k + 4, s.j)) if (side := side_of(doc, at))), None)
    return None


def _before(doc: Doc, s: Sentence, mark: Mark) -> Sender:
    """The nearest word before the attack that names a side, if nothing between makes another of it."""
    for k in range(mark.i - 1, max(s.i, mark.i - _BACK) - 1, -1):
        if doc.gap(k + 1) & _ENDS or parted(s, k, mark.i):
            return _NOBODY
        side = side_of(doc, k)
        if side is None or any(loc.i <= k < loc.j and loc.role == "" for loc in s.locs):
            continue
        if _owns_a_place(doc, s, mark, k):
            continue
        if any(m.j == k and m.group == "attack" and m.value == "verb" for m in s.marks):
            return Sender(OTHER[side], upon=side)  # 'pounds Ukraine with a barrage'
        return _as_subject(doc, s, mark, k, side)
    return _NOBODY


def _owns_a_place(doc: Doc, s: Sentence, mark: Mark, k: int) -> bool:
    """'hit Ukraine's capital and pounded': the country that a place lies in, and no weapon after it."""
    if not doc.says(k, "sender.whose") or any(m.group == "weapon" and k < m.i < mark.i for m in s.marks):
        return False
    return any(k < loc.i < mark.i and loc.role == "" for loc in s.locs) or any(
        0 <= m.i - k <= 2 for m in s.of("capital")
    )


def _as_subject(doc: Doc, s: Sentence, mark: Mark, k: int, side: str) -> Sender:
    """The side named at word k as who attacks, as who suffers or repels it, or as neither."""
    between = [m for m in s.marks if k < m.i < mark.i]
    groups = {m.group for m in between}
    bare = not doc.says(k, "sender.whose")
    if bare and _governed(doc, s, k):
        return _NOBODY
    held = groups & {"object", "people"} or any((m.group, m.value) == ("country", "many") for m in between)
    if bare or (held and "weapon" not in groups):
        beaten = bare and groups & {"repel", "down"}
        itself = passive(doc, s, mark) and bare and groups <= {"country"}
        struck = any(passive(doc, s, m) for m in between)
        if beaten or itself or struck or doc.says_in(k + 1, mark.i, "sender.suffers"):
            return Sender(OTHER[side], upon=side)
    if "say" in groups:
        itself = doc.says_in(k + 1, mark.i, "sender.itself")
        return Sender(side) if itself and not groups & {"repel", "down"} else _NOBODY
    if k > s.i and doc.says(k - 1, "sender.blames"):
        return Sender(side, sure=True)
    if _parted_from(doc, s, mark, k, groups) or (held and not groups & {"weapon", "attack"}):
        return _NOBODY
    near = mark.i - k <= (5 if not bare else 4)
    return Sender(side, near and groups <= {"weapon", "attack", "shell", "enemy", "country", "role"})


def _parted_from(doc: Doc, s: Sentence, mark: Mark, k: int, groups: set[str]) -> bool:
    """'Ukraine's day of strikes', 'a Russian depot was hit': the side at word k is neither whose nor who."""
    if "weapon" not in groups and (doc.between(k + 1, mark.i) & Gap.COMMA or passive(doc, s, mark)):
        return True
    return "attack" not in groups and doc.says_in(k + 1, mark.i, "sender.parts")


def _governed(doc: Doc, s: Sentence, k: int) -> bool:
    """'on Russia', 'in Ukraine': where, not who."""
    at = k - 1
    while at > s.i and (doc.says(at, "where.the") or doc.says(at, "nation.side")):
        at -= 1
    return at >= s.i and doc.says(at, "sender.governs")


def passive(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'was hit', 'hit by', 'struck in', 'rocked by': the subject suffers it."""
    if mark.group != "attack" or mark.value not in {"verb", "by"}:
        return False
    if mark.i > s.i and doc.says(mark.i - 1, "harm.be"):
        return True
    if not doc.says(mark.i, "sender.participle"):
        return False
    if doc.says_in(mark.j, min(mark.j + 2, s.j), "target.by"):
        return True
    if mark.j >= s.j or doc.gap(mark.j) & ~Gap.QUOTE:
        return True  # 'Kyiv hit', 'fuel depot hit - Russia'
    return not doc.says(mark.i, "sender.active") and doc.says_in(mark.j, min(mark.j + 1, s.j), "sender.after")


def mutual(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Russia and Ukraine trade drone attacks', 'launch drones at each other': both send, both are struck."""
    sides = {side_of(doc, k) for k in range(max(s.i, mark.i - _BACK), mark.i)} - {None}
    return len(sides) == len(OTHER) and (
        doc.says_in(max(s.i, mark.i - 5), mark.i, "sender.mutual")
        or doc.says_in(mark.j, min(mark.j + _BY, s.j), "sender.other")
    )


def is_noun(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'a drone attack', 'Russian strikes on': the noun, though the word may be a verb."""
    if mark.value == "noun" or mark.group == "shell":
        return True
    if not doc.says(mark.i, "told.noun_too"):
        return False
    if mark.i == s.i:
        return True
    at = mark.i - 1
    if doc.says(at, "strike.to") or any(w.j == mark.i and w.number == "p" for w in s.of("weapon")):
        return False
    if any(m.j == mark.i and m.value in {"ru", "ua"} for m in s.of("country")):
        return doc.says_in(mark.j, mark.j + 1, "target.on")
    return True


def is_aim(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Ukrainian targets', 'hit targets in X': what is struck, not that it is."""
    if mark.i == s.i or not doc.says(mark.i, "strike.aim"):
        return False
    if doc.says_in(mark.j, min(mark.j + 1, s.j), "strike.of_aim"):
        return True
    before = doc.lexes[mark.i - 1].keys
    struck = any(m.j == mark.i and m.value == "verb" for m in s.of("attack"))
    return struck or not before.isdisjoint(("strike.kind_of_aim", "sender.whose", "sender.governs"))


def many(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'strikes', 'a barrage', 'a massive attack', 'dozens of drones': more than one thing was struck at."""
    if doc.folded[mark.j - 1].endswith(PLURAL_ENDINGS) and is_noun(doc, s, mark):
        return True
    lo = max(s.i, mark.i - 5)
    return doc.says_in(lo, min(mark.j + 2, s.j), "sender.mass") or doc.says(mark.i, "sender.mass")


def place_of_side(doc: Doc, s: Sentence, mark: Mark, side: str) -> str | None:
    """The country that an attack with no place was on; None for one strike on one thing that has no name."""
    target = OTHER[side]
    if mark.value == "launch":
        return target
    if doc.says_in(mark.j, min(mark.j + _BACK, s.j), "sender.held"):
        return None  # 'strikes on Russian-held areas': no part of Russia
    things = [m for m in s.marks if m.group == "object" or (m.group, m.value) == ("country", "many")]
    things = [m for m in things if 0 <= m.i - mark.j <= 6 and not parted(s, m.i, mark.i)]
    whole = bool(things) and doc.says(things[0].i, "nation.country")
    if things and not whole and not (things[0].group == "country" and things[0].number == "p"):
        return None
    return target if things or many(doc, s, mark) else None


def fitting(locs: list[Loc], side: str | None) -> list[Loc]:
    """Those of the mentions that the side can hit."""
    return [loc for loc in locs if can_hit(side, loc.region)]
