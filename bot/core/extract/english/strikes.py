"""Attacks in English texts: which words tell of one, with what, and on which regions.

An attack is told by a noun ('a drone attack on X'), a verb ('drones hit X', 'X was hit by drones'), a launch ('launched 40
drones at X'), by what a weapon does (falls, explodes, kills, sets ablaze), or by those who repel it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.claims import Attack, Weapon
from bot.core.extract.attack.arms import near_weapon, weapon_falls
from bot.core.extract.english.blazes import bursts
from bot.core.extract.english.clauses import parted
from bot.core.extract.english.means import weapons_of
from bot.core.extract.english.recall import Told
from bot.core.extract.english.senders import is_aim, is_noun, side_of
from bot.core.extract.english.targets import targets
from bot.core.extract.near import before_within, keeps_together, negated, span_of
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_EVENTS = frozenset(
    ["dead", "hurt", "harm", "fire", "boom", "debris", "down", "airport", "repel", "object", "people"]
)
_SIDES = frozenset(["enemy", "country", "capital"])  # of this war
_FAR = 10  # words between a word of revenge and the attack that is avenged


def strikes(doc: Doc) -> Iterator[Attack]:
    """One claim for each region and weapon of each telling; 'the attack' of an attack told before gives none."""
    return iter(_once([*_each(doc)]))


def _once(found: list[tuple[Sentence, Attack]]) -> list[Attack]:
    """A headline without a weapon, and a body that names it: one attack, with that weapon."""
    armed = {claim.region: claim.weapon for s, claim in reversed(found) if claim.weapon and not s.title}
    return [
        replace(claim, weapon=armed.get(claim.region)) if s.title and claim.weapon is None else claim
        for s, claim in found
    ]


def _each(doc: Doc) -> Iterator[tuple[Sentence, Attack]]:
    told = Told()
    for s in doc.sentences:
        in_sentence: Weapon | None = None
        since = s.i
        for mark in s.marks if s.live else ():
            if not _tells(doc, s, mark) or told.again(doc, s, mark):
                continue
            regions = targets(doc, s, mark)
            weapons: list[Weapon | None] = [*weapons_of(doc, s, mark, regions)]
            if not weapons:
                downed = told.downed(doc, s, mark, regions)
                if not downed and not _of_this_war(s, mark, regions, told):
                    continue
                at_hand = in_sentence if in_sentence and not parted(s, since, mark.i) else None
                known = at_hand or told.weapon(s, regions)
                weapons = [*downed] if downed and known is None else [known]
            if regions == [None] and not _stands_alone(doc, s, mark):
                continue
            in_sentence, since = weapons[0], mark.i
            for region in regions:
                told.add(s, region, weapons[0])
                for weapon in weapons:
                    span = span_of(doc, mark.i, mark.j)
                    yield s, Attack(region=region, weapon=weapon, span=span, rule=f"attack.{mark.group}")


# --- which words tell of an attack ---------------------------------------------------------------------------------


def _tells(doc: Doc, s: Sentence, mark: Mark) -> bool:
    group, value = mark.group, mark.value
    if group == "attack":
        told = _by_word(doc, s, mark)
    elif group == "shell":
        told = True
    elif group == "fall":
        told = weapon_falls(doc, s, mark)
    elif group in {"dead", "hurt", "harm"}:
        told = value == "verb" and _by_harm(doc, s, mark)
    elif group == "repel":
        beside = any(m.group in {"attack", "shell"} and abs(m.i - mark.i) <= 6 for m in s.marks)
        told = not beside and near_weapon(doc, s, mark, 8)
    elif group == "boom":
        told = value == "verb" and near_weapon(doc, s, mark, 3) and bursts(doc, s, mark)
    else:
        told = group == "defence" and doc.says_in(mark.j, mark.j + 6, "strike.defended")
    return told and not _unreal(doc, s, mark)


def _by_word(doc: Doc, s: Sentence, mark: Mark) -> bool:
    if mark.value == "into":
        return weapon_falls(doc, s, mark) and before_within(s, mark.i, 4, "debris") is None
    if mark.value == "by":
        weapon = before_within(s, mark.i, 2, "weapon")
        return weapon is not None and before_within(s, weapon.i, 0, "debris") is None
    if is_aim(doc, s, mark):
        return False
    if mark.value == "launch" and "-" in doc.folded[mark.i]:
        return False  # 'shoulder-launched'
    if mark.value == "launch":
        rain = doc.says(mark.i, "strike.rain") and doc.says_in(mark.j, mark.j + 2, "strike.on")
        used = rain or doc.says(mark.i, "strike.launched")
        beside = any(_launched(doc, mark, w) or (used and 0 <= mark.i - w.j <= 3) for w in s.of("weapon"))
        others = [m for m in s.of("attack") if m.value != "launch" and 0 <= m.i - mark.j <= 7]
        return beside and not _supplied(doc, s, mark) and all(is_aim(doc, s, m) for m in others)
    debris = before_within(s, mark.i, 5, "debris") if mark.value == "verb" else None
    if debris is not None and (mark.i - debris.j <= 2 or doc.says(debris.j, "where.of")):
        return False  # 'debris hit a house', 'fragments of a downed missile hit'
    plain = doc.says(mark.i, "target.noun")  # 'an attack drone', 'attack drones'
    adjective = any(w.i == mark.j and (plain or w.number == "p") for w in s.of("weapon"))
    return not adjective and not _threatened(doc, s, mark)


def _launched(doc: Doc, mark: Mark, weapon: Mark) -> bool:
    """'launched 40 drones', not 'launches a plan to build drones'."""
    return 0 <= weapon.i - mark.j <= 7 and not doc.says_in(mark.j, weapon.i, "strike.to")


def _supplied(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'sent missiles to Russia': given, not fired."""
    if not doc.says(mark.i, "strike.gives"):
        return False
    weapons = [w for w in s.of("weapon") if 0 <= w.i - mark.j <= 7]
    return any(
        doc.says(k, "strike.to") and side_of(doc, min(k + 1, s.j - 1)) is not None
        for w in weapons
        for k in range(w.j, min(w.j + 4, s.j))
    )


