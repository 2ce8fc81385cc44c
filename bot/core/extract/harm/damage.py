"""What was damaged, burnt or destroyed, by kind of object, and the word that nothing was."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Damage, DamagedObject, NoDamage
from bot.core.extract.attack.arms import of_attack
from bot.core.extract.english.losses import lost, of_old, to_come
from bot.core.extract.english.undergone import (
    of_a_thing,
    one_of,
    others_like_it,
    undergone,
    what_building,
    whose,
)
from bot.core.extract.harm.bystanders import (
    belongs_to_another,
    goes_on,
    is_place_only,
    is_scene,
    is_struck,
    of_another_verb,
    some_of_them,
    stands_by,
    struck_nearer,
)
from bot.core.extract.harm.undamaged import undamaged
from bot.core.extract.near import negated, region_at, regions_at, site_of, span_of
from bot.core.extract.words.grammar import MANY_ENDINGS
from bot.core.extract.words.marks import Doc, Mark, Num, Sentence
from bot.core.text import Gap

_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE


def damages(doc: Doc) -> Iterator[Damage | NoDamage]:
    """All claims about things."""
    for s in doc.sentences:
        if not s.live or not (s.has("harm") or s.has("fire")):
            continue
        yield from undamaged(doc, s)
        if doc.latin and s.has("harm") and s.has("weapon"):
            yield from lost(doc, s)
        if s.groups & {"harm", "fire"} and any(m.value != "veg" for m in s.of("object")):
            yield from _objects(doc, s)
        elif s.has("harm", "noun"):
            yield from _unnamed(doc, s)


def _unnamed(doc: Doc, s: Sentence) -> Iterator[Damage]:
    """'causing widespread damage', 'есть разрушения': something, unnamed."""
    for mark in s.of("harm", "noun"):
        told = next((k for k in range(max(s.i, mark.i - 4), mark.i) if doc.says(k, "harm.done")), None)
        if (
            told is not None
            and not (doc.latin and doc.says(told - 1, "harm.verbal"))
            and not negated(doc, s, mark, before=6, after=7)
        ):
            for region in _targets(doc, s, mark):
                yield Damage(
                    region=region,
                    object=DamagedObject.OTHER,
                    count=None,
                    span=span_of(doc, mark.i, mark.j),
                    rule="damage.unnamed",
                )
            return


def _targets(doc: Doc, s: Sentence, mark: Mark) -> list[str | None]:
    country = [loc.region for loc in s.locs if loc.role == "country"]
    return list(country[:1]) if country and not s.regions else regions_at(doc, s, mark.i)


def _objects(doc: Doc, s: Sentence) -> Iterator[Damage]:
    triggers = _triggers(doc, s)
    if not triggers:
        return
    taken: set[tuple[str, int | None]] = set()
    objects = s.of("object")
    before: tuple[Mark, Mark] | None = None  # the last thing told of, and the word that it suffered by
    for mark in objects:
        if _is_named_only(doc, s, mark, objects):
            continue
        if doc.latin:
            trigger = undergone(doc, s, mark, triggers)
        else:
            trigger = _governor(doc, s, mark, triggers) or goes_on(doc, s, before, mark)
            before = before if trigger is None else (mark, trigger)
        if trigger is None or is_place_only(doc, s, mark) or is_scene(doc, s, mark, trigger, objects):
            continue
        kind, count, num = _thing(doc, s, mark)
        if (kind, count) in taken:
            continue
        taken.add((kind, count))
        lo, hi = (mark.i, mark.j) if num is None else (min(num.i, mark.i), max(num.j, mark.j))
        for region in regions_at(doc, s, mark.i, many=True):
            yield Damage(
                region=site_of(doc, region, single=count == 1),
                object=DamagedObject(kind),
                count=count,
                span=span_of(doc, lo, hi),
                rule=f"damage.{trigger.group}",
            )
    if taken:
        yield from _more_of_them(doc, s, triggers, taken)


def _triggers(doc: Doc, s: Sentence) -> list[Mark]:
    """The words of harm and fire that are said of things, and not denied."""
    triggers = [
        m
        for m in s.marks
        if (m.group == "harm" and m.value in {"verb", "noun"}) or (m.group == "fire" and m.value == "on")
    ]
    weapons = [w for w in s.of("weapon") if w.value != "shelling" and not w.tool]
    downs = {m.i for m in s.of("down") if any(not of_attack(doc, s, w, m) for w in weapons)}
    kept = of_a_thing if doc.latin else _just_after
    triggers = [t for t in triggers if t.group == "fire" or t.i not in downs or kept(doc, s, t)]
    if doc.latin:
        triggers = [t for t in triggers if not of_old(doc, s, t) and not to_come(doc, s, t)]
    return [t for t in triggers if not negated(doc, s, t, before=2, after=3)]


def _is_named_only(doc: Doc, s: Sentence, mark: Mark, objects: list[Mark]) -> bool:
    """The thing owns, is part of or stands beside what was damaged, or it was not damaged."""
    if belongs_to_another(doc, mark, objects):
        return True
    if mark.j < s.j and doc.says(mark.j, "denial.not") and not doc.gap(mark.j):
        return True
    if _beside_damage(doc, s, mark) or (doc.latin and any(whose(doc, mark, m) for m in objects)):
        return True
    return mark.value == "veg" or (mark.value == "part" and not _speaks_for_itself(doc, s, mark, objects))


def _more_of_them(
    doc: Doc, s: Sentence, triggers: list[Mark], taken: set[tuple[str, int | None]]
) -> Iterator[Damage]:
    """'four houses were destroyed and another 20 damaged', 'шесть домов, два из них разрушены': more of one kind."""
    kinds = {kind for kind, _ in taken}
    for trigger in triggers:
        like_it = others_like_it if doc.latin else some_of_them
        num = like_it(doc, s, trigger) if trigger.group == "harm" else None
        like = num and next((m.value for m in reversed(s.of("object")) if m.j <= num.i), None)
        if num is not None and like in kinds and (like, num.value) not in taken:
            yield Damage(
                region=region_at(doc, s, num.i),
                object=DamagedObject(like),
                count=num.value,
                span=span_of(doc, min(num.i, trigger.i), max(num.j, trigger.j)),
                rule="damage.more",
            )


def _speaks_for_itself(doc: Doc, s: Sentence, part: Mark, objects: list[Mark]) -> bool:
    """'взорвался рядом со школой, выбиты окна', 'упали на дом: пробита крыша': a part of what was named before."""
    others = [m for m in objects if m.value not in {"part", "veg"}]
    return all(
        m.j <= part.i and (is_place_only(doc, s, m) or doc.between(m.j, part.i) & Gap.COLON) for m in others
    )


def _just_after(_: Doc, s: Sentence, trigger: Mark) -> bool:
    """'уничтожен жилой дом', 'склад уничтожен после атаки дронов': the thing, not the drone, was destroyed."""
    if any(0 <= m.i - trigger.j <= 1 for m in s.of("object")):
        return True
    before = any(m.j <= trigger.i for m in s.of("object"))
    return before and all(
        any(trigger.j <= m.i < w.i <= m.j + 1 for m in s.of("attack", "noun")) for w in s.of("weapon")
    )


def _beside_damage(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'12 единиц техники', 'сотрудники завода', 'обесточены дома': named, not damaged."""
    if doc.says_in(max(s.i, mark.i - 3), mark.i, "harm.dark") and mark.value != "energy":
        return True
    units = doc.says_in(max(s.i, mark.i - 1), mark.j, "object.unit")
    return units or any(m.j == mark.i for m in s.of("people"))


