"""People killed and hurt, as stated, and the word that nobody was."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.claims import Injured, Killed, NoCasualties, Qualifier
from bot.core.extract.marks import Doc, Mark, Num, Sentence
from bot.core.extract.near import negated, region_at, span_of
from bot.core.text import Gap

_APART = Gap.SEMICOLON | Gap.STOP | Gap.LINE


def casualties(doc: Doc) -> Iterator[Killed | Injured | NoCasualties]:
    """All claims about people."""
    for s in doc.sentences:
        if s.live and s.has("safe"):
            safe = s.of("safe")[0]
            yield NoCasualties(
                region=region_at(doc, s, safe.i), span=span_of(doc, safe.i, safe.j), rule="nobody.safe"
            )
        if not s.live or not s.groups & {"dead", "hurt", "neg"}:
            continue
        yield from _sentence(doc, s)


def _sentence(doc: Doc, s: Sentence) -> Iterator[Killed | Injured | NoCasualties]:
    seen: set[tuple[str, int | None]] = set()
    marks = [m for m in s.marks if m.group in {"dead", "hurt"}]
    for mark in marks:
        if _nobody(doc, s, mark):
            yield NoCasualties(
                region=region_at(doc, s, mark.i), span=span_of(doc, mark.i, mark.j), rule="nobody.hurt"
            )
            continue
        if (
            mark.group == "hurt"
            and mark.value == "verb"
            and _wounds(doc, mark)
            and not (s.has("hurt", "got") or _suffered(doc, s, mark))
        ):
            continue
        if any(abs(m.i - mark.i) <= 2 for m in s.of("animal")):
            continue
        if mark.value == "got" or (
            _wounds(doc, mark)
            and any(doc.folded[k].startswith("получивш") for k in range(max(s.i, mark.i - 2), mark.i))
        ):
            continue
        count = _count(doc, s, mark, marks)
        if count is None:
            continue
        value, qualifier, num = count
        if (mark.group, value) in seen or (value is None and any(k == mark.group for k, _ in seen)):
            continue
        seen.add((mark.group, value))
        region = region_at(doc, s, mark.i)
        lo, hi = mark.i, mark.j
        if num is not None:
            lo, hi = min(lo, num.i), max(hi, num.j)
        kind = Killed if mark.group == "dead" else Injured
        hospital = doc.folded[mark.i].startswith(("госпитал", "hospital"))
        if hospital and any(k == "hurt" for k, _ in seen - {(mark.group, value)}):
            continue
        yield kind(
            region=region,
            count=value,
            qualifier=qualifier,
            span=span_of(doc, lo, hi),
            rule=f"{kind.kind}.{'count' if num else 'one' if value else 'some'}",
        )


def _wounds(doc: Doc, mark: Mark) -> bool:
    return doc.folded[mark.i].startswith(
        ("ранени", "травм", "контузи", "баротравм", "ожог", "осколочн", "порез")
    ) and not doc.folded[mark.i].startswith("травмиров")


def _suffered(doc: Doc, s: Sentence, mark: Mark) -> bool:
    return any(doc.folded[k] in {"с", "со"} for k in range(max(s.i, mark.i - 3), mark.i)) and s.has("people")


def _nobody(doc: Doc, s: Sentence, mark: Mark) -> bool:
    if negated(doc, s, mark, before=5, after=4):
        return True
    for neg in s.of("neg"):
        word = doc.folded[neg.i]
        if word in {"никто", "нет", "no", "without", "без", "nobody", "none", "ни", "не"}:
            gaps = doc.between(min(neg.j, mark.j), max(neg.i, mark.i))
            if gaps & (_APART | Gap.COLON):
                continue
            if word in {"никто", "nobody", "none"} and 0 <= mark.i - neg.j <= 4:
                return True
            if word in {"без", "no", "ни", "without"} and 0 <= mark.i - neg.j <= 6:
                return True
            if word == "нет" and -8 <= mark.i - neg.i <= 6 and _plural_noun(doc, mark):
                return True
    return False


def _plural_noun(doc: Doc, mark: Mark) -> bool:
    return doc.folded[mark.i].endswith(("ших", "жертв", "ых", "ties", "ries", "aths"))


def _count(
    doc: Doc, s: Sentence, mark: Mark, marks: list[Mark]
) -> tuple[int | None, Qualifier | None, Num | None] | None:
    """How many: a number of people beside the mark, one person, or a plural without a number."""
    best: tuple[float, Num] | None = None
    for num in s.nums:
        if (
            num.used
            or (num.i and doc.folded[num.i - 1] in {"не", "not"})
            or not _counts_people(doc, s, num, mark)
        ):
            continue
        distance = min(abs(num.i - mark.j), abs(mark.i - num.j))
        between = doc.between(min(num.j, mark.j), max(num.i, mark.i))
        if distance > 9 or between & (_APART | Gap.COLON):
            continue
        closer = [m for m in marks if m is not mark and m.group != mark.group and _is_between(m, num, mark)]
        if closer or _taken_by_next(doc, marks, num, mark):
            continue
        cost = distance + (3 if between & Gap.COMMA else 0)
        if best is None or cost < best[0]:
            best = (cost, num)
    if best is not None:
        num = best[1]
        num.used = True
        return num.value, (num.qualifier if num.value is not None else None), num
    return _uncounted(doc, s, mark)


def _taken_by_next(doc: Doc, marks: list[Mark], num: Num, mark: Mark) -> bool:
    """'a woman was killed and four others injured': the number belongs to what follows it."""
    if mark.i > num.i:
        return False
    return any(
        m.group != mark.group
        and not {"and", "и"} & set(doc.folded[num.j : m.i])
        and 0 <= m.i - num.j <= 3
        and not doc.between(num.j, m.i) & (_APART | Gap.COMMA | Gap.COLON)
        for m in marks
    )


def _is_between(m: Mark, num: Num, mark: Mark) -> bool:
    lo, hi = min(num.i, mark.i), max(num.i, mark.i)
    return lo < m.i < hi


_COUNTABLE = frozenset(["people", "object", "weapon", "airport", "dead", "hurt", "country", "time"])


def _counts_people(doc: Doc, s: Sentence, num: Num, mark: Mark) -> bool:
    nxt = next(
        (
            m
            for m in s.marks
            if num.j <= m.i <= num.j + 4
            and (
                m.group in _COUNTABLE
                or (m.group == "head" and m.value in {"district", "region", "settlement"})
            )
        ),
        None,
    )
    if (
        nxt is not None
        and nxt.i > num.j
        and doc.between(num.j, nxt.i) & (_APART | Gap.COMMA | Gap.DASH | Gap.COLON)
    ):
        nxt = None
    part = any(m.value == "part" and 0 <= num.i - m.j <= 1 for m in s.of("count"))
    if part:
        return False
    if nxt is not None and nxt.group in {"head", "country"} and nxt.i != num.j:
        nxt = None
    if nxt is None:
        return (
            num.j == s.j
            or num.j == mark.i
            or mark.j == num.i
            or bool(doc.gap(num.j) & (Gap.COMMA | Gap.DOT | Gap.DASH))
            or abs(num.i - mark.j) <= 2
        )
    if nxt.group in {"people", "dead", "hurt"}:
        return not doc.between(num.j + 1, nxt.i) & (_APART | Gap.COMMA) or nxt.i == num.j
    return False


def _uncounted(doc: Doc, s: Sentence, mark: Mark) -> tuple[int | None, Qualifier | None, Num | None] | None:
    if mark.value == "noun" and not doc.folded[mark.i].endswith(("ие", "ые", "вы", "ies", "ims")):
        return None
    if _wounds(doc, mark) and any(m.value == "got" and m.number == "p" for m in s.of("hurt")):
        return None, None, None
    persons = [
        m
        for m in s.of("people")
        if abs(m.i - mark.i) <= 7
        and not doc.between(min(m.j, mark.j), max(m.i, mark.i)) & (_APART | Gap.COLON)
    ]
    word = doc.folded[mark.i]
    if (
        mark.number == "s"
        and mark.value == "verb"
        and not persons
        and word
        not in {"погиб", "погибла", "пострадала", "ранена", "ранен", "скончался", "скончалась", "пострадал"}
    ):
        return None
    if persons:
        best = min(persons, key=lambda m: abs(m.i - mark.i))
        if best.number == "s" and (mark.number != "p" or _wounds(doc, mark)):
            return 1, Qualifier.EXACT, None
        if best.number == "?" and word.startswith("гибел"):
            return 1, Qualifier.EXACT, None
        return None, None, None
    if mark.number == "s" and word in {
        "погибла",
        "пострадала",
        "ранена",
        "скончалась",
        "ранен",
        "погиб",
        "пострадал",
        "скончался",
    }:
        return 1, Qualifier.EXACT, None
    if mark.number == "p" or mark.value == "noun":
        if mark.value == "noun" and s.has("neg"):
            return None
        return None, None, None
    return None
