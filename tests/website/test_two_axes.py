"""Known by which edition or when, and true on which day: on every page, at addresses that stay."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from publication.page_texts import CODES
from tests.publication import records
from tests.website.conftest import AS_OF, addresses
from website.paths import WORDS

NOW = "2025-06-01 12:00Z"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def corrected(record):
    """A second edition of 1 May, in which one person more was in prison all the time."""
    second = records.edition(2, as_of=AS_OF, published_at=datetime(2025, 5, 1, 16, tzinfo=UTC))
    found = records.prisoner(second, "Ana Tamayo Guasabacoa", detained_earliest=AS_OF, detained_latest=AS_OF)
    records.custody(found, "in_custody", date(2021, 7, 11))
    return record


def value(html):
    return re.search(r'<span class="big">([^<]*)</span>', html).group(1)


@pytest.mark.parametrize(("known_at", "persons"), [("2025-01-15", "2"), ("2025-04-30", "2"), ("2025-05-01", "3")])
def test_figure_as_known_on_a_day(public, corrected, known_at, persons):
    html = public.get(f"/es/cifras/in_prison/?known_at={known_at}").content.decode()
    assert value(html) == persons


def test_page_known_on_a_day_names_its_edition_everywhere(public, corrected):
    html = public.get("/es/cifras/in_prison/?known_at=2025-04-30&as_of=2025-01-14").content.decode()
    assert "Está leyendo la edición 1" in html
    assert "known_at=" not in html
    assert "/es/cifras/in_prison/?as_of=2025-01-14&amp;edition=1</p>" in html  # how to cite
    assert 'href="/en/figures/in_prison/?as_of=2025-01-14&amp;edition=1"' in html
    assert 'href="/es/personas/?edition=1&amp;as_of=2025-01-14"' in html


def test_pages_of_a_list_stay_on_the_edition_that_was_known(public, corrected):
    html = public.get("/es/personas/?known_at=2025-04-30&page_size=1").content.decode()
    onward = re.search(r'rel="next" href="([^"]*)"', html).group(1).replace("&amp;", "&")
    assert "edition=1" in onward and "known_at" not in onward
    assert public.get(onward).status_code == 200


PAGES = [
    "", "personas/", "excarcelaciones/", "cifras/in_prison/", "cifras/in_prison/todos.csv", "personas/todos.csv",
    "listas/", "cifras-publicadas/", "anuncios/anuncio-553/",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("edition=1&known_at=2025-05-01", 400, "no ambos"),
        ("known_at=2025-06-02", 400, "aún no ha llegado"),
        ("known_at=2024-12-31", 404, "La primera edición es del 15 de enero de 2025"),
        ("edition=3", 404, "No existe esa edición"),
        ("as_of=2025-06-02", 400, "del 1959-01-01 al 2025-06-01"),
        ("as_of=1958-12-31", 400, "del 1959-01-01 al 2025-06-01"),
    ],
)
def test_moment_of_which_nothing_can_be_said_is_refused_in_words(public, corrected, page, asked, status, said):
    response = public.get(f"/es/{page}?{asked}")
    html = response.content.decode()
    assert (response.status_code, said in html) == (status, True)
    assert 'class="big"' not in html and response.headers["Cache-Control"] == "no-store"


def test_period_that_ends_before_it_begins_is_refused_in_words(public, record):
    response = public.get("/es/cifras/release_type/?from=2025-03-01&to=2025-01-01")
    assert response.status_code == 400
    assert "El período empieza después de terminar" in response.content.decode()


def test_first_day_of_all_is_answered(public, record):
    for page in ("/es/", "/es/cifras/", "/es/cifras/listed_new/"):
        assert public.get(f"{page}?as_of=1959-01-01").status_code == 200


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_of_the_record_offers_both_axes(public, record, language):
    without = {"ediciones", "editions", *(WORDS[code][language] for code in CODES)}
    for address in addresses(record, language):
        html = public.get(address).content.decode()
        offered = all(f'name="{name}"' in html for name in ("as_of", "edition", "known_at"))
        assert offered != any(f"/{word}/" in address for word in without), address


def test_control_keeps_what_the_page_was_asked(public, record):
    html = public.get("/es/personas/?q=peres&province=CU-03&edition=1&as_of=2025-01-14").content.decode()
    control = html[html.index('<details id="moment"') : html.index("</main>")]
    assert 'action="/es/personas/"' in control
    assert '<input type="hidden" name="q" value="peres">' in control
    assert '<input type="hidden" name="province" value="CU-03">' in control
    assert control.count('name="edition"') == control.count('name="as_of"') == 1
    assert 'name="as_of" min="1959-01-01" value="2025-01-14"' in control


def test_corrected_number_shows_its_corrections_on_every_edition(public, corrected):
    newest = public.get("/es/cifras/in_prison/?as_of=2025-01-14").content.decode()
    assert "Una edición posterior corrige este número" not in newest
    section = newest[newest.index('id="corrections"') : newest.index('id="ask"')]
    assert "desde la edición 2 (1 de mayo de 2025)" in section
    assert 'href="/es/cifras/in_prison/?as_of=2025-01-14&amp;edition=1">3</a>' in section

    former = public.get("/es/cifras/in_prison/?as_of=2025-01-14&edition=1").content.decode()
    assert value(former) == "3"
    assert "Una edición posterior corrige este número" in former
    assert 'href="/es/cifras/in_prison/?edition=2&amp;as_of=2025-01-14">4</a>' in former


def test_number_that_never_changed_shows_no_corrections(public, record):
    assert 'id="corrections"' not in public.get("/es/cifras/in_prison/").content.decode()


def test_page_of_a_former_edition_is_sent_again_when_a_later_one_corrects_it(public, record):
    address = "/es/cifras/in_prison/?as_of=2025-01-14&edition=1"
    first = public.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    second = records.edition(2, as_of=AS_OF, published_at=datetime(2025, 5, 1, 16, tzinfo=UTC))
    records.custody(records.prisoner(second, "Ana Tamayo Guasabacoa"), "in_custody", date(2021, 7, 11))
    again = public.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "Una edición posterior corrige este número" in again.content.decode()


@pytest.mark.parametrize("page", ["/es/cifras/in_prison/", "/es/cifras/por-que-difieren/"])
def test_editions_of_one_day_are_told_apart_where_one_is_chosen(public, record, page):
    long = "Excarcelaciones que se supieron tarde, y de las que hay mucho que decir"
    for number, note in ((2, "Una fila que faltaba"), (3, long)):
        records.edition(number, as_of=AS_OF, note=note)
    html = public.get(page).content.decode()
    offered = re.findall(r'<option value="\d+"[^>]*>(\d+ · [^<]+)</option>', html)
    assert len(offered) == 3 and len({one.partition(" · ")[2] for one in offered}) == 3
    assert any("2 · 31 de marzo de 2025 · Una fila que faltaba" in one for one in offered)
    assert all(len(one) < 80 for one in offered)
