"""Pictures beside shared links: what they say, of whom there is none, and that every page names its own."""

import re
from datetime import date
from html import unescape
from struct import unpack

import pytest
from django.utils.translation import override

from publication import selection
from reports.charts.social import LEFT, SIZES, WIDE, SocialCard, social
from tests.publication import records
from tests.website.conftest import AS_OF, DETAINED, addresses
from website import labels
from website.moment import Moment
from website.record import record_of
from website.social import of_person

PICTURES = {
    "es": ("/es/imagen.png", "/es/anuncios/anuncio-553/imagen.png", "/es/cifras/in_prison/imagen.png"),
    "en": ("/en/image.png", "/en/announcements/anuncio-553/image.png", "/en/figures/in_prison/image.png"),
}
IMAGE = re.compile(r'<meta property="og:image" content="([^"]+)">')


@pytest.fixture(autouse=True)
def spanish():
    """What is drawn without a request is drawn in the language at hand."""
    with override("es"):
        yield


def texts(svg):
    return [unescape(one) for one in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def image_of(public, address):
    (found,) = IMAGE.findall(public.get(address).content.decode())
    return unescape(found)


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_is_a_png_of_the_size_that_networks_show(public, record, language):
    person = f"/{language}/{'personas' if language == 'es' else 'people'}/{record.outside.slug}/"
    for address in (*PICTURES[language], f"{person}{'imagen' if language == 'es' else 'image'}.png"):
        response = public.get(address)
        assert response.status_code == 200 and response.headers["Content-Type"] == "image/png", address
        assert unpack(">II", response.content[16:24]) == (1200, 630)
        assert len(response.content) < 150_000
        again = public.get(address, headers={"if-none-match": response.headers["ETag"]})
        assert again.status_code == 304 and not response.cookies


def test_every_page_names_a_picture_of_its_own_edition_and_day(public, record):
    for language in ("es", "en"):
        for address in addresses(record, language):
            image = image_of(public, address)
            assert image.startswith(f"http://testserver/{language}/"), address
            assert public.get(image.removeprefix("http://testserver")).status_code == 200, image
    asked = image_of(public, "/en/figures/listed/?list=pd-demo&edition=1&as_of=2025-02-01")
    assert {"list=pd-demo", "edition=1", "as_of=2025-02-01"} <= set(asked.partition("?")[2].split("&"))


def test_page_tells_networks_its_title_and_what_it_says(public, record):
    html = public.get(f"/en/people/{record.outside.slug}/").content.decode()
    assert '<meta property="og:title" content="Yoandri Pérez Sabanalar · #TODOS">' in html
    assert (
        'og:description" content="Yoandri Pérez Sabanalar: outside prison, not free: conditional release since' in html
    )
    assert f'<meta property="og:url" content="http://testserver/en/people/{record.outside.slug}/">' in html
    assert "/en/people/" + record.outside.slug + "/image.png" in html


def test_a_refusal_has_no_picture(public, record):
    assert not IMAGE.search(public.get("/es/personas/nadie/").content.decode())


def test_of_a_person_it_says_the_name_and_the_state_and_no_more(public, record):
    moment = Moment(record.edition, AS_OF, is_pinned=False, is_other_day=False)
    svg = of_person(moment, record_of(moment, slug=record.inside.slug))
    assert texts(svg) == [
        "#TODOS",
        "Yanet Leyva Yarayó",
        "En prisión desde el 11 de julio de 2021",
        "Al 31 de marzo de 2025 · edición 1",
        "Datos inventados de demostración: no son hechos",
    ]


def test_nobody_without_a_public_name_has_one(public, record):
    minor = records.prisoner(record.edition, "Adolescente 07")
    records.custody(minor, "in_custody", DETAINED)
    page = f"/es/personas/{minor.slug}/"
    assert public.get(page).status_code == 200
    assert public.get(f"{page}imagen.png").status_code == 404
    assert image_of(public, page) == "http://testserver/es/imagen.png"
    assert public.get(f"/es/personas/{record.withheld.slug or 'x'}/imagen.png").status_code == 404


def test_whoever_ceased_to_be_named_has_none_but_where_the_page_has(public, record):
    page = f"/es/personas/{record.inside.slug}/"
    public.get(f"{page}imagen.png")
    second = records.edition(2, as_of=date(2025, 4, 30))
    record.inside.edition_to = 2
    record.inside.save()
    records.prisoner(second, "Otra Persona", public_id=record.inside.public_id, is_withheld=True)
    selection.forget()
    labels.forget()
    for query in ("", "?edition=1", "?edition=2"):
        assert public.get(f"{page}imagen.png{query}").status_code == public.get(page + query).status_code, query
    assert public.get(f"{page}imagen.png").status_code == 404


@pytest.mark.parametrize("address", ["/es/imagen.png?zzz=1", "/es/cifras/in_prison/imagen.png?as_of=ayer"])
def test_what_a_page_refuses_its_picture_refuses(public, record, address):
    assert public.get(address).status_code == 400


@pytest.mark.parametrize("address", ["/es/cifras/nada/imagen.png", "/es/anuncios/nada/imagen.png", "/es/image.png"])
def test_of_nothing_there_is_none(public, record, address):
    assert public.get(address).status_code == 404


@pytest.mark.parametrize(
    "large", ["9", "12\u202f345", "553 announced, 212 verified", "Luis " * 6, "W" * 90, "ñ " * 200]
)
@pytest.mark.parametrize("over", ["", "Un título <largo> & con todo " * 5])
def test_words_stay_within_the_picture(large, over):
    svg = social(SocialCard(large=large.strip(), under="palabra " * 60, day="Al 1 de enero", over=over, warning="x"))
    for size, line in re.findall(r'<g font-size="([\d.]+)"[^>]*><text x="22"[^>]*>([^<]*)</text>', svg):
        assert len(unescape(line)) * float(size) * 0.56 <= WIDE - 2 * LEFT, line
    heights = [float(y) for y in re.findall(r'<text x="22" y="([\d.]+)"', svg)]
    assert max(heights[:-1]) <= 186, "the warning begins at 188"
    assert SIZES[0][0] > SIZES[-1][0] and "<largo>" not in svg


def test_what_was_asked_is_not_cut_in_the_middle_of_a_date():
    under = (
        "personas · Desde el cierre del: 31 de diciembre de 2024 · Hasta el cierre del: 30 de septiembre de 2025 · "
        "Registro Ceiba (demo): Presos políticos"
    )
    said = " ".join(texts(social(SocialCard(large="122", under=under, day="", over="Altas en una lista"))))
    assert under in said
