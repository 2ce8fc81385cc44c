"""Decides where things happen: what each place mention does, which namesake is meant, and what a sentence inherits.

Order of trust: a region named in the clause, the region a named place lies in, the region of the sentence's speaker, the
region the text was at, the only region of the text, the channel's home; else nothing.
"""

from __future__ import annotations

from collections import Counter

from bot.core.extract.marks import Doc, Loc, Mark, Sentence
from bot.core.places import Place, PlaceKind
from bot.core.text import Gap

_SURE = 4  # a namesake this many times more populous than the next is the one a reader thinks of
_OVER = frozenset(["над", "over", "across", "in", "on", "в", "at", "against"])
_UNDER = {"RU-MOW": "RU-MOS", "RU-SPE": "RU-LEN", "UA-30": "UA-32"}
_TO = frozenset(["на", "к", "for", "to", "toward", "towards", "сторону", "направлении"])
_IN = frozenset(["in", "on", "over", "near", "at", "around", "outside", "into", "of", "across", "hit", "strike", "struck", "rock", "hits", "during"])


def settle(doc: Doc) -> None:
    """Gives every mention its role and region, and every sentence its regions."""
    for sentence in doc.sentences:
        _attach(doc, sentence)
        _roles(doc, sentence)
        _countries(doc, sentence)
        _capital(doc, sentence)
    for sentence in doc.sentences:
        _airports(doc, sentence)
        if doc.latin:
            _listed_regions(doc, sentence)
    named = Counter(
        loc.region for s in doc.sentences for loc in s.locs if loc.region and loc.region not in {"RU", "UA"}
    )
    _resolve(doc, named)
    _carry(doc)


# --- a place and the region that follows it ------------------------------------------------------------------------


def _attach(doc: Doc, sentence: Sentence) -> None:
    """'в Ромашкове Тульской области', 'хутор Х Красноармейского района': the smaller takes the larger's region."""
    locs = sentence.locs
    for n in range(len(locs) - 1, 0, -1):
        here, larger = locs[n - 1], locs[n]
        if here.region is None and larger.region and _leans(doc, here, larger):
            _fix(here, larger.region)
    for n in range(len(locs) - 1):
        larger, here = locs[n], locs[n + 1]
        if here.region is None and larger.region and any(p.region == larger.region for p in here.options):
            _fix(here, larger.region)


def _leans(doc: Doc, here: Loc, larger: Loc) -> bool:
    if any(p.region == larger.region for p in here.options):
        return True
    between = doc.folded[here.j : larger.i]
    gaps = doc.between(here.j, larger.i)
    if gaps & (Gap.SEMICOLON | Gap.STOP | Gap.COLON | Gap.LINE):
        return False
    if here.options and any(p.kind is PlaceKind.TOWN for p in here.options) and gaps & Gap.COMMA:
        return False
    return all(word in {"в", "во", "на", "и", "in", "the", "of", "а", "также", "окраине"} for word in between) or gaps & Gap.OPEN != 0


_SITES = frozenset([PlaceKind.REFINERY, PlaceKind.POWER, PlaceKind.SITE, PlaceKind.PORT])


def _fix(loc: Loc, region: str) -> None:
    loc.region = region
    own = tuple(p for p in loc.options if p.region == region)
    if own:
        loc.options = own
        site = own[0].kind in _SITES
        loc.place = None if site and " " in own[0].name else own[0].name


# --- roles ---------------------------------------------------------------------------------------------------------


def _roles(doc: Doc, sentence: Sentence) -> None:
    for n, loc in enumerate(sentence.locs):
        if loc.role == "abroad":
            if _came_down_abroad(doc, sentence, loc):
                loc.role = ""
            continue
        if loc.role == "adjective":
            following = doc.lexes[loc.j].groups if loc.j < len(doc.lexes) else frozenset()
            loc.role = "speaker" if "role" in following else ""
            continue
        if loc.region in _UNDER and loc.i and doc.folded[loc.i - 1] == "под":
            loc.region = _UNDER[loc.region]
        loc.role = _role(doc, sentence, loc, sentence.locs[n - 1] if n else None)


