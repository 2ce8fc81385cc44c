"""What a sentence inherits: where the text is at, when a sentence names no region of its own."""

from __future__ import annotations

from bot.core.extract.english.nations import sent_upon
from bot.core.extract.places.lands import AROUND, COUNTRIES
from bot.core.extract.words.marks import Doc, Sentence
from bot.core.text import Gap


def carry(doc: Doc) -> None:
    """Gives every sentence its regions, and what it carries on where it names none."""
    nation = ["UA"] if doc.ukrainian and _tells_of_the_country(doc) else []
    current: list[str] = list(nation)
    told = _told_of(doc)
    only = _only_one(doc, told)
    first = next((s.index for s in doc.sentences if any(loc.region == only for loc in s.locs)), 0)
    for sentence in doc.sentences:
        if nation and doc.gap(sentence.i) & Gap.LINE:
            current = list(nation)
        here = _distinct(sentence, "")
        apart = doc.latin and bool(doc.gap(sentence.i) & Gap.BULLET)  # another headline
        current = [] if apart else current
        voice = _distinct(sentence, "speaker") or list(dict.fromkeys(sentence.voices))
        if "RU-MOW" in voice and (current == ["RU-MOS"] or (current and not doc.latin)):
            voice = []  # the mayor of Moscow tells of the oblast around it
        sentence.regions = here or voice
        ashore = [r for r in sentence.regions if not r.startswith("SEA")] or [
            r for r in voice if not r.startswith("SEA")
        ]
        whole = {loc.region for loc in sentence.locs if loc.role == "country" and loc.region}
        sent = sent_upon(doc, sentence) if doc.latin and not whole and not sentence.regions else None
        if sent:
            current = [sent]
        elif whole and not sentence.regions and (doc.latin or nation or not told):
            current = list(whole) if len(whole) == 1 else []
        elif len(sentence.regions) == 1:
            current = ashore or list(sentence.regions)
        elif sentence.regions:
            city = AROUND.get(sentence.regions[0]) in sentence.regions
            current = sentence.regions[:1] if sentence.title or city else _main(doc, sentence)[-1:]
        near = not doc.latin or sentence.index < 1 or (first <= sentence.index and not apart)
        fallback = nation or ([only] if only and near else [doc.home] if doc.home else [])
        sentence.carried = list(sentence.regions or current or fallback)


def _told_of(doc: Doc) -> set[str]:
    """The regions where the text says that something happened, and those of its speakers."""
    return {
        loc.region
        for s in doc.sentences
        for loc in s.locs
        if loc.region and loc.role in {"", "speaker"} and loc.region not in COUNTRIES
    }


def _only_one(doc: Doc, alone: set[str]) -> str | None:
    """The one region that the text names; else that of the one official whom it quotes."""
    one = alone or {code for s in doc.sentences for code in s.voices}
    return next(iter(one)) if len(one) == 1 else None


def _main(doc: Doc, s: Sentence) -> list[str]:
    """The regions of a sentence; of an English one those of its main clause: not of 'as attacks were reported in N'."""
    aside = next((k for k in s.cuts if doc.says(k, "clause.opens")), None) if doc.latin else None
    if aside is not None and not doc.says(s.i, "clause.opens"):
        main = [loc.region for loc in s.locs if loc.i < aside and loc.region in s.regions]
        return [region for region in main if region] or s.regions
    return s.regions


def _tells_of_the_country(doc: Doc) -> bool:
    """The report of a night over the whole country: it is named as struck before any region is, and no Russian region is."""
    told = [loc for s in doc.sentences for loc in s.locs if loc.role in {"", "country"} and loc.region]
    return (
        bool(told) and told[0].region == "UA" and not any((loc.region or "").startswith("RU") for loc in told)
    )


def _distinct(sentence: Sentence, role: str) -> list[str]:
    found: list[str] = []
    for loc in sentence.locs:
        region = loc.region
        if loc.role == role and region and region not in found and region not in COUNTRIES:
            found.append(region)
    return found
