"""Attacks: which words tell of one, with what, and on which regions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.core.claims import Attack, Weapon
from bot.core.extract.attack.arms import near_weapon, strikes_thing, weapon_falls, weapons_or_told
from bot.core.extract.attack.unhappened import only_named
from bot.core.extract.near import before_within, keeps_together, negated, never_was, regions_at, span_of
from bot.core.extract.words.grammar import PAST_ENDINGS
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap

_PARTS = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON | Gap.DOT


def attacks(doc: Doc) -> Iterator[Attack]:
    """'the region was attacked, struck, hit or crashed into'; weapon as said, or that of the attack told before."""
    told: dict[str | None, Weapon] = {}
    for s in doc.sentences:
        for mark in _attack_marks(doc, s) if s.live and not TELLING.isdisjoint(s.groups) else ():
            regions = _targets(doc, s, mark)
            weapons = weapons_or_told(
                doc, s, mark, told.get(regions[0]) or told.get(None) or _any_told(s, told)
            )
            if weapons is None or (regions == [None] and not near_weapon(doc, s, mark, 4)):
                continue
            span, rule = span_of(doc, mark.i, mark.j), f"attack.{mark.group}"
            for region in regions:
                if weapons[0] is not None:
                    told.setdefault(region, weapons[0])
                for weapon in weapons:
                    yield Attack(region=region, weapon=weapon, span=span, rule=rule)


def _any_told(s: Sentence, told: dict[str | None, Weapon]) -> Weapon | None:
    return None if s.regions else next(iter(told.values()), None)


def _targets(doc: Doc, s: Sentence, mark: Mark) -> list[str | None]:
    """The regions that an attack was on."""
    country = [loc for loc in s.locs if loc.role == "country"]
    events = [loc for loc in s.locs if loc.role == "" and loc.region]
    aims = [
        loc
        for loc in s.locs
        if loc.role == "target" and loc.region and any(m.group == "attack" and m.j == loc.i for m in s.marks)
    ]
    gapped = [] if doc.latin or mark.value != "verb" else _gapped(doc, s, mark)
    if gapped:
        inside = [loc for loc in events if loc.i < gapped[0].i]
        told = [loc for loc in inside if loc.i >= mark.j] or inside
        return list(dict.fromkeys(loc.region for loc in [*told, *gapped]))
    after = _one_clause(doc, mark, [loc for loc in [*events, *country, *aims] if loc.i >= mark.j])
    if after:
        return list(dict.fromkeys(loc.region for loc in after))
    if not events and country:
        return [country[0].region]
    aim = [loc for loc in s.locs if loc.role == "target" and loc.region and loc.i >= mark.j]
    if not events and aim:
        return [aim[0].region]
    if not events and len(s.regions) > 1:
        return list(s.regions)  # 'власти Х и У сообщили об атаке'
    found = regions_at(doc, s, mark.i, many=True)
    if not s.regions and (_by_russia(doc, s, mark) or (doc.ukrainian and found == [None])):
        return ["UA"]
    return found


def _gapped(doc: Doc, s: Sentence, mark: Mark) -> list[Loc]:
    """'в Х дроны ударили по складу, в У — по порту': places of clauses that leave out the verb."""
    return [
        loc
        for loc in s.locs
        if loc.role == ""
        and loc.region
        and loc.i > mark.j
        and doc.gap(loc.j) == Gap.DASH
        and loc.j < s.j
        and doc.gap(loc.i - 1) & Gap.COMMA
        and any(m.group in {"object", "harm", "head"} and 0 <= m.i - loc.j <= 3 for m in s.marks)
    ]


def _one_clause(doc: Doc, mark: Mark, locs: list[Loc]) -> list[Loc]:
    """The mentions after the attack that nothing parts from it: a list of them, or the next one."""
    found: list[Loc] = []
    at = mark.j
    for loc in sorted(locs, key=lambda each: each.i):
        gaps = doc.between(at, loc.i)
        if gaps & (_PARTS | (Gap.DASH if found else Gap.NONE)):
            break
        if gaps & Gap.COMMA and loc.i - at > (2 if found else 6):
            break
        if loc.i - at > 14 or doc.says_in(at, loc.i, "attack.clause"):
            break
        if (
            found
            and not doc.says_in(at, loc.i, "attack.and")
            and not gaps & Gap.COMMA
            and loc.region != found[-1].region
        ):
            break
        found.append(loc)
        at = loc.j
    return found


def _by_russia(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Россия нанесла удар', 'Russia launched': with no place said, on Ukraine."""
    if doc.says_in(max(s.i, mark.i - 4), mark.i, "russia.subject"):
        return True
    if mark.j >= s.j:
        return False
    by = doc.says(mark.j, "russia.by") and doc.says_in(mark.j + 1, min(mark.j + 2, s.j), "russia.name")
    return by or doc.says(mark.j, "russia.agent")


def _attack_marks(doc: Doc, s: Sentence) -> Iterator[Mark]:
    """The words that tell of an attack in this sentence."""
    for mark in s.marks:
        test = _TESTS.get(mark.group)
        if test is not None and test(doc, s, mark):
            yield mark