def _came_down_abroad(doc: Doc, sentence: Sentence, loc: Loc) -> bool:
    """'беспилотник упал в Молдове', 'Poland shot down drones': drones of this war in another country."""
    if not sentence.has("weapon") or not sentence.groups & {"down", "fall", "debris", "found", "boom"} or any(s.has("abroad") for s in doc.sentences):
        return False
    before = doc.folded[loc.i - 1] if loc.i > sentence.i else ""
    follows = any(m.group == "down" and 0 <= m.i - loc.j <= 1 for m in sentence.marks)
    return before in {"в", "на", "над", "территории", "in", "over", "near", "into"} or (doc.latin and follows)


def _role(doc: Doc, sentence: Sentence, loc: Loc, before: Loc | None) -> str:
    i = loc.i
    prev = doc.lexes[i - 1] if i > sentence.i else None
    following = doc.lexes[loc.j] if loc.j < sentence.j else None
    gap = doc.gap(i)
    if prev is not None and not gap & ~Gap.QUOTE:
        if _ends_with(sentence, i, "role"):
            return "speaker"
        if any(m.value == "care" and 0 <= i - m.j <= 4 and not doc.between(m.j, i) & Gap.COMMA for m in sentence.of("head")):
            return "care"
        word = doc.folded[i - 1]
        if word in {"с", "со"} and sentence.has("alarm") and not sentence.has("down"):
            return "origin"
        if word in {"из", "from"} and sentence.has("weapon") and not sentence.has("down") and loc.region and not loc.place:
            return "origin"
        if word in {"атаковать", "attack"} and _ends_with(sentence, i - 1, "targeted", back=2):
            return "target"
        if word in _TO and _ends_with(sentence, i - 1, "targeted", "headed", back=3):
            return "target"
    if before is not None and before.role in {"speaker", "care"} and before.j == i and gap == Gap.NONE:
        return before.role
    if before is not None and before.role == "origin" and not doc.between(before.j, i) & ~(Gap.COMMA | Gap.OPEN | Gap.CLOSE) and i - before.j <= 4:
        return "origin"
    if following is not None and doc.gap(loc.j) == Gap.NONE and _begins_with(sentence, loc.j, "role"):
        return "speaker"
    if doc.latin and doc.folded[max(0, i - 2) : i] in ([side, "of"] for side in ("south", "north", "east", "west", "southeast", "northeast", "southwest", "northwest")) and len(sentence.locs) > 1:
        return "beside"
    if doc.latin and _metonymy(doc, sentence, loc):
        return "power"
    if doc.folded[i] in {"киев", "киева"} and loc.j == i + 1 and _enemy_subject(doc, sentence, loc):
        return "power"
    return ""


def _ends_with(sentence: Sentence, at: int, group: str, value: str | None = None, back: int = 0) -> bool:
    """A mark of the group ends at word `at`, or up to `back` words before it."""
    return any(
        m.group == group and (value is None or m.value == value) and at - back <= m.j <= at
        for m in sentence.marks
    )


def _begins_with(sentence: Sentence, at: int, group: str) -> bool:
    return any(
        m.i == at and m.group == group and m.value in {"governor", "mayor", "deputy", "head"} for m in sentence.marks
    )


def _enemy_subject(doc: Doc, sentence: Sentence, loc: Loc) -> bool:
    """'Киев пытался атаковать': the capital for its government."""
    if doc.folded[loc.i] == "киева":
        return doc.folded[loc.i - 1].startswith(("удар", "атак")) and not doc.gap(loc.i)
    if any(w in {"на", "по"} for w in doc.folded[max(sentence.i, loc.i - 1) : loc.i]):
        return False
    return any(m.group in {"attack", "targeted", "say"} and 0 <= m.i - loc.j <= 4 for m in sentence.marks)


