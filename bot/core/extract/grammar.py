"""Function words and endings that are the grammar itself, in Russian, Ukrainian and English: a closed list.

Words with a meaning of their own are data: they stand in config/data/vocabulary.*.toml.
"""

from __future__ import annotations

OUT_OF = frozenset(["из", "of"])  # a part of a whole
AT = frozenset(["на", "of"])  # 'по состоянию на 8:00', 'as of 8:00'
PLACE_PREPOSITIONS = frozenset(["в", "над", "из", "под"])
UKRAINIAN_LETTERS = "іїєґІЇЄ"  # that Russian has not
DISTRICT_ENDINGS = ("ский", "цкий")  # of the nominative of districts
NOT = frozenset(["не", "not"])
PLURAL_ENDINGS = ("ы", "ов", "ах", "ами", "ки", "s")
GENITIVE_ENDINGS = ("ий", "ов", "а")  # of what there is none of: 'повреждений, пожаров нет'
