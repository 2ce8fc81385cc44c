"""Mentions that no name tells alone: whole countries, 'the capital', airports, English lists of regions."""

from __future__ import annotations

from bot.core.extract.places.lands import AROUND
from bot.core.extract.words.grammar import ADJECTIVE
from bot.core.extract.words.marks import Doc, Loc, Mark, Sentence
from bot.core.places import PlaceKind
from bot.core.text import Gap


def mark_countries(doc: Doc, sentence: Sentence) -> None:
    """'над регионами России', 'six Russian regions', 'across Russia': the whole country as a location."""
    _mark_around(doc, sentence)
    named = {k for loc in sentence.locs for k in range(loc.i, loc.j)}
    many = [m for m in sentence.of("country", "many") if m.i not in named]
    for mark in many:
        counted = any(0 <= mark.i - num.j <= 1 for num in sentence.nums)
        before = next((num.i - 1 for num in sentence.nums if 0 <= mark.i - num.j <= 1 and num.i), None)
        if (
            counted
            and mark.number != "s"
            and before is not None
            and doc.says(before, "country.before_number")
            and not any(abs(c.i - mark.i) <= 2 and c.value != "many" for c in sentence.of("country"))
        ):
            sentence.locs.append(Loc(mark.i, mark.j, "RU", role="country"))
    for mark in sentence.of("country"):
        if mark.value == "many":
            continue
        code = "RU" if mark.value.startswith("ru") else "UA"
        beside = [m for m in many if abs(m.i - mark.j) <= 1 or abs(mark.i - m.j) <= 1]
        one = (
            mark.value.endswith("adj") and mark.number == "s"
        )  # 'над территорией области сбит украинский БПЛА'
        if beside and not one and all(m.number != "s" for m in beside):
            span = beside[0]
            sentence.locs.append(Loc(min(mark.i, span.i), max(mark.j, span.j), code, role="country"))
        elif (not mark.value.endswith("adj") and _struck_country(doc, sentence, mark, code)) or (
            mark.value.endswith("adj") and doc.says_in(mark.j, mark.j + 1, "country.territory")
        ):
            sentence.locs.append(Loc(mark.i, mark.j, code, role="country"))
    sentence.locs.sort(key=lambda loc: loc.i)


def _struck_country(doc: Doc, sentence: Sentence, mark: Mark, code: str) -> bool:
    """'над Россией', 'across Ukraine'; 'on Ukraine' only right after an attack."""
    if mark.value == "ualand" or _in_russian(doc, sentence, mark):
        return True
    first = mark.i == sentence.i
    before = frozenset() if first else doc.lexes[mark.i - 1].keys
    if "country.over" in before:
        return True
    close = any(m.group in {"attack", "shell"} and 0 <= mark.i - m.j <= 3 for m in sentence.marks)
    free = not any(loc.role == "" for loc in sentence.locs) and not sentence.nums
    if "country.in" in before and close and free:
        return True
    if any(m.group == "attack" and m.value == "verb" and m.j == mark.i for m in sentence.marks):
        return True
    if mark.i + 1 < sentence.j and any(m.i == mark.j and m.value == "verb" for m in sentence.of("attack")):
        return first and code == "UA" and sentence.has("weapon")
    if "country.side" in before:
        return any(m.j == mark.i - 1 for m in sentence.of("attack"))
    if "country.at" in before:
        return sentence.has("attack", "launch")
    if "country.against" in before:
        near = any(m.group in {"attack", "shell"} and 0 <= mark.i - m.j <= 2 for m in sentence.marks)
        return near or ("country.upon" in before and code == "UA" and sentence.has("attack"))
    return False


