"""Nobody loses a name by the way: what an edition withholds is gone from the former ones too, for ever."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate
from django.utils.translation import override

from editorial.models import Refused
from prisoners.models import Consent, Person
from publication.models import Edition, PrisonerVersion
from publication.publishing import publish
from sources.models import ListSnapshot, SourceOrganisation
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

NAME = "Zuleidys Quintero Marabuzal"
TAKES = SourceOrganisation.objects.filter(code="j11j-demo")


@pytest.fixture
def held() -> Person:
    """Named in edition 1, by two lists."""
    person = wc.person(NAME, consented=False)
    for code in ("pd-demo", "j11j-demo"):
        wc.snapshot(wc.source_list(code), "2024-10-31", [person])
    publish(as_of=localdate())
    assert names() == {NAME}
    return person


def names() -> set[str]:
    return set(PrisonerVersion.objects.exclude(name_display="").values_list("name_display", flat=True))


def some_work() -> Person:
    return wc.person("Yoandri Pérez Sabanalar")


def slip() -> None:
    """An editor writes that one organisation takes its names from the other; nobody has approved it."""
    TAKES.all().update(derived_from=wc.organisation("pd-demo"))
    assert TAKES.get().workflow_state == "draft"


def refused() -> str:
    with override("en"), pytest.raises(Refused) as refusal:
        publish(as_of=localdate())
    assert names() == {NAME} and Edition.objects.count() == 1
    return str(refusal.value)


def test_an_edition_that_would_take_a_name_for_lack_of_a_basis_is_refused_with_the_number(held):
    slip()
    some_work()
    assert refused().startswith("1 person would lose their name")
    TAKES.all().update(derived_from=None)
    publish(as_of=localdate())
    assert NAME in names()


def test_the_number_is_of_all_whom_it_would_befall(held):
    other = wc.person("Lisandra Duarte Tomeguín", consented=False)
    for code in ("pd-demo", "j11j-demo"):
        wc.snapshot(wc.source_list(code), "2024-11-30", [held, other])
    publish(as_of=localdate())
    slip()
    some_work()
    with override("en"), pytest.raises(Refused, match="^2 persons would lose their name"):
        publish(as_of=localdate())


def test_a_list_undone_refuses_it_too(held):
    ListSnapshot.objects.filter(source_list__code="j11j-demo").update(
        undone_at=wc.LONG_AGO, undone_by=wc.editor(), undone_reason="de otro"
    )
    wc.lead(held)
    assert refused()


def test_nothing_is_refused_where_nothing_would_be_published(held):
    slip()
    assert publish(as_of=localdate()) is None and names() == {NAME}


def test_the_command_says_so_and_fails(held):
    slip()
    some_work()
    told = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("publish", stderr=told, stdout=StringIO())
    assert end.value.code == 1 and "1" in told.getvalue() and Edition.objects.count() == 1


@pytest.mark.parametrize("visibility", ["withheld", "withdrawn"])
def test_whom_two_editors_withheld_loses_the_name(held, visibility):
    slip()
    wc.change(Person.objects.filter(pk=held.pk), visibility=visibility)
    assert publish(as_of=localdate()) and names() == set()


def test_whoever_objected_loses_it(held):
    """Also where nothing else carries the name any longer."""
    slip()
    Consent.objects.create(person=held, **{**wc.CONSENT, "withdrawn_on": date(2025, 5, 10)})
    wc.lead(held)
    assert publish(as_of=localdate()) and names() == set()


def test_whoever_is_under_embargo_is_hidden(held):
    slip()
    Person.objects.filter(pk=held.pk).update(embargo_until=date(2099, 1, 1))
    assert publish(as_of=localdate()) and not PrisonerVersion.objects.current().exists()


def test_whose_dossier_is_a_draft_keeps_the_name_and_holds_up_nobody(held):
    slip()
    held.refresh_from_db()
    held.reopen(by=wc.editor())
    some_work()
    assert publish(as_of=localdate()) and NAME in names()


def test_whoever_bears_no_name_loses_none():
    """Neither a pseudonym, nor whoever was withheld for lack of a basis from the beginning."""
    wc.person(NAME, consented=False, age_at_detention_stated=16)
    wc.person("Lisandra Duarte Tomeguín", consented=False)
    publish(as_of=localdate())
    some_work()
    assert publish(as_of=localdate())
    assert names() == {"Adolescente 01", "Yoandri Pérez Sabanalar"}


def test_a_guardians_consent_that_ended_puts_the_pseudonym_in_the_place_of_the_name():
    """The law ends it, nobody's slip: no edition is held up by it."""
    held = wc.person(NAME, consented=False, age_at_detention_stated=16)
    given = wc.consent(held, scope=["minor_identity"], given_on=date(2025, 1, 1))
    publish(as_of=localdate())
    assert names() == {NAME}
    Consent.objects.filter(pk=given.pk).update(given_by="guardian")
    wc.lead(held)
    assert publish(as_of=localdate()) and names() == {"Adolescente 01"}