def _metonymy(doc: Doc, sentence: Sentence, loc: Loc) -> bool:
    """'Moscow says', 'Kyiv accused': a capital that stands for its government."""
    if loc.region not in {"RU-MOW", "UA-30"} or loc.place:
        return False
    before = doc.folded[loc.i - 1] if loc.i > sentence.i else ""
    if before in _IN or _ends_with(sentence, loc.i, "attack", "verb", back=1):
        return False
    after = sentence_marks_at(sentence, loc.j, 2)
    if any(m.group == "say" and m.value == "verb" and (m.i == loc.j or m.j == loc.i) for m in sentence.marks) or doc.folded[loc.j : loc.j + 1] == ["of"]:
        return True
    if any(m.group in {"attack", "object", "weapon", "airport", "shell"} and m.value not in {"verb", "launch"} for m in after):
        return False
    if before in {"and", "as", "under"} and not any(m.group == "say" for m in after):
        return loc.region == "UA-30"
    if any(m.group == "attack" and m.value == "verb" for m in after) and "by" in doc.folded[loc.j : loc.j + 3]:
        return False
    return doc.folded[loc.j : loc.j + 1] != ["under"]


def sentence_marks_at(sentence: Sentence, at: int, reach: int) -> list[Mark]:
    """The marks that begin within `reach` words from word `at`."""
    return [m for m in sentence.marks if at <= m.i < at + reach]


def _countries(doc: Doc, sentence: Sentence) -> None:
    """'над регионами России', 'six Russian regions', 'across Russia': the whole country as a location."""
    if not sentence.has("country"):
        return
    many = sentence.of("country", "many")
    for mark in many:
        counted = any(0 <= mark.i - num.j <= 1 for num in sentence.nums)
        before = next((doc.folded[num.i - 1] for num in sentence.nums if 0 <= mark.i - num.j <= 1 and num.i), "")
        if counted and mark.number != "s" and before in _OVER and not any(abs(c.i - mark.i) <= 2 and c.value != "many" for c in sentence.of("country")):
            sentence.locs.append(Loc(mark.i, mark.j, "RU", role="country"))
    for mark in sentence.of("country"):
        if mark.value == "many":
            continue
        code = "RU" if mark.value.startswith("ru") else "UA"
        beside = [m for m in many if abs(m.i - mark.j) <= 1 or abs(mark.i - m.j) <= 1]
        before = doc.folded[mark.i - 1] if mark.i > sentence.i else ""
        if beside and all(m.number != "s" for m in beside):
            span = beside[0]
            sentence.locs.append(Loc(min(mark.i, span.i), max(mark.j, span.j), code, role="country"))
        elif not mark.value.endswith("adj") and _struck_country(sentence, mark, before, code):
            sentence.locs.append(Loc(mark.i, mark.j, code, role="country"))
        elif mark.value.endswith("adj") and doc.folded[mark.j : mark.j + 1] in (["территории"], ["территорией"], ["soil"], ["territory"]):
            sentence.locs.append(Loc(mark.i, mark.j, code, role="country"))
    sentence.locs.sort(key=lambda loc: loc.i)


def _struck_country(sentence: Sentence, mark: Mark, before: str, code: str) -> bool:
    """'над Россией', 'across Ukraine'; 'on Ukraine' only right after an attack."""
    if before in {"над", "across", "over", "территории", "территорией", "небе"}:
        return True
    if before in {"at", "into"}:
        return sentence.has("attack", "launch")
    if before in {"на", "по", "on", "against"}:
        near = any(m.group in {"attack", "shell"} and 0 <= mark.i - m.j <= 2 for m in sentence.marks)
        return near or (before == "на" and code == "UA" and sentence.has("attack"))
    return False


