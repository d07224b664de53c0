"""What a usual month asks of an editor, counted; the mix of changes is that of the benchmark."""

import pytest

from benchmarks.incoming import CHANGED, decisions
from prisoners.models import ListChange
from tests.lists import load_reference, make_list

pytestmark = pytest.mark.django_db


def test_a_month_of_thirty_changes_asks_for_thirty_decisions_at_most():
    load_reference()
    report, asked = decisions(make_list(is_demo=True), rows=1_200)
    assert report.new + report.changed + report.gone == CHANGED
    kinds = sorted((change.kind, change.part) for change in ListChange.objects.open())
    assert kinds == [
        ("conflict", "person"), *[("conflict", "sentence")] * 5, *[("conflict", "stay")] * 4, *[("gone", "list")] * 5,
    ]  # fmt: skip
    assert asked <= CHANGED
