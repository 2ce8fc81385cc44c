"""What each place mention does in its sentence: where things happen, who speaks, where drones were headed.

An empty role is the place of the event. `Kyiv` in 'Kyiv says' is a power, 'губернатор Тульской области' a speaker.
"""

from __future__ import annotations

from bot.core.extract.english.powers import is_government
from bot.core.extract.english.shores import by_the_sea, of_a_ship
from bot.core.extract.places.abroad import came_down_abroad
from bot.core.extract.places.lands import AROUND
from bot.core.extract.places.naming import names_a_thing
from bot.core.extract.speech.strangers import is_surname
from bot.core.extract.words.grammar import FULL_ADJECTIVE
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap


def assign_roles(doc: Doc, sentence: Sentence) -> None:
    """Gives each mention of the sentence its role."""
    for n, loc in enumerate(sentence.locs):
        if loc.role == "airport":
            continue
        if loc.role == "abroad":
            if came_down_abroad(doc, sentence, loc):
                loc.role = ""
            continue
        if loc.role == "adjective":
            following = doc.lexes[loc.j].groups if loc.j < len(doc.lexes) else frozenset()
            loc.role = "speaker" if "role" in following else ""
            continue
        if doc.latin and (beside := by_the_sea(doc, sentence, loc, n) or of_a_ship(doc, sentence, loc)):
            loc.role = beside
            continue
        if doc.latin and doc.says_in(loc.j, loc.j + 1, "where.regional") and not doc.gap(loc.j) & Gap.COMMA:
            _widen(loc)
        at = loc.i - 1 - doc.says(loc.i - 1, "where.of")  # 'outside of'
        if loc.region in AROUND and at >= sentence.i and doc.says(at, "where.outside"):
            loc.region = AROUND[loc.region]
        before = sentence.locs[n - 1] if n else None
        if is_surname(doc, sentence, loc, before):
            loc.role, loc.region, loc.place, loc.options = "person", None, None, ()
            continue
        loc.role = _role(doc, sentence, loc, before)


def _widen(loc: Loc) -> None:
    """'Kharkiv regional prosecutors', 'Moscow regional governor', 'Kursk nuclear plant': the region, not its capital."""
    town = next((p for p in loc.options if p.capital_of), None)
    if town is not None:
        loc.region, loc.place, loc.options = town.capital_of, None, ()
    elif loc.region in AROUND:
        loc.region = AROUND[loc.region]


def _role(doc: Doc, sentence: Sentence, loc: Loc, before: Loc | None) -> str:
    """What the mention does; '' where things happen."""
    if not doc.latin and names_a_thing(doc, loc):
        return "name"
    return (
        _by_what_precedes(doc, sentence, loc)
        or _like_its_neighbour(doc, loc, before)
        or _by_what_follows(doc, sentence, loc)
        or _as_a_power(doc, sentence, loc)
    )


def _by_what_precedes(doc: Doc, sentence: Sentence, loc: Loc) -> str:
    i = loc.i
    if not doc.latin and _listed_as_source(doc, sentence, i):
        return "origin"
    if i == sentence.i or doc.gap(i) & ~Gap.QUOTE:
        return ""
    if house := _by_whose_house(doc, sentence, i):
        return house
    if doc.latin and _launched_from(doc, sentence, loc):
        return "origin"
    at = i - 1
    while at > sentence.i and (
        doc.says(at, "place.waters") or (not doc.latin and doc.says(at, "where.held"))
    ):  # 'з акваторії Чорного моря'
        at -= 1
    before = doc.lexes[at].keys
    if (
        not sentence.has("down")
        and not _beside_it(doc, sentence, i)
        and (_whence(sentence, loc, before) or _launched(doc, sentence, i) or _comes_from(doc, sentence, loc))
    ):
        return "origin"
    if "where.to_attack" in before and _ends_with(sentence, i - 1, "targeted", back=2):
        return "target"
    led = "where.side_of" in before and doc.says_in(max(sentence.i, i - 6), i, "where.road")
    if led or _is_ship_bound(sentence, loc, before):
        return "bound"
    return "target" if "where.to" in before and _bound_for(sentence, loc) else ""


