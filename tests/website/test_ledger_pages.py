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


def test_who_printed_numbers_together_and_when_is_said_once_above_them(public, db):
    edition = records.edition(1, as_of=AS_OF)
    together = {"group": "balance", "publisher_name": "Registro Ceiba"}
    for code, metric, day in (("b1", "listed", AS_OF), ("b2", "women", AS_OF), ("b3", "minors", date(2025, 2, 28))):
        records.published_figure(edition, code, 120, metric=metric, as_of=day, **together)
    alone = {"metric": "women", "as_of": AS_OF, "publisher_name": "Registro Ceiba"}
    records.published_figure(edition, "c0", 3, **alone)
    records.published_figure(edition, "b4", 7, metric="victims", as_of=date(2024, 5, 1), publisher_name="Otro")
    html = text_of(public, "/es/cifras-publicadas/").split('<details class="year"')
    newest, former = html[1], html[2]

    assert newest.startswith(' id="y2025" open>') and former.startswith(' id="y2024">'), "folded but the newest"
    assert newest.count("Registro Ceiba") == 1 and newest.count("31 de marzo de 2025</span></th>") == 1
    assert newest.count('<tr><th scope="row">') == 4 and newest.count("(28 de febrero de 2025)") == 1
    assert former.count("Otro") == 1 and former.count("1 de mayo de 2024") == 1
    assert "4 cifras" in newest and "1 cifra<" in former


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

    items = re.findall(r"<li>(.*?)</li>", html.partition('class="rows figures"')[2].partition("<footer")[0], re.DOTALL)
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


def test_methodology_tells_of_each_legal_figure_what_it_is_and_what_follows(public, record):
    about = {"extinguishes": "no", "is_revocable": "yes", "state_after": "serving_outside", "basis_es": "Ley 152/2022.",
             "basis_en": "Law 152/2022.", "explanation_es": "Fuera.", "explanation_en": "Served outside."}  # fmt: skip
    records.term(record.edition, "release_type", "extrapenal_leave", "licencia extrapenal", "extrapenal leave", **about)
    english, spanish = text_of(public, "/en/methodology/"), text_of(public, "/es/metodologia/")
    row = english[english.index('<tr id="extrapenal_leave">') :]
    row = row[: row.index("</tr>")]
    for told in ("extrapenal leave", "Law 152/2022.", "Served outside.", ">no</td>", ">yes</td>"):
        assert told in row, told
    assert "Ley 152/2022." in spanish and "Fuera." in spanish
    assert '<tr id="conditional_release">' in english, "an edition that says nothing of it still names it"


def test_a_pair_says_how_far_apart_it_is_and_why(public, record):
    records.published_figure(record.edition, "f26c", 230, metric="released_political", as_of=AS_OF)
    english, spanish = text_of(public, PUBLISHED["en"]), text_of(public, PUBLISHED["es"])
    assert "more than ours.</summary><p>Ours counts whoever is on the list of any accepted organisation" in english
    assert "Ours are invented: the difference says nothing of theirs." in english
    assert "más que la nuestra." in spanish


@pytest.mark.parametrize(
    ("metric", "expected", "headline"),
    [
        ("announced_released", 553, "553 announced, 1 verified"),
        ("not_on_the_list_of_the_553", 552, "552</a></strong>"),
        ("conditional_release", 1, "conditional release. 1 person."),
        ("released_political", 1, '<span class="big">1</span>'),
    ],
)
def test_ours_leads_to_a_page_headed_by_that_very_number(public, record, metric, expected, headline):
    """A part of an answer leads to its persons, a number announced to the announcement, not to the whole figure."""
    records.published_figure(record.edition, "p1", 77, metric=metric, as_of=AS_OF)
    html = text_of(public, PUBLISHED["en"])
    address, number = re.search(r'<a href="([^"]+)">([^<]+)</a>', html[html.index(">77</td>") :]).groups()
    assert int(number) == expected
    assert headline in text_of(public, unescape(address))


def test_the_same_number_of_something_else_is_told_apart(public, record):
    pd = {"publisher": "prisoners-defenders"}
    records.published_figure(record.edition, "s1", 230, metric="serving_outside", as_of=date(2024, 12, 31), **pd)
    records.published_figure(record.edition, "s2", 230, metric="released_of_the_553", as_of=AS_OF, **pd)
    html = text_of(public, PUBLISHED["en"])
    assert "Not to be confused with the 230 of “serving outside prison”, 31 December 2024" in html
    assert html.count("Not to be confused") == 2
    records.published_figure(record.edition, "s3", 231, metric="women", as_of=AS_OF, **pd)
    assert text_of(public, PUBLISHED["en"]).count("Not to be confused") == 2


def test_what_the_lists_were_on_the_day_of_the_announcement_explains_another_total(public, record):
    gone = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    records.listing(gone, "consolidated", date(2024, 10, 31), date(2025, 1, 18))
    records.published_figure(record.edition, "c1", 9, metric="consolidated_list", as_of=date(2025, 1, 21))
    records.published_figure(record.edition, "c2", 3, metric="consolidated_list", as_of=date(2025, 1, 22))
    html = text_of(public, PUBLISHED["en"])
    assert html.count("On 14 January 2025, the day of the announcement, ours was 4") == 1


def test_the_portrait_of_a_report_stands_beside_ours(public, record):
    told = {"publisher": "justicia-11j", "as_of": AS_OF}
    for metric, value in (("released_men_percent", 98), ("released_detained_at_17_18", 6), ("released_mean_age", 36)):
        records.published_figure(record.edition, metric, value, metric=metric, **told)
    html = text_of(public, PUBLISHED["en"])
    assert "of=sex-men&amp;as_of=2025-03-31" in html
    assert "Of those detained under 18 we publish no age" in html
    early = records.published_figure(record.edition, "x", 5, metric="released_aged_60", as_of=date(2026, 1, 1))
    assert f"of=age-60&amp;as_of={early.as_of}" not in text_of(public, PUBLISHED["en"])


def test_published_figures_of_later_days_are_not_shown_on_an_earlier_one(public, record):
    records.published_figure(record.edition, "late", 4321, metric="women", as_of=date(2025, 3, 10))
    assert "4,321" in text_of(public, PUBLISHED["en"])
    assert "4,321" not in text_of(public, f"{PUBLISHED['en']}?as_of=2025-03-09")
    assert "4,321" in text_of(public, f"{PUBLISHED['en']}?as_of=2025-03-10")


def test_a_break_in_reported_illness_is_told(public, record):
    for code, value, day in (("m1", 356, date(2024, 9, 30)), ("m2", 653, date(2024, 10, 31))):
        records.published_figure(record.edition, code, value, metric="medical", publisher="pd", as_of=day)
    assert "Break: 356 on 30 September 2024." in text_of(public, PUBLISHED["en"])
    assert "Corte: 356 el 30 de septiembre de 2024." in text_of(public, PUBLISHED["es"])


def test_figures_of_one_group_stand_together_whatever_their_days(public, record):
    for code, value, day, role in (("g1", 10, date(2024, 9, 30), "start"), ("g2", 12, date(2024, 10, 31), "end")):
        records.published_figure(record.edition, code, value, metric="listed", as_of=day, group="g", role=role)
    records.published_figure(record.edition, "h1", 5, metric="women", as_of=date(2024, 10, 15))
    assert text_of(public, PUBLISHED["en"]).count('<tbody id="g">') == 1