def _capital(doc: Doc, sentence: Sentence) -> None:
    """'near the capital', 'под столицей', 'the Kremlin residence': Moscow, or Kyiv in a text about Ukraine."""
    for mark in sentence.of("capital"):
        before = doc.folded[mark.i - 1] if mark.i > sentence.i else ""
        earlier = doc.folded[mark.i - 2] if mark.i > sentence.i + 1 else ""
        if mark.value == "kremlin":
            if before in {"the"} and earlier in {"in", "on", "at", "over", "near"} or doc.folded[mark.j : mark.j + 1] in (["residence"], ["complex"]):
                sentence.locs.append(Loc(mark.i, mark.j, "RU-MOW"))
            continue
        if earlier in {"near", "over", "on", "toward", "towards", "in", "for"} or before in {"над", "под", "у", "к", "районах", "столицы"} or "ukrainian" in {before, earlier}:
            ukrainian = "ukrainian" in {before, earlier} or any(loc.region == "UA-30" for s in doc.sentences for loc in s.locs)
            role = "target" if before == "к" or earlier in {"for", "toward", "towards"} else ""
            sentence.locs.append(Loc(mark.i, mark.j, "UA-30" if ukrainian else "RU-MOW", role=role))
    sentence.locs.sort(key=lambda loc: loc.i)


def _airports(doc: Doc, sentence: Sentence) -> None:
    """Names of airports in the sentence are not where its events happen."""
    nouns = sentence.of("airport", "noun") + sentence.of("carpet")
    if not nouns and not sentence.has("airport"):
        return
    for loc in sentence.locs:
        if not loc.place and any(m.i == loc.j for m in nouns):
            loc.role = "airport"
        if loc.role or not loc.place or loc.bare:
            continue
        if any(p.kind is PlaceKind.AIRPORT for p in loc.options) and not sentence.groups & {"attack", "shell", "down", "debris", "fire"}:
            loc.role = "airport"
            continue
        near = any(loc.i - m.j <= 12 and m.i < loc.i for m in nouns) or any(0 <= m.i - loc.j <= 2 for m in nouns)
        parted = any(doc.between(m.j, loc.i) & Gap.STOP for m in nouns if m.i < loc.i)
        attacked = any(m.group in {"attack", "shell", "down", "debris", "fire"} and 0 <= loc.i - m.j <= 3 for m in sentence.marks)
        if near and not parted and not attacked:
            loc.role = "airport"


def _listed_regions(doc: Doc, sentence: Sentence) -> None:
    """'four regions — Kaluga, Ryazan and Oryol': the towns of the list stand for their regions."""
    for mark in sentence.of("country", "many"):
        if mark.number == "s" or not doc.folded[mark.i].startswith(("region", "oblast", "provin")):
            continue
        at = mark.j
        for loc in sentence.locs:
            if loc.i < at or loc.role:
                continue
            gaps = doc.between(at, loc.i)
            if at == mark.j and not (gaps & (Gap.DASH | Gap.COLON) or "including" in doc.folded[at : loc.i]):
                continue
            if loc.i - at > 8:
                break
            town = next((p for p in loc.options if p.capital_of), None)
            if town is not None and loc.place:
                loc.region, loc.place, loc.options = town.capital_of, None, ()
            elif loc.region == "RU-MOW":
                loc.region = "RU-MOS"
            at = loc.j


# --- namesakes -----------------------------------------------------------------------------------------------------


def _resolve(doc: Doc, named: Counter[str | None]) -> None:
    sure: Counter[str] = Counter({code: n for code, n in named.items() if code})
    waiting: list[tuple[Sentence, Loc]] = []
    for sentence in doc.sentences:
        for loc in sentence.locs:
            if loc.region is None and loc.place:
                regions = {p.region for p in loc.options}
                if len(regions) == 1 and not (loc.typed and loc.options[0].kind is PlaceKind.SETTLEMENT):
                    _fix(loc, loc.options[0].region)
                    if loc.options[0].kind in {PlaceKind.TOWN, PlaceKind.DISTRICT}:
                        sure[loc.options[0].region] += 1
                else:
                    waiting.append((sentence, loc))
    waiting.sort(key=lambda pair: bool(pair[1].typed))
    for sentence, loc in waiting:
        _keep_in_context(sentence, loc)
        if loc.region is not None:
            continue
        region = _choose(doc, sentence, loc, sure)
        if region is not None:
            _fix(loc, region)