def _listed_as_source(doc: Doc, s: Sentence, i: int) -> bool:
    """'із напрямків: Х, У – рф, ТОТ Z', '(район пуску – Х)': all that follows is where weapons came from."""
    at = next((k for k in range(i - 1, s.i, -1) if doc.says(k, "where.bearings")), None)
    if at is None or not s.has("weapon"):
        return False
    led = doc.says(at - 1, "where.out_of") or doc.says(at - 1, "where.off") or doc.says(at - 1, "where.range")
    return led and not doc.between(at + 1, i) & Gap.CLOSE


def _by_whose_house(doc: Doc, sentence: Sentence, i: int) -> str:
    """'мэр Х', 'the ministry in X', 'в больницу Х': the place of an office or of a hospital, or neither."""
    for mark in sentence.of("role"):
        if mark.j == i and mark.value != "witness":
            return "speaker"
        if mark.i < i < mark.j:
            return "power"  # 'officials in Kyiv'
        if mark.j == i - 1 and mark.value == "mod" and doc.says(mark.j, "where.in"):
            return "power"
    if any(_leads_into(doc, sentence, mark, i) for mark in sentence.of("head", "care")):
        return "care"
    return ""


def _is_ship_bound(sentence: Sentence, loc: Loc, before: frozenset[str]) -> bool:
    """'танкеры, которые следовали в Х': a port of call, where nothing happened."""
    headed = "where.into" in before and _ends_with(sentence, loc.i - 1, "targeted", "headed", back=2)
    return headed and sentence.has("object", "transport")


def _bound_for(sentence: Sentence, loc: Loc) -> bool:
    """'летевшие на Москву'; 'на подлёте к Москве', too: the oblast lies around such a city."""
    nearing = (
        loc.region in AROUND and not loc.place and _ends_with(sentence, loc.i - 1, "targeted", "nearing")
    )
    return nearing or _ends_with(sentence, loc.i - 1, "targeted", "headed", back=3)


def _leads_into(doc: Doc, s: Sentence, mark: Mark, i: int) -> bool:
    """'доставлен в больницу Х', 'на трассе Х — У'; not 'ударили по больнице в Х', where the hospital is struck."""
    if not 0 <= i - mark.j <= 4 or doc.between(mark.j, i) & Gap.COMMA:
        return False
    if any(0 <= mark.i - m.j <= 2 for m in s.of("fall") + s.of("attack")):
        return False  # 'бомба попала в больницу в Х'
    return doc.says_in(max(s.i, mark.i - 3), mark.i, "where.into")


def _beside_it(doc: Doc, sentence: Sentence, i: int) -> bool:
    """'на півночі від Х', 'к северу от Х': near it, not from there."""
    return i - 2 >= sentence.i and doc.says(i - 2, "where.compass")


def _launched(doc: Doc, sentence: Sentence, i: int) -> bool:
    """'пуски БПЛА от Х', 'запуски из-под Х': where weapons start is not where they strike."""
    return doc.says(i - 1, "where.launched") and doc.says_in(sentence.i, i, "where.launch")


