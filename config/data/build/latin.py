"""Spellings of Russian and Ukrainian names in Latin letters: one to show, several to recognise."""

from __future__ import annotations

import iuliia

_SCHEMAS = [
    iuliia.WIKIPEDIA,
    iuliia.BGN_PCGN,
    iuliia.BS_2979,
    iuliia.MOSMETRO,
    iuliia.ICAO_DOC_9303,
    iuliia.GOST_779,
    iuliia.ALA_LC,
    iuliia.BGN_PCGN_ALT,
]
_PLAIN = str.maketrans("", "", "'`’ʹʺ\"ʻ")


def plain(text: str) -> str:
    """Folded, without the apostrophes of soft signs and without diacritics."""
    import unicodedata

    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.translate(_PLAIN).casefold()


def shown(name: str) -> str:
    """The spelling that English papers use: Spas-Demensk, Zhukovsky, Oryol."""
    latin = iuliia.WIKIPEDIA.translate(name)
    return latin.translate(_PLAIN)


def spellings(name: str) -> list[str]:
    """All folded spellings of a name, the shown one first."""
    texts = [plain(shown(name))]
    for variant in dict.fromkeys((name, name.replace("ё", "е").replace("Ё", "Е"))):
        texts += [plain(schema.translate(variant)) for schema in _SCHEMAS]
    return list(dict.fromkeys(text for text in texts if text.isascii()))