def _thing(doc: Doc, s: Sentence, mark: Mark) -> tuple[str, int | None, Num | None]:
    """Kind and count; windows and balconies are those of the building that the text was at."""
    if mark.value == "part":
        return _building(doc, s, mark), 1, None
    count, num = _count(doc, s, mark)
    if doc.latin and (mark.value == "other" or doc.says(mark.i, "object.site")):
        return what_building(doc, s, mark), count, num
    if mark.value == "house" and _has_storeys(doc, s, mark):
        return "apartment", count, num
    return mark.value, count, num


def _has_storeys(doc: Doc, s: Sentence, house: Mark) -> bool:
    """'повреждены балконы дома' is a block of flats, unless the sentence names one beside the house, or a private yard."""
    storeys = any(doc.says(m.i, "object.of_storeys") for m in s.of("object", "part"))
    return storeys and not (s.of("object", "apartment") or doc.says_in(s.i, house.j, "object.private"))


def _building(doc: Doc, s: Sentence, part: Mark) -> str:
    """The building last named before the windows or the roof, and not one that people were taken to."""
    for earlier in reversed(doc.sentences[: s.index + 1]):
        if earlier is not s and not doc.latin and earlier.groups.isdisjoint(_STRUCK):
            continue
        for mark in reversed(earlier.of("object")):
            if mark.i < part.i and mark.value in {"house", "apartment", "public", "industrial"}:
                return mark.value
    return "other"


