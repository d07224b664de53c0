"""What rows say of releases and revocations."""

from datetime import date

import pytest

from chronology.partial_date import PartialDate
from editorial.models import Editor, WorkflowState
from prisoners.models import Detention, Person
from releases.models import Citation, Release, Revocation
from tests.lists import DAY, LATER, bring, load_reference, make_list, row

pytestmark = pytest.mark.django_db
HELD = {"birth_date": "1990", "detained_on": "2021-07-11", "province": "CU-03"}
FREED = {
    "release_type": "conditional_release", "left_on": "2025-01-16", "reported_on": "2025-01-18",
    "status": "serving_outside", "exile_condition": "no",
}  # fmt: skip
T3, APRIL, OCTOBER = date(2025, 1, 21), date(2025, 4, 30), date(2025, 10, 31)


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def said(**values):
    return [row("1", **{**HELD, **values})]


def test_release_is_made_cited_and_ends_the_detention():
    from releases.models import OfficialAnnouncement

    code = OfficialAnnouncement.objects.values_list("code", flat=True).first()
    bring(said(status="in_custody"))
    bring(said(**FREED, announcement=code), as_of=T3)
    release = Release.objects.get()
    assert (release.release_type_id, str(release.left_on), release.reported_on) == (
        "conditional_release", "2025-01-16", date(2025, 1, 18),
    )  # fmt: skip
    assert (release.announcement.code, release.attribution, release.exile_condition) == (code, "organisation", "no")
    assert str(Detention.objects.get().ended_on) == "2025-01-16"
    assert Citation.objects.get().release == release


@pytest.mark.parametrize(
    ("status", "release_type", "exile"),
    [
        ("serving_outside", "unknown_release", "unknown"), ("outside_unknown", "unknown_release", "unknown"),
        ("free", "unknown_release", "unknown"), ("awaiting_outside", "precautionary_change", "unknown"),
        ("exiled", "forced_exile", "yes"), ("deceased", "death_in_custody", "unknown"),
        ("at_large", "escaped", "unknown"),
    ],
)  # fmt: skip
def test_state_outside_without_a_figure_makes_a_release(status, release_type, exile):
    bring(said(status=status))
    release = Release.objects.get()
    assert (release.release_type_id, release.left_on, release.reported_on) == (release_type, None, DAY)
    assert release.exile_condition == exile


@pytest.mark.parametrize("status", ["in_custody", "missing", "unknown"])
def test_state_inside_makes_none(status):
    bring(said(status=status))
    assert not Release.objects.exists()


def test_same_statement_again_adds_nothing():
    bring(said(**FREED), as_of=T3)
    bring(said(**FREED, note="otra vez"), as_of=APRIL)
    assert Release.objects.count() == 1


def test_known_figure_replaces_only_the_unknown_one():
    bring(said(status="serving_outside"), as_of=T3)
    bring([row("b", **HELD, **FREED)], make_list("registro-b"), as_of=T3)
    release = Release.objects.get()
    assert release.release_type_id == "conditional_release" and str(release.left_on) == "2025-01-16"
    assert str(Detention.objects.get().ended_on) == "2025-01-16"


def test_leaving_after_a_list_told_of_it_stays_a_statement():
    bring(said(status="serving_outside"))
    bring([row("b", **HELD, **FREED)], make_list("registro-b"), as_of=T3)
    release = Release.objects.get()
    assert (release.release_type_id, release.left_on, release.reported_on) == ("unknown_release", None, DAY)


def test_leaving_that_the_row_itself_tells_of_too_early_stays_a_statement():
    bring(said(**{**FREED, "reported_on": "2025-01-15"}), as_of=T3)
    assert not Release.objects.exists()


def test_a_list_of_a_former_day_told_of_a_leaving_when_it_happened():
    bring(said(**{**FREED, "reported_on": "", "left_on": "2025-01"}))
    assert Release.objects.get().reported_on == date(2025, 1, 1)


def test_day_of_an_arrest_after_the_leaving_stays_a_statement():
    """The whole list is read all the same: the database would refuse the day."""
    bring(said(**{**FREED, "detained_on": ""}), as_of=T3)
    other = make_list("registro-b")
    bring([row("b", **{**HELD, "detained_on": "2025-02-01"}, stage="charged")], other, as_of=APRIL)
    held = Detention.objects.get()
    assert held.detained_on is None and held.stages.exists()
    bring([row("b", **{**HELD, "detained_on": "2021-07-11"}, stage="charged")], other, as_of=OCTOBER)
    held.refresh_from_db()
    assert str(held.detained_on) == "2021-07-11"


def test_other_date_of_the_same_release_stays_a_statement():
    bring(said(**FREED), as_of=T3)
    bring([row("b", **HELD, **{**FREED, "left_on": "2025-01-18"})], make_list("registro-b"), as_of=T3)
    assert str(Release.objects.get().left_on) == "2025-01-16"
    assert Citation.objects.count() == 1


