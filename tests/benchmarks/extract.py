"""How fast reading is: `python -m tests.benchmarks.extract`, CPU time on one core, the whole pass from text to claims.

Texts are those of the corpus, short and long; 'mixed' adds ordinary news in the share that channels have (nine in ten posts tell
of nothing in the field). Natasha's NER reads the same texts in the same run where it is installed.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.catalog.officials import load_officials
from bot.catalog.places import load_places
from bot.catalog.vocabulary import load_vocabulary
from bot.core.extract import Reader
from tests.corpus.cases import load

DATA = Path("config/data")
AT = datetime(2025, 8, 14, 6, tzinfo=UTC)
ROUNDS = 5
LONG = 600  # characters and more
ORDINARY = 9  # posts of other news for each one of the field


def load_reader() -> Reader:
    """The reader over the real data."""
    gazetteer = load_places(DATA / "places")
    officials = load_officials(DATA / "officials.toml", set(gazetteer.regions))
    return Reader(gazetteer, load_vocabulary(sorted(DATA.glob("vocabulary*.toml"))), officials)


def rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Texts per second of CPU, the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        for text in texts:
            work(text)
        best = max(best, len(texts) / (time.process_time() - began))
    return best


def natasha() -> Callable[[str], object] | None:
    """Natasha's NER, or None where it is not installed."""
    try:
        from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter
    except ImportError:
        return None
    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def read(text: str) -> object:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return doc.spans

    return read


def main() -> None:
    """Prints the table."""
    began = time.process_time()
    reader = load_reader()
    print(f"load {time.process_time() - began:.2f} s of CPU")  # noqa: T201
    cases = [case.text for case in load()]
    told = [text for text in cases if reader.read(text, published_at=AT)]
    quiet = [text for text in cases if text not in set(told)]
    joined = ["\n".join(told[n : n + 6]) for n in range(0, len(told) - 6, 6)]
    sets = {
        "short, all of the field": [text for text in told if len(text) < 200],
        "short, mixed": told[: len(quiet) // ORDINARY] + quiet,
        "long, all of the field": [text for text in joined if len(text) >= LONG],
    }
    peer = natasha()
    for name, texts in sets.items():
        length = sum(map(len, texts)) // len(texts)
        own = rate(lambda text: reader.read(text, published_at=AT), texts)
        other = f"{rate(peer, texts):8.0f}/s natasha NER" if peer else "natasha is not installed"
        print(f"{name:24} {len(texts):4} texts of {length:4} characters {own:8.0f}/s   {other}")  # noqa: T201
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
