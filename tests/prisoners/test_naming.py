"""Who may be named: the State, two independent publishers or a consent; and nobody who objected."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from prisoners import naming, problems
from prisoners.models import CorrectionRequest, Person
from sources.models import SourceOrganisation
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

ABOUT = {"taken_away", "objected", "no_basis", "removal_asked"}


@pytest.fixture
def held() -> Person:
    return wc.person("Zuleidys Quintero Marabuzal", consented=False)


def has_basis(person: Person) -> bool:
    """As the whole rule says it, and as it says it of everybody at once."""
    (standing,) = naming.standings([person.pk]).values()
    assert standing.has_basis == naming.told_of(person).has_basis
    return standing.has_basis


def said(person: Person) -> set[str]:
    texts = {*problems.of_person(person), *problems.warnings_of(person)}
    return {check.name for check in problems.CHECKS if str(check.message) in texts} & ABOUT


def paper(kind: str = "media", publisher: str = "", of_kind: str = "media", **columns):
    by = wc.organisation(publisher, kind=of_kind) if publisher else None
    return wc.document(kind, publisher=by, **columns)


def test_without_a_basis_the_dossier_is_not_approved_and_the_message_says_what_is_lacking(held):
    assert not has_basis(held) and said(held) == {"no_basis"}
    with override("en"):
        (told,) = (one for one in problems.of_person(held) if "name may not" in one)
    assert "no consent is recorded" in told and "counted, not named" in told
    assert held in problems.with_problems(Person.objects.all())
    Person.objects.filter(pk=held.pk).update(visibility="withheld")
    assert not said(held)


def test_one_list_is_not_enough_and_two_are(held):
    wc.snapshot(wc.source_list("pd-demo"), "2024-10-31", [held])
    wc.snapshot(wc.source_list("pd-demo"), "2024-11-30", [held])
    assert not has_basis(held) and naming.told_of(held).lacks_one
    wc.snapshot(wc.source_list("j11j-demo"), "2024-10-31", [held])
    assert has_basis(held) and said(held) == set()


def test_two_lists_of_one_organisation_are_one_publisher(held):
    one = wc.source_list("pd-demo")
    for of in (one, wc.source_list("pd-women", organisation=one.organisation)):
        wc.snapshot(of, "2024-10-31", [held])
    assert not has_basis(held)


def test_whoever_takes_names_from_another_counts_as_the_other(held):
    for code in ("pd-demo", "j11j-demo"):
        wc.snapshot(wc.source_list(code), "2024-10-31", [held])
    copies = SourceOrganisation.objects.filter(code="j11j-demo")
    copies.update(derived_from=wc.organisation("pd-demo"))
    assert not has_basis(held)
    copies.update(derived_from=wc.organisation("cubalex-demo"))
    assert has_basis(held)


def test_our_own_word_is_nobody_elses(held):
    wc.snapshot(wc.source_list("pd-demo"), "2024-10-31", [held])
    wc.snapshot(wc.source_list("own", organisation=wc.organisation("own", kind="own")), "2024-10-31", [held])
    wc.cite(held, paper(publisher="own"))
    assert not has_basis(held)


@pytest.mark.parametrize("gone", [
    {"undone_at": wc.LONG_AGO, "undone_reason": "de otro"}, {"embargo_until": date(2099, 1, 1)},
])  # fmt: skip
def test_a_list_undone_or_under_embargo_names_nobody(held, gone):
    wc.snapshot(wc.source_list("pd-demo"), "2024-10-31", [held])
    other = wc.snapshot(wc.source_list("j11j-demo"), "2024-10-31", [held])
    if "undone_at" in gone:
        gone = gone | {"undone_by": wc.editor()}
    assert has_basis(held)
    type(other).objects.filter(pk=other.pk).update(**gone)
    assert not has_basis(held)


def test_a_list_replaced_names_nobody_and_one_being_edited_does(held):
    wc.snapshot(wc.source_list("pd-demo"), "2024-10-31", [held])
    other = wc.snapshot(wc.source_list("j11j-demo"), "2024-10-31", [held])
    other.reopen(by=wc.editor())
    assert has_basis(held), "the organisation has published it all the same"
    wc.snapshot(wc.source_list("j11j-demo"), "2024-10-31", [], supersedes=other)
    assert not has_basis(held)


def test_a_line_withdrawn_names_nobody(held):
    for code in ("pd-demo", "j11j-demo"):
        wc.snapshot(wc.source_list(code), "2024-10-31", [held])
    held.row_matches.filter(entry__source_list__code="j11j-demo").update(withdrawn_at=timezone.now())
    assert not has_basis(held)


def test_a_document_counts_for_its_publisher_where_it_is_cited_for_the_person(held):
    wc.snapshot(wc.source_list("pd-demo"), "2024-10-31", [held])
    press = paper(publisher="diario")
    wc.cite(held, press, detention=held.detentions.get())
    assert not has_basis(held), "it may speak of the arrest alone"
    wc.cite(held, press)
    assert has_basis(held)


@pytest.mark.parametrize("columns", [
    {"kind": "testimony"}, {"kind": "court_paper"}, {"url": ""}, {"publisher": ""}, {"repeats": "pd-demo"},
    {"publisher": "pd-demo"},
])  # fmt: skip
def test_documents_that_are_no_second_public_source(held, columns):
    wc.snapshot(wc.source_list("pd-demo"), "2024-10-31", [held])
    repeats = columns.pop("repeats", None)
    made = paper(**{"publisher": "diario", **columns}, derived_from=wc.organisation(repeats) if repeats else None)
    wc.cite(held, made)
    assert not has_basis(held)


def test_two_newspapers_are_enough_and_one_twice_is_not(held):
    wc.cite(held, paper(publisher="diario"))
    wc.cite(held, paper(publisher="diario"))
    assert not has_basis(held)
    wc.cite(held, paper(publisher="revista"))
    assert has_basis(held)


def test_the_state_alone_is_enough(held):
    wc.cite(held, paper("official_note"), detention=held.detentions.get())
    assert not has_basis(held), "a note on an announcement names nobody"
    wc.cite(held, paper("official_note"))
    assert has_basis(held)


def test_the_state_by_a_list_or_a_newspaper_of_its_own(held):
    other = wc.person("Yoandri Pérez Sabanalar", consented=False)
    wc.cite(held, paper(publisher="granma", of_kind="state"))
    wc.snapshot(wc.source_list("gaceta", organisation=wc.organisation("tsp", kind="state")), "2024-10-31", [other])
    assert has_basis(held) and has_basis(other)


def test_an_official_note_of_somebody_else_is_not_the_states(held):
    wc.cite(held, paper("official_note", publisher="diario"))
    assert not has_basis(held)


def test_a_consent_is_enough_while_it_is_in_force_and_covers_the_name(held):
    wc.consent(held, scope=["photo", "affiliation"], given_by="organisation")
    assert not has_basis(held)
    given = wc.consent(held, given_by="organisation")
    assert has_basis(held)
    given.withdraw(by=wc.editor(), on=timezone.localdate())
    assert not has_basis(held)


# Objections.


def granted(person: Person, level: str, decision: str = "accepted", on: date = date(2025, 5, 10)) -> CorrectionRequest:
    one = CorrectionRequest.objects.create(person=person, level=level, decision=decision, answer="Se quita.")
    at = datetime(on.year, on.month, on.day, 20, tzinfo=timezone.get_default_timezone())
    CorrectionRequest.objects.filter(pk=one.pk).update(
        decided_by=wc.editor("ana"), decided_at=at, confirmed_by=wc.editor("bruno"), confirmed_at=at
    )
    return one


@pytest.fixture
def known() -> Person:
    """Named by two lists: it is not the basis that is lacking."""
    person = wc.person("Yoandri Pérez Sabanalar", consented=False)
    for code in ("pd-demo", "j11j-demo"):
        wc.snapshot(wc.source_list(code), "2024-10-31", [person])
    assert said(person) == set()
    return person


LIFTS = {
    # what was granted: by whose later consent the name comes back
    ("hide", "accepted"): {"self", "family", "lawyer", "organisation", "guardian"},
    ("hide", "partly"): {"self", "family", "lawyer", "organisation", "guardian"},
    ("remove", "partly"): {"self", "family", "lawyer", "organisation", "guardian"},
    ("remove", "accepted"): {"self"},
    ("erase", "partly"): {"self"},
    ("erase", "accepted"): {"self"},
}


@pytest.mark.parametrize(("level", "decision"), LIFTS)
@pytest.mark.parametrize("giver", ["self", "family", "lawyer", "organisation", "guardian"])
def test_the_name_comes_back_by_a_later_consent_of_whoever_may(known, level, decision, giver):
    granted(known, level, decision)
    own_alone = LIFTS[level, decision] == {"self"}
    objection = {"taken_away" if own_alone else "objected"}
    assert said(known) == objection
    wc.consent(known, given_by=giver, given_on=date(2025, 5, 10))
    assert said(known) == objection, "of the same day nobody knows which came first"
    wc.consent(known, given_by=giver, given_on=date(2025, 5, 11), scope=["photo"])
    assert said(known) == objection
    wc.consent(known, given_by=giver, given_on=date(2025, 5, 11))
    assert said(known) == (set() if giver in LIFTS[level, decision] else objection)


@pytest.mark.parametrize(("level", "decision"), [("correct", "accepted"), ("hide", "refused"), ("remove", "refused")])
def test_what_was_refused_or_is_no_removal_objects_to_nothing(known, level, decision):
    granted(known, level, decision)
    assert said(known) == set() and not naming.standings([known.pk])[known.pk].is_objected


def test_what_one_editor_decided_waits_and_is_told(known):
    one = CorrectionRequest.objects.create(person=known, level="hide")
    assert said(known) == {"removal_asked"}
    one.decide("accepted", by=wc.editor("ana"))
    assert said(known) == {"removal_asked"}
    assert not naming.standings([known.pk])[known.pk].is_objected, "nobody hides a record by asking for it"


@pytest.mark.parametrize(("giver", "lifting"), [("self", {"self"}), ("family", {"self", "family", "lawyer"})])
def test_a_withdrawn_consent_is_an_objection_whoever_else_names_the_person(known, giver, lifting):
    given = wc.consent(known, given_by=giver)
    given.withdraw(by=wc.editor(), on=date(2025, 5, 10))
    known.refresh_from_db()
    assert known.visibility == "withheld" and known.workflow_state == "draft"
    Person.objects.filter(pk=known.pk).update(visibility="public")
    assert said(known) == {"objected"}
    for who in ("self", "family", "lawyer"):
        later = wc.consent(known, given_by=who, given_on=date(2025, 5, 11))
        assert (said(known) == set()) == (who in lifting), who
        later.delete()


def test_a_consent_to_a_photo_withdrawn_leaves_the_name(known):
    given = wc.consent(known, scope=["photo"])
    given.withdraw(by=wc.editor(), on=date(2025, 5, 10))
    known.refresh_from_db()
    assert known.visibility == "public" and said(known) == set()


def test_the_dossier_of_a_minor_needs_no_basis_for_a_pseudonym(held):
    for columns in ({"age_at_detention_stated": 16}, {"age_at_detention_stated": None, "birth_date": "2004-02"}):
        Person.objects.filter(pk=held.pk).update(**columns)
        assert said(held) == set()
    Person.objects.filter(pk=held.pk).update(age_at_detention_stated=None, birth_date="2003-07-11")
    assert said(held) == {"no_basis"}, "18 on that very day"


def test_a_removal_of_whoever_was_merged_speaks_for_who_stays(known):
    other = wc.person("Yoandry Pérez Sabanalar", consented=False)
    granted(other, "hide")
    assert said(known) == set()
    Person.objects.filter(pk=other.pk).update(merged_into=known)
    assert said(known) == {"objected"}
