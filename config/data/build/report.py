"""What the build reports: counts, conflicts, and what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict

from rows import Place, Region


def write(regions: list[Region], places: list[Place], senses: dict[str, set[str]], remarks: list[str]) -> str:
    """REPORT.md."""
    owners: dict[str, set[str]] = defaultdict(set)
    headed: dict[str, set[str]] = defaultdict(set)
    for row in (*regions, *places):
        id_ = row.code if isinstance(row, Region) else row.id
        for form in row.names:
            owners[form].add(id_)
        for form in row.adjectives:
            headed[form].add(id_)
    parts = [
        "# Report of the last build",
        "Written by build.py; do not edit.",
        "## Counts",
        _counts(regions, places),
        f"Forms that stand alone: {len(owners):,}, of them {sum(len(v) > 1 for v in owners.values()):,} with several "
        f"candidates. Words that need a head noun: {len(headed):,}, of them {sum(len(v) > 1 for v in headed.values()):,} "
        f"with several candidates. Forms that are also ordinary words: {len(senses['word']):,}; people's names: "
        f"{len(senses['person']):,}.",
        "## What is missing",
        _missing(places),
        "## Most ambiguous names",
        _ambiguous(places),
        "## Remarks",
        _remarks(remarks),
    ]
    return "\n\n".join(parts) + "\n"


def _counts(regions: list[Region], places: list[Place]) -> str:
    lines = ["| kind | Russia | Ukraine | elsewhere |", "|---|---|---|---|"]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for region in regions:
        counts[region.kind][region.country] += 1
    for place in places:
        counts[place.kind][place.region[:2]] += 1
    for kind, count in counts.items():
        other = sum(count.values()) - count["RU"] - count["UA"]
        lines.append(f"| {kind} | {count['RU']:,} | {count['UA']:,} | {other:,} |")
    return "\n".join(lines)


def _missing(places: list[Place]) -> str:
    settlements = [p for p in places if p.kind in {"town", "settlement"}]
    districts = [p for p in places if p.kind == "district"]
    return "\n".join(
        [
            f"- settlements without coordinates: {sum(p.lat is None for p in settlements):,} of {len(settlements):,}",
            f"- settlements without a district: {sum(not p.parent for p in settlements):,}",
            f"- settlements whose population is unknown: {sum(not p.population for p in settlements):,}",
            f"- districts whose central town is unknown, and so their place: {sum(p.lat is None for p in districts):,} "
            f"of {len(districts):,}",
            f"- places in Ukraine without a Ukrainian name: "
            f"{sum(not p.name_uk for p in settlements if p.region.startswith('UA')):,}",
            "- Russian villages that neither GeoNames nor the census lists, but for those of villages.tsv; city districts of towns under 300,000; streets",
        ]
    )


def _ambiguous(places: list[Place]) -> str:
    regions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place in places:
        if place.kind in {"town", "settlement", "district"}:
            regions["district" if place.kind == "district" else "settlement", place.name].add(place.region)
    ranked = sorted(regions.items(), key=lambda item: (-len(item[1]), item[0]))
    lines = [f"- {name} ({kind}): {len(found)} regions" for (kind, name), found in ranked[:40]]
    several = Counter(kind for (kind, _), found in ranked if len(found) > 1)
    lines.append(
        f"- in more than one region: {several['settlement']:,} names of settlements, {several['district']:,} of districts"
    )
    return "\n".join(lines)


def _remarks(remarks: list[str]) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for remark in remarks:
        what, region, rest = remark.split("\t")
        groups[what].append(f"{region} {rest}")
    return "\n\n".join(
        f"### {what}: {len(groups[what]):,}\n{'; '.join(sorted(groups[what]))}" for what in sorted(groups)
    )
