"""Merging and splitting in the newsroom: found by name, read side by side, done with a reason, undone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from editorial.models import Role
from prisoners.models import Person, PersonMerge, PersonPair, PersonSplit, RowMatch
from tests.admin.conftest import make_detention, make_dossier, make_person, make_row
from tests.admin.test_every_page import assert_nothing_inline

pytestmark = pytest.mark.usefixtures("vocabulary")
REASON = "La familia lo confirma."


@pytest.fixture
def two(db) -> tuple[Person, Person]:
    kept = make_dossier(1)
    merged = make_person(2, name="Yoandry Perez Savanalar")
    make_detention(merged, "2010-07-12")
    make_row(merged, "c-1", code="registro-c")
    return kept, merged


def address(kept: Person, merged: Person) -> str:
    return reverse("admin:prisoners_personmerge_decide", args=[kept.pk, merged.pk])


def answered(client, kept: Person, merged: Person, **given):
    seen = client.get(address(kept, merged)).context["preview"].seen
    return client.post(address(kept, merged), {"seen": seen, "reason": REASON, **given}, follow=True)


def test_the_other_dossier_is_found_by_its_name_in_any_spelling(as_role, two):
    kept, merged = two
    client = as_role(Role.EDITOR)
    choose = reverse("admin:prisoners_personmerge_choose", args=[kept.pk])
    for asked in ("", "yoandri savanalar"):
        answer = client.get(choose, {"q": asked} if asked else {})
        assert [other for other, _told in answer.context["found"]] == [merged]
        assert_nothing_inline(answer.content.decode())
    assert not client.get(choose, {"q": "Tamarindal"}).context["found"]


def test_preview_shows_both_and_changes_nothing(as_role, two):
    kept, merged = two
    answer = as_role(Role.EDITOR).get(address(kept, merged))
    preview = answer.context["preview"]
    assert preview.plan.joined and preview.plan.moved and any(line.differs for line in preview.lines)
    assert_nothing_inline(answer.content.decode())
    assert not PersonMerge.objects.exists()


def test_namesakes_are_told_apart_by_their_addresses(as_role, two):
    kept, _merged = two
    namesake = make_person(3, name=kept.name_display)
    page = as_role(Role.EDITOR).get(address(kept, namesake)).content.decode()
    heading = page.partition("<h1>")[2].partition("</h1>")[0]
    assert f"{kept} ({kept.slug})" in heading and f"{kept} ({namesake.slug})" in heading


def test_merge_and_undo(as_role, two):
    kept, merged = two
    client = as_role(Role.EDITOR)
    answer = answered(client, kept, merged, decision="same")
    assert answer.status_code == 200
    done = PersonMerge.objects.get()
    merged.refresh_from_db()
    assert merged.merged_into == kept and done.reason == REASON
    page = client.get(reverse("admin:prisoners_personmerge_change", args=[done.pk]))
    assert page.context["undo_url"]
    for person in two:
        dossier = client.get(reverse("admin:prisoners_person_change", args=[person.pk]))
        assert dossier.context["merges"] == [done]
    client.post(page.context["undo_url"])
    merged.refresh_from_db()
    assert merged.merged_into is None
    assert "undo_url" not in client.get(reverse("admin:prisoners_personmerge_change", args=[done.pk])).context


def test_not_the_same_is_noted(as_role, two):
    kept, merged = two
    client = as_role(Role.EDITOR)
    answered(client, kept, merged, decision="not_same")
    assert PersonPair.objects.get().reason == REASON and not PersonMerge.objects.exists()
    assert client.get(address(kept, merged)).context["preview"].refusals
    client.post(reverse("admin:prisoners_personpair_undo", args=[PersonPair.objects.get().pk]))
    assert not client.get(address(kept, merged)).context["preview"].refusals


@pytest.mark.parametrize("given", [{"reason": ""}, {"seen": "x"}])
def test_nothing_is_done_without_a_reason_or_on_an_old_page(as_role, two, given):
    kept, merged = two
    answer = answered(as_role(Role.EDITOR), kept, merged, decision="same", **given)
    assert answer.status_code == 200 and not PersonMerge.objects.exists()


def test_a_doubt_needs_its_box(as_role, two):
    kept, merged = two
    make_row(merged, "a-99")
    client = as_role(Role.EDITOR)
    answered(client, kept, merged, decision="same")
    assert not PersonMerge.objects.exists()
    answered(client, kept, merged, decision="same", is_confirmed="on")
    assert PersonMerge.objects.exists()


def test_split_and_undo(as_role, two):
    kept, _merged = two
    client = as_role(Role.EDITOR)
    page = reverse("admin:prisoners_personsplit_split", args=[kept.pk])
    shown = client.get(page)
    assert len(shown.context["lines"]) == 2
    assert_nothing_inline(shown.content.decode())
    entry = RowMatch.objects.get(person=kept, entry__source_list__code="registro-b").entry_id
    kept_boxes = client.post(page, {"entry": [entry], "reason": ""})
    assert [chosen for _entry, _record, chosen in kept_boxes.context["lines"]].count(True) == 1
    client.post(page, {"entry": [entry], "reason": "Son dos."})
    done = PersonSplit.objects.get()
    assert RowMatch.objects.in_force().get(entry=entry, decision="same").person == done.other
    client.post(reverse("admin:prisoners_personsplit_undo", args=[done.pk]))
    assert RowMatch.objects.in_force().get(entry=entry, decision="same").person == kept


def test_the_way_back_is_posted(as_role, two):
    client = as_role(Role.EDITOR)
    for name in ("personmerge", "personsplit", "personpair"):
        assert client.get(reverse(f"admin:prisoners_{name}_undo", args=[1])).status_code == 405


def test_preview_takes_the_same_queries_whatever_the_number_of_rows(as_role, two, django_assert_max_num_queries):
    kept, merged = two
    client = as_role(Role.EDITOR)
    client.get(address(kept, merged))
    with django_assert_max_num_queries(90):
        client.get(address(kept, merged))
