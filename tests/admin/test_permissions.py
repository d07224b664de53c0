"""Who gets where: every address of the newsroom × every role, one table. An address without a line fails.

A cell says whether the door and the page let the role through to the work, not what the work then answers: `refused` is
403, `outside` the way to the sign-in. Forms are sent empty, and undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from editorial.accounts.door import OWN
from editorial.models import Alarm, Invitation, Membership, Outlet, Role
from prisoners.models import Consent, ListChange, Person, RowMatch
from sources.models import CitizenReport
from tests.admin.test_every_page import one_of_each  # noqa: F401 - a fixture
from tests.editorial.accounts import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

ROLES = [Role.CONTRIBUTOR, Role.EDITOR, Role.REVIEWER, Role.COORDINATOR, Role.ADMINISTRATOR]

# Of each table, role by role: v view, a add, c change, d delete, e export. A dash is nothing.
PARTS = "detention stage charge sentence facilitystay"
REFERENCE = "prisoners.province prisoners.municipality prisoners.facility prisoners.offence prisoners.event"
TABLES = {
    "prisoners.person": "vac vace vace vace vace",
    "sources.document": "vac vac vac vac vac",
    **{f"prisoners.{part}": "vac vacd vacd vacd vacd" for part in PARTS.split()},
    "releases.revocation": "vac vacd vacd vacd vacd",
    "releases.release": "vac vacde vacde vacde vacde",
    "sources.sourceorganisation": "v vace vace vace vace",
    "editorial.pagetext": "v vac vac vac vac",
    "sources.publishedfigure": "v vac vac vac vac",
    "sources.sourcelist": "v vac vac vac vac",
    "sources.columnmapping": "v vac vac vac vac",
    "releases.officialannouncement": "v vac vac vac vac",
    "sources.listsnapshot": "v vc vc vc vc",
    "sources.listentry": "v vc vc vc vc",
    "sources.sourcerecord": "v v v v v",
    "sources.citizenreport": "- v v v v",
    "sources.reportact": "- - - v v",
    "prisoners.rowmatch": "v v v v v",
    **dict.fromkeys(["prisoners.personmerge", "prisoners.personsplit", "prisoners.personpair"], "v v v v v"),
    "prisoners.listchange": "v v v v v",
    **dict.fromkeys(REFERENCE.split(), "v v v vac vac"),
    "releases.releasetype": "v v v v v",
    "releases.revocationground": "v v v v v",
    "publication.edition": "v v v v v",
    "editorial.review": "- - v v v",
    "editorial.alarm": "- - - v v",
    "editorial.outlet": "- - - v vac",
    "prisoners.consent": "- vac vac vac vac",
    "prisoners.correctionrequest": "- - - vac vac",
    "editorial.editor": "- - - - vc",
    "editorial.membership": "- - - - vacd",
}
# What the pages of a table need: (how it is asked for, the letter).
PAGES = {
    "changelist": [("get", "v")], "history": [("get", "v")], "change": [("get", "v"), ("post", "c")],
    "add": [("get", "a"), ("post", "a")], "delete": [("get", "d")], "restore": [("post", "c")],
    "step": [("post", "c")], "export": [("get", "e")],
}  # fmt: skip
EVERYBODY, WRITERS, APPROVERS = set(ROLES), set(ROLES[1:]), set(ROLES[2:])
PUBLISHERS, ADMINISTRATORS = set(ROLES[3:]), {Role.ADMINISTRATOR}
# The other addresses: how they are asked for, and who gets through.
OTHERS: dict[str, tuple[str, set[Any]]] = {
    "index": ("get", EVERYBODY), "app_list": ("get", EVERYBODY), "jsi18n": ("get", EVERYBODY),
    "autocomplete": ("get", set()),  # of a field that is named; tested where fields are
    "view_on_site": ("get", EVERYBODY), "password_change_done": ("get", EVERYBODY), "logout": ("post", EVERYBODY),
    "account_logout": ("get", EVERYBODY), "password_change": ("get", EVERYBODY),
    "account_reauthenticate": ("get", EVERYBODY),
    "account_change_password": ("get", EVERYBODY), "mfa_index": ("get", EVERYBODY),
    "mfa_reauthenticate": ("get", EVERYBODY), "mfa_reauthenticate_webauthn": ("get", EVERYBODY),
    "mfa_activate_totp": ("get", EVERYBODY), "mfa_deactivate_totp": ("get", EVERYBODY),
    "mfa_view_recovery_codes": ("get", EVERYBODY), "mfa_generate_recovery_codes": ("get", EVERYBODY),
    "mfa_list_webauthn": ("get", EVERYBODY), "mfa_add_webauthn": ("get", EVERYBODY),
    "mfa_remove_webauthn": ("get", EVERYBODY), "mfa_edit_webauthn": ("get", EVERYBODY),
    "own_sessions": ("get", EVERYBODY), "own_session_end": ("post", EVERYBODY),
    "own_notices": ("get", EVERYBODY),
    "people_freezes": ("get", EVERYBODY), "people_freeze": ("post", EVERYBODY),
    "people_freeze_end": ("post", ADMINISTRATORS), "people_invitations": ("post", ADMINISTRATORS),
    "people_invitation_confirm": ("post", ADMINISTRATORS), "people_invitation_withdraw": ("post", ADMINISTRATORS),
    "sources_listsnapshot_import": ("get", WRITERS), "sources_listsnapshot_process_import": ("post", WRITERS),
    **{f"sources_citizenreport_{what}": ("post", WRITERS)
       for what in ("unlock", "lock", "file", "dismiss", "take_up", "move", "link", "record", "request", "ask",
                    "note")},
    "sources_citizenreport_picture": ("get", WRITERS), "sources_citizenreport_history": ("get", PUBLISHERS),
    "prisoners_rowmatch_queue": ("get", WRITERS), "prisoners_rowmatch_decide": ("post", WRITERS),
    "prisoners_rowmatch_withdraw": ("post", WRITERS), "prisoners_rowmatch_precision": ("get", WRITERS),
    "prisoners_rowmatch_draw": ("post", PUBLISHERS), "prisoners_rowmatch_end_stop": ("post", PUBLISHERS),
    "prisoners_person_disagreements": ("get", EVERYBODY),
    "prisoners_person_choose": ("post", EVERYBODY),
    "prisoners_consent_hold": ("post", WRITERS), "prisoners_consent_withdraw": ("post", WRITERS),
    "prisoners_listchange_of": ("get", EVERYBODY), "prisoners_listchange_decide": ("post", WRITERS),
    "prisoners_listchange_undo": ("get", WRITERS),
    "prisoners_personmerge_choose": ("get", WRITERS), "prisoners_personmerge_decide": ("get", WRITERS),
    "prisoners_personmerge_undo": ("post", WRITERS), "prisoners_personsplit_split": ("get", WRITERS),
    "prisoners_personpair_suggestions": ("get", WRITERS),
    "prisoners_personsplit_undo": ("post", WRITERS), "prisoners_personpair_undo": ("post", WRITERS),
    "publication_edition_publish": ("get", PUBLISHERS),
    "editorial_review_queue": ("get", APPROVERS), "editorial_review_several": ("get", APPROVERS),
    "editorial_review_several_step": ("post", APPROVERS), "editorial_review_of": ("get", EVERYBODY),
    "editorial_review_step": ("post", APPROVERS),
}  # fmt: skip
# Who is not signed in gets these; whoever is, is sent on from them.
ENTRANCE = {"login", "account_login", "mfa_authenticate", "mfa_login_webauthn", "invitation_accept"}
OPEN = {"notices_stop"}  # with or without signing in: it ends e-mails, and says nothing
NO_RECOVERY_FILE = {"mfa_download_recovery_codes"}  # shown once, on paper: nobody gets them as a file


def patterns(found: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in found:
        if hasattr(one, "url_patterns"):
            yield from patterns(one.url_patterns, f"{prefix}{one.pattern}")
        elif f"{prefix}{one.pattern}".startswith("admin/"):
            yield f"{prefix}{one.pattern}", one


ADDRESSES = {one.name: address for address, one in patterns(get_resolver("config.urls").url_patterns) if one.name}
MODELS = {model._meta.label_lower: model for model in admin.site._registry}
OF_TABLES = {
    name: (label, page)
    for label in TABLES
    for page in PAGES
    if (name := f"{label.replace('.', '_')}_{page}") in ADDRESSES and name not in OTHERS
}


def test_every_address_has_its_line():
    known = {*OF_TABLES, *OTHERS, *ENTRANCE, *OPEN, *NO_RECOVERY_FILE}
    assert {*ADDRESSES} == known
    assert {*MODELS} == {*TABLES}


@pytest.fixture(autouse=True)
def pages_stay_unwritten(monkeypatch):
    """Who gets through is decided before a page is written; that each can be written is tested with every page."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", property(lambda self: ""))


