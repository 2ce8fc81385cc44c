"""English mentions that stand for a whole country, or for a capital without its name."""

from __future__ import annotations

from bot.core.extract.marks import Doc, Loc, Mark, Sentence
from bot.core.text import Gap

_THROUGH = frozenset(["across", "over", "throughout", "inside", "above", "elsewhere"])
_AT = frozenset(["on", "against", "at", "into", "toward", "towards", "targeting"])
_SIDES = frozenset(
    [
        "southern",
        "western",
        "northern",
        "eastern",
        "central",
        "southwestern",
        "southeastern",
        "northwestern",
        "northeastern",
        "mainland",
        "neighbouring",
        "neighboring",
        "nearby",
    ]
)
_NOT_HERE = frozenset(
    ["war", "wars", "fighting", "conflict", "offensive", "invasion", "troops", "forces", "peace", "invaded"]
)
_UNDER = {"RU-MOW": "RU-MOS", "UA-30": "UA-32"}
_PLACING = frozenset(
    [
        "near",
        "over",
        "on",
        "toward",
        "towards",
        "in",
        "for",
        "at",
        "around",
        "outside",
        "across",
        "hit",
        "hits",
        "of",
        "from",
        "target",
        "targets",
        "into",
        "rock",
        "rocked",
        "struck",
        "pounds",
    ]
)
_TOWARDS = frozenset(["for", "toward", "towards"])


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
        if code and many is not None and mark.value.endswith("adj") and doc.folded[many.i] not in {"country"}:
            s.locs.append(Loc(mark.i, many.j, code, role="country"))
            taken.add(many.i)
        elif code and (_possessed(doc, s, mark) if mark.value.endswith("adj") else _struck(doc, s, mark)):
            s.locs.append(Loc(mark.i, mark.j, code, role="country"))
        elif mark.value == "many" and mark.i not in taken and _regions(doc, s, mark):
            found = _side(doc, s, mark)
            if found:
                s.locs.append(Loc(mark.i, mark.j, found, role="country"))
    s.locs.sort(key=lambda loc: loc.i)


def name_later(doc: Doc) -> None:
    """'A refinery in southern Russia', then 'in the X region': where the text names one region only, it is that one."""
    for country in ("RU", "UA"):
        vague = [
            (s, loc)
            for s in doc.sentences[:_LEAD]
            for loc in s.locs
            if loc.region == country and loc.role == "country" and _inside(doc, s, loc)
        ]
        if not vague:
            continue
        named = {
            loc.region for s in doc.sentences for loc in s.locs if loc.role in {"", "target"} and loc.region
        }
        inner = [code for code in named if code.startswith(country + "-")]
        for _, loc in vague if len(inner) == 1 else ():
            loc.region, loc.role = inner[0], ""


_LEAD = 3  # sentences: a headline and what leads into the text


def _inside(doc: Doc, s: Sentence, loc: Loc) -> bool:
    """One thing that happened inside a country, not all over it, and no count of what was shot down."""
    at = _before_sides(doc, s, loc.i)
    return at >= s.i and doc.folded[at] in {"in", "inside"} and not s.has("down")


def _before_sides(doc: Doc, s: Sentence, i: int) -> int:
    """The word before 'southern Russia'."""
    at = i - 1
    while at > s.i and doc.folded[at] in _SIDES:
        at -= 1
    return at


def _struck(doc: Doc, s: Sentence, mark: Mark) -> bool:
    at = _before_sides(doc, s, mark.i)
    before = doc.folded[at] if at >= s.i else ""
    modifies = any(m.i - mark.j <= 1 and m.i >= mark.j and not doc.gap(mark.j) for m in s.of("object"))
    if modifies or not {"blames", "blamed", "blaming", "blame"}.isdisjoint(doc.folded[s.i : mark.i]):
        return False
    if before in _THROUGH or (before == "in" and doc.folded[at - 1] == "elsewhere"):
        return True
    if before == "in":
        beside = any(0 <= at - loc.j <= 1 and not doc.gap(at) & ~Gap.COMMA for loc in s.locs)
        return not beside and doc.folded[at - 1] not in _NOT_HERE and _eventful(s)
    if before in _AT:
        return any(
            m.group in {"attack", "shell"} and 0 <= at - m.j <= 6 and _aimed(s, m, at) for m in s.marks
        )
    if any(m.group == "attack" and m.value == "verb" and m.j == at + 1 for m in s.marks):
        subject = any(w.j == at and w.number == "p" for w in s.of("weapon"))
        return doc.folded[at] not in {"attack", "strike"} or subject
    return not before and _suffers(doc, s, mark)


def _aimed(s: Sentence, mark: Mark, at: int) -> bool:
    """'launched 40 drones at', but not 'sent troops into'."""
    return mark.value != "launch" or any(mark.j <= w.i < at for w in s.of("weapon"))


