"""Who may do what with whose work: every act on a dossier × role × whose it is × whether it is sensitive, one table.

Test_permissions says which addresses a role reaches; here the act is carried out, and what it left is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

import pghistory
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from editorial import reviewing, roles
from editorial.models import Claim, Editor, Freeze, Membership, Role, SignIn
from editorial.models.review import RISKS
from prisoners.models import Person, Visibility
from tests.admin.forms import posted
from tests.editorial.accounts import make_editor, signed_in
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

ROLES = [Role.CONTRIBUTOR, Role.EDITOR, Role.REVIEWER, Role.COORDINATOR, Role.ADMINISTRATOR]
SIGNERS = set(ROLES[2:])
WHOSE = ["mine", "colleague", "other_outlet"]
"""Who wrote and submitted it: who asks, somebody of the same outlet, somebody of another."""
ACTS = ["save", "submit", "take_back", "approve", "return", "claim"]
SAFE = {f"risk_{name}": "no" for name in RISKS}


def expected(act: str, role: str, whose: str, *, is_sensitive: bool) -> bool:
    """The rule in words: all may write and submit; only one's own is taken back; signers judge what others wrote, and
    approve what is sensitive for another outlet alone."""
    if act in ("save", "submit", "claim"):
        return True
    if act == "take_back":
        return whose == "mine"
    if act == "return":
        return role in SIGNERS
    return role in SIGNERS and (whose == "other_outlet" or (whose == "colleague" and not is_sensitive))


@pytest.fixture
def held(monkeypatch) -> Person:
    roles.establish()
    monkeypatch.setattr(Person, "problems", lambda self: [])
    return wc.person(occupation_group="worker", workflow_state="draft")


def author_of(whose: str, asks: Editor) -> Editor:
    if whose == "mine":
        return asks
    return make_editor(f"autora-{whose}", Role.REVIEWER, outlet="uno" if whose == "colleague" else "dos")


def write(person: Person, author: Editor, *, is_sensitive: bool, submitted: bool) -> None:
    column = {"visibility": Visibility.WITHHELD} if is_sensitive else {"occupation_group": "artist"}
    with pghistory.context(user=author.pk):
        Person.objects.filter(pk=person.pk).update(**column)
        person.refresh_from_db()
        if submitted:
            reviewing.submit(person, by=author)
    person.refresh_from_db()


def carry_out(client: Client, person: Person, act: str) -> bool:
    """Whether the act was done, by what it leaves."""
    change = reverse("admin:prisoners_person_change", args=[person.pk])
    if act == "save":
        data = posted(client.get(change)) | {"biography_es": "Una vida."}
        client.post(change, data)
        return Person.objects.get(pk=person.pk).biography_es == "Una vida."
    if act in ("submit", "claim"):
        step = reverse("admin:prisoners_person_step", args=[person.pk, act])
        client.post(step, {"seen_version": person.updated_at.isoformat()})
        if act == "claim":
            return Claim.objects.of(person).in_force().exists()
        return Person.objects.get(pk=person.pk).workflow_state == "in_review"
    page = client.get(reverse("admin:editorial_review_of", args=["prisoners.person", person.pk]))
    step = reverse("admin:editorial_review_step", args=["prisoners.person", person.pk, act])
    client.post(step, {"seen": page.context["proposal"].digest, "comment": "por esto", **SAFE})
    left = {"approve": "approved", "return": "returned", "take_back": "draft"}[act]
    return Person.objects.get(pk=person.pk).workflow_state == left


def cells() -> Iterator[tuple[str, str, bool]]:
    for act in ACTS:
        for whose in WHOSE:
            yield act, whose, False
            yield act, whose, True


@pytest.mark.parametrize("role", ROLES)
def test_each_act_with_whoever_s_dossier(held, role):
    asks = make_editor(f"pide-{role}", role, outlet="uno")
    client = signed_in(asks)
    wrong = []
    for act, whose, is_sensitive in cells():
        with transaction.atomic():
            submitted = act in ("approve", "return", "take_back")
            write(held, author_of(whose, asks), is_sensitive=is_sensitive, submitted=submitted)
            seen = carry_out(client, held, act)
            transaction.set_rollback(True)
        held.refresh_from_db()
        if seen != expected(act, role, whose, is_sensitive=is_sensitive):
            wrong.append(f"{act} of {whose}, sensitive={is_sensitive}: {'done' if seen else 'refused'}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_nobody_gives_themselves_anything_and_only_administrators_others(role, whose):
    roles.establish()
    asks, other = make_editor("pide", role, outlet="uno"), make_editor("otra", Role.EDITOR, outlet="dos")
    client, about = signed_in(asks), asks if whose == "mine" else other
    membership = Membership.objects.get(editor=about).pk
    pages = {
        "admin:editorial_editor_change": about.pk,
        "admin:editorial_membership_change": membership,
        "admin:editorial_membership_delete": membership,
    }
    may = whose == "theirs" and role == Role.ADMINISTRATOR
    through = {name for name, key in pages.items() if client.post(reverse(name, args=[key])).status_code != 403}
    assert through == (set(pages) if may else set())


@pytest.mark.parametrize("role", ROLES)
def test_everybody_asks_for_freezing_a_colleague_and_nobody_themselves(role):
    roles.establish()
    asks, other = make_editor("pide", role, outlet="uno"), make_editor("otra", Role.EDITOR, outlet="dos")
    client = signed_in(asks)
    for about in (asks, other):
        client.post(reverse("people_freeze", args=[about.pk]))
    assert [freeze.editor for freeze in Freeze.objects.all()] == [other]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_ends_their_own_sessions_and_nobody_another_s(role):
    roles.establish()
    asks, other = make_editor("pide", role, outlet="uno"), make_editor("otra", Role.EDITOR, outlet="dos")
    client, theirs, elsewhere = signed_in(asks), signed_in(other), signed_in(asks)
    for one in (theirs, elsewhere):
        one.get(reverse("admin:index"))
    for session in SignIn.objects.exclude(editor=asks):
        client.post(reverse("own_session_end"), {"session": str(session.pk)})
    client.post(reverse("own_session_end"))
    assert theirs.get(reverse("admin:index")).status_code == 200
    assert elsewhere.get(reverse("admin:index")).status_code == 302
