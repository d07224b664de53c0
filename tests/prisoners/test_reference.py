"""Places, prisons, offences and events that ship with the program."""

import csv

import pytest
from django.db.models import Count

from editorial.reference import lines
from prisoners import reference
from prisoners.models import (
    Event,
    Facility,
    FacilityAlias,
    Family,
    Municipality,
    MunicipalityAlias,
    Offence,
    OffenceInLaw,
    Province,
)  # fmt: skip

pytestmark = pytest.mark.django_db

MUNICIPALITIES = {
    "CU-01": 11, "CU-15": 11, "CU-03": 15, "CU-16": 11, "CU-04": 13, "CU-05": 13, "CU-06": 8, "CU-07": 8,
    "CU-08": 10, "CU-09": 13, "CU-10": 8, "CU-11": 14, "CU-12": 13, "CU-13": 9, "CU-14": 10, "CU-99": 1, "CU-02": 0,
}  # fmt: skip
"""Per territory, in the order of display: west to east, the withdrawn one last."""

UNCHECKED_ARTICLES = {
    ("ley-62-1987", article) for article in ("147", "143", "142", "100", "204", "318", "104-105", "115")
} | {("ley-151-2022", "268")}
"""Articles from general knowledge or from the bill: they must reach no public page."""


@pytest.fixture(autouse=True)
def _loaded():
    reference.load()


def test_territories_stand_west_to_east_with_their_municipalities():
    counted = Province.objects.annotate(n=Count("municipalities")).order_by("order").values_list("code", "n")
    assert list(counted) == list(MUNICIPALITIES.items())
    assert sum(MUNICIPALITIES.values()) == Municipality.objects.count() == 168


def test_only_the_rural_province_is_withdrawn():
    withdrawn = Province.objects.get(ended_on__isnull=False)
    assert (withdrawn.code, str(withdrawn.ended_on)) == ("CU-02", "2011-01-01")


def test_municipality_codes_are_ascii_and_tell_their_province():
    for municipality in Municipality.objects.all():
        assert municipality.code.startswith(f"{municipality.province_id}-")
        assert municipality.code.isascii()


def test_municipalities_of_one_name_are_told_by_their_province():
    twice = Municipality.objects.filter(name="San Luis").values_list("code", flat=True)
    assert set(twice) == {"CU-01-san-luis", "CU-13-san-luis"}
    assert Municipality.objects.filter(name__in=("Ranchuelo", "Cumanayagua", "Lajas")).count() == 3


@pytest.mark.parametrize(
    ("name", "code"),
    [("10 de Octubre", "CU-03-diez-de-octubre"), ("El Cobre", "CU-13-santiago-de-cuba"), ("Varadero", "CU-04-cardenas"),
     ("Alamar", "CU-03-la-habana-del-este"), ("Céspedes", "CU-09-carlos-manuel-de-cespedes")],
)  # fmt: skip
def test_town_given_as_a_municipality_leads_to_its_own(name, code):
    assert MunicipalityAlias.objects.get(name=name).municipality_id == code


def test_prisons_of_one_name_are_told_by_their_province():
    assert Facility.objects.count() == 42
    assert set(Facility.objects.filter(name="Canaleta").values_list("code", "province")) == {
        ("canaleta-matanzas", "CU-04"), ("canaleta-ciego", "CU-08"),
    }  # fmt: skip
    assert set(FacilityAlias.objects.filter(name="Guamajal").values_list("facility__code", flat=True)) == {
        "guamajal-hombres", "guamajal-mujeres",
    }  # fmt: skip


def test_only_the_schools_for_minors_have_no_province():
    assert Facility.objects.get(province__isnull=True).code == "formacion-integral"


def test_every_province_has_a_prison():
    assert set(Province.objects.filter(ended_on=None, facilities=None)) == set()


def test_offences_stand_in_order_of_gravity():
    assert Offence.objects.count() == 38
    ranks = [Family.values.index(offence.family) for offence in Offence.objects.order_by("order")]
    assert ranks == sorted(ranks)
    assert len(set(Offence.objects.values_list("order", flat=True))) == 38