@pytest.fixture
def arguments(one_of_each, editor) -> dict[str, Any]:  # noqa: F811
    """What the addresses name, of rows that others made."""
    other = editor(Role.EDITOR)
    outlet = Outlet.objects.first()
    invitation = Invitation.objects.create(
        email="a@example.org", outlet=outlet, role=Role.EDITOR, proposed_by=other, proposed_at=timezone.now()
    )
    match, change = RowMatch.objects.first(), ListChange.objects.first()
    Alarm.objects.get_or_create(reason="own", kind="prisoners.person", dossier_id=1, database_user="x")
    return {
        "editor_id": other.pk, "invitation_id": invitation.pk, "entry": match.entry_id, "match": match.pk, "pk": 1,
        "report": CitizenReport.objects.first().pk, "message": 1, "number": 0, "verb": "verify",
        "kind": "prisoners.person", "name": "waiting", "token": "x", "app_label": "prisoners", "object_id": 1,
        "snapshot": change.snapshot_id, "change": change.pk,
        "person": match.person_id, "other": Person.objects.exclude(pk=match.person_id).first().pk, "decision": 1,
        "step": "submit", "content_type_id": ContentType.objects.get_for_model(Person).pk,
    }  # fmt: skip


def path_of(name: str, arguments: dict[str, Any], **named: Any) -> str:
    space = "" if name.startswith(("account_", "mfa_", "own_", "people_", "invitation_")) else "admin:"
    given = arguments | named
    if name in ("prisoners_consent_hold", "prisoners_consent_withdraw"):
        given["object_id"] = Consent.objects.first().pk
    if name == "sources_citizenreport_history":
        given["object_id"] = given["report"]
    if name == "editorial_review_step":
        given["step"] = "return"
    if name.startswith("editorial_review_of") or name == "editorial_review_step":
        given["pk"] = Person.objects.first().pk
    if name == "editorial_review_several_step":
        given["step"] = "approve"
    wanted = [part.split(">")[0].split(":")[-1] for part in ADDRESSES[name].replace("(?P<", "<:").split("<")[1:]]
    return reverse(f"{space}{name}", kwargs={each: given[each] for each in wanted})


