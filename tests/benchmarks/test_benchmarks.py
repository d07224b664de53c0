"""The benchmarks run; how quick anything is, is theirs to say and not for a test."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.figures import Figure, Plan
from benchmarks.misspelling import COUNT, queries
from benchmarks.persons import invent
from demonstration.population.name_lists import INVENTED_SURNAMES
from publication.names import fold

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"[a-z_]+(\.[a-z_0-9]+)* [0-9.]+(e[+-][0-9]+)? \w+")


@pytest.mark.slow
@pytest.mark.xdist_group("benchmarks")
def test_small_run_prints_lines_that_can_be_read():
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    names = ["search", "record", "csv_file", "figure", "as_of", "publishing"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *names, "--sizes=200", "--quick"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert {line.split(".")[0] for line in lines[1:]} == set(names)
    assert "search.page_to_trigram_sql.200" in {line.split()[0] for line in lines}


def test_unknown_name_is_refused():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "everything"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no benchmark everything" in done.stderr


def test_persons_are_invented_and_the_same_each_time():
    persons = list(invent(300))
    assert persons == list(invent(300))
    assert persons[:100] == list(invent(100))
    assert {one.surname_2 for one in persons} <= set(INVENTED_SURNAMES)
    assert all(one.left_on is None or one.left_on > one.detained_on for one in persons)


def test_each_query_is_misspelt():
    asked = queries(300)
    assert len(asked) == COUNT
    assert all(text != fold(name) for text, name in asked)
    assert asked == queries(300)


def test_figure_is_one_line():
    assert str(Figure("search.page.1400", 1.23456, "ms")) == "search.page.1400 1.23 ms"
    assert str(Figure("search.found.1400", 40, "of40")) == "search.found.1400 40 of40"
    assert Plan(sizes=(1_400, 10_000)).at_most(2_000) == 2_000