def _threatened(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'threat of attack', but not 'alert amid an attack'."""
    alarm = before_within(s, mark.i, 4, "alarm")
    if alarm is None or alarm.value not in {"raise", "clear", "lift"} or doc.says(alarm.i, "strike.over"):
        return False
    caused = any(alarm.j <= m.i < mark.i for m in s.of("cause"))
    return not caused and keeps_together(doc, alarm.i, mark.i, comma=False)


def _by_harm(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'artillery kills nine', 'killed by a drone'."""
    if (
        any(m.value != "by" for m in s.of("attack"))
        or s.has("debris")
        or any(m.i == mark.i for m in s.of("down"))
    ):
        return False
    by = doc.says_in(mark.j, mark.j + 6, "attack.agent") and any(
        0 <= w.i - mark.j <= 7 for w in s.of("weapon")
    )
    return (by and mark.group != "harm") or any(0 <= mark.i - w.j <= 2 for w in s.of("weapon"))


def _past_series(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'after a spate of strikes': told to explain, not as news."""
    lo = max(s.i, mark.i - 6)
    at = next((k for k in range(lo, mark.i) if doc.says(k, "strike.series")), None)
    return at is not None and doc.says_in(max(s.i, at - 2), at, "strike.after")


def _answered(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'in retaliation for a strike', 'days after a strike': an attack before the news, unless a day is told of it."""
    for k in range(mark.i - 1, max(s.i, mark.i - _FAR) - 1, -1):
        if doc.gap(k + 1) & ~Gap.QUOTE or parted(s, k + 1, mark.i):
            return False
        answers = doc.says(k, "strike.answers") and doc.says(k + 1, "strike.answered")
        if answers and doc.says_in(max(s.i, k - 3), k, "strike.vows"):
            return False
        if answers or (doc.says(k, "passing.old") and doc.says(k + 1, "passing.after")):
            return not any(m.i > k for m in s.of("time"))
    return False


def _before_now(doc: Doc, s: Sentence, back: Mark, mark: Mark) -> bool:
    """'recent attacks', 'a recent barrage of Russian airstrikes'; not 'last night a missile hit'."""
    if any(back.j == m.i for m in s.of("time")) or doc.between(back.j, mark.i) & ~Gap.QUOTE:
        return False
    return 0 <= mark.i - back.j <= (3 if is_noun(doc, s, mark) else 2)


def _of_a_campaign(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'daily shelling'; 'stepped up strikes', where no day is told: what goes on for weeks."""
    if not is_noun(doc, s, mark):
        return False
    lo = max(s.i, mark.i - 4)
    if doc.says_in(lo, mark.i, "strike.usual"):
        return True
    return s.groups.isdisjoint(("time", "dayname")) and doc.says_in(lo, mark.i, "strike.stepped_up")


def _unreal(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'could strike', 'no attack', 'ruled out', 'drones to strike refineries': it did not happen."""
    if any(_before_now(doc, s, m, mark) for m in s.of("span", "back")) or _past_series(doc, s, mark):
        return True
    if _answered(doc, s, mark) or _of_a_campaign(doc, s, mark):
        return True
    if mark.i > s.i and doc.says(mark.i - 1, "strike.others"):
        return True  # 'Israeli airstrikes'
    if any(_spoils(doc, s, m, mark) for m in s.of("unreal")) or negated(doc, s, mark, before=1, after=0):
        return True
    if (
        not doc.says_in(mark.i - 1, mark.i, "strike.to")
        or mark.group not in {"attack", "repel"}
        or mark.i - 1 < s.i
    ):
        return False
    lo, hi = max(s.i, mark.i - 9), mark.i - 1
    tried = any(mark.i - 6 <= m.j <= mark.i for m in s.of("targeted", "any"))
    used = (
        s.has("time") and doc.says_in(lo, hi, "strike.used_to") and not doc.says_in(lo, hi, "strike.perfect")
    )
    return not (tried or used)


def _spoils(doc: Doc, s: Sentence, unreal: Mark, mark: Mark) -> bool:
    """'could strike', 'denied any part in the strike', 'will launch a massive drone attack on X, targeting Y'."""
    if unreal.value == "denied":
        return unreal.i < mark.i <= unreal.i + 7 and not parted(s, unreal.i, mark.i)
    if doc.lexes[unreal.i].in_month and any(
        doc.lexes[k].digits for k in (unreal.i - 1, unreal.j) if s.i <= k < s.j
    ):
        return False  # '15 May', the month
    if mark.j == unreal.i and is_noun(doc, s, mark):
        return doc.says(unreal.i, "strike.dreaded")  # 'amid attack fears'
    launches = any(m.i == unreal.j and m.value in {"launch", "verb"} for m in s.of("attack"))
    noun = is_noun(doc, s, mark) and not parted(
        s, unreal.i, mark.i
    )  # 'planned another wave of missile attacks'
    noun = noun and not doc.between(unreal.j, mark.i) & ~Gap.QUOTE and not doc.says(unreal.i, "strike.doubt")
    noun = noun and not doc.says_in(unreal.j, mark.i, "strike.answers")
    return unreal.i < mark.i <= unreal.j + (14 if launches else 7 if noun else 3)


# --- which war, and where ------------------------------------------------------------------------------------------


def _of_this_war(s: Sentence, mark: Mark, regions: list[str | None], told: Told) -> bool:
    """Without a weapon: whose attack it is must be said, or what it hit or did, at a place of this war."""
    if regions == [None]:
        return _hurts(s, mark)
    beside = any(0 <= mark.i - m.j <= 5 or 0 <= m.i - mark.j <= 2 for m in s.of("enemy"))
    placed = any(
        loc.role in {"", "country", "target"} and abs(loc.i - mark.i) <= 12 and not parted(s, loc.i, mark.i)
        for loc in s.locs
    )
    follows = any(loc.role in {"", "country"} and 0 <= loc.i - mark.j <= 8 for loc in s.locs)
    placed = placed or bool(
        s.voices and s.groups & {"dead", "hurt", "harm"}
    )  # a governor tells of the own region
    if mark.group == "shell" and not s.regions and not s.groups & (_EVENTS | {"time"}):
        return False
    cities = any(m.number == "p" for m in s.of("country", "many"))  # 'Russian strikes hit cities'
    return (beside and (placed or cities or bool(s.carried))) or (
        placed and bool((told.any and follows) or s.groups & _EVENTS | s.groups & {"time"})
    )


def _hurts(s: Sentence, mark: Mark) -> bool:
    """'killed in a Russian attack', 'wounded in shelling': whose attack, and that people were hurt by it."""
    whose = mark.group == "shell" or any(0 <= mark.i - m.j <= 1 for m in s.of("enemy"))
    people = s.of("dead", "verb") + s.of("hurt", "verb")
    return whose and any(not parted(s, m.i, mark.i) for m in people)


def _stands_alone(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """An attack that names no region: of this war, told for its own sake, with its weapon, or with what it did."""
    if doc.groups.isdisjoint(_SIDES) or not (near_weapon(doc, s, mark, 4) or _hurts(s, mark)):
        return False
    aside = doc.says_in(max(s.i, mark.i - 5), mark.i, "strike.aside")
    return not aside or bool(s.groups & {"dead", "hurt", "harm", "fire", "boom", "debris", "airport"})
