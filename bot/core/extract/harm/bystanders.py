"""Things that a sentence names beside damage, and that were not damaged: where it happened, what was hit, whose it is."""

from __future__ import annotations

from bot.core.extract.words.marks import Doc, Mark, Num, Sentence
from bot.core.text import Gap

_COUNTED = frozenset(["object", "people", "weapon", "head"])  # nouns that a number may count


def of_another_verb(doc: Doc, mark: Mark, trigger: Mark) -> bool:
    """'повреждены пути, задержаны 26 поездов': the verb before the thing is another one."""
    after = trigger.j <= mark.i and bool(doc.between(trigger.j, mark.i) & Gap.COMMA)
    return after and doc.says_in(trigger.j, mark.i, "harm.other")


def stands_by(doc: Doc, mark: Mark, trigger: Mark) -> bool:
    """'выбиты окна, детей в здании не было': where, in a clause after that of the damage."""
    return trigger.j <= mark.i and doc.says(mark.i - 1, "object.where") and mark.value != "part"


def is_struck(doc: Doc, s: Sentence, mark: Mark, trigger: Mark) -> bool:
    """'бомба попала в гараж, горят две машины': hit in a clause of its own, while the other tells of other things."""
    hit = any(
        0 < mark.i - m.j <= 4 and not doc.between(m.j, mark.i) & Gap.COMMA
        for m in [*s.of("fall"), *s.of("attack")]
    )
    return hit and any(
        other is not mark
        and other.value not in {"part", "veg"}
        and not doc.between(min(other.j, trigger.j), max(other.i, trigger.i)) & Gap.COMMA
        for other in s.of("object")
    )


def struck_nearer(s: Sentence, mark: Mark, trigger: Mark) -> bool:
    """'поражены установки, а склад уничтожен': the verb of striking stands nearer."""
    if trigger.group != "harm":
        return False
    return s.has("attack") and any(
        abs(m.i - mark.i) < abs(trigger.i - mark.i) and min(m.i, trigger.i) < mark.i < max(m.i, trigger.i)
        for m in s.of("attack")
    )


def is_scene(doc: Doc, s: Sentence, mark: Mark, trigger: Mark, objects: list[Mark]) -> bool:
    """'в порту загорелись два танкера': the port is where, the tankers are what."""
    if not doc.latin and _burns_elsewhere(doc, mark, trigger, objects):
        return True
    if any(_stands_in(doc, m, mark) for m in objects):
        return False
    if trigger.value == "on" and not doc.says(trigger.i, "fire.burns"):
        return False
    if not doc.says_in(max(s.i, mark.i - 2), mark.i, "object.where"):
        return False
    return any(
        other is not mark
        and other.value not in {"part", "veg"}
        and abs(other.i - trigger.i) <= 5
        and not doc.says_in(max(s.i, other.i - 3), other.i, "object.where")
        and not doc.between(min(other.j, trigger.j), max(other.i, trigger.i)) & Gap.COMMA
        for other in objects
    )


def goes_on(doc: Doc, s: Sentence, before: tuple[Mark, Mark] | None, mark: Mark) -> Mark | None:
    """'пострадали дома, гаражи и машины': the word that the thing before it in the list suffered by."""
    if before is None:
        return None
    last, trigger = before
    listed = doc.between(last.j, mark.i) & Gap.COMMA or doc.says_in(last.j, mark.i, "list.and")
    if (
        not listed
        or of_another_verb(doc, mark, trigger)
        or last.i < trigger.i
        or mark.i - last.j > 2
        or doc.between(last.j, mark.i) & ~Gap.COMMA
    ):
        return None
    plain = all(m.group in {"object", "local", "count"} for m in s.marks if last.j <= m.i < mark.j)
    return trigger if plain and not doc.says_in(last.j, mark.i, "object.where") else None


def some_of_them(_: Doc, s: Sentence, trigger: Mark) -> Num | None:
    """'шесть домов, два из них разрушены', 'разрушены пять домов, повреждены ещё 30': a number of what was told before."""
    for again in s.of("count", "again"):
        num = next((n for n in s.nums if again.i == trigger.j and n.i == again.j), None)
        if num is not None and not any(num.j <= m.i <= num.j + 2 for m in s.marks if m.group in _COUNTED):
            return num
    for part in s.of("count", "part"):
        num = next((n for n in s.nums if n.j == part.i), None)
        if num is not None and 0 <= trigger.i - part.j <= 1:
            return num
    return None


def _burns_elsewhere(doc: Doc, mark: Mark, trigger: Mark, objects: list[Mark]) -> bool:
    """'в порту упали обломки, возник пожар на терминале': the fire is at the thing right after it."""
    if trigger.group != "fire" or mark.j > trigger.i or not doc.between(mark.j, trigger.i) & Gap.COMMA:
        return False
    return any(
        0 < m.i - trigger.j <= 2 and doc.says(trigger.j, "object.where") and m.value not in {"part", "veg"}
        for m in objects
    )


def is_place_only(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'во дворе дома', 'рядом с домом', 'возле школы': near, not damaged."""
    lo = max(s.i, mark.i - 3)
    numbered = {num.i - 1 for num in s.nums}  # 'около 20 квартир'
    near = any(doc.says(k, "object.near") and k not in numbered for k in range(lo, mark.i))
    near = near and not doc.says_in(lo, mark.i, "fire.fire")
    return near and mark.value in {"house", "apartment", "public", "other"}


def _owned(doc: Doc, thing: Mark, owner: Mark) -> bool:
    """'в трёх квартирах жилого дома', 'автобус завода': a thing, and right after it what it is a part of."""
    flats = owner.value in {"house", "apartment"} and doc.says(thing.j - 1, "object.flat")
    generic = thing.value == "other" and doc.says(thing.j - 1, "object.generic")
    return flats or (thing.value not in {"part", "veg"} and (thing.value == owner.value or not generic))


def _stands_in(doc: Doc, building: Mark, site: Mark) -> bool:
    """'техническое сооружение на предприятии': the enterprise is what was damaged."""
    generic = building.value == "other" and doc.says(building.j - 1, "object.generic")
    return generic and not doc.latin and site.i == building.j + 1 and doc.says(building.j, "object.where")


def belongs_to_another(doc: Doc, mark: Mark, objects: list[Mark]) -> bool:
    """'здание школы' is the school; 'забор детсада' is the fence; 'квартиры дома' are flats."""
    if not doc.latin and not doc.gap(mark.i) and any(m.j == mark.i and _owned(doc, m, mark) for m in objects):
        return True
    if mark.value == "other" and doc.says(mark.j - 1, "object.generic"):
        return any(
            (m.i == mark.j or _stands_in(doc, mark, m)) and m.value not in {"part", "veg"} for m in objects
        )
    return any(
        m.j == mark.i
        and m.value == "other"
        and not doc.says(m.j - 1, "object.generic")
        and not doc.gap(mark.i)
        for m in objects
    )
