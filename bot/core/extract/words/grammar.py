"""Function words and endings that are the grammar itself, in Russian, Ukrainian and English: a closed list.

Words with a meaning of their own are data: they stand in config/data/vocabulary.*.toml.
"""

from __future__ import annotations

PLACE_PREPOSITIONS = frozenset(["в", "над", "из", "под"])
UKRAINIAN_LETTERS = "іїєґІЇЄ"  # that Russian has not
DISTRICT_ENDINGS = ("ский", "цкий")  # of the nominative of districts
PLURAL_ENDINGS = ("ы", "ов", "ах", "ами", "ки", "s")
GENITIVE_ENDINGS = ("ий", "ов", "а")  # of what there is none of: 'повреждений, пожаров нет'
ATTRIBUTE_ENDINGS = ("ные", "нные", "ных", "ными", "тые", "тых")

JOINERS = frozenset(["и", "а", "также", "and", "та", "й", "или"])

PREPOSITIONS = frozenset(["над", "в", "во", "по", "на", "over", "in", "the", "к", "под", "о", "об"])

ADJECTIVE = tuple(
    f"{stem}{end}"
    for stem in ("ск", "цк")
    for end in ["ий", "ого", "ом", "ой", "ую", "ая", "ие", "их", "им", "ому", "ими"]
)

ENGLISH_ADJECTIVE = ("sky", "skiy", "skii", "skyi")

REGION_ENDINGS = ("ой", "ую", "ая", "ом")  # of an adjective that leans on 'область' or 'край'

PREPOSITIONAL = "ом"

FEMININE_ADJECTIVE = "ая"  # nominative

MASCULINE_ADJECTIVE = ("ий", "ый", "ой")  # nominatives

NEUTER_ADJECTIVE = ("ое", "ее")  # nominatives

FULL_ADJECTIVE = ("ый", "ий", "ая", "ое", "ые", "ві")  # nominatives; the last is Ukrainian

SURNAME_ENDINGS = ("ов", "ев", "ин", "ын", "ский", "цкий", "ый")

PATRONYMICS = ("вич", "вича", "вичем", "вна", "вны", "вной")

SURNAME_BASES = (
    ("ского", "ский"), ("цкого", "цкий"), ("ским", "ский"), ("ова", "ов"), ("ева", "ев"), ("ёва", "ёв"), ("ина", "ин"),
    ("ына", "ын"), ("овым", "ов"), ("евым", "ев"), ("иным", "ин"),
)  # fmt: skip

OBLIQUE_ENDINGS = ("а", "ы", "ом", "ем")  # of an office in another case than the nominative
NOMINATIVE_ENDINGS = (  # of places' names: no other case has them
    "ое", "ее", "ово", "ево", "ино", "ыно", "ская", "цкая", "ная", "вая", "овка", "евка", "нка", "ский", "ный", "цы",
)  # fmt: skip

NOMINATIVE_WEAPONS = ("ы", "и", "н", "к", "та")  # 'дроны', 'дрон', 'ракета': what a verb may be said of
OBLIQUE_TYPES = ("е", "ы")  # of a singular type word that is no nominative: 'в селе', 'из деревни'
VILLAGE_BASES = (  # of a village's name in an oblique case, where the ending tells which nominative it has
    ("ове", "ово"), ("еве", "ево"), ("ине", "ино"), ("ыне", "ыно"), ("аване", "аван"), ("овке", "овка"), ("евке", "евка"),
    ("инке", "инка"), ("овки", "овка"), ("евки", "евка"), ("ске", "ск"), ("цке", "цк"), ("граде", "град"),
)  # fmt: skip

PAST_ENDINGS = ("ил", "ила", "или", "ел", "ели", "ело", "ило")  # of verbs of doing

POSSESSIVE = "'s"  # English
ADVERB_ENDING = "ly"
PARTICIPLE_ENDING = "ed"

INFINITIVES = ("ть", "ти")

GENITIVE_PLURAL = "ий"  # of nouns in -ие: 'повреждений нет'

MANY_ENDINGS = ("ы", "и", "а", "я")  # plural, or feminine

OF_PEOPLE = (
    "ших",
    "жертв",
    "ых",
    "ties",
    "ries",
    "aths",
)  # how nouns of the hurt and dead end after 'нет', 'no'

PEOPLE_ENDINGS = ("ие", "ые", "вы", "ies", "ims")  # of nouns of the hurt and dead, plural

DATIVE_OF_NAMES = ("у", "ому")  # told to, not by

DATIVE_OF_OFFICES = ("ту", "ру", "эру", "ому")

AXIS_ENDINGS = ("ском", "ского")  # 'на Запорожском направлении'
ADJECTIVE_ENDINGS = ("ая", "яя", "ое", "ее", "ый", "ий", "ой", "ые", "ие")  # of the nominative

PLURAL_ADJECTIVES = ("ые", "ие", "ых", "их")

INSTRUMENTALS = frozenset(["ом", "ем", "ами", "ями"])  # of nouns in a phrase: what was used

PLURAL_SURNAMES = ("их", "ых")  # surnames that are also ordinary words: 'за всех русских'

ADVERBS = ("но", "ко", "то", "го")
PLACES_IN_O = ("ино", "ыно", "нко")  # names of villages, and no adverbs
GENITIVE_ADJECTIVE = ("ской", "цкой")  # of regions: 'Х Тульской области'
