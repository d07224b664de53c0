"""Who may do what: the five roles as groups with permissions. One closed table, written here and nowhere else.

`establish` makes groups and permissions equal to the table; it runs after every migration and may run at any time. Who
has which role is read from the memberships of the day, at each request (editorial/accounts/backend.py).
Rooms above are named by their models' labels only: a label of a room that is not installed is passed over.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from editorial.models import Editor, Role
from editorial.models.people import APPROVE
from editorial.rooms import is_last_room

PUBLISH, EXPORT, INVITE = "editorial.publish_edition", "editorial.export_record", "editorial.invite_editor"
OPEN_REPORTS = "editorial.open_reports"

# Steps that are no add, change, delete or view of one table.
STEPS = {
    APPROVE: "Can approve or return what a colleague submitted",
    PUBLISH: "Can publish an edition",
    EXPORT: "Can export tables",
    OPEN_REPORTS: "Can open citizens' reports, who knows the passphrase of the mailbox",
    INVITE: "Can propose and confirm invitations, and end the freezing of an account",
}

DOSSIER = [
    "prisoners.person", "prisoners.personname", "prisoners.affiliation", "prisoners.classification",
    "prisoners.detention", "prisoners.stage", "prisoners.charge", "prisoners.sentence", "prisoners.facilitystay",
    "prisoners.citation", "releases.release", "releases.revocation", "releases.citation", "sources.document",
]  # fmt: skip
CONFIDENTIAL = ["prisoners.privatedetails", "prisoners.healthcondition"]
CONSENTS = ["prisoners.consent"]  # never deleted: one that was withdrawn is an objection
# For coordinators: tables of their own, in no export, without a right for the public role. Not encrypted.
SEALED = ["prisoners.familycontact", "prisoners.address", "prisoners.consentproof"]
WIPED = [label for label in SEALED if label != "prisoners.consentproof"]  # of a proof the purge alone takes the row
REQUESTS = ["prisoners.correctionrequest"]  # who asks, and for whom: kept as a family's contacts are
MATCHING = ["prisoners.rowmatch", "prisoners.personmerge", "prisoners.personsplit", "prisoners.personpair",
            "prisoners.listchange"]  # fmt: skip
STEERING = ["prisoners.matchstop", "prisoners.matchlimits"]  # whether and from where on the matcher accepts by itself
SOURCES = [
    "editorial.pagetext",
    "sources.sourceorganisation", "sources.sourcelist", "sources.columnmapping", "sources.publishedfigure",
    "releases.officialannouncement", "releases.claimedfigure", "releases.announcementcomparison",
]  # fmt: skip
LISTS = ["sources.listsnapshot", "sources.listentry", "sources.sourcerecord", "sources.snapshotrow"]
REFERENCE = [
    "prisoners.province", "prisoners.municipality", "prisoners.municipalityalias", "prisoners.facility",
    "prisoners.facilityalias", "prisoners.offence", "prisoners.offenceinlaw", "prisoners.event",
    "prisoners.eventplace", "releases.releasetype", "releases.revocationground",
]  # fmt: skip
EDITIONS = ["publication.edition"]
ALARMS = ["editorial.alarm", "sources.reportact"]  # what the database refused; who opened which report
ACCOUNTS = ["editorial.editor", "editorial.membership", "editorial.outlet"]

READ = ("view",)
WRITE = ("view", "add", "change")
WRITE_AND_DELETE = ("view", "add", "change", "delete")
DELETABLE = [label for label in DOSSIER if label not in ("prisoners.person", "sources.document")]

_READABLE = [*DOSSIER, *SOURCES, *LISTS, *MATCHING, *STEERING, *REFERENCE, *EDITIONS]

TABLE: dict[str, list[tuple[list[str], tuple[str, ...]]]] = {
    Role.CONTRIBUTOR: [(_READABLE, READ), (DOSSIER, WRITE)],
    Role.EDITOR: [
        (_READABLE, READ), (DOSSIER, WRITE), (DELETABLE, WRITE_AND_DELETE), (CONFIDENTIAL, WRITE), (CONSENTS, WRITE),
        (SOURCES, WRITE), (LISTS, WRITE), (MATCHING, WRITE),
    ],
    Role.REVIEWER: [
        (_READABLE, READ), (DOSSIER, WRITE), (DELETABLE, WRITE_AND_DELETE), (CONFIDENTIAL, WRITE), (CONSENTS, WRITE),
        (SOURCES, WRITE), (LISTS, WRITE), (MATCHING, WRITE),
    ],
    Role.COORDINATOR: [
        (_READABLE, READ), (DOSSIER, WRITE), (DELETABLE, WRITE_AND_DELETE), (CONFIDENTIAL, WRITE_AND_DELETE),
        (CONSENTS, WRITE), (SEALED, WRITE), (WIPED, WRITE_AND_DELETE), (REQUESTS, WRITE), (SOURCES, WRITE),
        (LISTS, WRITE), (MATCHING, WRITE), (STEERING, WRITE), (REFERENCE, WRITE),
        (["editorial.outlet"], READ), (ALARMS, READ),
    ],
    Role.ADMINISTRATOR: [
        (_READABLE, READ), (DOSSIER, WRITE), (DELETABLE, WRITE_AND_DELETE), (CONFIDENTIAL, WRITE_AND_DELETE),
        (CONSENTS, WRITE), (SEALED, WRITE), (WIPED, WRITE_AND_DELETE), (REQUESTS, WRITE), (SOURCES, WRITE),
        (LISTS, WRITE), (MATCHING, WRITE), (STEERING, WRITE), (REFERENCE, WRITE),
        (ACCOUNTS, WRITE), (["editorial.membership"], WRITE_AND_DELETE), (ALARMS, READ),
    ],
}  # fmt: skip

ALLOWED_STEPS: dict[str, list[str]] = {
    Role.CONTRIBUTOR: [],
    Role.EDITOR: [EXPORT, OPEN_REPORTS],
    Role.REVIEWER: [APPROVE, EXPORT, OPEN_REPORTS],
    Role.COORDINATOR: [APPROVE, PUBLISH, EXPORT, OPEN_REPORTS],
    Role.ADMINISTRATOR: [APPROVE, PUBLISH, EXPORT, OPEN_REPORTS, INVITE],
}


@transaction.atomic
def establish() -> None:
    """Makes each role's group hold exactly the permissions of the table."""
    _create_missing_permissions()
    for role in Role.values:
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(_permissions(role))


def after_migrations(*, app_config: Any, **_kwargs: Any) -> None:
    """The receiver of post_migrate: once, when the last of the installed rooms has its tables."""
    if is_last_room(app_config):
        establish()


def _create_missing_permissions() -> None:
    for app_config in apps.get_app_configs():
        if app_config.models_module is not None:
            create_permissions(app_config, verbosity=0)
    content_type = ContentType.objects.get_for_model(Editor)
    for label, name in STEPS.items():
        Permission.objects.get_or_create(
            content_type=content_type, codename=label.split(".")[1], defaults={"name": name}
        )


def _permissions(role: str) -> list[Permission]:
    wanted = {
        (label.split(".")[0], f"{verb}_{label.split('.')[1]}")
        for labels, verbs in TABLE[role]
        for label in labels
        for verb in verbs
    } | {tuple(step.split(".")) for step in ALLOWED_STEPS[role]}
    apps_named = {app for app, _codename in wanted}
    known = Permission.objects.filter(content_type__app_label__in=apps_named).select_related("content_type")
    return [permission for permission in known if (permission.content_type.app_label, permission.codename) in wanted]
