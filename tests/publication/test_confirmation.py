"""A state is confirmed by who says that state; a list that says another is told of, and confirms nothing."""

from datetime import date
from typing import Any

import pytest

from prisoners.models import Person
from publication.models import CustodySpan, PrisonerVersion
from publication.publishing import publish
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db
AS_OF = date(2025, 4, 30)
LEFT, LIST, LATER = "2025-03-27", "2025-03-31", "2025-04-30"


def released(*, confirmed: str | None = LIST, **columns: Any):
    """Left prison on 27 March, told of two days later; the dossier's last confirmation is of the list of 31 March."""
    held = wc.person(last_confirmed_on=date.fromisoformat(confirmed) if confirmed else None, **columns)
    wc.release(held.detentions.get(), LEFT, reported_on=date(2025, 3, 29))
    return held


def listed(held, *days: str, code: str = "pd-demo", **values: Any):
    for day in days:
        wc.snapshot(wc.source_list(code), day, {held: {"status": "in_custody", **values}})


def document() -> dict[str, Any]:
    publish(as_of=AS_OF)
    return PrisonerVersion.objects.current().get().document


def told() -> tuple[str, list[tuple[str, str, str, str]]]:
    public = document()
    told = ("organisation", "value", "since", "as_of")
    return public["last_confirmed_on"], [tuple(one[name] for name in told) for one in public["state_denied"]]


def test_a_list_that_still_says_prison_confirms_no_release_and_is_told_of():
    listed(released(), "2024-12-31", "2025-02-28", LIST)
    assert told() == ("2025-03-29", [("pd-demo", "in_custody", "2024-12-31", LIST)])


def test_since_when_it_says_so_is_told_of_the_stretch_without_a_break():
    held = released()
    listed(held, "2024-10-31")
    listed(held, "2024-11-30", status="serving_outside")
    listed(held, "2024-12-31", LIST)
    assert told()[1] == [("pd-demo", "in_custody", "2024-12-31", LIST)]


def test_a_list_that_says_the_new_state_confirms_it():
    held = released(confirmed=None)
    listed(held, LIST)
    listed(held, LATER, code="j11j-demo", status="serving_outside")
    assert told() == (LATER, [("pd-demo", "in_custody", LIST, LIST)])


def test_its_own_day_counts_before_that_of_the_list():
    held = released()
    listed(held, LIST, confirmed_on="2025-02-10")
    listed(held, LATER, code="j11j-demo", status="serving_outside", confirmed_on="2025-04-02")
    assert told() == ("2025-04-02", [])


def test_what_was_said_before_the_release_confirms_nothing_and_contradicts_nothing():
    listed(released(confirmed="2025-02-28"), "2025-02-28")
    assert told() == ("2025-03-29", [])


def test_on_the_day_of_leaving_nobody_is_in_prison_any_more():
    listed(released(confirmed=LEFT), LEFT)
    assert told() == ("2025-03-29", [("pd-demo", "in_custody", LEFT, LEFT)])


def test_what_was_said_of_a_former_stay_confirms_no_later_one():
    held = released(confirmed="2025-02-28")
    listed(held, "2025-02-28")
    wc.detention(held, "2025-04-10")
    assert told() == ("", [])


def test_a_list_that_has_dropped_the_line_denies_nothing_any_more():
    held = released()
    listed(held, LIST)
    wc.snapshot(wc.source_list("j11j-demo"), LATER)
    assert told()[1] == [("pd-demo", "in_custody", LIST, LIST)]
    wc.snapshot(wc.source_list(), LATER)
    wc.change(Person.objects.all(), biography_es="Cambió.")
    assert told() == ("2025-03-29", [])


def test_an_editors_later_word_confirms():
    listed(released(confirmed="2025-04-10"), LIST)
    assert told()[0] == "2025-04-10"


def test_who_does_not_know_the_figure_confirms_being_outside():
    listed(released(), LIST, status="outside_unknown")
    assert told() == (LIST, [])


def test_who_says_free_of_somebody_who_is_not_says_otherwise():
    listed(released(), LIST, status="free")
    assert told() == ("2025-03-29", [("pd-demo", "free", LIST, LIST)])


def test_a_line_without_a_state_contradicts_nobody():
    listed(released(), LIST, status="")
    assert told() == (LIST, [])


def test_in_prison_the_lists_that_say_so_confirm_it():
    listed(wc.person(last_confirmed_on=date(2025, 3, 31)), "2025-02-28", LIST)
    assert told() == (LIST, [])


def test_who_left_by_one_list_alone_is_still_in_prison_and_told_of():
    listed(wc.person(last_confirmed_on=date(2025, 3, 31)), LIST, status="serving_outside")
    assert told() == ("", [("pd-demo", "serving_outside", LIST, LIST)])


@pytest.mark.parametrize("visibility", ["public", "withheld"])
def test_the_state_goes_stale_by_what_confirmed_it(visibility):
    held = released(visibility=visibility, confirmed="2025-12-31")
    listed(held, "2025-12-31")
    publish(as_of=date(2026, 1, 31))
    unknown = CustodySpan.objects.current().filter(state="unknown").latest("possible")
    # A year and a day after the report; of who is not named, after the end of the month.
    assert unknown.possible.lower == {"public": date(2026, 3, 30), "withheld": date(2026, 4, 1)}[visibility]


def test_a_draft_list_is_not_told_of():
    held = released(confirmed="2025-02-28")
    wc.snapshot(wc.source_list(), LIST, {held: {"status": "in_custody"}}, workflow_state="draft")
    assert told() == ("2025-03-29", [])
