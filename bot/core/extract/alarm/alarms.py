"""Alarms raised and cleared."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Threat, ThreatState, Weapon
from bot.core.extract.alarm.bulletin import SHORT, TOLD, Alarm, place
from bot.core.extract.alarm.underway import (
    BRIEF,
    in_the_sky,
    listed_under_weapon,
    moves,
    names_fill,
    only_warns,
    prepares,
    sighted,
    warned,
)
from bot.core.extract.alarm.weapons import weapons_of_alarm
from bot.core.extract.english.cover import warnings
from bot.core.extract.near import before_within, keeps_together, negated, span_of
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence, once
from bot.core.text import Gap

_TERSE = 6  # words
_HARMED = frozenset(["harm", "dead", "hurt", "fire", "airport", "role", "say"])
_EVENTS = TOLD - {"attack", "defence"} | {"shell", "airport", "role"}


def threats(doc: Doc) -> Iterator[Threat]:
    """One claim for each region, weapon and state."""
    yield from warnings(doc)
    forecast = "skip" in doc.groups and [s for s in doc.sentences if s.has("skip", "forecast")]
    if forecast and not doc.latin:
        return
    alarms = [
        w for s in doc.sentences if s.live and not (forecast and s in forecast) for w in _alarms(doc, s)
    ]
    place(doc, alarms)
    # 'Внимание!' last: the sentence that says what threatens is the better evidence
    for alarm in sorted(alarms, key=lambda w: doc.says(w.mark.i, "alarm.attention")):
        yield from _claims(doc, alarm)


def _alarms(doc: Doc, s: Sentence) -> list[Alarm]:
    """What the sentence raises or clears; by what moves, is fired or is said to people where no word of alarm says so."""
    stated = [(mark, _state(doc, s, mark)) for mark in s.of("alarm")]
    found = [Alarm(s, mark, state) for mark, state in stated if state is not None]
    if not found and s.has("weapon") and warned(doc, s):
        return [Alarm(s, s.of("weapon")[0], ThreatState.RAISED)]
    if not found and in_the_sky(doc, s):
        return [Alarm(s, s.of("weapon")[0], ThreatState.RAISED)]
    if found or (len(doc.folded) > SHORT and not only_warns(doc)):
        return found
    if s.has("weapon") and ((not _events(doc, s) and moves(doc, s)) or prepares(s)):
        return [Alarm(s, s.of("weapon")[0], ThreatState.RAISED)]
    if not _events(doc, s) and listed_under_weapon(doc, s):
        return [Alarm(s, s.of("alarm", "motion")[0], ThreatState.RAISED)]
    if s.has("shell") and takes_cover(doc):
        return [Alarm(s, s.of("shell")[0], ThreatState.RAISED)]
    if s.has("alarm", "motion") and sighted(doc, s):
        return [Alarm(s, s.of("alarm", "motion")[0], ThreatState.RAISED)]
    return [Alarm(s, s.of("alarm", "shelter")[0], ThreatState.RAISED)] if _bids_hide(doc, s) else []


def _events(doc: Doc, s: Sentence) -> bool:
    """Whether the post tells of anything that has happened."""
    called = s.has("alarm", "raise") or s.has("alarm", "clear")
    return called or bool(doc.groups & (_EVENTS - {"shell"} if s.has("alarm", "shelter") else _EVENTS))


def _bids_hide(doc: Doc, s: Sentence) -> bool:
    """'Х, У — меры предосторожности': people are told to take care while weapons are about, or in a post of names alone."""
    if not s.has("alarm", "shelter") or doc.groups & _HARMED:
        return False
    called = any(other.has("alarm", "raise") or other.has("alarm", "clear") for other in doc.sentences)
    about = doc.groups & {"weapon", "defence", "shell"} or names_fill(doc)
    return not called and bool(about) and any(other.locs for other in doc.sentences)


def takes_cover(doc: Doc) -> bool:
    """'Обстрел! Спуститесь в укрытие': people are told to hide from a strike that goes on; nothing of it is told yet."""
    return (
        len(doc.folded) <= SHORT
        and not doc.groups & TOLD
        and any(s.has("alarm", "shelter") for s in doc.sentences)
    )


def _state(doc: Doc, s: Sentence, mark: Mark) -> ThreatState | None:
    until = doc.says_in(max(s.i, mark.i - (5 if doc.latin else 1)), mark.i, "alarm.until")
    if mark.value == "clear" and until:
        return None
    if mark.value == "clear":
        return ThreatState.CLEARED
    if mark.value != "raise":
        return None
    cause = before_within(s, mark.i, 2, "cause")
    amid = cause is not None and doc.says(cause.i, "alarm.amid") and doc.says_in(mark.i, mark.j, "alarm.air")
    if cause is not None and not amid and not doc.says(mark.i, "alarm.sounded"):
        return None
    if _of_something_else(doc, s, mark):
        return None
    awaited = doc.says_in(max(s.i, mark.i - 3), mark.i, "alarm.until")
    if awaited and not _signal_lifted(doc, s, mark):
        return ThreatState.RAISED  # 'until the siren is lifted'
    lifted = [
        m
        for m in s.of("alarm")
        if m.value in {"lift", "clear"}
        and abs(m.i - mark.i) <= 8
        and not (m.i and doc.says(m.i - 1, "alarm.until"))
        and not _of_another(doc, s, m, mark)
    ]
    if lifted and not (until and doc.latin) and keeps_together(doc, lifted[0].i, mark.i):
        return ThreatState.CLEARED if lifted[0].value == "lift" else None
    if doc.says(mark.i, "alarm.siren") and (not doc.says(mark.i, "alarm.sirens") or _drills(doc)):
        return None
    armed = s.has("weapon") or s.has("shell") or s.has("weaponadj") or _air(doc, s, mark)
    if _denied(doc, s, mark, armed):
        return ThreatState.CLEARED
    elsewhere = len(doc.folded) <= SHORT and "weapon" in doc.groups and not _tells(doc)
    lasts = len(doc.folded) <= BRIEF and doc.says_in(s.i, s.j, "alarm.lasting") and names_fill(doc)
    lasts = lasts or _terse(doc, s, mark)
    return ThreatState.RAISED if armed or elsewhere or (lasts and bool(s.locs)) else None


@once
def _drills(doc: Doc) -> bool:
    """'Завтра прозвучат сирены. Это плановая тренировка'."""
    return any(s.has("skip", "drill") for s in doc.sentences)


def _denied(doc: Doc, s: Sentence, mark: Mark, armed: bool) -> bool:
    """'угроза не подтвердилась', 'угрозы атаки беспилотников нет'."""
    if s.has("skip", "false") and doc.says_in(s.i, s.j, "alarm.confirmed"):
        return True
    return armed and not doc.latin and negated(doc, s, mark, before=2, after=8)


def _of_something_else(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'the threat' of no weapon; 'поставили под угрозу', 'угроза жизни', 'угрозы журналисту'; 'внимание' to a word of relief, or paid to things."""
    if doc.says_in(max(s.i, mark.i - 3), mark.i, "alarm.in_case"):
        return True  # 'как действовать при сигнале «Воздушная тревога»', 'в случае угрозы атаки'
    if doc.says(mark.i, "alarm.attention"):
        paid = not doc.gap(mark.j) and doc.says(mark.j, "alarm.paid")  # 'внимание уделяется дронам'
        if paid or doc.says_in(max(s.i, mark.i - 2), mark.i, "alarm.paid"):
            return True
        near = doc.around(s)
        return not s.has("weapon") and any(o.has("alarm", "clear") for o in near)
    if doc.says_in(mark.j, mark.j + 1, "alarm.device") and not doc.gap(mark.j):
        return True  # 'air raid alert app'
    if doc.says(mark.i, "alarm.threat_of"):
        return not any(0 <= w.i - mark.j <= 4 for w in s.of("weapon"))
    if not doc.says(mark.i, "alarm.menace"):
        return False
    if mark.i > s.i and doc.says(mark.i - 1, "alarm.under"):
        return not any(w.i == mark.j for w in s.of("weapon"))
    whom = any(mark.j <= m.i <= mark.j + 1 for m in s.of("people")) or doc.says(mark.j, "alarm.life")
    return whom and not doc.gap(mark.j)