def test_later_figure_outside_prison_is_a_release_of_its_own():
    bring(said(release_type="extrapenal_leave", left_on="2023-05-02", status="serving_outside"))
    bring(said(**FREED), as_of=T3)
    first, second = Release.objects.order_by("pk")
    assert not first.was_already_outside and second.was_already_outside
    assert str(Detention.objects.get().ended_on) == "2023-05-02"


def test_departure_before_the_arrest_is_refused_with_the_row():
    report = bring([*said(left_on="2020-01-01"), row("2", "Ana Sosa Jutiar")])
    assert [(each.line, each.field) for each in report.refused] == [(2, "left_on")]


def test_departure_before_the_arrest_that_another_list_gives_stays_a_statement():
    bring(said())
    bring([row("b", birth_date="1990", left_on="2020-01-01")], make_list("registro-b"))
    assert not Release.objects.exists()


def test_revocation_opens_a_new_detention():
    bring(said(**FREED), as_of=T3)
    report = bring(
        said(**{**FREED, "status": "in_custody"}, revoked_on="2025-04-01", reimprisoned_on="2025-04-02",
             ground_official="no_work", ground_alleged="opinion"),
        as_of=APRIL,
    )  # fmt: skip
    assert report.outcome["revocations_new"] == 1
    revocation = Revocation.objects.get()
    assert (revocation.ground_official_id, revocation.ground_alleged_id) == ("no_work", "opinion")
    again = revocation.new_detention
    assert (again.kind, str(again.detained_on), again.ended_on) == ("rearrest_revocation", "2025-04-02", None)
    assert again.parent == revocation.release.detention and again.citations.count() == 1


def test_exile_after_a_revocation_ends_the_new_detention():
    back = {"revoked_on": "2025-04-01", "reimprisoned_on": "2025-04-02"}
    bring(said(**FREED), as_of=T3)
    bring(said(**{**FREED, "status": "in_custody"}, **back), as_of=APRIL)
    bring(
        said(release_type="precautionary_change", left_on="2025-10-13", exile_condition="yes", status="exiled", **back),
        as_of=OCTOBER,
    )
    again = Revocation.objects.get().new_detention
    assert str(again.ended_on) == "2025-10-13" and again.releases.get().exile_condition == "yes"
    assert Release.objects.count() == 2


def test_whole_story_in_one_row_is_taken_as_far_as_it_is_certain():
    bring(said(**{**FREED, "status": "in_custody"}, revoked_on="2025-04-01", reimprisoned_on="2025-04-02"), as_of=APRIL)
    assert Release.objects.count() == 1 and Detention.objects.count() == 2


def test_new_release_leads_back_to_draft():
    bring(said(status="in_custody"))
    author, reviewer = (Editor.objects.create(username=name) for name in ("editora", "revisor"))
    Person.objects.all().submit_all(by=author)
    Person.objects.all().approve_all(by=reviewer)
    bring(said(**FREED), as_of=LATER.replace(year=2025, month=1))
    assert Person.objects.get().workflow_state == WorkflowState.DRAFT


REVOKED = {"revoked_on": "2025-04-01", "reimprisoned_on": "2025-04-02", "status": "in_custody"}


@pytest.mark.parametrize(
    ("freed", "revoked"),
    [
        ({"release_type": "sentence_completed", "status": "free"}, {}),
        ({}, {"revoked_on": "2025-01-02", "reimprisoned_on": ""}),
        ({}, {"reimprisoned_on": "2025-01-02"}),
    ],
)
def test_revocation_that_contradicts_the_release_stays_a_statement(freed, revoked):
    """The whole list is read all the same: the database would refuse the row."""
    bring(said(**{**FREED, **freed}), as_of=T3)
    bring(said(**{**FREED, **freed, **REVOKED, **revoked}), as_of=APRIL)
    assert Release.objects.count() == 1
    assert not Revocation.objects.exists()
    assert Detention.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"release_type": "sentence_completed", "left_on": "2025-02-20", "status": "free"},
        {"release_type": "conditional_release", "left_on": "2025-06-01"},
    ],
)
def test_release_that_contradicts_the_revocation_stays_a_statement(other):
    undated = {"release_type": "conditional_release", "status": "serving_outside", "reported_on": "2025-01-18"}
    bring(said(**undated), as_of=T3)
    Revocation.objects.create(release=Release.objects.get(), revoked_on=PartialDate.parse("2025-04-01"))
    bring([row("b", **HELD, **other)], make_list("registro-b"), as_of=OCTOBER)
    (release,) = Release.objects.all()
    assert (release.release_type_id, release.left_on) == ("conditional_release", None)