def _in_russian(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'Украину атаковали дроны', 'Украина подверглась атаке', 'удар по объектам в Украине'."""
    strikes = s.of("attack")
    if doc.says(mark.i, "country.object") and s.has("weapon"):
        return any(0 <= m.i - mark.j <= 2 and m.value == "verb" for m in strikes)
    if doc.says(mark.i, "country.itself"):
        return any(0 <= m.i - mark.j <= 2 and doc.says(m.i, "attack.underwent") for m in strikes)
    if not doc.says(mark.i, "country.within") or not doc.says(mark.i - 1, "where.inside"):
        return False
    struck = any(m.j < mark.i and not doc.between(m.j, mark.i) & ~Gap.QUOTE for m in strikes)
    return struck and not any(loc.role == "" for loc in s.locs)


def name_lands(doc: Doc, sentence: Sentence) -> None:
    """'на Запоріжжі', 'захід Запоріжжя', 'на Запоріжжя та Донеччину': the land of that name, not its town."""
    for n, loc in enumerate(sentence.locs):
        town = next((p for p in loc.options if p.capital_of), None)
        if town is None or not doc.says(loc.i, "place.land") or loc.i == sentence.i:
            continue
        before = doc.lexes[loc.i - 1].keys
        within = "where.compass" in before or ("where.upon" in before and doc.says(loc.i, "place.in_land"))
        beside = sentence.locs[n + 1 : n + 2] if "where.upon" in before else []
        if within or any(o.i - loc.j <= 1 and o.region and not o.place for o in beside):
            loc.region, loc.place, loc.options = town.capital_of, None, ()


def mark_capital(doc: Doc, sentence: Sentence) -> None:
    """'near the capital', 'под столицей', 'the Kremlin residence': Moscow, or Kyiv in a text about Ukraine."""
    for mark in sentence.of("capital"):
        before = doc.lexes[mark.i - 1].keys if mark.i > sentence.i else frozenset()
        earlier = doc.lexes[mark.i - 2].keys if mark.i > sentence.i + 1 else frozenset()
        if mark.value == "kremlin":
            there = "capital.the" in before and "capital.at" in earlier
            if there or doc.says_in(mark.j, mark.j + 1, "capital.seat"):
                sentence.locs.append(Loc(mark.i, mark.j, "RU-MOW"))
            continue
        ukrainian = "capital.ukrainian" in before | earlier
        if "capital.earlier" in earlier or "capital.before" in before or ukrainian:
            russian = any(m.i == mark.j and m.value == "ru" for m in sentence.of("country"))
            ukrainian = ukrainian or (doc.ukrainian and not russian)
            ukrainian = ukrainian or any(loc.region == "UA-30" for s in doc.sentences for loc in s.locs)
            role = "target" if "capital.to" in before or "capital.toward" in earlier else ""
            sentence.locs.append(Loc(mark.i, mark.j, "UA-30" if ukrainian else "RU-MOW", role=role))
    sentence.locs.sort(key=lambda loc: loc.i)


def _mark_around(doc: Doc, sentence: Sentence) -> None:
    """'в Москве и области': the oblast around a city that is a region of its own."""
    heads = {m.i for m in sentence.of("head", "region") if m.number == "s" or doc.says(m.i, "around.region")}
    for loc in list(sentence.locs):
        at = loc.j + 1
        if loc.region not in AROUND or loc.place or at not in heads or not doc.says(loc.j, "list.and"):
            continue
        if not doc.gap(loc.j) | doc.gap(at) and not any(other.i <= at < other.j for other in sentence.locs):
            sentence.locs.append(Loc(at, at + 1, AROUND[loc.region], role=loc.role))
    sentence.locs.sort(key=lambda loc: loc.i)


def _adjectival(doc: Doc, loc: Loc) -> bool:
    return loc.bare or doc.folded[loc.j - 1].endswith(ADJECTIVE)


def mark_waters(doc: Doc, sentence: Sentence) -> None:
    """'в Темрюкском заливе' is the sea; 'Черноморского флота', 'Крымский мост' name no place by their adjective."""
    for mark in sentence.of("water"):
        named = mark.value != "any"
        sentence.locs = [
            loc
            for loc in sentence.locs
            if not (mark.i <= loc.i < mark.j if named else loc.j == mark.i and _adjectival(doc, loc))
        ]
        if named:
            sentence.locs.append(Loc(mark.i, mark.j, mark.value))
    sentence.locs.sort(key=lambda loc: loc.i)


_STRIKES = frozenset(["attack", "shell", "down", "debris", "fire", "fall"])


_FLIGHTS = frozenset(["noun", "limit", "shut", "flights"])


def mark_airports(doc: Doc, sentence: Sentence) -> None:
    """Names of airports in the sentence are not where its events happen."""
    nouns = sentence.of("airport", "noun") + sentence.of("carpet")
    _mark_heading(doc, sentence, nouns)
    if not sentence.locs or (not nouns and not sentence.has("airport")):
        return
    if _goes_on_about_airports(doc, sentence):
        for loc in sentence.locs:
            loc.role = "airport" if not loc.role and loc.place else loc.role
        return
    flights = any(m.value in _FLIGHTS for m in sentence.of("airport"))
    for loc in sentence.locs:
        if not loc.place and any(m.i == loc.j for m in nouns):
            loc.role = "airport"
        if loc.role or not loc.place or loc.bare:
            continue
        struck = any(m.group in _STRIKES and 0 <= loc.i - m.j <= 3 for m in sentence.marks)
        if flights and not struck and any(p.kind is PlaceKind.AIRPORT for p in loc.options):
            loc.role = "airport"
            continue
        near = any(loc.i - m.j <= 12 and m.i < loc.i for m in nouns) or any(
            0 <= m.i - loc.j <= 2 for m in nouns
        )
        first = min((m.j for m in nouns if m.i < loc.i), default=loc.i)
        parted = first < loc.i and doc.between(first, loc.i) & Gap.STOP
        since = max((o.j for o in sentence.locs if o.j <= loc.i), default=0) if doc.latin else 0
        attacked = any(
            (m.group in {"attack", "shell", "down", "debris", "fire"} or (doc.latin and m.group == "harm"))
            and 0 <= loc.i - m.j <= 3
            and m.j >= since  # 'attacked M, and N airport closed'
            for m in sentence.marks
        )
        if near and not parted and not attacked and not (doc.latin and _hit(sentence, nouns)):
            loc.role = "airport"
    if doc.latin:
        _spread_airports(doc, sentence)


def _hit(s: Sentence, nouns: list[Mark]) -> bool:
    """'drones hit the airport of N': where they struck."""
    return any(0 <= noun.i - m.j <= 2 for noun in nouns for m in s.of("attack", "verb"))


def _mark_heading(doc: Doc, sentence: Sentence, nouns: list[Mark]) -> None:
    """'Уфа. Введён план «Ковёр»': a town alone before the sentence names its airport."""
    if doc.latin or sentence.locs or not nouns or not sentence.index:
        return
    before = doc.sentences[sentence.index - 1]
    if len(before.locs) == 1 and before.j - before.i == 1 and before.locs[0].place:
        before.locs[0].role = "airport"


def _spread_airports(doc: Doc, sentence: Sentence) -> None:
    """'at X, Y and Z airports': one list."""
    for n in range(len(sentence.locs) - 1, 0, -1):
        here, after = sentence.locs[n - 1], sentence.locs[n]
        small = not doc.between(here.j, after.i) & ~Gap.COMMA and after.i - here.j <= 1
        if (
            after.role == "airport"
            and not here.role
            and small
            and (here.place or (here.j == after.i and not doc.gap(after.i)))
        ):
            here.role = "airport"


def _goes_on_about_airports(doc: Doc, sentence: Sentence) -> bool:
    """'В Саратове ограничения сняты': the towns of a sentence about limits, in a text that told of airports before."""
    if not sentence.has("airport", "limit") or sentence.groups & {
        *_STRIKES,
        "weapon",
        "boom",
        "hurt",
        "dead",
    }:
        return False
    return any(
        s.has("airport", "noun") or s.has("carpet")
        for s in doc.sentences[max(0, sentence.index - 3) : sentence.index]
    )


def mark_listed_regions(doc: Doc, sentence: Sentence) -> None:
    """'four regions — Kaluga, Ryazan and Oryol', 'regions of Tula and Oryol': the towns of the list stand for their regions."""
    for mark in sentence.of("country", "many"):
        if mark.number == "s" or not doc.says(mark.i, "country.region"):
            continue
        first = next((loc for loc in sentence.locs if loc.i == mark.i), None)  # 'regions of Tula'
        at = mark.j if first is None else first.j
        for loc in sentence.locs:
            if loc.i < at or loc.role:
                continue
            gaps = doc.between(at, loc.i)
            if first is not None and (loc.i - at > 2 or not (gaps & Gap.COMMA or doc.says(at, "list.and"))):
                break
            if at == mark.j and not (
                gaps & (Gap.DASH | Gap.COLON) or doc.says_in(at, loc.i, "country.including")
            ):
                continue
            if loc.i - at > 8:
                break
            town = next((p for p in loc.options if p.capital_of), None)
            if town is not None and loc.place:
                loc.region, loc.place, loc.options = town.capital_of, None, ()
            elif loc.region == "RU-MOW" and any(
                o is not loc and o.i >= mark.j and min(abs(o.i - loc.j), abs(loc.i - o.j)) <= 3
                for o in sentence.locs
            ):
                loc.region = "RU-MOS"
            at = loc.j
