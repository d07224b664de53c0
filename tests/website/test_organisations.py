"""The page of the organisations: copies read until a day, and why a list has more rows than persons."""

import re
from datetime import date
from html import unescape

from api.labels import labels_of
from tests.publication import records
from tests.website.conftest import AS_OF

PAGE = "/en/organisations/"


def write(rows):
    edition = records.edition(1, as_of=AS_OF)
    snapshots = [
        {"as_of": day, "row_count": count, "new_count": 0, "gone_count": 0, "published_on": "", "url": ""}
        for day, count in (("2024-10-31", 2), ("2025-03-31", rows))
    ]
    line = {"code": "pd-demo", "name_es": "Lista", "name_en": "List", "kind": "p", "snapshots": snapshots}
    records.organisation(edition, lists=[line])
    for name in ("Yoandri Pérez Sabanalar", "Yanet Leyva Yarayó"):
        records.listing(records.prisoner(edition, name), "pd-demo", date(2024, 10, 31))


def text_of(public, address):
    response = public.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_rows_that_are_nobody_yet_are_explained_beside_the_persons(public, db):
    write(rows=5)
    html = text_of(public, PAGE)
    told = re.search(
        r'newest copy has 5 rows, and on record it names <a href="([^"]+)">2 persons</a>\. The other 3 rows wait', html
    )
    assert told and '<span class="big">2</span>' in text_of(public, told.group(1))
    assert html.index("The other 3 rows") < html.index("<table"), "before the numbers that it explains"
    assert "tiene 5 filas y en el registro nombra a" in text_of(public, "/es/organizaciones/")


def test_no_row_is_said_to_be_kept_that_an_erasure_empties(public, db):
    """Erasing somebody empties the rows that name the person (publication/erasing.py)."""
    write(rows=2)
    assert "never change a row" not in text_of(public, PAGE) and "emptied only where" in text_of(public, PAGE)
    spanish = text_of(public, "/es/organizaciones/")
    assert "no cambiamos ninguna fila" not in spanish and "solo se vacía" in spanish


def test_as_many_rows_as_persons_need_no_explanation(public, db):
    write(rows=2)
    assert "on record it names" not in text_of(public, PAGE)


def test_copies_of_later_days_are_not_shown_on_an_earlier_one(public, db):
    write(rows=5)
    assert "31 March 2025</th>" in text_of(public, PAGE).replace("</a>", "")
    html = text_of(public, f"{PAGE}?as_of=2025-03-30")
    assert "31 October 2024" in html and ">5</td>" not in html and "on record it names" not in html


def test_authorities_and_organisations_have_their_english_names_with_the_spanish_once(public, record):
    foreign, court = "Ministerio de Relaciones Exteriores de Cuba", "Tribunal Supremo Popular"
    for code, name in (("a1", foreign), ("a2", court), ("a3", court), ("a4", "Human Rights Watch")):
        records.published_figure(record.edition, code, 7, publisher_name=name, as_of=date(2024, 10, int(code[1])))
    english, spanish = text_of(public, "/en/published-figures/"), text_of(public, "/es/cifras-publicadas/")
    assert f'Ministry of Foreign Affairs of Cuba (<span lang="es">{foreign}</span>)' in english
    assert unescape(english).count("Supreme People's Court") == 2
    assert english.count(f'(<span lang="es">{court}</span>)') == english.count(court) == 1
    assert "Human Rights Watch" in english
    assert f">{foreign}<" in spanish and "Supreme" not in spanish


def test_an_announcement_names_its_authority_in_both_languages_on_an_english_page(public, record):
    records.term(
        record.edition, "authority", "minrex", "Ministerio de Relaciones Exteriores", "Ministry of Foreign Affairs"
    )
    html = text_of(public, "/en/announcements/anuncio-553/")
    assert 'Ministry of Foreign Affairs (<span lang="es">Ministerio de Relaciones Exteriores</span>)' in html
    assert '<span lang="es">' not in text_of(public, "/es/anuncios/anuncio-553/")


def test_labels_have_the_english_name_in_the_api_too(public, record):
    records.organisation(record.edition, "ocdh", "Observatorio Cubano de Derechos Humanos")
    assert labels_of(record.edition)["organisation"]["ocdh"]["en"] == "Cuban Observatory of Human Rights"
