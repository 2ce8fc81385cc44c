"""Speakers told of twice: an office and the name of who holds it, a country and its ministry."""

from __future__ import annotations

from bot.core.claims import Role, Speaker
from bot.core.extract.words.marks import Sentence

_MANY = frozenset([Role.MEDIA, Role.WITNESS])
_LOCAL = frozenset([Role.GOVERNOR, Role.MAYOR])


def without_shadows(found: list[tuple[Speaker, Sentence]]) -> list[Speaker]:
    """The speakers without those whom the text names better."""
    named: dict[Role, set[str]] = {}
    for speaker, s in found:
        if speaker.name:
            named.setdefault(speaker.role, set()).update(s.regions, s.carried, s.voices)
    body = any(speaker.rule != "speaker.official" or speaker.name for speaker, s in found if not s.title)
    kept: list[Speaker] = []
    for speaker, s in found:
        army = speaker.rule == "speaker.ua"  # not the president whom the text names
        if speaker.name is None and speaker.role in named and not army and speaker.role not in _MANY:
            elsewhere = speaker.role in _LOCAL and s.regions and named[speaker.role].isdisjoint(s.regions)
            if not elsewhere:
                continue
        if _named_anew(speaker, s, found):
            continue
        if speaker.rule == "speaker.official" and s.title and body and speaker.name is None:
            continue  # 'officials say' of a headline, whom the text names
        kept.append(speaker)
    return kept


_RUSSIAN = frozenset(["speaker.country", "speaker.claim"])


def _named_anew(speaker: Speaker, s: Sentence, found: list[tuple[Speaker, Sentence]]) -> bool:
    """'Russia says', where the text quotes its ministry, or below the headline a governor or a mayor."""
    lead = speaker.rule == "speaker.official" and s.index <= 1 and speaker.name is None
    if speaker.role is not Role.OFFICIAL or not (lead or speaker.rule in _RUSSIAN):
        return False
    return any(
        other.role is Role.MOD
        or (s.title and not below.title and other.role in _LOCAL and _same_event(below))
        for other, below in found
    )


def _same_event(s: Sentence) -> bool:
    """A governor tells of the attack itself, not only of who and what it hurt."""
    return s.has("attack", "verb") or s.groups.isdisjoint(["dead", "hurt", "harm"])
