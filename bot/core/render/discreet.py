"""Keeps quotations as inexact as the rest: no address below a city district, no coordinates, no word on air defence sites.

A source may print them; we quote the sentence without them and mark the place. Rather too much is left out than too little.
"""

from __future__ import annotations

import re

_NAME = r"[A-ZА-ЯЁІЇЄҐ0-9][\w.’'-]*"
_HOUSE = r"(?:,?\s*(?:д(?:ом[аеу]?)?\.?|корп(?:ус[ае]?)?\.?|строени[еия]|house|building|no\.?|№)?\s*№?\s*\d+(?:\s?[а-яa-z])?\b)"
_STREET_RU = (
    r"(?:ул\.|улиц\w*|вулиц\w*|проспект\w*|просп\.|пр-т\w*|пр-кт\w*|переул\w*|пер\.|шоссе|бульвар\w*|б-р|площад\w*|пл\.|"
    r"набережн\w*|наб\.|проезд\w*|тупик\w*|алле\w*)"
)
_STREET_EN = (
    r"(?:Street|Str\.|St\.?|Avenue|Ave\.?|Boulevard|Blvd\.?|Lane|Road|Rd\.?|Square|Highway|Embankment)"
)
_PARTS = (
    rf"\b{_STREET_RU}\s+{_NAME}(?:\s+{_NAME})?{_HOUSE}?",
    rf"\b{_NAME}(?:\s+{_NAME})?\s+{_STREET_RU}(?!\w){_HOUSE}?",
    rf"\b(?:\d+\w?\s+)?{_NAME}(?:\s+{_NAME})?\s+{_STREET_EN}(?!\w){_HOUSE}?",
    r"\b(?:дом[аеу]?|д\.|корп\.|корпус[ае]?|квартир[аеуы]|кв\.)\s*№?\s*\d+\s*[а-я]?\b",
    r"\b\d{1,3}[.,]\d{3,}°?\s*[NSEWСЮВЗ]?\s*[,;/ ]\s*\d{1,3}[.,]\d{3,}°?\s*[NSEWСЮВЗ]?",
    r"\b\d{1,3}°\s*\d{1,2}['′’](?:\s*\d{1,2}(?:[.,]\d+)?[\"″”])?\s*[NSEWСЮВЗ]?",
)
_ADDRESS = re.compile("|".join(f"(?:{part})" for part in _PARTS))
_DEFENCE = re.compile(
    r"(?:позици\w+|расчёт\w*|расчет\w*|комплекс\w*|установк\w+|батаре\w+|дивизион\w*)\s+(?:ПВО|ЗРК|ЗРПК|С-[34]00|«?Панцир)|"
    r"(?:ПВО|ЗРК|ЗРПК|Панцир\w+|С-[34]00)\s+(?:стоя|размещ|расположен|разв[её]рн|дислоц)|"
    r"air[- ]defen[cs]e (?:position|site|battery|batteries|unit|crew|system)s? (?:at|near|in|on|outside|located)",
    re.IGNORECASE,
)
HIDDEN = "[…]"
_LONGEST = 400


def discreet(text: str) -> str:
    """A quotation without what places it more exactly than a settlement or a city district; cut at 400 characters."""
    text = text[:_LONGEST]
    if _DEFENCE.search(text):
        return HIDDEN
    return _ADDRESS.sub(HIDDEN, text)
