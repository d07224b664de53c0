"""On which lists a person was, and when, from the snapshots: pure, and once through the database."""

from datetime import date

import pytest

from publication.models import ListingSpan
from publication.projector.listings import Listed, Lists, spans
from publication.publishing import publish
from tests.publication import working_copy as wc

DAYS = [date(2024, month, 1) for month in (1, 2, 3, 4)]


def lists(**kinds: str) -> Lists:
    """Lists with a snapshot on the first of January, February, March and April, keys 1 to 4; all accepted."""
    snapshots = {code: list(enumerate(DAYS, start=1)) for code in kinds}
    return Lists(snapshots, kinds, set(kinds))


def listed(code: str, *appearances: int | tuple[int, str]) -> Listed:
    told = tuple(each if isinstance(each, tuple) else (each, "") for each in appearances)
    return Listed(code, code, code, "", DAYS[-1], {}, told, tuple(DAYS[key - 1] for key, _status in told))


def told(rows, of: Lists) -> list[tuple]:
    return [
        (span.source_list, span.days.lower.month, span.days.upper and span.days.upper.month, span.counts_as_prisoner)
        for span in spans(rows, of)
    ]


def test_from_the_first_snapshot_with_the_person_to_the_first_without():
    assert told([listed("pd", 2, 3)], lists(pd="prisoners")) == [("pd", 2, 4, True), ("consolidated", 2, 4, True)]


def test_still_on_the_newest_snapshot_has_no_end():
    assert told([listed("pd", 4)], lists(pd="prisoners"))[0] == ("pd", 4, None, True)


def test_who_comes_back_has_two_spans():
    assert told([listed("pd", 1, 3, 4)], lists(pd="prisoners"))[:2] == [("pd", 1, 2, True), ("pd", 3, None, True)]


def test_two_lines_of_one_list_are_one_membership():
    assert told([listed("pd", 1, 2), listed("pd", 2, 3)], lists(pd="prisoners"))[0] == ("pd", 1, 4, True)


def test_a_register_of_arrests_counts_as_prisoners_those_it_says_are_in_prison():
    row = listed("j11j", (1, "in_custody"), (2, "in_custody"), (3, "serving_outside"), (4, ""))
    assert told([row], lists(j11j="arrests")) == [
        ("j11j", 1, 3, True),
        ("j11j", 3, None, False),
        ("consolidated", 1, 3, True),
    ]


def test_who_was_never_in_prison_is_not_on_the_consolidated_list():
    assert told([listed("j11j", (1, "free"))], lists(j11j="arrests")) == [("j11j", 1, 2, False)]


def test_the_consolidated_list_is_the_union_of_the_accepted_ones():
    of = lists(one="prisoners", other="prisoners", third="prisoners")
    of.accepted.discard("third")
    rows = [listed("one", 1), listed("other", 2), listed("third", 3, 4)]
    assert told(rows, of)[-1] == ("consolidated", 1, 3, True)


@pytest.mark.django_db
def test_a_corrected_snapshot_takes_the_place_of_the_former_once_it_is_approved():
    held, of = wc.person(), wc.source_list()
    first = wc.snapshot(of, "2024-10-31", [held])
    corrected = wc.snapshot(of, "2024-10-31", [], supersedes=first, workflow_state="draft")
    publish(as_of=date(2025, 1, 14))
    assert ListingSpan.objects.current().filter(source_list="pd-demo").exists()
    wc.lead(corrected)
    publish(as_of=date(2025, 1, 14))
    assert not ListingSpan.objects.current().exists()


@pytest.mark.django_db
def test_a_withdrawn_match_says_nothing():
    held = wc.person()
    wc.snapshot(wc.source_list(), "2024-10-31", [held])
    held.row_matches.update(withdrawn_at="2025-01-01T00:00Z")
    publish(as_of=date(2025, 1, 14))
    assert not ListingSpan.objects.exists()
