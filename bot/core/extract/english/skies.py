"""Over which country an English text says that weapons came down: whose they were, who brought them down, who tells it."""

from __future__ import annotations

from bot.core.extract.english.noun_phrases import Felled
from bot.core.extract.places.groups import Group
from bot.core.extract.places.lands import HELD, OTHER
from bot.core.extract.words.marks import Doc, Mark, Sentence, once
from bot.core.text import Gap

_LAST = 5  # words after the weapons that tell who sent them


def sky_of(doc: Doc, s: Sentence, phrase: Felled) -> str | None:
    """The country ('RU', 'UA') that the weapons of the phrase were over; None where the sentence does not tell."""
    sender = _sender(doc, s, phrase)
    return OTHER[sender] if sender else _over_it(doc, s, phrase) or _gunner(doc, s, phrase)


def _over_it(doc: Doc, s: Sentence, phrase: Felled) -> str | None:
    """'drones downed over Russia', 'shot down a missile in the N region'."""
    at = max(phrase.j, phrase.down.j)
    for loc in s.locs:
        if loc.role == "country" and doc.says(loc.i, "country.region"):
            continue  # 'over three regions', of one country or the other
        if loc.role in {"", "country"} and loc.region and 0 < loc.i - at <= 3 and doc.says(at, "sky.over"):
            return "RU" if loc.region in HELD else loc.region[:2] if loc.region[:2] in OTHER else None
    return None


def _sender(doc: Doc, s: Sentence, phrase: Felled) -> str | None:
    """'Ukrainian drones', 'Shaheds', 'missiles launched by Russia': whose weapons."""
    for m in s.of("country"):
        if phrase.i <= m.i < phrase.j and m.value.endswith("adj"):
            return m.value[:2].upper()
        if 0 < m.i - phrase.j <= _LAST and doc.says(m.i - 1, "target.by") and m.value in {"ru", "ua"}:
            return m.value.upper()
    for k in range(phrase.i, phrase.j):
        if doc.says(k, "sky.russian"):
            return "RU"
        if doc.says(k, "sky.ukrainian"):
            return "UA"
    return None


def _gunner(doc: Doc, s: Sentence, phrase: Felled) -> str | None:
    """'Russia says it shot down', 'Ukrainian air defences intercepted', 'were downed by Ukraine's army'."""
    down = phrase.down
    nations = [(m.i, m.j, m.value[:2].upper()) for m in s.of("country") if m.value != "many"]
    nations += [(loc.i, loc.j, str(loc.region)[:2]) for loc in s.locs if loc.role == "power" and loc.region]
    nations += [(m.i, m.j, _army(s, m)) for m in s.of("role") if m.value in {"ua", "mod"}]
    nations += [(m.i, m.j, nation_of(doc)) for m in s.of("defence") if doc.says(m.i - 1, "sky.nation")]
    by = [n for n in nations if 0 < n[0] - down.j <= 4 and doc.says(down.j, "target.by")]
    if by:
        return by[0][2]
    first = min(phrase.i, down.i)
    for _, j, country in sorted(nations, reverse=True):
        deed = _deed(doc, s, j) if j <= first else None
        if deed == "attack" and phrase.i < down.i:
            return OTHER.get(country)
        if deed is not None and deed != "attack":
            return country
    return None


@once
def nation_of(doc: Doc) -> str:
    """'the nation's air defence': of the country that the text names first."""
    named = (m.value[:2].upper() for s in doc.sentences for m in s.of("country") if m.value != "many")
    return next(named, "")


def _army(s: Sentence, mark: Mark) -> str:
    """Whose ministry of defence; the other offices of the two are Ukraine's."""
    ours = mark.value == "ua" or any(
        c.value == "uaadj" and mark.i - 1 <= c.i <= mark.i for c in s.of("country")
    )
    return "UA" if ours else "RU"


def _deed(doc: Doc, s: Sentence, j: int) -> str | None:
    """What the country named before word j does, or its army: it says, shoots down or attacks; None where nothing."""
    acts = [m for m in s.marks if 0 <= m.i - j <= 2 and m.group in _DEEDS and m.value != "noun"]
    acts = [m for m in acts if not doc.between(j, m.i) & Gap.COLON]  # 'Ukraine war: Moscow'
    if acts:
        return min(acts, key=lambda m: m.i).group
    return "down" if doc.says_in(j, min(j + 3, s.j), "down.gunner") else None


_DEEDS = frozenset(["say", "down", "defence", "role", "repel", "attack"])


def voice_of(doc: Doc, s: Sentence) -> str | None:
    """The country whose army or government the sentence quotes; 'it' is whom the sentence before quotes."""
    other = doc.sentences[s.index - 1] if s.index and doc.says(s.i, "down.army") else s
    for m in other.of("role"):
        quoted = any(0 <= v.i - m.j <= 1 or v.j == m.i for v in other.of("say"))
        if quoted and (m.value in {"ua", "mod"} or doc.says(m.i, "russia.voice")):
            return _army(other, m)
    return None


def lies_in(region: str | None, sky: str | None) -> bool:
    """Whether weapons over a country can have come down in the region; Russia counts what it holds among its own."""
    if region is None or sky is None:
        return True
    if region.startswith("SEA"):
        return True
    if sky == "RU":
        return not region.startswith("UA") or region in HELD
    return not region.startswith("RU")


def over(group: Group, sky: str | None) -> bool:
    """Whether the places of a group can be where weapons over that country came down."""
    regions = group.regions()
    return not regions or any(lies_in(region, sky) for region in regions)