def _by_word(doc: Doc, s: Sentence, mark: Mark) -> bool:
    if doc.says(mark.i, "attack.arrival") and any(m.i != mark.i for m in s.of("airport")):
        return False
    if mark.value == "verb" and doc.says(mark.i, "attack.arrival") and _a_person(doc, s, mark):
        return False
    if mark.value == "into":
        return weapon_falls(doc, s, mark)
    if mark.value == "noun" and mark.i > s.i and doc.says(mark.i - 1, "told.this"):
        return False
    if only_named(doc, s, mark):
        return False
    if mark.value == "launch":
        uncounted = doc.says(mark.i, "attack.launching") and not s.nums
        if uncounted or not (_launches(s, mark) or _launched(doc, s, mark)):
            return False
    denied = negated(doc, s, mark, before=0, after=0) or never_was(doc, s, mark)
    return not (denied or _threatened(doc, s, mark) or _unreal(s, mark))


def _a_person(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Мерц прилетел в Вашингтон': no weapon in the sentence, and a name before the verb."""
    before = mark.i > s.i and doc.lexes[mark.i - 1].capital
    if mark.i - 2 >= s.i and doc.says(mark.i - 2, "where.upon"):
        return False  # 'по Белгороду прилетело'
    return before and not s.has("weapon") and doc.gap(mark.i) == Gap.NONE


def _by_fall(doc: Doc, s: Sentence, mark: Mark) -> bool:
    return weapon_falls(doc, s, mark) and not _unreal(s, mark)


def _by_harm(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'artillery kills nine', 'drones damage two ships'."""
    if mark.value != "verb" or s.groups & {"attack", "debris", "fall"}:
        return False
    if mark.group != "harm":
        return False
    if any(m.i == mark.i for m in s.of("down")):
        return any(strikes_thing(doc, s, w, mark) for w in s.of("weapon"))
    hits = any(0 <= mark.i - w.j <= 2 and not w.tool for w in s.of("weapon"))
    return hits and doc.folded[mark.i].endswith(PAST_ENDINGS)


def _by_repelling(doc: Doc, s: Sentence, mark: Mark) -> bool:
    told = any(m.group in {"attack", "shell"} and abs(m.i - mark.i) <= 6 for m in s.marks)
    return not told and near_weapon(doc, s, mark, 8)


def _by_blast(doc: Doc, s: Sentence, mark: Mark) -> bool:
    stepped_on = mark.j < s.j and doc.says(mark.j, "where.upon") and s.has("people")
    return mark.value == "verb" and near_weapon(doc, s, mark, 3) and not stepped_on


def _launched(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'дронов, выпущенных Россией', 'missiles launched by Russia'."""
    return doc.says(mark.i, "attack.launched") and any(0 <= mark.i - w.j <= 1 for w in s.of("weapon"))


def _launches(s: Sentence, mark: Mark) -> bool:
    """'launched 40 drones at', but not 'launched an attack', where the noun speaks."""
    return any(0 <= w.i - mark.j <= 7 for w in s.of("weapon")) and not any(
        m.value == "noun" and 0 <= m.i - mark.j <= 7 for m in s.of("attack")
    )


def _unreal(s: Sentence, mark: Mark) -> bool:
    """'могут стать целью удара', 'едва не столкнулся', 'could strike': it did not happen."""
    return s.has("unreal") and any(mark.i - 5 <= m.i < mark.i for m in s.of("unreal"))


def _at_work(doc: Doc, s: Sentence, mark: Mark) -> bool:
    lo, hi = max(s.i, mark.i - 2), mark.j + 2
    told_of = doc.says_in(lo, hi, "defence.of_work") and doc.says_in(lo, hi, "defence.about")
    return (
        doc.says_in(lo, hi, "defence.works")
        or (told_of and bool(s.regions))
        or doc.says_in(mark.j, mark.j + 6, "defence.at_work")
    )


def _threatened(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'опасность атаки', 'угроза удара', 'threat of attack', 'приготовиться к крайне массовой атаке'."""
    if doc.says_in(max(s.i, mark.i - 4), mark.i, "alarm.ready"):
        return True
    alarm = before_within(s, mark.i, 3, "alarm")
    if alarm is not None and any(alarm.j <= m.i < mark.i for m in s.of("cause")):
        return False
    return (
        alarm is not None
        and alarm.value in {"raise", "clear", "lift"}
        and keeps_together(doc, alarm.i, mark.i, comma=False)
    )


_TESTS: dict[str, Callable[[Doc, Sentence, Mark], bool]] = {
    "attack": _by_word,
    "shell": _by_word,
    "fall": _by_fall,
    "dead": _by_harm,
    "hurt": _by_harm,
    "harm": _by_harm,
    "repel": _by_repelling,
    "boom": _by_blast,
    "defence": _at_work,
}
TELLING = frozenset(_TESTS)  # groups whose words may tell of an attack
