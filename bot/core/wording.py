"""What the bot says, from Fluent bundles: one for each language, all with the same messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("ru", "en")
FALLBACK = "en"
_REMEMBERED = 20_000  # formatted messages: an incident's text is written again with each new report
Argument: TypeAlias = str | int


class Wording:
    """Says messages in a language. Built once from the texts of .ftl files; English stands in for unknown languages."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._bundles: dict[str, FluentBundle] = {}
        self._said: dict[tuple[object, ...], str] = {}
        for language, text in texts.items():
            bundle = FluentBundle([language], use_isolating=False)
            bundle.add_resource(FluentResource(text))
            self._bundles[language] = bundle

    def say(self, language: str, key: str, **args: Argument) -> str:
        """The message `key` with its arguments, as plain text; KeyError for a message that no file has.

        Arguments go in as they are: escape what comes from a feed before or after, as the place needs.
        """
        asked = (language, key, *args.items())
        if (known := self._said.get(asked)) is not None:
            return known
        if len(self._said) >= _REMEMBERED:
            self._said.clear()
        text = self._said[asked] = self._format(language, key, args)
        return text

    def _format(self, language: str, key: str, args: dict[str, Argument]) -> str:
        bundle = self._bundles.get(language) or self._bundles[FALLBACK]
        if not bundle.has_message(key):
            raise KeyError(key)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = bundle.format_pattern(pattern, args)
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return str(text)

    def has(self, language: str, key: str) -> bool:
        """Whether that language has the message."""
        bundle = self._bundles.get(language) or self._bundles[FALLBACK]
        return bool(bundle.has_message(key))
