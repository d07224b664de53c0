"""Nobody loses a name by the way: what an edition withholds is gone from the former ones too, for ever."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from editorial import roles
from editorial.models import Role
from prisoners.models import Consent, Person
from publication.models import Edition, PrisonerVersion
from publication.projector import dossiers
from publication.publishing import names_kept, publish
from publication.verifying import verify
from sources.models import ListSnapshot, SourceOrganisation
from tests.editorial.accounts import make_editor, signed_in
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


def kept(*, told: str = "1 person") -> None:
    """An edition comes, and takes nobody's name: neither now nor from former editions."""
    before = Edition.objects.count()
    rows = list(of_the_held().order_by("pk").values_list("pk", "digest", "edition_to"))
    assert publish(as_of=localdate()) is not None and Edition.objects.count() == before + 1
    assert NAME in names() and list(of_the_held().order_by("pk").values_list("pk", "digest", "edition_to")) == rows
    with override("en"):
        assert names_kept().startswith(f"{told} would lose their name")


def of_the_held():
    return PrisonerVersion.objects.filter(name_display=NAME)


def test_whoever_would_lose_the_name_for_lack_of_a_basis_stays_as_published_and_holds_up_nobody(held):
    slip()
    some_work()
    kept()
    assert "Yoandri Pérez Sabanalar" in names()


def test_what_was_approved_of_them_waits_until_the_slip_is_mended(held):
    wc.change(Person.objects.filter(pk=held.pk), gender="woman")
    slip()
    some_work()
    kept()
    held.refresh_from_db()
    assert held.workflow_state == "approved"
    TAKES.all().update(derived_from=None)
    assert publish(as_of=localdate()) is not None and NAME in names() and not names_kept()
    held.refresh_from_db()
    assert held.workflow_state == "published"


def test_nothing_of_theirs_changes_while_lists_and_organisations_are_published_anew(held):
    """Neither by the slip once two editors agreed on it, nor by the next list, nor by the edition after that."""
    slip()
    wc.change(SourceOrganisation.objects.filter(code="j11j-demo"), licence="CC BY")
    kept()
    wc.snapshot(wc.source_list("j11j-demo"), "2024-11-30", [some_work()])
    kept()
    wc.person("Lisandra Duarte Tomeguín")
    kept()
    assert verify() == []


def test_the_number_is_of_all_whom_it_would_befall(held):
    other = wc.person("Lisandra Duarte Tomeguín", consented=False)
    for code in ("pd-demo", "j11j-demo"):
        wc.snapshot(wc.source_list(code), "2024-11-30", [held, other])
    publish(as_of=localdate())
    slip()
    some_work()
    kept(told="2 persons")
    assert "Lisandra Duarte Tomeguín" in names()


def test_a_list_undone_takes_no_name_either(held):
    ListSnapshot.objects.filter(source_list__code="j11j-demo").update(
        undone_at=wc.LONG_AGO, undone_by=wc.editor(), undone_reason="de otro"
    )
    some_work()
    kept()


def test_an_urgent_embargo_and_a_granted_removal_of_others_are_not_held_up(held):
    hidden, objects = wc.person("Lisandra Duarte Tomeguín"), wc.person("Yoandri Pérez Sabanalar")
    publish(as_of=localdate())
    slip()
    Person.objects.filter(pk=hidden.pk).update(embargo_until=date(2099, 1, 1))
    wc.change(Person.objects.filter(pk=objects.pk), visibility="withheld")
    assert publish(as_of=localdate()) and names() == {NAME}


def test_who_was_merged_into_such_a_person_keeps_the_name_too(held):
    other = wc.person("Lisandra Duarte Tomeguín")
    publish(as_of=localdate())
    slip()
    Person.objects.filter(pk=other.pk).update(merged_into=held)
    wc.lead(held)
    some_work()
    kept()
    assert PrisonerVersion.objects.current().filter(name_display="Lisandra Duarte Tomeguín").exists()


def test_whoever_is_merged_into_somebody_whom_nothing_carries_keeps_the_name(held):
    """The dossier that stays was never published: nothing of the two changes."""
    stays = wc.person("Lisandra Duarte Tomeguín", consented=False)
    Person.objects.filter(pk=held.pk).update(merged_into=stays)
    wc.lead(stays)
    some_work()
    kept()
    assert PrisonerVersion.objects.current().filter(name_display=NAME).exists()


def test_a_slip_written_while_the_edition_is_made_takes_no_name(held, monkeypatch):
    """What was read of the dossier decides, not what was read before it."""
    read = dossiers.load

    def after_a_slip(*args, **kwargs):
        slip()
        return read(*args, **kwargs)

    monkeypatch.setattr(dossiers, "load", after_a_slip)
    some_work()
    kept()


def test_nothing_is_told_where_nobody_would_lose_a_name(held):
    some_work()
    assert publish(as_of=localdate()) and names_kept() == ""


def test_the_command_publishes_and_tells_the_number(held):
    slip()
    some_work()
    told, said = StringIO(), StringIO()
    with override("en"):
        call_command("publish", stderr=told, stdout=said)
    assert told.getvalue().startswith("1 person would lose") and "nothing carries the name" in told.getvalue()
    assert "Edition 2" in said.getvalue() and Edition.objects.count() == 2 and NAME in names()


def test_whoever_publishes_reads_the_number_before_and_after_and_finds_whose(held):
    slip()
    some_work()
    roles.establish()
    client = signed_in(make_editor("coordina", Role.COORDINATOR))
    address, whose = reverse("admin:publication_edition_publish"), "?problems=no_basis"
    with override("en"):
        told = names_kept()
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert told in page and whose in page
    after = client.post(address, {"note": "", "note_en": ""}, follow=True, headers={"accept-language": "en"})
    assert Edition.objects.count() == 2 and NAME in names()
    assert told in after.content.decode() and whose in after.content.decode()
    listed = client.get(reverse("admin:prisoners_person_changelist") + whose)
    assert [person.pk for person in listed.context["cl"].result_list] == [held.pk]


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
