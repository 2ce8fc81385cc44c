"""Which regions an English attack was on: what follows the word in its clause, else what stands before it."""

from __future__ import annotations

from bot.core.extract.clauses import parted
from bot.core.extract.marks import Doc, Loc, Mark, Sentence
from bot.core.extract.near import regions_at
from bot.core.text import Gap

_FAR = 14  # words between an attack and the place it was on
_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE | Gap.COLON | Gap.DASH
_VERBS = frozenset(["attack", "down", "dead", "hurt", "harm", "say", "boom", "fall"])


def targets(doc: Doc, s: Sentence, mark: Mark) -> list[str | None]:
    """The regions; [None] where none can be told."""
    places = [loc for loc in s.locs if loc.region and (loc.role in {"", "country"} or _aimed_at(s, loc))]
    places = [loc for loc in places if not parted(s, loc.i, mark.i)]
    after = _listed_after(doc, s, mark, [loc for loc in places if loc.i >= mark.j])
    if after:
        return list(dict.fromkeys(loc.region for loc in after))
    exact = [loc for loc in places if loc.role != "country"]
    if not exact and places:
        return [places[0].region]
    side = _by_sender(doc, s, mark)
    if side is not None and not exact and not s.regions:
        return [side]
    return regions_at(doc, s, mark.i, many=True)


def _aimed_at(s: Sentence, loc: Loc) -> bool:
    """A place that drones were headed for counts where the word of attack stands right before it, or none other is named."""
    return loc.role == "target" and (
        any(m.group == "attack" and 0 <= loc.i - m.j <= 1 for m in s.marks)
        or not any(other.role == "" and other.region for other in s.locs)
    )


def _listed_after(doc: Doc, s: Sentence, mark: Mark, places: list[Loc]) -> list[Loc]:
    """The next place after the word, and the list that it opens."""
    found: list[Loc] = []
    at = mark.j
    for loc in sorted(places, key=lambda each: each.i):
        gaps = doc.between(at, loc.i)
        if (gaps & _APART and not _opens_list(s, at, loc)) or (
            gaps & Gap.COMMA
            and loc.i - at > (6 if not found or doc.says_in(at, loc.i, "target.mostly") else 2)
        ):
            break
        if loc.i - at > _FAR or doc.says_in(at, loc.i, "target.away"):
            break
        if found and loc.region != found[-1].region and not _joined(doc, s, at, loc):
            break
        found.append(loc)
        at = loc.j
    return found


def _opens_list(s: Sentence, at: int, loc: Loc) -> bool:
    """'four regions — X, Y and Z'."""
    return any(at <= m.i < loc.i and m.number != "s" for m in s.of("country", "many"))


def _joined(doc: Doc, s: Sentence, at: int, loc: Loc) -> bool:
    """'on X, Y and over Z', 'buildings in X and a depot in Y': no verb between."""
    if doc.says_in(at, loc.i, "target.join"):
        return loc.i - at <= 5 and not any(m.group in _VERBS and at <= m.i < loc.i for m in s.marks)
    return bool(doc.gap(loc.i) & Gap.COMMA or doc.gap(at) & Gap.COMMA) and all(
        "target.small" in lex.keys for lex in doc.lexes[at : loc.i]
    )


def _by_sender(doc: Doc, s: Sentence, mark: Mark) -> str | None:
    """'Russia launched 40 drones', with no place said: on Ukraine; and the other way round."""
    by = [m for m in s.of("country") if 1 <= m.i - mark.j <= 4 and doc.says(m.i - 1, "target.by")]
    power = next((loc for loc in s.locs if loc.role == "power" and 0 <= mark.i - loc.j <= 1), None)
    if power is not None and power.region and mark.value == "launch" and not by:
        return "UA" if power.region.startswith("RU") else "RU"
    if not by and (s.has("repel") or s.has("defence")):
        defender = next((m for m in s.of("country") if m.value in {"ru", "ruadj", "ua", "uaadj"}), None)
        return None if defender is None else defender.value[:2].upper()
    reach = 4 if mark.value == "launch" else 1
    subject = [m for m in s.of("country") if 0 <= mark.i - m.j <= reach and m.value in {"ru", "ua"}]
    subject = [m for m in subject if m.i == s.i or not doc.says(m.i - 1, "target.preposition")]
    passive = doc.says_in(mark.j, mark.j + 3, "target.by") and not by
    if not by and (mark.value not in {"launch", "verb"} or passive or _is_noun(doc, mark)):
        return None
    sender = (by or subject)[-1:]
    return None if not sender else "UA" if sender[0].value.startswith("ru") else "RU"


def _is_noun(doc: Doc, mark: Mark) -> bool:
    """'Ukraine attack kills two', 'the attack on'."""
    return doc.says(mark.i, "target.noun") or doc.says_in(mark.j, mark.j + 1, "target.on")
