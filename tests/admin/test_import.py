from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editorial.models import Role
from sources.models import ListSnapshot, SourceRecord
from tests.lists import csv_of, load_reference, make_list, row

IMPORT, CONFIRM = "admin:sources_listsnapshot_import", "admin:sources_listsnapshot_process_import"


@pytest.fixture
def source_list(db):
    load_reference()
    return make_list()


def upload(client, source_list, content: bytes, *, as_of: str = "2024-10-31", name: str = "lista.csv"):
    data = {
        "source_list": source_list.pk,
        "as_of": as_of,
        "mapping": "",
        "import_file": SimpleUploadedFile(name, content),
    }
    return client.post(reverse(IMPORT), data)


def good(*rows) -> bytes:
    return csv_of(list(rows) or [row("1"), row("2", "Damaris López Jutiar")]).getvalue()


def test_preview_counts_and_writes_nothing(as_role, source_list):
    answer = upload(as_role(Role.EDITOR), source_list, good(row("1"), row("2", "Sola")))
    assert answer.context["preview"].report.new == 1
    assert "<td>3</td>" in answer.content.decode()  # the refused line, by its number
    assert not ListSnapshot.objects.exists()
    assert not SourceRecord.objects.exists()


def test_confirming_imports_what_was_looked_at(as_role, source_list, editor):
    client = as_role(Role.EDITOR)
    looked = upload(client, source_list, good())
    sealed = looked.context["confirm_form"].initial["sealed"]
    answer = client.post(reverse(CONFIRM), {"sealed": sealed})
    snapshot = ListSnapshot.objects.get()
    assert answer["Location"] == reverse("admin:prisoners_listchange_of", args=[snapshot.pk])
    assert (snapshot.new_count, snapshot.file_name) == (2, "lista.csv")
    again = client.post(reverse(CONFIRM), {"sealed": sealed}, follow=True)
    assert again.status_code == 200
    assert ListSnapshot.objects.count() == 1


def test_second_snapshot_shows_its_differences(as_role, source_list):
    client = as_role(Role.EDITOR)
    for day, rows in (
        ("2024-10-31", [row("1"), row("2", "Damaris López Jutiar"), row("3", "Kevin Soto Ateyal")]),
        (
            "2024-11-30",
            [row("1", age_at_detention=30), row("2", "Damaris López Jutiar"), row("4", "Iván Mora Zazalar")],
        ),
    ):
        looked = upload(client, source_list, good(*rows), as_of=day)
        answer = client.post(
            reverse(CONFIRM),
            {"sealed": looked.context["confirm_form"].initial["sealed"], "rows_may_go": "on"},
            follow=True,
        )
    address = reverse("admin:sources_listsnapshot_change", args=[answer.context["snapshot"].pk])
    found = client.get(address).context["differences"]
    assert {kind: [each.row_key for each in rows] for kind, rows in found.items()} == {
        "new": ["4"], "changed": ["1"], "gone": ["3"],
    }  # fmt: skip


def test_rows_that_vanish_are_named_and_need_a_word_of_their_own(as_role, source_list):
    client = as_role(Role.EDITOR)
    looked = upload(client, source_list, good())
    client.post(reverse(CONFIRM), {"sealed": looked.context["confirm_form"].initial["sealed"]})
    looked = upload(client, source_list, good(row("9", "Kevin Soto Ateyal")), as_of="2024-11-30")
    page = looked.content.decode()
    assert "Damaris López Jutiar" in page and "errornote" in page
    sealed = looked.context["confirm_form"].initial["sealed"]
    client.post(reverse(CONFIRM), {"sealed": sealed})
    assert ListSnapshot.objects.count() == 1
    client.post(reverse(CONFIRM), {"sealed": sealed, "rows_may_go": "on"})
    assert ListSnapshot.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vacio.csv", b" "),
        ("viejo.xls", b"\xd0\xcf\x11\xe0 old"),
        ("informe.pdf", b"%PDF-1.7"),
        ("roto.xlsx", b"PK\x03\x04 broken"),
        ("sin-nombre.csv", b"provincia\r\nLa Habana\r\n"),
        ("imagen.png", bytes(range(256))),
    ],
)
def test_bad_file_gives_one_message_and_writes_nothing(as_role, source_list, name, content):
    answer = upload(as_role(Role.EDITOR), source_list, content, name=name)
    assert answer.status_code == 200
    assert len(answer.context["form"].errors["import_file"]) == 1
    assert not ListSnapshot.objects.exists()


def test_forged_confirmation_is_refused(as_role, source_list):
    client = as_role(Role.EDITOR)
    client.post(reverse(CONFIRM), {"sealed": "/etc/passwd"})
    assert not ListSnapshot.objects.exists()


def test_preview_of_a_long_list_stays_below_200_kb(as_role, source_list):
    rows = [row(str(number), "Yoandri Pérez Sabanalar", note="n" * 500) for number in range(1, 1500)]
    rows += [row(f"r{number}", "Sola") for number in range(500)]
    answer = upload(as_role(Role.EDITOR), source_list, good(*rows))
    assert len(answer.content) <= 200_000


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR])
def test_role_without_the_right_cannot_import(as_role, source_list, role):
    client = as_role(role)
    assert client.get(reverse(IMPORT)).status_code == 403
    assert client.post(reverse(CONFIRM)).status_code == 403


def test_a_day_to_come_is_refused(as_role, source_list):
    assert "as_of" in upload(as_role(Role.EDITOR), source_list, good(), as_of="2199-01-01").context["form"].errors


def test_mapping_is_written_as_lines(as_role, source_list):
    client = as_role(Role.EDITOR)
    form = {"organisation": source_list.organisation_id, "name": "default",
            "columns_text": "name = Nombre completo\ngender = Sexo",
            "words_text": "gender: Femenino = woman"}  # fmt: skip
    client.post(reverse("admin:sources_columnmapping_add"), form)
    mapping = source_list.organisation.mappings.get()
    assert mapping.columns == {"name": "Nombre completo", "gender": "Sexo"}
    assert mapping.words == {"gender": {"Femenino": "woman"}}


def test_mapping_of_an_unknown_field_is_refused_with_its_line(as_role, source_list):
    form = {"organisation": source_list.organisation_id, "name": "otra", "columns_text": "name = N\nnombre = X"}
    answer = as_role(Role.EDITOR).post(reverse("admin:sources_columnmapping_add"), form)
    assert "2" in str(answer.context["errors"])
    assert not source_list.organisation.mappings.exists()


def test_upload_larger_than_allowed_is_refused(as_role, source_list, monkeypatch):
    monkeypatch.setattr("sources.admin.import_view.MOST_BYTES", 10)
    answer = upload(as_role(Role.EDITOR), source_list, good())
    assert "import_file" in answer.context["form"].errors
    assert io.BytesIO(good()).getbuffer().nbytes > 10


def test_a_column_that_the_file_lacks_is_told_before_the_editor_confirms(as_role, source_list):
    client = as_role(Role.EDITOR)
    looked = upload(client, source_list, good(row("1", gender="man")))
    client.post(reverse(CONFIRM), {"sealed": looked.context["confirm_form"].initial["sealed"]})
    page = upload(client, source_list, good(row("1")), as_of="2024-11-30")
    assert "El archivo no tiene columna para gender." in page.content.decode()
    assert page.context["preview"].report.unchanged == 1
