"""Attacks, debris, explosions and fires."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Attack, Debris, Explosions, Fire, FireState, Weapon
from bot.core.extract.marks import Doc, Mark, Sentence
from bot.core.extract.near import after_within, before_within, keeps_together, negated, region_at, regions_at, span_of
from bot.core.text import Gap

_USED = frozenset(["uav", "missile", "bomb", "usv", "shelling"])


def attacks(doc: Doc) -> Iterator[Attack]:
    """'the region was attacked, struck, hit or crashed into'; weapon as said."""
    for s in doc.sentences:
        if not s.live:
            continue
        for mark in _attack_marks(doc, s):
            weapon, known = _weapon(doc, s, mark)
            if not known:
                continue
            places = _countrywide(doc, s, mark) or regions_at(doc, s, mark.i, many=True)
            for region in places:
                yield Attack(region=region, weapon=weapon, span=span_of(doc, mark.i, mark.j), rule=f"attack.{mark.group}")


def _countrywide(doc: Doc, s: Sentence, mark: Mark) -> list[str | None]:
    if s.regions:
        return []
    country = [loc.region for loc in s.locs if loc.role == "country"]
    return list(country[:1])


def _attack_marks(doc: Doc, s: Sentence) -> Iterator[Mark]:
    for mark in s.marks:
        if mark.group in {"attack", "shell"}:
            if not _threatened(doc, s, mark) and not negated(doc, s, mark, before=0, after=0):
                yield mark
        elif mark.group == "fall":
            if _weapon_falls(doc, s, mark):
                yield mark
        elif mark.group == "boom" and mark.value == "verb":
            if _near_weapon(doc, s, mark, 3):
                yield mark
        elif mark.group == "defence" and _at_work(doc, s, mark):
            yield mark


def _at_work(doc: Doc, s: Sentence, mark: Mark) -> bool:
    around = doc.folded[max(s.i, mark.i - 2) : mark.j + 2]
    return any(w.startswith("работа") for w in around) or "активна" in around


def _threatened(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'опасность атаки', 'угроза удара', 'threat of attack'."""
    alarm = before_within(s, mark.i, 3, "alarm")
    return alarm is not None and alarm.value in {"raise", "clear", "plan", "lift"} and keeps_together(doc, alarm.i, mark.i, comma=False)


def _weapon_falls(doc: Doc, s: Sentence, mark: Mark) -> bool:
    for weapon in s.of("weapon"):
        if weapon.value not in _USED or abs(weapon.i - mark.i) > 5 or not keeps_together(doc, weapon.i, mark.i):
            continue
        lo, hi = sorted((weapon.i, mark.i))
        if any(m.group == "debris" and lo - 2 <= m.i <= hi for m in s.marks):
            return False
        if any(m.group == "down" and lo - 1 <= m.i <= hi for m in s.marks):
            return False
        return True
    return False


def _near_weapon(doc: Doc, s: Sentence, mark: Mark, reach: int) -> bool:
    return any(abs(w.i - mark.i) <= reach and keeps_together(doc, w.i, mark.i) for w in s.of("weapon"))


def _weapon(doc: Doc, s: Sentence, mark: Mark) -> tuple[Weapon | None, bool]:
    """(weapon, whether this is an attack of the field at all)."""
    adjective = before_within(s, mark.i, 1, "weaponadj")
    if mark.group == "shell":
        return (Weapon(adjective.value) if adjective else Weapon.SHELLING), True
    if adjective is not None:
        return Weapon(adjective.value), True
    weapons = [w for w in s.of("weapon") if w.value in _USED and keeps_together(doc, w.i, mark.i)]
    if weapons:
        best = min(weapons, key=lambda w: (w.i - mark.j) if w.i >= mark.j else (mark.i - w.j) * 1.5)
        distance = abs(best.i - mark.i)
        if distance <= 12:
            return Weapon(best.value), True
    enemy = s.has("enemy") or s.has("shell")
    return None, enemy and bool(s.regions)


def debris(doc: Doc) -> Iterator[Debris]:
    """Debris fell or was found."""
    for s in doc.sentences:
        if not s.live or s.has("skip", "advice"):
            continue
        for mark in s.of("debris"):
            fell = after_within(s, mark.j, 8, "fall", "found") or before_within(s, mark.i, 6, "fall", "found")
            if fell and not negated(doc, s, mark, before=1, after=0):
                yield Debris(region=region_at(doc, s, mark.i), span=span_of(doc, mark.i, mark.j), rule="debris.fell")
                break


def explosions(doc: Doc) -> Iterator[Explosions]:
    """Explosions were heard or reported."""
    for s in doc.sentences:
        if not s.live:
            continue
        for mark in s.of("boom"):
            if mark.value == "noun" and not _counts_as_blast(doc, s, mark):
                continue
            yield Explosions(region=region_at(doc, s, mark.i), span=span_of(doc, mark.i, mark.j), rule=f"explosions.{mark.value}")
            break


def _counts_as_blast(doc: Doc, s: Sentence, mark: Mark) -> bool:
    if before_within(s, mark.i, 3, "neg") and negated(doc, s, mark):
        return False
    word = doc.folded[mark.i]
    if word.startswith(("хлоп", "bang", "разрыв")):
        return s.has("heard")
    return True


def fires(doc: Doc) -> Iterator[Fire]:
    """A fire and its state; out replaces burning in the same region."""
    found: list[Fire] = []
    for s in doc.sentences:
        if not s.live:
            continue
        for mark in s.of("fire", "on"):
            if doc.folded[mark.i] in {"огня", "огнем", "fires"} and (s.has("shell") or doc.folded[mark.i] == "fires") and not s.has("harm"):
                continue
            state = FireState.BURNING
            if negated(doc, s, mark, before=3, after=5) or _in_negated_list(doc, s, mark):
                state = FireState.NONE
            elif _put_out(doc, s, mark):
                state = FireState.OUT
            found.append(Fire(region=region_at(doc, s, mark.i), state=state, span=span_of(doc, mark.i, mark.j), rule=f"fire.{state}"))
    out = {f.region for f in found if f.state is FireState.OUT}
    for fire in found:
        if fire.state is not FireState.BURNING or fire.region not in out:
            yield fire


def _put_out(doc: Doc, s: Sentence, mark: Mark) -> bool:
    for other in s.of("fire", "out"):
        if abs(other.i - mark.i) <= 12:
            word = doc.folded[other.i]
            if word in {"потушить", "ликвидировать", "ликвидации", "ликвидация", "extinguish", "ликвидацию", "ликвидацией"}:
                return any(doc.folded[k].startswith(("удал", "смог", "заверш")) for k in range(max(s.i, other.i - 3), min(s.j, other.j + 2)))
            return True
    return False


def _in_negated_list(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'повреждений, а также возгораний — нет'."""
    if not doc.folded[mark.i].endswith(("ий", "ов", "а")):
        return False
    for neg in s.of("neg"):
        if doc.folded[neg.i] == "нет" and neg.i > mark.i and not doc.between(mark.j, neg.i) & (Gap.SEMICOLON | Gap.STOP):
            return neg.i - mark.j <= 4
    return False