def _signal_lifted(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'сигнал «Воздушная тревога» отменён', 'отбой сигнала «Воздушная тревога»'."""
    if doc.latin:
        return False
    cleared = [m for m in s.of("alarm", "clear") if not doc.says(m.i - 1, "alarm.until")]
    return any(0 <= mark.i - m.j <= 3 for m in cleared) or any(
        0 <= m.i - mark.j <= 1 and doc.gap(mark.j) & Gap.QUOTE for m in s.of("alarm", "lift")
    )


def _terse(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Х — опасность.': a post of a name and the word."""
    alone = len(doc.folded) <= _TERSE and doc.says(mark.i, "alarm.danger") and mark.j == s.j
    return alone and bool(doc.gap(mark.i) & (Gap.DASH | Gap.COLON)) and names_fill(doc)


def _of_another(doc: Doc, s: Sentence, lifted: Mark, mark: Mark) -> bool:
    """'отбой ракетной опасности, опасность БПЛА сохраняется': the lifting is of the alarm before."""
    others = [m for m in s.of("alarm", "raise") if lifted.j <= m.i < mark.i]
    lasts = doc.says_in(mark.j, min(s.j, mark.j + 4), "alarm.lasting")
    parts = bool(s.of("weapon") or s.of("weaponadj")) and doc.between(lifted.j, mark.i) & Gap.COMMA
    return bool(parts) and lasts and (bool(others) or doc.says(lifted.i, "alarm.all_clear"))


def _tells(doc: Doc) -> bool:
    """Whether the post tells of an event; a launch is none yet."""
    struck = any(s.has("attack", "verb") or s.has("attack", "noun") for s in doc.sentences)
    return struck or bool(doc.groups & (TOLD - {"attack"}))


def _air(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'воздушная тревога', 'air raid alert', 'sirens'."""
    return doc.says_in(max(s.i, mark.i - 2), mark.j + 1, "alarm.air")


def _claims(doc: Doc, alarm: Alarm) -> Iterator[Threat]:
    s, mark = alarm.sentence, alarm.mark
    raid = doc.latin and mark.value == "raise" and doc.says(mark.i, "alarm.air")
    siren = raid or doc.says_in(mark.i, mark.j, "alarm.siren")
    weapons = [None] if siren else weapons_of_alarm(doc, s, mark) or [_weapon_of_post(doc, s)]
    span = span_of(doc, mark.i, mark.j)
    rule = f"threat.{mark.value if mark.group == 'alarm' else 'motion'}"
    for region, spot in _where(doc, alarm, sure=weapons != [None]):
        for weapon in weapons:
            yield Threat(region=region, place=spot, weapon=weapon, state=alarm.state, span=span, rule=rule)


def _where(doc: Doc, alarm: Alarm, *, sure: bool) -> list[tuple[str | None, str | None]]:
    """The regions of an alarm, each with its place where it is but one."""
    s = alarm.sentence
    by_region: dict[str | None, list[Loc]] = {}
    for loc in alarm.locs:
        by_region.setdefault(loc.region, []).append(loc)
    if not by_region:
        sure = sure and len(doc.folded) <= SHORT and not s.has("alarm", "plan")
        wide = any(m.number == "p" and doc.says(m.i, "head.region") for m in s.of("country", "many"))
        return [(region, None) for region in (not wide and s.carried[:1]) or _somewhere(doc, s, sure)]
    if len(by_region) > 1:
        by_region.pop(None, None)  # a place that the list lacks, beside places that it has
    spots = {region: {loc.place for loc in locs if loc.place} for region, locs in by_region.items()}
    return [(region, next(iter(places)) if len(places) == 1 else None) for region, places in spots.items()]


def _weapon_of_post(doc: Doc, s: Sentence) -> Weapon | None:
    """'Тревога! Х, У: группа БПЛА с моря': the weapon of the lines around."""
    if len(doc.folded) > SHORT or s.has("air"):
        return None
    kinds = {m.value for other in doc.sentences for m in other.of("weapon") if m.value != "air"}
    return Weapon(next(iter(kinds))) if len(kinds) == 1 else None


def _somewhere(doc: Doc, s: Sentence, sure: bool) -> list[str | None]:
    """Where no region is named: 'в регионах', the country, or a place that cannot be told."""
    country = [loc.region for loc in s.locs if loc.role == "country"]
    if country:
        return list(country[:1])
    if any(m.number == "p" for m in s.of("country", "many")) or s.has("alarm", "several"):
        return ["UA" if doc.ukrainian else "RU"]
    return [None] if sure else []
