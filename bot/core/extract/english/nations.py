"""English mentions that stand for a whole country, or for a capital without its name."""

from __future__ import annotations

from bot.core.extract.english.senders import is_aim, is_noun, passive, sender
from bot.core.extract.near import before_within
from bot.core.extract.places.lands import AROUND, OTHER
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap


def place_countries(doc: Doc, s: Sentence) -> None:
    """'across Russia', 'attack on Ukraine', 'Ukraine hit by', 'six Russian regions': the country as a location."""
    named = {k for loc in s.locs for k in range(loc.i, loc.j)}
    marks = [m for m in s.of("country") if m.i not in named]
    taken: set[int] = set()
    for mark in marks:
        code = None if mark.value == "many" else "RU" if mark.value.startswith("ru") else "UA"
        many = next(
            (m for m in marks if m.value == "many" and m.number != "s" and 0 <= m.i - mark.j <= 2), None
        )
        if many is not None and any(mark.j <= m.i < many.i for m in s.of("attack") + s.of("weapon")):
            many = None  # 'Russian missiles hit cities'
        if (
            code
            and many is not None
            and mark.value.endswith("adj")
            and not doc.says(many.i, "nation.country")
        ):
            s.locs.append(Loc(mark.i, many.j, code, role="country"))
            taken.add(many.i)
        elif code and (
            _possessed(doc, s, mark)
            if mark.value.endswith("adj") or _whose(doc, s, mark)
            else _struck(doc, s, mark)
        ):
            s.locs.append(Loc(mark.i, mark.j, code, role="country"))
        elif mark.value == "many" and mark.i not in taken and _regions(doc, s, mark):
            found = _side(doc, s, mark)
            if found:
                s.locs.append(Loc(mark.i, mark.j, found, role="country"))
    s.locs.sort(key=lambda loc: loc.i)


def before_sides(doc: Doc, s: Sentence, i: int) -> int:
    """The word before 'southern Russia'."""
    at = i - 1
    while at > s.i and (doc.says(at, "nation.side") or (at < i - 1 and doc.says(at, "list.and"))):
        at -= 1
    return at


