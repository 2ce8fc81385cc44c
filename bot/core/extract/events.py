"""Attacks, debris, explosions and fires."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Attack, Debris, Explosions, Fire, FireState, Weapon
from bot.core.extract.marks import Doc, Loc, Mark, Sentence
from bot.core.extract.near import after_within, before_within, keeps_together, negated, region_at, regions_at, span_of
from bot.core.text import Gap

_USED = frozenset(["uav", "missile", "bomb", "usv", "shelling"])


def attacks(doc: Doc) -> Iterator[Attack]:
    """'the region was attacked, struck, hit or crashed into'; weapon as said, or that of the attack told before."""
    told: dict[str | None, Weapon] = {}
    for s in doc.sentences:
        if not s.live:
            continue
        for mark in _attack_marks(doc, s):
            regions = _targets(doc, s, mark)
            weapons = _weapons(doc, s, mark)
            if not weapons:
                same = told.get(regions[0]) or (next(iter(told.values()), None) if not s.regions else None)
                if weapons is None:
                    same = same or _only_weapon(doc, s)
                    if same is None:
                        continue
                weapons = [same or _next_downed(doc, s)]
            if regions == [None] and not _near_weapon(doc, s, mark, 4):
                continue
            for region in regions:
                for weapon in weapons:
                    if weapon is not None:
                        told.setdefault(region, weapon)
                    yield Attack(region=region, weapon=weapon, span=span_of(doc, mark.i, mark.j), rule=f"attack.{mark.group}")


def _only_weapon(doc: Doc, s: Sentence) -> Weapon | None:
    """'Атака продолжается' in a text that counts drones shot down: their kind."""
    if not s.carried:
        return None
    kinds = {m.value for other in doc.sentences if other.live and other.has("down") for m in other.of("weapon")}
    return Weapon(next(iter(kinds))) if len(kinds) == 1 and kinds <= _USED else None


def _targets(doc: Doc, s: Sentence, mark: Mark) -> list[str | None]:
    """The regions that an attack was on."""
    country = [loc for loc in s.locs if loc.role == "country"]
    events = [loc for loc in s.locs if loc.role == "" and loc.region]
    aims = [loc for loc in s.locs if loc.role == "target" and loc.region and any(m.group == "attack" and m.j == loc.i for m in s.marks)]
    after = _one_clause(doc, mark, [loc for loc in [*events, *country, *aims] if loc.i >= mark.j])
    if after:
        return list(dict.fromkeys(loc.region for loc in after))
    if not events and country:
        return [country[0].region]
    aim = [loc for loc in s.locs if loc.role == "target" and loc.region and loc.i >= mark.j]
    if not events and aim:
        return [aim[0].region]
    found = regions_at(doc, s, mark.i, many=True)
    if not s.regions and (_by_russia(doc, s, mark) or (doc.ukrainian and found == [None])):
        return ["UA"]
    return found


def _one_clause(doc: Doc, mark: Mark, locs: list[Loc]) -> list[Loc]:
    """The mentions after the attack that nothing parts from it: a list of them, or the next one."""
    found: list[Loc] = []
    at = mark.j
    for loc in sorted(locs, key=lambda each: each.i):
        gaps = doc.between(at, loc.i)
        if gaps & (Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON | Gap.DOT | (Gap.DASH if found or doc.latin else Gap.NONE)) or (gaps & Gap.COMMA and loc.i - at > (2 if found else 6)):
            break
        if loc.i - at > 14 or not {"that", "which", "who", "where", "where"}.isdisjoint(doc.folded[at : loc.i]):
            break
        if found and not {"and", "и", "а", "also", "также", "as"} & set(doc.folded[at : loc.i]) and not gaps & Gap.COMMA and loc.region != found[-1].region:
            break
        found.append(loc)
        at = loc.j
    return found


def _by_russia(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Россия нанесла удар', 'Russia launched': with no place said, on Ukraine."""
    before = doc.folded[max(s.i, mark.i - 4) : mark.i]
    return any(w in {"россия", "рф", "россии", "russia"} for w in before)


def _next_downed(doc: Doc, s: Sentence) -> Weapon | None:
    """The weapon of the drones that the next sentence of the paragraph says were shot down."""
    if s.index + 1 >= len(doc.sentences):
        return None
    following = doc.sentences[s.index + 1]
    weapons = following.of("weapon")
    if following.live and following.paragraph == s.paragraph and following.has("down") and weapons and weapons[0].value in _USED:
        return Weapon(weapons[0].value)
    return None


def _attack_marks(doc: Doc, s: Sentence) -> Iterator[Mark]:
    for mark in s.marks:
        if mark.group in {"attack", "shell"}:
            if s.has("airport") and doc.folded[mark.i].startswith("прилет"):
                continue
            if mark.value == "launch" and not _launches(doc, s, mark):
                continue
            if not _threatened(doc, s, mark) and not _unreal(doc, s, mark) and not negated(doc, s, mark, before=0, after=0):
                yield mark
        elif mark.group == "fall":
            if _weapon_falls(doc, s, mark) and not _unreal(doc, s, mark):
                yield mark
        elif mark.group in {"dead", "hurt", "harm"}:
            if doc.latin and mark.value == "verb" and any(0 <= mark.i - w.j <= 1 for w in s.of("weapon")) and not s.has("attack"):
                yield mark
        elif mark.group == "repel":
            if not any(m.group in {"attack", "shell"} and abs(m.i - mark.i) <= 6 for m in s.marks) and _near_weapon(doc, s, mark, 8):
                yield mark
        elif mark.group == "boom" and mark.value == "verb":
            if _near_weapon(doc, s, mark, 3):
                yield mark
        elif mark.group == "defence" and _at_work(doc, s, mark):
            yield mark


