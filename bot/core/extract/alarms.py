"""Alarms raised and cleared."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Threat, ThreatState, Weapon
from bot.core.extract.marks import Doc, Loc, Mark, Sentence
from bot.core.extract.near import before_within, keeps_together, span_of

SHORT = 60  # words: an alarm post; in longer texts an alarm needs its own word


_EVENTS = frozenset(
    [
        "harm",
        "down",
        "fall",
        "dead",
        "hurt",
        "shell",
        "boom",
        "fire",
        "debris",
        "repel",
        "airport",
        "say",
        "role",
    ]
)


_TOLD = frozenset(
    _EVENTS - {"shell", "airport", "role"} | {"defence", "attack"}
)  # what a list of warned places has not


def threats(doc: Doc) -> Iterator[Threat]:
    """One claim for each region, weapon and state."""
    short = len(doc.folded) <= SHORT
    if "skip" in doc.groups and any(s.has("skip", "forecast") for s in doc.sentences):
        return
    for s in doc.sentences:
        if not s.live:
            continue
        for mark in s.of("alarm"):
            state = _state(doc, s, mark)
            if state is None:
                continue
            yield from _claims(doc, s, mark, state, short)
        if (
            short
            and s.has("weapon")
            and not s.has("alarm", "raise")
            and not s.has("alarm", "clear")
            and not doc.groups & (_EVENTS - {"shell"} if s.has("alarm", "shelter") else _EVENTS)
            and _moves(doc, s)
        ):
            weapon = s.of("weapon")[0]
            yield from _claims(doc, s, weapon, ThreatState.RAISED, short)
        elif s.has("weapon") and _warned(doc, s) and not s.has("alarm", "raise"):
            yield from _claims(doc, s, s.of("weapon")[0], ThreatState.RAISED, short)
        elif s.has("shell") and takes_cover(doc):
            yield from _claims(doc, s, s.of("shell")[0], ThreatState.RAISED, short)
        elif short and s.has("weapon") and _prepares(s):
            yield from _claims(doc, s, s.of("weapon")[0], ThreatState.RAISED, short)


def _warned(doc: Doc, s: Sentence) -> bool:
    """'предупреждают о крылатых ракетах'."""
    return any(
        doc.says(say.i, "say.warned") and 0 < w.i - say.j <= 3 and not doc.between(say.j, w.i)
        for say in s.of("say")
        for w in s.of("weapon")
        if not s.has("attack")
    )


def takes_cover(doc: Doc) -> bool:
    """'Обстрел! Спуститесь в укрытие': people are told to hide from a strike that goes on; nothing of it is told yet."""
    return (
        len(doc.folded) <= SHORT
        and not doc.groups & _TOLD
        and any(s.has("alarm", "shelter") for s in doc.sentences)
    )


def _prepares(s: Sentence) -> bool:
    """'Противник готовит запуск БПЛА' under the names of regions: people are warned of launches to come."""
    launch = s.has("attack", "launch") or s.has("alarm", "motion")
    return launch and s.has("skip", "perhaps") and s.has("enemy") and bool(s.carried)


def _state(doc: Doc, s: Sentence, mark: Mark) -> ThreatState | None:
    if mark.value == "clear" and mark.i and doc.says(mark.i - 1, "alarm.until"):
        return None
    if mark.value == "clear":
        return ThreatState.CLEARED
    if mark.value != "raise":
        return None
    if before_within(s, mark.i, 2, "cause") and not doc.says(mark.i, "alarm.sounded"):
        return None
    lifted = [
        m for m in s.marks if m.group == "alarm" and m.value in {"lift", "clear"} and abs(m.i - mark.i) <= 8
    ]
    if lifted and keeps_together(doc, lifted[0].i, mark.i):
        return ThreatState.CLEARED if lifted[0].value == "lift" else None
    if doc.says(mark.i, "alarm.siren") and not doc.says(mark.i, "alarm.sirens"):
        return None
    if s.has("skip", "false") and doc.says_in(s.i, s.j, "alarm.confirmed"):
        return ThreatState.CLEARED
    armed = s.has("weapon") or s.has("shell") or s.has("weaponadj") or _air(doc, s, mark)
    elsewhere = len(doc.folded) <= SHORT and "weapon" in doc.groups and not doc.groups & _TOLD
    return ThreatState.RAISED if armed or elsewhere else None


def _air(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'воздушная тревога', 'air raid alert', 'sirens'."""
    return doc.says_in(max(s.i, mark.i - 2), mark.j + 1, "alarm.air")


