"""Airports closed and opened: each name takes the state that the nearest words of its clause give it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Airport, AirportState
from bot.core.extract.near import span_of
from bot.core.extract.words.grammar import ATTRIBUTE_ENDINGS
from bot.core.extract.words.marks import Doc, Mark, Sentence
from bot.core.text import Gap

_BRIEF = 12  # words: a sentence that says the state of airports named before it
_SIGN = 6  # words that a comma or a dash counts for


def airports(doc: Doc) -> Iterator[Airport]:
    """An airport that stops or takes up flights; names carry over to the next sentence."""
    last: list[str | None] = []
    told = any(s.has("airport", "noun") or s.has("carpet") for s in doc.sentences)
    for s in doc.sentences:
        if not s.live or not _about(s, told):
            continue
        names = _names(doc, s)
        states = _states(doc, s)
        if not states:
            last = [name for name, _, _ in names] or last
            continue
        spot = next(iter(s.of("airport") + s.of("carpet")))
        span = span_of(doc, spot.i, spot.j)
        if names:
            found = _by_nearest(doc, names, states)
        else:
            whole: list[str | None] = [None] if _all_of_moscow(doc, s) else last or list(_town(doc, s))
            whole = whole or [None] * s.has("carpet")  # of a region, whose airports are not named
            found = [(name, _overall(states)) for name in whole]
        for name, state in found:
            yield Airport(name=name, state=state, span=span, rule=f"airport.{state}")
        last = [name for name, _ in found] or last


def _about(s: Sentence, told: bool) -> bool:
    port = any(loc.role == "airport" for loc in s.locs)
    if s.has("airport", "noun") or s.has("carpet") or (port and s.has("airport", "flights")):
        return True
    if not s.has("airport", "limit"):
        return port and told and (s.has("airport", "reopen") or s.has("airport", "shut"))
    said = s.has("airport", "reopen") or s.has("airport", "shut") or s.has("alarm", "declared")
    return port or s.has("airport", "flights") or (told and said and s.j - s.i <= _BRIEF)


def _by_nearest(
    doc: Doc, names: list[tuple[str, int, int]], states: list[tuple[Mark, AirportState]]
) -> list[tuple[str | None, AirportState]]:
    """Each list of names takes one state, that of the nearest word."""
    found: list[tuple[str | None, AirportState]] = []
    run: list[tuple[str, int, int]] = []
    for n, name in enumerate(names):
        run.append(name)
        following = names[n + 1] if n + 1 < len(names) else None
        if following is None or any(name[2] <= mark.i < following[1] for mark, _ in states):
            state = _nearest(doc, run[0][1], run[-1][2], states)
            found += [(each, state) for each, _, _ in run]
            run = []
    return list(dict.fromkeys(found))


def _nearest(doc: Doc, i: int, j: int, states: list[tuple[Mark, AirportState]]) -> AirportState:
    if len({state for _, state in states}) == 1:
        return states[0][1]

    def distance(pair: tuple[Mark, AirportState]) -> float:
        mark = pair[0]
        before = mark.i < i
        steps = i - mark.j if before else mark.i - j
        signs = doc.words.gaps[mark.j : i + 1] if before else doc.words.gaps[j : mark.i + 1]
        parted = sum(1 for gap in signs if gap & (Gap.COMMA | Gap.DASH | Gap.SEMICOLON))
        return steps + parted * _SIGN

    return min(states, key=distance)[1]


def _overall(states: list[tuple[Mark, AirportState]]) -> AirportState:
    opened = any(state is AirportState.OPEN for _, state in states)
    return AirportState.OPEN if opened else AirportState.CLOSED


def _town(doc: Doc, s: Sentence) -> Iterator[str | None]:
    """'В Ижевске ... аэропорт закрыт': the only town of the sentence, or the name alone before it."""
    towns = {loc.place for loc in s.locs if loc.role == "" and loc.place}
    if not s.locs and s.index and doc.sentences[s.index - 1].j == doc.sentences[s.index - 1].i + 1:
        towns = {loc.place for loc in doc.sentences[s.index - 1].locs if loc.role == "airport" and loc.place}
    if len(towns) == 1 and (s.has("airport", "noun") or not s.locs):
        yield from towns


def _all_of_moscow(doc: Doc, s: Sentence) -> bool:
    """All airports of Moscow, or 'several airports' that an English text does not name."""
    if doc.latin and any(mark.number == "p" for mark in s.of("airport", "noun")):
        return True
    return s.has("airport", "noun") and doc.says_in(s.i, s.j, "airport.of_moscow")


def _states(doc: Doc, s: Sentence) -> list[tuple[Mark, AirportState]]:
    """The words of the sentence that say whether flights go; a bare 'ограничения' only where nothing else does."""
    found = [(m, AirportState.OPEN) for m in s.of("airport", "reopen") if _reopens(doc, s, m)]
    found += [(m, AirportState.CLOSED) for m in s.of("airport", "shut")]
    kept = [m for m in s.of("alarm", "declared") if not doc.folded[m.i].endswith(ATTRIBUTE_ENDINGS)]
    if s.has("airport", "limit") or s.has("carpet") or found:
        found += [(m, AirportState.CLOSED) for m in kept]
    if doc.says_in(s.i, s.j, "denial.not"):
        found += [(m, AirportState.CLOSED) for m in s.of("airport", "accept")]
    return found or [(m, AirportState.CLOSED) for m in s.of("carpet") + s.of("airport", "limit")]


def _reopens(doc: Doc, s: Sentence, mark: Mark) -> bool:
    """'сняты ограничения', but not 'отменены рейсы' and not 'пока не снято'."""
    if doc.says(mark.i - 1, "denial.of_verb"):
        return False
    if doc.says(mark.i, "airport.cancelled"):
        return s.has("airport", "limit") or s.has("carpet")
    return s.has("airport", "limit") or s.has("airport", "noun") or s.has("carpet") or _named(s)


def _named(s: Sentence) -> bool:
    return any(loc.role == "airport" for loc in s.locs)


def _names(doc: Doc, s: Sentence) -> list[tuple[str, int, int]]:
    """The airports that the sentence names, each at its words [i, j)."""
    names: list[tuple[str, int, int]] = []
    for loc in s.locs:
        if loc.role == "airport" and loc.place and not (names and doc.gap(loc.i) & Gap.OPEN):
            names.append((loc.place, loc.i, loc.j))
    for mark in s.of("airport", "noun") + s.of("carpet"):
        names += _unlisted(doc, s, mark.j)
    once = {name: (name, i, j) for name, i, j in reversed(names)}
    return sorted(once.values(), key=lambda each: each[1])


def _unlisted(doc: Doc, s: Sentence, k: int) -> list[tuple[str, int, int]]:
    """Capitalised names right after 'аэропорт', which no list has."""
    names: list[tuple[str, int, int]] = []
    known = {at for loc in s.locs for at in range(loc.i, loc.j)}
    while k < s.j:
        if k in known or doc.says(k, "airport.and"):
            k += 1
            continue
        if (
            not doc.lexes[k].capital
            or doc.words.raw[k].isascii()
            or doc.lexes[k].groups
            or doc.gap(k) & ~(Gap.COMMA | Gap.QUOTE)
        ):
            break
        names.append((doc.words.raw[k], k, k + 1))
        k += 1
    return names