def test_no_article_is_checked_without_a_known_source():
    keys = {line["key"] for line in lines(reference.FOLDER / "source-keys.csv")}
    for row in OffenceInLaw.objects.exclude(source_key=""):
        assert row.source_key in keys
    for row in OffenceInLaw.objects.filter(is_checked=True):
        assert row.article
        assert row.source_key


def test_articles_from_general_knowledge_or_the_bill_are_unchecked():
    unchecked = OffenceInLaw.objects.filter(is_checked=False).exclude(article="").values_list("law", "article")
    assert set(unchecked) == UNCHECKED_ARTICLES


def test_checked_articles_are_those_a_source_states():
    checked = OffenceInLaw.objects.filter(is_checked=True).values_list("offence", "law", "article")
    assert set(checked) == {
        ("desacato", "ley-62-1987", "144"), ("desacato", "ley-151-2022", "185.1"),
        ("desordenes_publicos", "ley-62-1987", "200-201"), ("sedicion", "ley-151-2022", "121"),
        ("propaganda_enemiga", "ley-62-1987", "103"), ("propaganda_orden_const", "ley-151-2022", "124"),
        ("orden_constitucional", "ley-151-2022", "119"), ("ejercicio_arbitrario", "ley-151-2022", "120"),
        ("financiamiento", "ley-151-2022", "143"), ("ultraje_simbolos", "ley-62-1987", "203"),
        ("instigacion", "ley-62-1987", "202"), ("independencia", "ley-62-1987", "91"),
        ("peligrosidad", "ley-62-1987", "72-84"),
    }  # fmt: skip


def test_article_that_an_editor_read_in_the_gazette_stays_checked():
    row = OffenceInLaw.objects.get(offence="desobediencia", law="ley-62-1987")
    row.is_checked, row.source_key = True, reference.GAZETTE
    row.save()
    reference.load()
    row.refresh_from_db()
    assert row.is_checked


def test_article_ticked_without_the_gazette_is_unticked():
    OffenceInLaw.objects.filter(offence="desobediencia", law="ley-62-1987").update(is_checked=True)
    reference.load()
    assert not OffenceInLaw.objects.get(offence="desobediencia", law="ley-62-1987").is_checked


def test_prison_and_event_that_an_editor_changed_are_kept():
    prison, event = Facility.objects.get(code="aguadores"), Event.objects.get(code="17m-2024")
    for row in (prison, event):
        type(row).objects.filter(pk=row.pk).update(created_at="2026-01-01T00:00Z", updated_at="2026-01-01T00:00Z")
        row.refresh_from_db()
    prison.note, event.name_en = "Visto en un documento.", "The protests of March"
    prison.save()
    event.save()
    event.places.all().delete()

    loaded = {kind.kind: kind for kind in reference.load()}

    prison.refresh_from_db()
    event.refresh_from_db()
    assert prison.note == "Visto en un documento."
    assert event.name_en == "The protests of March"
    assert not event.places.exists()
    assert loaded["Facility"].kept == loaded["Event"].kept == 1


def test_prison_that_only_the_files_changed_follows_them_more_than_once():
    for note in ("viejo", "más viejo"):
        Facility.objects.filter(code="aguadores").update(note=note)
        reference.load()
        assert Facility.objects.get(code="aguadores").note.startswith("Hombres.")


def test_alias_that_an_editor_added_stays():
    FacilityAlias.objects.create(facility=Facility.objects.get(code="ariza"), name="La Ariza")
    reference.load()
    assert FacilityAlias.objects.filter(name="La Ariza").exists()


def test_events_have_their_days_and_places():
    event = Event.objects.get(code="11j")
    assert (str(event.starts_on), str(event.ends_on)) == ("2021-07-11", "2021-07-12")
    places = Event.objects.get(code="17m-2024").places.values_list("municipality", flat=True)
    assert set(places) == {"CU-13-santiago-de-cuba", "CU-12-bayamo", "CU-04-cardenas"}
    assert Event.objects.get(code="bayamo-juicio-2025").parent.code == "17m-2024"


def test_files_name_no_code_twice():
    for path in reference.FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len({tuple(row[:2]) for row in rows}) == len(rows), path.name
        assert len({len(row) for row in rows}) == 1, path.name
