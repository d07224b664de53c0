"""Splink on the same rows, where it is installed (`pip install splink`): its usual comparisons, trained without labels.

It is given the parts of names as our reader takes them apart, which it can't do by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from benchmarks.linkage.samples import Sample

LEAST = 0.01  # chance below which a pair is not told


def scored_pairs(sample: Sample) -> Iterator[tuple[float, int, int]] | None:
    """(chance, row, row) of pairs of different lists; None where Splink is not installed."""
    if not find_spec("splink"):
        return None
    return _predict(sample)


def _predict(sample: Sample) -> Iterator[tuple[float, int, int]]:
    import pyarrow
    import splink.comparison_library as library
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    api = DuckDBAPI()
    lines = [_line(sample, number) for number in range(len(sample.rows))]
    sources = sorted({line["source_dataset"] for line in lines})
    tables = [
        api.register(
            pyarrow.Table.from_pylist([line for line in lines if line["source_dataset"] == source]), table_name=source
        )
        for source in sources
    ]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="number",
        comparisons=[
            library.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            library.JaroWinklerAtThresholds("surname_1", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            library.JaroWinklerAtThresholds("surname_2", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            library.LevenshteinAtThresholds("born", [1, 2]),
            library.ExactMatch("born_year"),
            library.ExactMatch("municipality"),
            library.ExactMatch("province"),
            library.LevenshteinAtThresholds("detained_on", [1, 2]),
            library.ExactMatch("facility"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_sound", "surname_1_sound"), block_on("given_sound", "surname_2_sound"),
            block_on("surname_1_sound", "surname_2_sound"), block_on("born"),
            block_on("surname_1_sound", "detained_on"), block_on("given_sound", "detained_on", "province"),
        ],
    )  # fmt: skip
    linker = Linker(tables, settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(
        [block_on("given_sound", "surname_1_sound", "surname_2_sound")], recall=0.5
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (
        block_on("surname_1_sound", "surname_2_sound"), block_on("given_sound", "surname_1_sound"), block_on("born"),
    ):  # fmt: skip
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    for row in linker.inference.predict(threshold_match_probability=LEAST).as_record_list():
        yield row["match_probability"], row["number_l"], row["number_r"]


def _line(sample: Sample, number: int) -> dict[str, Any]:
    row, profile = sample.rows[number], sample.readings[number][0]
    born = row.values.get("birth_date") or None
    return {
        "number": number, "source_dataset": row.source, "given": " ".join(profile.given) or None,
        "given_sound": (profile.given_sounds or (None,))[0], "surname_1": profile.surname_1 or None,
        "surname_2": profile.surname_2 or None, "surname_1_sound": profile.surname_1_sound or None,
        "surname_2_sound": profile.surname_2_sound or None, "born": born if born and len(born) == 10 else None,
        "born_year": born[:4] if born else None, "municipality": profile.municipality or None,
        "province": profile.province or None, "detained_on": row.values.get("detained_on") or None,
        "facility": row.values.get("facility") or None,
    }  # fmt: skip