def _comes_from(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'БПЛА от Брянской в сторону тыла': what they leave. Not '10 км от Брянской', 'от Брянской до Калужской'."""
    if not loc.region or loc.place or not doc.says(loc.i - 1, "where.away"):
        return False
    measured = loc.i - 2 >= s.i and doc.says(loc.i - 2, "number.unit")
    warned = s.has("alarm", "motion") or s.has("alarm", "raise") or doc.says_in(s.i, s.j, "alarm.ready")
    armed = s.has("weapon") or s.has("weaponadj")
    return warned and armed and not measured and not doc.says_in(loc.j, loc.j + 2, "number.up_to")


def _launched_from(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """'drones launched by Russia from annexed Crimea', 'missiles fired from ships in the Black Sea'."""
    at = loc.i - 1
    while at > s.i and doc.says(at, "where.held"):
        at -= 1
    if (loc.region or "").startswith("SEA"):
        at = next((k for k in range(at, max(s.i, at - _ABOARD), -1) if doc.says(k, "where.from")), at)
    if not doc.says(at, "where.from"):
        return False
    return any(
        m.value == "launch" and 0 <= at - m.j <= 8 and not doc.between(m.j, at) for m in s.of("attack")
    )


_ABOARD = 5  # words between 'from' and the sea that ships are in


def _whence(sentence: Sentence, loc: Loc, before: frozenset[str]) -> bool:
    """'с Крыма', 'из Николаевской области', 'со стороны моря', 'От Курской области' on its line: where weapons come from."""
    alone = loc.i - 1 == sentence.i and loc.j == sentence.j
    if "where.side" in before or (alone and "where.away" in before and not loc.place):
        return True
    if "where.off" in before:
        return alone or sentence.has("alarm") or sentence.has("weapon")
    return "where.out_of" in before and sentence.has("weapon") and bool(loc.region) and not loc.place


def _like_its_neighbour(doc: Doc, loc: Loc, before: Loc | None) -> str:
    if before is None:
        return ""
    if before.role in {"speaker", "care"} and before.j == loc.i and doc.gap(loc.i) == Gap.NONE:
        return before.role
    if before.role == "care" and before.j == loc.i and doc.gap(loc.i) & Gap.DASH:
        return "care"  # 'трасса Х — У'
    if doc.says_in(before.j, loc.i, "where.toward"):
        return ""
    if loc.region and not loc.place and loc.i == before.j and doc.folded[loc.i].endswith(FULL_ADJECTIVE):
        return ""  # 'со стороны Х Брянская область'
    reach = (
        7 if doc.latin and not _acts_between(doc, before.j, loc.i) else 4
    )  # 'and the eastern coast of the sea of N'
    listed = (
        not doc.between(before.j, loc.i) & ~(Gap.COMMA | Gap.OPEN | Gap.CLOSE) and loc.i - before.j <= reach
    )
    return "origin" if before.role == "origin" and listed else ""


def _acts_between(doc: Doc, i: int, j: int) -> bool:
    """Whether no 'and' joins two places, or a verb stands between them."""
    return not doc.says(i, "list.and") or any(
        lex.groups & {"attack", "harm", "down", "fire"} for lex in doc.lexes[i:j]
    )


def _by_what_follows(doc: Doc, sentence: Sentence, loc: Loc) -> str:
    if loc.j < sentence.j and doc.gap(loc.j) == Gap.NONE and _begins_with(sentence, loc.j, "role"):
        return "speaker"
    beside = loc.i >= 2 and doc.says(loc.i - 1, "where.of") and doc.says(loc.i - 2, "where.side")
    return "beside" if doc.latin and beside and len(sentence.locs) > 1 else ""


def _as_a_power(doc: Doc, sentence: Sentence, loc: Loc) -> str:
    if doc.latin and is_government(doc, sentence, loc):
        return "power"
    if doc.says(loc.i, "power.place") and any(m.i == loc.j for m in sentence.of("say")):
        return "power"
    named = doc.says(loc.i, "power.subject") or doc.says(loc.i, "power.whose")
    russian = named and loc.j == loc.i + 1
    return "power" if russian and _enemy_subject(doc, sentence, loc) else ""


def _ends_with(sentence: Sentence, at: int, group: str, value: str | None = None, back: int = 0) -> bool:
    """A mark of the group ends at word `at`, or up to `back` words before it."""
    return any(at - back <= m.j <= at for m in sentence.of(group, value))


def _begins_with(sentence: Sentence, at: int, group: str) -> bool:
    return any(m.i == at and m.value in {"governor", "mayor", "deputy", "head"} for m in sentence.of(group))


def _enemy_subject(doc: Doc, sentence: Sentence, loc: Loc) -> bool:
    """'Киев пытался атаковать': the capital for its government."""
    if doc.says(loc.i, "power.whose"):
        return doc.says(loc.i - 1, "power.attack") and not doc.gap(loc.i)
    if doc.says_in(max(sentence.i, loc.i - 1), loc.i, "where.upon"):
        return False
    acts = [m for m in sentence.marks if m.group in {"attack", "targeted", "say"} and 0 <= m.i - loc.j <= 4]
    first = min(acts, key=lambda m: m.i, default=None)
    return first is not None and _of_one_who_acts(doc, first)


def _of_one_who_acts(doc: Doc, mark: Mark) -> bool:
    """'Киев атаковал', 'Киев готовит удар'; not 'Киев атаковали', 'Киев подвергся атаке', 'Киев под атакой'."""
    if mark.value == "noun":
        return not doc.says_in(mark.i - 2, mark.i, "attack.under")
    undergoes = doc.says(mark.i, "attack.attacked") or doc.says(mark.i, "attack.underwent")
    return mark.number != "p" and not undergoes
