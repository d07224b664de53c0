"""Other ways to join rows of lists, on the same rows: what a newsroom would do with a spreadsheet or a library.

Each joins pairs of rows of different lists; where it has a threshold, the best for these very lists is taken, which
flatters it. Pairs are those whose names share the first three letters of a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

from benchmarks.linkage.measures import Pairs, true_pairs
from benchmarks.linkage.noise import Row
from benchmarks.linkage.samples import Sample
from benchmarks.linkage.with_splink import scored_pairs
from prisoners.matching.names import name_of, plain

Scored = tuple[float, bool]


def exact_names(sample: Sample) -> Pairs:
    """The same words in any order, without accents and capitals."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in sample.rows:
        groups[" ".join(sorted(_name(row).split()))].append(row)
    scored = [(1.0, a.truth == b.truth) for rows in groups.values() for a, b in _pairs_of_lists(rows)]
    return _at_best([*scored], sample)


def trigrams(sample: Sample) -> Pairs:
    """Similarity of trigrams, as PostgreSQL's pg_trgm counts it."""
    sets = {row.number: _trigrams(_name(row)) for row in sample.rows}

    def score(a: Row, b: Row) -> float:
        one, other = sets[a.number], sets[b.number]
        return len(one & other) / len(one | other)

    return _at_best(_all(sample, score), sample)


def rapidfuzz(sample: Sample) -> Pairs:
    """The set of words compared by edit distance."""
    return _at_best(_all(sample, lambda a, b: token_set_ratio(_name(a), _name(b)) / 100), sample)


def rapidfuzz_with_rules(sample: Sample) -> Pairs:
    """The same, and rules by hand: birth year, province, month of arrest and sentence for and against."""
    return _at_best(_all(sample, _by_rules), sample)


def splink(sample: Sample) -> Pairs | None:
    """None where it is not installed."""
    found = scored_pairs(sample)
    if found is None:
        return None
    return _at_best([(chance, sample.rows[a].truth == sample.rows[b].truth) for chance, a, b in found], sample)


OTHERS: dict[str, Callable[[Sample], Pairs | None]] = {
    "exact_names": exact_names, "trigrams": trigrams, "rapidfuzz": rapidfuzz,
    "rapidfuzz_with_rules": rapidfuzz_with_rules, "splink": splink,
}  # fmt: skip


def _by_rules(a: Row, b: Row) -> float:
    score = token_set_ratio(_name(a), _name(b)) / 100
    for one, other, agreed, against in (
        (_year(a), _year(b), 0.08, 0.25), (a.values.get("province"), b.values.get("province"), 0.04, 0.12),
        (a.values.get("detained_on", "")[:7], b.values.get("detained_on", "")[:7], 0.06, 0.12),
        (a.values.get("sentence_months"), b.values.get("sentence_months"), 0.04, 0.04),
    ):  # fmt: skip
        if one and other:
            score += agreed if one == other else -against
    return score


def _year(row: Row) -> str:
    born, age, held = (row.values.get(field) for field in ("birth_date", "age_at_detention", "detained_on"))
    return str(born)[:4] if born else str(int(held[:4]) - age) if age and held else ""


def _name(row: Row) -> str:
    return plain(name_of(row.values).display)


def _trigrams(text: str) -> frozenset[str]:
    words = [f"  {word} " for word in text.split()]
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))


def _all(sample: Sample, score: Callable[[Row, Row], float]) -> list[Scored]:
    return [(score(a, b), a.truth == b.truth) for a, b in _blocked(sample.rows)]


def _blocked(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs of different lists whose names share the first three letters of a word."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        starts = sorted({word[:3] for word in _name(row).split() if len(word) > 2})
        for one in starts:
            groups[one].append(row)
    seen = set()
    for bearers in groups.values():
        for a, b in _pairs_of_lists(bearers):
            if (a.number, b.number) not in seen:
                seen.add((a.number, b.number))
                yield a, b


def _pairs_of_lists(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    for place, a in enumerate(rows):
        for b in rows[place + 1 :]:
            if a.source != b.source:
                yield (a, b) if a.number < b.number else (b, a)


def _at_best(scored: list[Scored], sample: Sample) -> Pairs:
    """The pairs at the threshold with the best F1."""
    true = true_pairs(sample)
    best, right, wrong = Pairs(0, 0, true), 0, 0
    ordered = sorted(scored, reverse=True)
    for place, (score, is_true) in enumerate(ordered):
        right, wrong = right + is_true, wrong + (not is_true)
        if place + 1 == len(ordered) or ordered[place + 1][0] < score:
            here = Pairs(right, wrong, true)
            best = max(best, here, key=lambda each: each.f1)
    return best
