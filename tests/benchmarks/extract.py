"""How fast reading is: `python -m tests.benchmarks.extract`, CPU time on one core, the whole pass from text to claims.

The field's texts are those of the corpus, the long ones joined of several; ordinary news are those of news.toml. Channels post
of the field about once in ten posts, and the bars are for such a mix; the field alone is printed beside it. Natasha's NER
reads a sample of the same texts in the same run (`make bench` installs it; without it the column stays empty).
"""

from __future__ import annotations

import itertools
import os
import resource
import time
import tomllib
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from bot.catalog.lasting import lasting
from bot.catalog.officials import load_officials
from bot.catalog.places import load_places
from bot.catalog.vocabulary import load_vocabulary
from bot.core.extract import Reader
from config.settings import DATA_DIR
from tests.corpus.cases import load

AT = datetime(2025, 8, 14, 6, tzinfo=UTC)
ROUNDS = 7
SHORT, LONG = 300, 700  # characters: posts below the one, articles above the other
ORDINARY = 9  # posts of other news for each one of the field
SAMPLE = 40  # texts that the peer reads
LOAD_BAR, MEMORY_BAR = 0.5, 100  # seconds of CPU, MB


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts to read, and the bar in texts per second; None where they are printed for comparison only."""

    name: str
    texts: Sequence[str]
    bar: int | None = None


@lasting()
def load_reader() -> Reader:
    """The reader over the real data."""
    gazetteer = load_places(DATA_DIR / "places")
    officials = load_officials(DATA_DIR / "officials.toml", set(gazetteer.regions))
    return Reader(gazetteer, load_vocabulary(sorted(DATA_DIR.glob("vocabulary*.toml"))), officials)


def texts_of(reader: Reader) -> list[Texts]:
    """What is read: mixes as channels have them, and the texts of the field alone."""
    news = tomllib.loads(Path(__file__).with_name("news.toml").read_text(encoding="utf-8"))
    told = [case.text for case in load() if reader.read(case.text, published_at=AT, home=case.home)]
    short = [text for text in told if len(text) < SHORT]
    long = [text for text in _joined(told) if len(text) >= LONG]
    return [
        Texts("short, one in ten of the field", _mixed(short, news["short"]), 10_000),
        Texts("long, one in ten of the field", _mixed(long, news["long"]), 1_500),
        Texts("short, all of the field", short),
        Texts("long, all of the field", long),
    ]


def _joined(texts: Sequence[str], count: int = 7) -> list[str]:
    return ["\n".join(texts[n : n + count]) for n in range(0, len(texts), count)]


def _mixed(field: Sequence[str], ordinary: Sequence[str]) -> list[str]:
    """Each text of the field, and nine ordinary ones after it, in turn."""
    others = itertools.cycle(ordinary)
    return [text for each in field for text in (each, *itertools.islice(others, ORDINARY))]


def rate(work: Callable[[str], object], texts: Sequence[str], rounds: int = ROUNDS) -> float:
    """Texts per second of CPU, the best of some rounds."""
    best = 0.0
    for _ in range(rounds):
        began = time.process_time()
        for text in texts:
            work(text)
        best = max(best, len(texts) / (time.process_time() - began))
    return best


def load_seconds(rounds: int = 3) -> float:
    """Seconds of CPU that loading takes a fresh process, the least of some."""
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as fresh:
        return min(fresh.submit(_load).result() for _ in range(rounds))


def _load() -> float:
    began = time.process_time()
    load_reader()
    return time.process_time() - began


def natasha() -> Callable[[str], object] | None:
    """Natasha's NER, or None where it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its morphology asks for its data in an old way
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
    if hasattr(
        os, "sched_setaffinity"
    ):  # one core for the peer, too, whose arithmetic would take all there are
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    spent = load_seconds()
    reader = load_reader()
    print(f"load {spent:.2f} s of CPU (x {spent / LOAD_BAR:.2f} of {LOAD_BAR} s)")  # noqa: T201
    sets = texts_of(reader)
    own = [rate(lambda text: reader.read(text, published_at=AT), each.texts) for each in sets]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peer = natasha()
    for each, ours in zip(sets, own, strict=True):
        length = sum(map(len, each.texts)) // len(each.texts)
        bar = f"(x {ours / each.bar:4.1f} of {each.bar:,})" if each.bar else ""
        print(f"{each.name:<31} {length:4} characters {ours:7.0f}/s {bar:<20}", end="")  # noqa: T201
        if peer is None:
            print("natasha is not installed")  # noqa: T201
            continue
        theirs = rate(peer, each.texts[:: max(1, len(each.texts) // SAMPLE)], rounds=2)
        print(f"natasha's NER {theirs:5.0f}/s (x {ours / theirs:.0f})")  # noqa: T201
    print(f"peak memory {peak:.0f} MB (x {peak / MEMORY_BAR:.2f} of {MEMORY_BAR} MB)")  # noqa: T201


if __name__ == "__main__":
    main()