def _moves(doc: Doc, s: Sentence) -> bool:
    """'БПЛА в сторону Х', 'Х: БПЛА': a short post that names weapon and place and tells of nothing else."""
    if s.has("attack") or s.has("defence") or not s.carried:
        return False
    if not any(m.value != "air" for m in s.of("weapon")) or len(doc.folded) > 25:
        return False
    return s.has("alarm", "motion") or _only_names(doc, s)


_PLAIN = frozenset(
    ["weapon", "weaponadj", "alarm", "head", "each", "enemy", "count", "air", "time", "siren", "country"]
)


def _only_names(doc: Doc, s: Sentence) -> bool:
    """A weapon, places, and at most one word more."""
    named = {k for loc in s.locs for k in range(loc.i, loc.j)}
    others = [
        k for k in range(s.i, s.j) if k not in named and not doc.lexes[k].tags and len(doc.folded[k]) > 2
    ]
    return len(others) <= 1


def _claims(doc: Doc, s: Sentence, mark: Mark, state: ThreatState, short: bool) -> Iterator[Threat]:
    siren = doc.says_in(mark.i, mark.j, "alarm.siren")
    weapon = None if siren else _weapon(s, mark) or _weapon_of_post(doc, s, short)
    locs = _places(doc, s, short)
    span = span_of(doc, mark.i, mark.j)
    rule = f"threat.{mark.value if mark.group == 'alarm' else 'motion'}"
    by_region: dict[str | None, list[Loc]] = {}
    for loc in locs:
        by_region.setdefault(loc.region, []).append(loc)
    if not by_region:
        for carried in s.carried[:1] or _somewhere(
            s, short and weapon is not None and not s.has("alarm", "plan")
        ):
            yield Threat(region=carried, weapon=weapon, state=state, span=span, rule=rule)
        return
    for region, found in by_region.items():
        places = {loc.place for loc in found if loc.place}
        place = next(iter(places)) if len(places) == 1 else None
        yield Threat(region=region, place=place, weapon=weapon, state=state, span=span, rule=rule)


def _somewhere(s: Sentence, sure: bool) -> list[str | None]:
    """Where no region is named: 'в регионах', the country, or a place that cannot be told."""
    country = [loc.region for loc in s.locs if loc.role == "country"]
    if country:
        return list(country[:1])
    if any(m.number == "p" for m in s.of("country", "many")):
        return ["RU"]
    return [None] if sure else []


def _weapon(s: Sentence, mark: Mark) -> Weapon | None:
    adjectives = [m for m in s.of("weaponadj") if 0 <= mark.i - m.j <= 1 or 0 <= m.i - mark.j <= 2]
    if adjectives:
        return Weapon(adjectives[0].value)
    if not s.has("weapon") and s.has("shell"):
        return Weapon.SHELLING
    weapons = [w for w in s.of("weapon") if w.value in {"uav", "missile", "bomb", "shelling", "usv"}]
    if not weapons:
        return None
    after = [w for w in weapons if w.i >= mark.j]
    return Weapon((after or weapons)[0].value)


def _weapon_of_post(doc: Doc, s: Sentence, short: bool) -> Weapon | None:
    """'Тревога! Х, У: группа БПЛА с моря': the weapon of the line below."""
    kinds = {m.value for other in doc.sentences for m in other.of("weapon") if m.value != "air"}
    told = not short or doc.groups & _TOLD or s.has("air")
    return None if told or len(kinds) != 1 else Weapon(next(iter(kinds)))


def _places(doc: Doc, s: Sentence, short: bool) -> list[Loc]:
    own = [loc for loc in s.locs if loc.role in {"", "target"} and (loc.region or loc.place)]
    if not short:
        return own
    found = list(own)
    for other in doc.sentences:
        if other is not s and other.locs and lists_places(other):
            found += [loc for loc in other.locs if loc.role in {"", "target"}]
    return found


def lists_places(s: Sentence) -> bool:
    """A line of an alarm post that names places and tells of nothing, and whose state is that of the post."""
    return not s.groups & _TOLD and not s.has("alarm", "raise") and not s.has("alarm", "clear")
