"""When each claim of a text happened: by its own sentence, the sentences around it, and the clock times of the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.claims import Claim, Window
from bot.core.gazetteer import Gazetteer
from bot.core.model import Period
from bot.core.periods import Hint, hinted_period, period_at, read_hint, window_period, zone_of
from bot.core.policy import Policy
from bot.core.sentences import split_sentences


class Dating:
    """Tells the period of each claim of one text."""

    def __init__(self, text: str, claims: Sequence[Claim], published_at: datetime, policy: Policy) -> None:
        self.sentences = split_sentences(text, policy.abbreviations)
        self._published_at = published_at
        self._windows = {
            self.sentences.index(claim.span.start): claim for claim in claims if isinstance(claim, Window)
        }
        self._own = [read_hint(text[span.start : span.stop], policy.periods) for span in self.sentences.spans]
        self._hints = self._spread(self._own)

    def period(self, claim: Claim, region: str, gazetteer: Gazetteer) -> Period:
        """The period of what a claim tells, in the region's time."""
        zone = zone_of(region, gazetteer)
        at = self.sentences.index(claim.span.start)
        window = self._windows.get(at)
        hint = self._hints[at] if at < len(self._hints) else None
        dated = at < len(self._own) and self._own[at] is not None
        if window and (found := window_period(window, self._published_at, zone, dated=dated)):
            return found
        if hint is not None:
            return hinted_period(hint, self._published_at, zone)
        for other in self._windows.values():
            if found := window_period(other, self._published_at, zone):
                return found
        return period_at(self._published_at, zone)

    def _spread(self, own: list[Hint | None]) -> list[Hint | None]:
        """Each sentence's hint: its own, else that of a sentence before it in its block, else a strong one after it.

        A heading ('... for the past day:') also reaches the blocks below it.
        """
        hints = list(own)
        heading: Hint | None = None
        for at in range(len(own)):
            if hints[at] is None and at:
                hints[at] = heading if self.sentences.opens_block(at) else hints[at - 1]
            if self.sentences.is_heading(at):
                heading = hints[at]
        first = next((hint for hint in own if hint is not None), None)
        if first is not None and first.strong:
            for at, hint in enumerate(hints):
                if hint is not None:
                    break
                hints[at] = first
        return hints