def verdict(client: Client, method: str, path: str) -> str:
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(path)
        transaction.set_rollback(True)
    client.cookies = cookies  # one of them is logging out
    if answer.status_code == 403:
        return "refused"
    to = answer.headers.get("Location", "")
    return "outside" if to.startswith(("/admin/account/login/", "/admin/login/")) else "through"


def cells(arguments: dict[str, Any], role: str | None) -> Iterator[tuple[str, str, str, bool]]:
    """(address's name, method, path, whether the role gets through)."""
    column = ROLES.index(role) if role else 0
    for name, (label, page) in OF_TABLES.items():
        row = MODELS[label]._default_manager
        if label == "editorial.editor":
            row = row.filter(username="cuenta-editor")
        if label == "editorial.membership":
            row = row.filter(editor__username="cuenta-editor")
        path = path_of(name, arguments, object_id=row.first().pk)
        for method, letter in PAGES[page]:
            yield name, method, path, letter in TABLES[label].split()[column]
    for name, (method, through) in OTHERS.items():
        yield name, method, path_of(name, arguments), role in through


@pytest.mark.parametrize("role", ROLES)
def test_role_gets_where_the_table_says(arguments, editor, role):
    client = signed_in(editor(role))
    wrong = []
    for name, method, path, through in cells(arguments, role):
        seen = verdict(client, method, path)
        if seen != ("through" if through else "refused"):
            wrong.append(f"{method} {path} ({name}): {seen}")
    assert not wrong, "\n".join(wrong)


def test_nobody_gets_anywhere_without_signing_in(arguments):
    client = Client()
    seen = {name: verdict(client, method, path) for name, method, path, _ in cells(arguments, None)}
    assert {name for name, answer in seen.items() if answer != "outside"} <= {
        "jsi18n",
        "account_logout",
        "logout",
        "password_change",
    }


def test_who_works_for_no_outlet_today_gets_to_nothing_but_their_account(arguments, editor):
    account = editor(Role.COORDINATOR)
    client = signed_in(account)
    Membership.objects.filter(editor=account).update(ends_on=timezone.localdate() - timedelta(1))
    through = {name for name, method, path, _ in cells(arguments, None) if verdict(client, method, path) != "refused"}
    assert through <= OWN