def _whose(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Ukraine ports', 'Ukraine apartment block': the country tells whose the thing is."""
    return any(0 <= m.i - mark.j <= 1 and not doc.gap(mark.j) for m in s.of("object"))


def _struck(doc: Doc, s: Sentence, mark: Mark) -> bool:
    at = before_sides(doc, s, mark.i)
    before = doc.lexes[at].keys if at >= s.i else frozenset()
    if doc.says_in(s.i, mark.i, "nation.blamed"):
        return False
    if "nation.through" in before or ("where.in" in before and doc.says(at - 1, "nation.elsewhere")):
        return True
    if "where.in" in before:
        beside = any(0 <= at - loc.j <= 1 and not doc.gap(at) & ~Gap.COMMA for loc in s.locs)
        return not beside and not doc.says(at - 1, "nation.war") and _eventful(s)
    if "where.of" in before and any(
        m.j == at and m.value != "launch" for m in [*s.of("attack"), *s.of("shell")]
    ):
        return True  # 'the bombardment of Ukraine'
    if "nation.at" in before:
        return any(
            m.group in {"attack", "shell"} and 0 <= at - m.j <= 6 and _aimed(s, m, at) for m in s.marks
        )
    if any(m.group == "attack" and m.value == "verb" and m.j == at + 1 for m in s.marks):
        subject = any(w.j == at and w.number == "p" for w in s.of("weapon"))
        return not doc.says(at, "target.noun") or subject
    return at < s.i and _suffers(doc, s, mark)


def _aimed(s: Sentence, mark: Mark, at: int) -> bool:
    """'launched 40 drones at', 'drones were launched at', but not 'sent troops into'."""
    return mark.value != "launch" or any(mark.j <= w.i < at or 0 <= mark.i - w.j <= 2 for w in s.of("weapon"))


def _suffers(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Ukraine hit by drones', 'Ukraine came under attack'."""
    return any(
        m.value == "verb"
        and 0 <= m.i - mark.j <= 3
        and (doc.says_in(m.j, m.j + 3, "target.by") or doc.says(m.j - 1, "power.under"))
        for m in s.of("attack")
    )


def _eventful(s: Sentence) -> bool:
    return bool(s.groups & {"attack", "down", "dead", "hurt", "harm", "boom", "fire", "shell", "debris"})


def _possessed(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'on Russian soil', 'pummels Ukraine's energy grid', 'strikes Ukrainian ports'."""
    if doc.says_in(mark.j, mark.j + 1, "nation.soil"):
        return True
    if doc.says_in(mark.j, min(mark.j + 1, s.j), "nation.part") and mark.i > s.i:
        return doc.says(mark.i - 1, "where.in") or doc.says(mark.i - 1, "nation.at")  # 'in Russia's west'
    things = [m for m in s.of("object") if 0 <= m.i - mark.j <= 1]
    blow = next((m for m in s.of("attack") if 0 <= mark.i - m.j <= 1), None)
    if blow is None:
        return False
    many = s.index == 0 and before_within(s, blow.i, 3, "cause") is None
    things = [
        m
        for m in things
        if m.number != "s" and (m.value in {"energy", "other"} or (many and m.number == "p"))
    ]
    return bool(things) and not any(loc.role == "" for loc in s.locs)


def _regions(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'across the country', 'in several regions', 'targeted eight regions'; not 'in the region'."""
    lo = max(s.i, mark.i - 5)
    if doc.says(mark.i, "nation.country"):
        of_it = doc.says(mark.i - 2, "where.of") and doc.says(
            mark.i - 3, "nation.part"
        )  # 'the south of the country'
        return of_it or doc.says_in(max(s.i, mark.i - 2), mark.i, "nation.throughout")
    listed = bool(doc.gap(mark.j) & (Gap.DASH | Gap.COLON)) or any(
        mark.j <= loc.i <= mark.j + 5 and doc.between(mark.j, loc.i) & (Gap.DASH | Gap.COLON)
        for loc in s.locs
    )
    if mark.number == "s" or doc.says(mark.i, "nation.land") or listed:
        return False
    counted = any(0 <= mark.i - num.j <= 2 for num in s.nums) or doc.says_in(lo, mark.i, "nation.various")
    struck = any(m.group == "attack" and 0 <= mark.i - m.j <= 3 for m in s.marks)
    return counted and (struck or doc.says_in(lo, mark.i, "nation.somewhere"))


def _side(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """Whose country 'the country' or 'eight regions' are of."""
    beside = next((m for m in s.of("country") if m.i - mark.j == 1 and m.value in {"ru", "ua"}), None)
    if beside is not None and doc.says(mark.j, "where.in_or_of"):
        return beside.value.upper()
    return "RU" if s.has("role", "mod") else _told_in(doc, s, mark.i) or _told_before(doc, s)


def _told_in(doc: Doc, s: Sentence, end: int) -> str | None:
    """The country that the sentence tells of before word `end`: not the one that attacks it, the one that shoots down there."""
    blows = [m for m in s.marks if m.group in {"attack", "shell"} and m.i < end]
    for blow in reversed([m for m in blows if m.group == "shell" or not is_aim(doc, s, m)]):
        side = sender(doc, s, blow).side
        if side is not None and not doc.says(blow.i, "nation.aim"):
            return OTHER[side]
    for actor in reversed([m for m in s.of("country") if m.i < end and m.value != "many"]):
        code = actor.value[:2].upper()
        before = doc.lexes[before_sides(doc, s, actor.i)].keys if actor.i > s.i else frozenset()
        if "where.in" in before or "nation.through" in before:
            return code
        if "strike.with" in before:
            continue  # 'near the border with'
        done = {m.group for m in s.marks if actor.j <= m.i < end}
        parts = doc.between(actor.j, end) & (Gap.COLON | Gap.SEMICOLON)
        sends = done & {"attack", "shell", "weapon"} and not done & {"down", "defence", "say"} and not parts
        return OTHER[code] if sends else code
    return None


def _told_before(doc: Doc, s: Sentence) -> str | None:
    """The country that the text was at."""
    for other in reversed(doc.sentences[: s.index]):
        whole = [loc.region for loc in other.locs if loc.role == "country"]
        if whole:
            return whole[-1]
        told = (
            _told_in(doc, other, other.j)
            if other.has("country", "ru") or other.has("country", "ua")
            else None
        )
        if told is not None:
            return told
    return None


def place_capital(doc: Doc, s: Sentence) -> None:
    """'near the capital', 'Ukraine's capital', 'the capital region', 'the Kremlin residence'."""
    for mark in s.of("capital"):
        lo = max(s.i, mark.i - 3)
        after = doc.lexes[mark.j].keys if mark.j < s.j else frozenset()
        if mark.value == "kremlin":
            if "capital.seat" in after or _kremlin_struck(doc, s, mark):
                s.locs.append(Loc(mark.i, mark.j, "RU-MOW"))
            continue
        if any(0 <= loc.i - mark.j <= 1 and loc.region in AROUND for loc in s.locs):
            continue  # 'the capital, Kyiv'
        if "where.of" in after and any(0 <= loc.i - mark.j <= 3 and loc.role != "country" for loc in s.locs):
            continue  # 'capital of the republic of X'
        nation = _nation(s, mark)
        if nation is None and not doc.says_in(lo, mark.i, "nation.placing") and "power.under" not in after:
            continue
        region = nation or _capital_told(doc, s, mark)
        if nation and doc.says_in(lo, mark.i, "where.outside"):
            region = AROUND[region]
        if "nation.region" in after:
            region = AROUND[region]
        bound = doc.says_in(max(lo, mark.i - 2), mark.i, "capital.toward")
        capital = mark.i > lo and doc.says(mark.i - 1, "nation.capital")
        role = "target" if bound and not capital else ""
        s.locs.append(Loc(mark.i, mark.j, region, role=role))
    s.locs.sort(key=lambda loc: loc.i)


def _kremlin_struck(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'drones over the Kremlin', 'the Kremlin targeted by drones', 'Kremlin drone attack': the building, not the government."""
    at = mark.i - 1
    if at >= s.i and doc.says(at, "capital.the"):
        at -= 1
    if at >= s.i and any(m.j == at + 1 and m.value in {"verb", "into"} for m in s.of("attack")):
        return not is_noun(doc, s, next(m for m in s.of("attack") if m.j == at + 1))
    if at >= s.i and doc.says(at, "capital.upon"):
        return any(m.group in _BLOWS and 0 <= at - m.j <= 4 for m in s.marks)
    if mark.j >= s.j or doc.gap(mark.j) & ~(Gap.QUOTE | Gap.COMMA):
        return False
    blows = [m for m in s.of("attack") if mark.j <= m.i <= mark.j + 6]
    if any(passive(doc, s, m) for m in blows):
        return True
    first = blows[0] if blows and not doc.between(mark.j, blows[0].i) & ~Gap.QUOTE else None
    named = first is not None and is_noun(doc, s, first) and first.i - mark.j <= 2
    return named and first is not None and not doc.says_in(first.j, first.j + 1, "told.on")


_BLOWS = frozenset(["attack", "weapon", "boom", "down", "debris", "shell", "fall"])


def _nation(s: Sentence, mark: Mark) -> str | None:
    for m in s.of("country"):
        if 0 <= mark.i - m.j <= 1 and m.value.endswith("adj"):
            return "RU-MOW" if m.value == "ruadj" else "UA-30"
    return None


def _capital_told(doc: Doc, s: Sentence, mark: Mark) -> str:
    """The capital that the text was at; a capital that only speaks comes last."""
    whole = [loc for loc in s.locs if loc.role == "country" and loc.i < mark.i]
    if whole:
        return "RU-MOW" if whole[-1].region == "RU" else "UA-30"
    nearby = [
        loc
        for other in [*reversed(doc.sentences[: s.index + 1]), *doc.sentences[s.index + 1 :]]
        for loc in reversed(other.locs)
        if loc.region in {"RU-MOW", "UA-30", "RU-MOS", "UA-32"}
    ]
    own = [loc for loc in s.locs if loc in nearby and loc.role != "power" and loc.i < mark.i]
    if own:
        return "RU-MOW" if str(own[-1].region).startswith("RU") else "UA-30"
    first = next((loc for loc in nearby if loc.role in {"", "target"}), None)
    if first is not None:
        return "RU-MOW" if str(first.region).startswith("RU") else "UA-30"
    voice = next((loc for loc in nearby if loc.role == "speaker"), None)
    if voice is not None:
        return "RU-MOW" if str(voice.region).startswith("RU") else "UA-30"
    sent = next((code for other in doc.sentences[: s.index + 1] if (code := sent_upon(doc, other))), None)
    if sent is not None:
        return "RU-MOW" if sent == "RU" else "UA-30"
    regions = [loc.region or "" for other in doc.sentences for loc in other.locs]
    ukrainian = any(r.startswith("UA") for r in regions) and not any(r.startswith("RU") for r in regions)
    return "UA-30" if ukrainian else "RU-MOW"


def sent_upon(doc: Doc, s: Sentence) -> str | None:
    """'Russia launched 810 drones', with no place said: upon Ukraine; and the other way round."""
    for verb in s.of("attack"):
        if verb.value != "launch" and not (
            verb.value == "verb" and doc.says_in(verb.j, verb.j + 2, "number.used")
        ):
            continue  # 'attacked it with 40 drones'
        subject = [m for m in s.of("country") if 0 <= verb.i - m.j <= 3 and m.value in {"ru", "ua"}]
        by = [m for m in s.of("country") if 1 <= m.i - verb.j <= 3 and doc.says(m.i - 1, "target.by")]
        if by and any(0 <= verb.i - w.j <= 2 for w in s.of("weapon")):
            return "UA" if by[0].value.startswith("ru") else "RU"
        armed = any(0 <= w.i - verb.j <= 7 for w in s.of("weapon"))
        if not subject or not armed:
            continue
        at = subject[-1].i
        if at == s.i or not (doc.says(at - 1, "nation.at") or doc.says(at - 1, "where.in")):
            return "UA" if subject[-1].value == "ru" else "RU"
    return None