def _launches(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'launched 40 drones at', but not 'launched an attack', where the noun speaks."""
    return any(0 <= w.i - mark.j <= 7 for w in s.of("weapon")) and not any(m.value == "noun" and 0 <= m.i - mark.j <= 7 for m in s.of("attack"))


_UNREAL = frozenset("возможна возможны возможен возможно готовит готовят готовится планирует планировал планировали braces brace bracing fears threatens threatened vows warns может могут смогут сможет чуть едва бы если можно чтобы намерен could would may might will should can if plans planned to".split())


def _unreal(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'могут стать целью удара', 'едва не столкнулся', 'could strike': it did not happen."""
    reach = 4 if doc.latin else 5
    before = doc.folded[max(s.i, mark.i - reach) : mark.i]
    return any(word in _UNREAL and not (word == "to" and "tried" in before) for word in before if word != "to" or doc.folded[mark.i - 1] == "to")


def _at_work(doc: Doc, s: Sentence, mark: Mark) -> bool:
    around = doc.folded[max(s.i, mark.i - 2) : mark.j + 2]
    after = doc.folded[mark.j : mark.j + 6]
    return any(w.startswith("работа") for w in around) or "активна" in around or any(w in {"work", "working", "repelling", "engaged"} for w in after)


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


def _weapons(doc: Doc, s: Sentence, mark: Mark) -> list[Weapon] | None:
    """The weapons of an attack, [] where none is said, None where this is no attack of the field at all."""
    adjective = before_within(s, mark.i, 1, "weaponadj")
    if mark.group == "shell":
        return [Weapon(adjective.value) if adjective else Weapon.SHELLING]
    if adjective is not None:
        return [Weapon(adjective.value)]
    weapons = [w for w in s.of("weapon") if w.value in _USED and keeps_together(doc, w.i, mark.i)]
    if weapons:
        best = min(weapons, key=lambda w: (w.i - mark.j) if w.i >= mark.j else (mark.i - w.j) * 1.5)
        if abs(best.i - mark.i) <= (25 if doc.latin else 12):
            return list(dict.fromkeys([Weapon(w.value) for w in _joined(doc, best, weapons)]))
    if mark.group in {"defence", "repel"} or any(m.group == "repel" and abs(m.i - mark.i) <= 3 for m in s.marks):
        return []
    hit = mark.group == "attack" and doc.folded[mark.i - 1 : mark.i] == ["под"]
    return [] if (_enemy_beside(s, mark) or hit or _on_a_place(doc, s, mark)) and s.regions else None


def _enemy_beside(s: Sentence, mark: Mark) -> bool:
    """'ВСУ атаковали', 'удар противника', 'Ukrainian strike': whose attack it is."""
    return any(0 <= mark.i - m.j <= 5 or (mark.value == "noun" and 0 <= m.i - mark.j <= 2) for m in s.of("enemy"))


def _on_a_place(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'удар по Белгороду', 'при атаке на Саратов', with people hurt or things damaged in the sentence."""
    if mark.value != "noun" or not s.groups & {"dead", "hurt", "harm", "fire", "boom", "debris"}:
        return False
    after = doc.folded[mark.j : mark.j + 1]
    aimed = after in (["по"], ["на"], ["on"])
    return aimed and any(loc.role == "" and loc.i == mark.j + 1 for loc in s.locs)


def _joined(doc: Doc, best: Mark, weapons: list[Mark]) -> list[Mark]:
    """'missiles and drones': both."""
    found = [best]
    for other in weapons:
        if other.value == best.value:
            continue
        lo, hi = sorted((best, other), key=lambda m: m.i)
        between = doc.folded[lo.j : hi.i]
        if len(between) <= 5 and ("and" in between or "и" in between) and not doc.between(lo.j, hi.i) & ~(Gap.NONE | Gap.QUOTE):
            found.append(other)
    return found


def debris(doc: Doc) -> Iterator[Debris]:
    """Debris fell or was found."""
    for s in doc.sentences:
        if not s.live or s.has("skip", "advice"):
            continue
        for mark in s.of("debris"):
            fell = after_within(s, mark.j, 8, "fall", "found") or before_within(s, mark.i, 6, "fall", "found")
            if fell and doc.folded[fell.i - 1] not in {"не", "not"} and not negated(doc, s, mark, before=1, after=0):
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
    if "не" in doc.folded[mark.j : mark.j + 2]:
        return False
    word = doc.folded[mark.i]
    if word.startswith(("хлоп", "bang", "разрыв")):
        return s.has("heard")
    return True


_GAS = ("газ", "азс", "баллон", "котел", "котл", "самогон", "петард", "фейерверк", "салют", "бытов", "заправ", "бензин", "самодельн", "gas", "firework", "доменн", "эмоц")


def heard_from_afar(doc: Doc) -> bool:
    """Several explosions that people heard over a town, with no word of gas: told before anybody says what it was."""
    if any(word.startswith(_GAS) for word in doc.folded):
        return False
    for s in doc.sentences:
        if not s.live or not s.has("heard") or not (s.regions or s.carried):
            continue
        for mark in s.of("boom", "noun"):
            if doc.latin and any(m.value in {"military", "fuel", "energy"} for m in s.of("object")):
                return True
            plural = doc.folded[mark.i].endswith(("ы", "ов", "ах", "ами", "ки", "s"))
            if plural and (s.has("role", "witness") or any(m.value == "witness" for o in doc.sentences for m in o.of("role"))):
                return True
    return False


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
            found += [
                Fire(region=region, state=state, span=span_of(doc, mark.i, mark.j), rule=f"fire.{state}")
                for region in regions_at(doc, s, mark.i, many=True)
            ]
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