def _suffers(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Ukraine hit by drones', 'Ukraine came under attack'."""
    return any(
        m.value == "verb"
        and 0 <= m.i - mark.j <= 3
        and ("by" in doc.folded[m.j : m.j + 3] or doc.folded[m.j - 1] == "under")
        for m in s.of("attack")
    )


def _eventful(s: Sentence) -> bool:
    return bool(s.groups & {"attack", "down", "dead", "hurt", "harm", "boom", "fire", "shell", "debris"})


def _possessed(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'on Russian soil', 'pummels Ukraine's energy grid'."""
    after = doc.folded[mark.j : mark.j + 1]
    if after in (["soil"], ["territory"], ["airspace"]):
        return True
    things = [m for m in s.of("object") if m.value in {"energy", "other"} and 0 <= m.i - mark.j <= 1]
    struck = any(m.group == "attack" and 0 <= mark.i - m.j <= 1 for m in s.marks)
    return bool(things) and struck and not any(loc.role == "" for loc in s.locs)


def _regions(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'across the country', 'in several regions', 'targeted eight regions'; not 'in the region'."""
    word = doc.folded[mark.i]
    before = doc.folded[max(s.i, mark.i - 5) : mark.i]
    if word == "country":
        return not (_THROUGH | {"around"}).isdisjoint(before[-2:])
    listed = bool(doc.gap(mark.j) & (Gap.DASH | Gap.COLON)) or any(
        mark.j <= loc.i <= mark.j + 5 and doc.between(mark.j, loc.i) & (Gap.DASH | Gap.COLON)
        for loc in s.locs
    )
    if mark.number == "s" or word in {"soil", "territory"} or listed:
        return False
    counted = any(0 <= mark.i - num.j <= 2 for num in s.nums) or not {
        "various",
        "other",
        "different",
    }.isdisjoint(before)
    struck = any(m.group == "attack" and 0 <= mark.i - m.j <= 3 for m in s.marks)
    return counted and (struck or not (_THROUGH | {"in", "on"}).isdisjoint(before))


def _side(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """Whose country 'the country' or 'eight regions' are of."""
    beside = next((m for m in s.of("country") if m.i - mark.j == 1 and m.value in {"ru", "ua"}), None)
    if beside is not None and doc.says(mark.j, "where.in_or_of"):
        return beside.value.upper()
    if s.has("role", "mod"):
        return "RU"
    actor = next((m for m in s.of("country") if m.i < mark.i and m.value != "many"), None)
    if actor is not None:
        russian = actor.value.startswith("ru")
        done = {m.group for m in s.marks if actor.j <= m.i < mark.i}
        if done & {"attack", "shell", "weapon"} and not done & {"down", "defence"}:
            return "UA" if russian else "RU"
        return "RU" if russian else "UA"
    for other in reversed(doc.sentences[: s.index]):
        whole = [loc.region for loc in other.locs if loc.role == "country"]
        if whole:
            return whole[-1]
        for m in reversed(other.of("country")):
            if m.value in {"ru", "ua"}:
                return m.value.upper()
    return None


def place_capital(doc: Doc, s: Sentence) -> None:
    """'near the capital', 'Ukraine's capital', 'the capital region', 'the Kremlin residence'."""
    for mark in s.of("capital"):
        before = doc.folded[max(s.i, mark.i - 3) : mark.i]
        after = doc.folded[mark.j] if mark.j < s.j else ""
        if mark.value == "kremlin":
            if (before[-1:] == ["the"] and before[-2:-1] != [] and before[-2] in _PLACING) or after in {
                "residence",
                "complex",
            }:
                s.locs.append(Loc(mark.i, mark.j, "RU-MOW"))
            continue
        if any(0 <= loc.i - mark.j <= 1 and loc.region in _UNDER for loc in s.locs):
            continue  # 'the capital, Kyiv'
        if after == "of" and any(0 <= loc.i - mark.j <= 3 and loc.role != "country" for loc in s.locs):
            continue  # 'capital of the republic of X'
        nation = _nation(s, mark)
        if nation is None and _PLACING.isdisjoint(before):
            continue
        region = nation or _capital_told(doc, s, mark)
        if nation and not {"near", "outside"}.isdisjoint(before):
            region = _UNDER[region]
        if after in {"region", "area"}:
            region = _UNDER[region]
        role = "target" if not _TOWARDS.isdisjoint(before[-2:]) and before[-1:] != ["capital"] else ""
        s.locs.append(Loc(mark.i, mark.j, region, role=role))
    s.locs.sort(key=lambda loc: loc.i)


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
    regions = [loc.region or "" for other in doc.sentences for loc in other.locs]
    ukrainian = any(r.startswith("UA") for r in regions) and not any(r.startswith("RU") for r in regions)
    return "UA-30" if ukrainian else "RU-MOW"
