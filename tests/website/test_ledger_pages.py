"""What others published beside ours, the index of figures, a figure's drawing, and the notes of editions."""

import re
from datetime import date
from html import unescape

import pytest

from publication.models import PublishedFigureVersion
from reports.registry import figures
from tests.publication import records
from tests.website.conftest import AS_OF

PUBLISHED = {"es": "/es/cifras-publicadas/", "en": "/en/published-figures/"}


def text_of(public, address):
    response = public.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("language", "seen", "other"), [("es", "Unas 230.", "About 230."), ("en", "About 230.", "Unas")]
)
def test_a_published_figure_has_its_note_in_the_language_of_the_page(public, record, language, seen, other):
    notes = {"note_es": "Unas 230.", "note_en": "About 230."}
    records.published_figure(record.edition, "f06f", 230, metric="released_political", as_of=AS_OF, **notes)

    html = text_of(public, PUBLISHED[language])

    assert seen in html
    assert other not in html


def test_the_api_gives_both_notes_and_no_other(public, record):
    records.published_figure(record.edition, "f06f", 230, note_es="Unas 230.", note_en="About 230.")

    rows = public.get("/api/v1/published-figures/").json()["results"]

    assert {name for name in rows[0] if name.startswith("note")} == {"note_es", "note_en"}
    assert not hasattr(PublishedFigureVersion, "note")


def test_each_cell_of_the_comparison_bears_its_label_for_telephones(public, record):
    html = text_of(public, "/es/cifras-publicadas/")

    for row in re.findall(r"<tr><th scope=\"row\".*?</tr>", html, re.DOTALL):
        cells = re.findall(r"<td([^>]*)>(.*?)</td>", row, re.DOTALL)
        assert all("data-label=" in attributes for attributes, text in cells if text)


def test_ours_is_marked_as_invented_only_where_it_is(public, record):
    assert "Our record (demo)" in text_of(public, PUBLISHED["en"])
    records.edition(2, as_of=AS_OF, is_demo=False)
    html = text_of(public, PUBLISHED["en"])
    assert "Our record" in html
    assert "(demo)</th>" not in html


def test_known_now_stands_beside_known_then(public, record):
    records.published_figure(record.edition, "f04a", 170, metric="released_political", as_of=date(2025, 3, 10))

    html = text_of(public, PUBLISHED["en"])

    assert html.count(">known now<") == html.count(">known then<") == 1
    assert "known_by=2025-03-10" in html
    assert "“Known now” is what edition 1 knows of that day" in html


def test_every_page_of_the_demonstration_says_until_when_it_goes(public, record):
    assert "followed until 31 March 2025" in text_of(public, "/en/releases/")
    assert "siguen hasta el 31 de marzo de 2025" in text_of(public, "/es/ediciones/")


def test_the_note_of_an_edition_follows_the_language(public, record):
    records.edition(2, as_of=AS_OF, note="Faltaba una fila: 1396.", note_en="A row was missing: 1,396.")
    records.edition(3, as_of=AS_OF, note="Sin traducir.")

    english, spanish = text_of(public, "/en/editions/"), text_of(public, "/es/ediciones/")
    assert "A row was missing: 1,396." in english
    assert "Faltaba" not in english
    assert "Faltaba una fila: 1396." in spanish
    assert "Sin traducir." in english


@pytest.mark.parametrize(("language", "address"), [("es", "/es/cifras/"), ("en", "/en/figures/")])
def test_the_index_says_of_each_figure_what_it_counts_of_which_unit_on_which_day(public, record, language, address):
    html = unescape(text_of(public, address))

    items = re.findall(r"<li>(.*?)</li>", html.partition('class="rows figures"')[2], re.DOTALL)
    assert len(items) == len(figures())
    for figure, item in zip(figures(), items, strict=True):
        short = figure.definition.short.in_language(language)
        assert short in item
        assert short.endswith(".")
        if "—" not in item:
            assert ("31 de marzo de 2025" if language == "es" else "31 March 2025") in item
    assert re.search(r"<strong>2</strong> (personas|persons)", items[0])


@pytest.mark.parametrize("figure", figures(), ids=lambda figure: figure.id)
def test_no_text_of_a_figure_names_a_parameter_of_the_api(figure):
    raw = (
        r"\b(known_by|not_identified|not_computable|announced:|charged:|sentenced:|at_risk|share:|n:|no:|mode=)"
        r"|\((n|from|to)\)"
    )
    definition = figure.definition
    for text in (*definition.short, *definition.text, *definition.title):
        assert not re.search(raw, text)


def test_a_number_without_breakdown_is_drawn_as_part_of_its_whole(public, record):
    html = text_of(public, "/es/cifras/announced_verified/?announcement=anuncio-553")

    assert 'class="chart stacked"' in html
    assert "no identificadas: 552" in html


def test_a_stock_is_drawn_over_the_months_before_with_its_numbers(public, record):
    html = text_of(public, "/en/figures/consolidated/")

    assert 'class="chart line"' in html
    assert "does not begin at zero" in html
    assert "as_of=2024-12-31" in html
    assert 'class="chart' not in text_of(public, "/en/figures/sentence_length/?offence=sedicion")
