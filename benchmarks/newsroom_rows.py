"""What stands around invented dossiers in a newsroom of long standing: history, a list, citations, work begun."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import psycopg
from django.db.models import Model
from psycopg import sql

from benchmarks import working_copy
from benchmarks.preparation import choose, leave
from editorial.acting import acting_as
from editorial.models import Editor, Membership, Outlet, Role
from prisoners.models import Charge, Citation, Detention, Person, Sentence
from publication.publishing import publish
from releases.models import Citation as ReleaseCitation
from releases.models import Release
from sources.models import ListSnapshot, SourceList, SourceOrganisation

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
TRACKED: tuple[type[Model], ...] = (Person, Detention, Charge, Sentence, Release, Citation, ReleaseCitation)
# In shares of all persons: what lies on desks.
DRAFTS, IN_REVIEW, SENSITIVE, RETURNED = 0.03, 0.02, 0.002, 0.001

LISTED = """
INSERT INTO sources_listentry (id, source_list_id, row_key, left_reason, created_at, updated_at)
  SELECT id, {list}, 'row-' || id, '', now(), now() FROM prisoners_person;
INSERT INTO sources_sourcerecord (id, entry_id, digest, raw, "values", first_snapshot_id)
  SELECT id, id, lpad(id::text, 64, '0'), line, line, {snapshot}
  FROM (SELECT id, jsonb_build_object('name', name_display, 'age_at_detention',
                                      age_at_detention_stated + (id % 10 = 0)::int) AS line FROM prisoners_person) said;
INSERT INTO sources_snapshotrow (id, snapshot_id, record_id, line) SELECT id, {snapshot}, id, id FROM prisoners_person;
INSERT INTO prisoners_rowmatch (entry_id, person_id, decision, score, explanation, decided_at)
  SELECT id, id, 'same', 1, '{{}}', now() FROM prisoners_person;
INSERT INTO prisoners_citation
  (person_id, detention_id, record_id, field, excerpt, reliability, credibility, created_at)
  SELECT person_id, id, person_id, '', '', 'direct', 3, now() FROM prisoners_detention;
INSERT INTO releases_citation (release_id, record_id, field, excerpt, reliability, credibility, created_at)
  SELECT r.id, d.person_id, '', '', 'direct', 3, now()
  FROM releases_release r JOIN prisoners_detention d ON d.id = r.detention_id;
"""


def write(server: psycopg.Connection, persons: int, database: str) -> None:
    """Persons as `working_copy` makes them, all published, with a history; some of them on the desks of two editors."""
    working_copy.write(server, persons, state="approved")
    choose(database)
    author, reviewer = editor("author", Role.EDITOR), editor("reviewer", Role.ADMINISTRATOR)
    source_list, snapshot = _list(author, reviewer)
    server.execute("SET session_replication_role = replica")  # what never happened is written as it would stand
    server.execute(LISTED.format(list=source_list.pk, snapshot=snapshot.pk))
    for table in ("sources_listentry", "sources_sourcerecord", "sources_snapshotrow", "releases_release"):
        server.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    for model in TRACKED:
        _history(server, model)
    server.execute("RESET session_replication_role")
    server.execute("ANALYZE")
    publish(as_of=working_copy.LAST_DAY)
    _work(author, persons)
    leave()


def editor(name: str, role: str) -> Editor:
    """Of an outlet of their own, since long ago."""
    found = Editor.objects.filter(username=name).first()
    if found is None:
        found = Editor.objects.create(username=name, is_staff=True, handed_over_at=LONG_AGO)
        outlet = Outlet.objects.create(code=f"outlet-{name}", name=f"Outlet of {name}")
        Membership.objects.create(editor=found, outlet=outlet, role=role, starts_on=date(2025, 1, 1))
    return found


def _list(author: Editor, reviewer: Editor) -> tuple[SourceList, ListSnapshot]:
    organisation = SourceOrganisation.objects.create(
        code="bench", name="Bench", kind="ngo", accepted_for_inclusion=True
    )
    made = SourceList.objects.create(
        code="bench", organisation=organisation, name_es="Lista", name_en="List", kind="prisoners"
    )
    snapshot = ListSnapshot.objects.create(
        source_list=made,
        as_of=working_copy.LAST_DAY - timedelta(days=1),
        file_name="list.csv",
        row_count=1,
        new_count=1,
    )
    for rows in (SourceOrganisation.objects.filter(pk=organisation.pk), ListSnapshot.objects.filter(pk=snapshot.pk)):
        rows.submit_all(by=author)
        rows.approve_all(by=reviewer)
    return made, snapshot


def _history(server: psycopg.Connection, model: type[Model]) -> None:
    """One event for each row: that it was added."""
    events = model.pgh_event_models  # type: ignore[attr-defined]
    table = next(iter(events.values()))._meta
    kept = {column.column for column in table.concrete_fields if not column.name.startswith("pgh_")}
    columns = sql.SQL(", ").join(sql.Identifier(c.column) for c in model._meta.concrete_fields if c.column in kept)
    server.execute(
        sql.SQL(
            "INSERT INTO {} ({}, pgh_created_at, pgh_label, pgh_obj_id) SELECT {}, now(), 'insert', id FROM {}"
        ).format(sql.Identifier(table.db_table), columns, columns, sql.Identifier(model._meta.db_table))
    )


def _work(author: Editor, persons: int) -> None:
    """Drafts first, then what is in review, then what came back."""
    drafts, in_review, returned = (int(persons * share) for share in (DRAFTS, IN_REVIEW, RETURNED))
    with acting_as(author):
        Person.objects.filter(pk__lte=drafts + in_review + returned).update(occupation_group="artist")
        Person.objects.filter(pk__gt=drafts, pk__lte=drafts + int(persons * SENSITIVE)).update(visibility="withheld")
        Person.objects.filter(pk__gt=drafts, pk__lte=drafts + in_review + returned).submit_all(by=author)
    Person.objects.filter(pk__gt=drafts + in_review, workflow_state="in_review").update(workflow_state="returned")