def _keep_in_context(sentence: Sentence, loc: Loc) -> None:
    """A village after a type word belongs to the district or region just named, though the gazetteer knows a far namesake."""
    if not loc.typed or not loc.place or not loc.options or loc.typed.isascii():
        return
    around = [other.region for other in sentence.locs if other.region and not other.typed and other.role == ""]
    around = [code for code in around if code not in {"RU", "UA"}]
    if around and not set(around) & {p.region for p in loc.options}:
        loc.place, loc.region, loc.options = loc.typed, around[0], ()


def _choose(doc: Doc, sentence: Sentence, loc: Loc, sure: Counter[str]) -> str | None:
    around = [other.region for other in sentence.locs if other.region and other.region not in {"RU", "UA"}]
    before = [
        other.region
        for s in reversed(doc.sentences[: sentence.index])
        for other in s.locs
        if other.region and other.region not in {"RU", "UA"}
    ]
    after = [other.region for s in doc.sentences[sentence.index + 1 :] for other in s.locs if other.region and other.role == ""]
    named = [code for s in doc.sentences for code in s.voices]
    order = [*around, *sentence.voices, *before, *named, *([doc.home] if doc.home else []), *after]
    own = {p.region for p in loc.options}
    if not own:
        first = next(iter(order), None)
        capital = first == "RU-MOW" and (any(other.role == "target" for other in sentence.locs) or "RU-MOW" in sentence.voices or "RU-MOW" not in around)
        return "RU-MOS" if capital else first
    for region in order:
        if region in own:
            return region
    return _obvious(loc.options)


def _obvious(options: tuple[Place, ...]) -> str | None:
    """The namesake that a reader thinks of without a hint, or None."""
    best: dict[str, int] = {}
    for place in options:
        weight = place.population + (200_000 if place.capital_of else 0)
        best[place.region] = max(best.get(place.region, 0), weight)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if len(ranked) == 1 or (ranked[0][1] >= 5000 and ranked[0][1] >= _SURE * max(1, ranked[1][1])):
        return ranked[0][0]
    return None


# --- what a sentence inherits --------------------------------------------------------------------------------------


def _carry(doc: Doc) -> None:
    current: list[str] = []
    alone = {
        loc.region
        for s in doc.sentences
        for loc in s.locs
        if loc.region and loc.role in {"", "speaker"} and loc.region not in {"RU", "UA"}
    }
    heads = {code for s in doc.sentences for code in s.voices}
    only = next(iter(alone)) if len(alone) == 1 else next(iter(heads)) if not alone and len(heads) == 1 else None
    for sentence in doc.sentences:
        here = _distinct(sentence, "")
        voice = _distinct(sentence, "speaker") or list(dict.fromkeys(sentence.voices))
        if current and "RU-MOW" in voice:
            voice = []  # the mayor of Moscow tells of the oblast around it
        sentence.regions = here or voice
        ashore = [r for r in sentence.regions if not r.startswith("SEA")] or [r for r in voice if not r.startswith("SEA")]
        if len(sentence.regions) == 1:
            current = ashore or list(sentence.regions)
        elif sentence.regions:
            current = sentence.regions[:1] if sentence.title else sentence.regions[-1:]
        fallback = [only] if only else [doc.home] if doc.home else []
        sentence.carried = list(sentence.regions or current or fallback)


def _distinct(sentence: Sentence, role: str) -> list[str]:
    return list(
        dict.fromkeys(
            loc.region for loc in sentence.locs if loc.role == role and loc.region and loc.region not in {"RU", "UA"}
        )
    )


def event_locs(sentence: Sentence) -> list[Loc]:
    """The mentions that say where things happen."""
    return [loc for loc in sentence.locs if loc.role in {"", "country"}]


def marks_between(sentence: Sentence, i: int, j: int) -> list[Mark]:
    """The marks that begin within words [i, j)."""
    return [m for m in sentence.marks if i <= m.i < j]