_STRUCK = frozenset(["attack", "shell", "fall", "boom", "debris", "harm", "fire", "down"])
_FAR = 14  # words; a thing further from the verb is not what it speaks of


def _governor(doc: Doc, s: Sentence, mark: Mark, triggers: list[Mark]) -> Mark | None:
    best: Mark | None = None
    nearest = 0
    for trigger in triggers:
        distance = abs(trigger.i - mark.i)
        if distance > _FAR:
            continue
        gaps = doc.between(min(trigger.j, mark.j), max(trigger.i, mark.i))
        if gaps & (_APART | Gap.COLON) or struck_nearer(s, mark, trigger):
            continue
        if gaps & Gap.COMMA and (is_struck(doc, s, mark, trigger) or stands_by(doc, mark, trigger)):
            continue
        if of_another_verb(doc, mark, trigger):
            continue
        cost = distance + (3 if gaps & Gap.COMMA else 0)
        limit = _FAR if trigger.group == "harm" else 10
        if doc.says(trigger.i, "harm.suffered"):
            if any(0 <= m.i - trigger.j <= 1 for m in s.of("people")):
                continue  # 'на заводе пострадала женщина'
            limit = 0 if gaps & Gap.COMMA else 3
        if distance <= limit and (best is None or cost < nearest):
            best, nearest = trigger, cost
    return best


def _count(doc: Doc, s: Sentence, mark: Mark) -> tuple[int | None, Num | None]:
    num = _number_of(doc, s, mark)
    if num is not None and not (doc.latin and doc.says(mark.j - 1, "object.bulk")):
        return num.value, num
    return _uncounted(doc, s, mark), None


def _number_of(doc: Doc, s: Sentence, mark: Mark) -> Num | None:
    for num in s.nums:
        if num.j <= mark.i <= num.j + 3 and not doc.between(num.j, mark.i) & ~(Gap.NONE | Gap.QUOTE):
            if any(m.group in {"people", "weapon", "object"} and num.j <= m.i < mark.i for m in s.marks):
                continue
            if doc.says_in(num.j, mark.i, "where.into"):
                continue  # 'трое в больнице'
            if doc.latin and (doc.says_in(num.j, mark.i, "where.of") or doc.says(num.j, "list.and")):
                continue  # 'two floors of a building', 'kill one and damage a building'
            return num
    return None


def _uncounted(doc: Doc, s: Sentence, mark: Mark) -> int | None:
    """1 for a thing, None for a plural."""
    of_many = mark.i > s.i and doc.says(mark.i - 1, "object.of")
    if of_many and doc.says_in(max(s.i, mark.i - 3), mark.i, "object.one"):
        return 1
    if doc.latin and one_of(doc, s, mark):
        return 1
    if mark.j - mark.i == 2 and doc.says(mark.i, "object.roof") and mark.number == "s":
        return 1  # 'крыша дома'
    if mark.number == "p" or _several(doc, s, mark):
        return None
    if doc.latin and any(
        m.i == mark.j and m.number == "p" and not doc.gap(m.i) for m in s.of("object", "other")
    ):
        return None  # 'factory buildings'
    if doc.says(mark.j - 1, "object.mass") and not doc.says(mark.i, "object.thing"):
        return 1 if doc.latin and doc.says_in(max(s.i, mark.i - 2), mark.i, "clause.article") else None
    if any(m.value == "part" and m.j == mark.i for m in s.of("object")):
        return 1
    if mark.number == "?" and not doc.says(mark.i, "object.thing"):
        word = doc.folded[mark.j - 1]
        trigger_plural = any(
            m.group in {"harm", "fire"} and m.number == "p" and abs(m.i - mark.i) < 4 for m in s.marks
        ) and not (doc.says(mark.i - 1, "object.building") or s.has("object", "part"))
        if (word.endswith(MANY_ENDINGS) or len(word) <= 4) and trigger_plural:
            return None
    return 1


def _several(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'повреждены дома': the plural that looks like a genitive, right beside a verb in the plural."""
    near = any(m.number == "p" and (m.j == mark.i or mark.j == m.i) for m in s.of("harm") + s.of("fire"))
    return near and doc.says(mark.j - 1, "object.many_in_a")
