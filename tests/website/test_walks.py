"""Why the figures differ: the ladder in both languages, its links, its files, and questions that make no sense."""

import csv
import re
from html import unescape
from io import StringIO

import pytest

from tests.publication import records

PLAIN = "/es/cifras/por-que-difieren/"
TO_PRISON = "from=listed&to=behind_bars&list=pd-demo"


def shown(public, address):
    response = public.get(address)
    assert response.status_code == 200, address
    return unescape(response.content.decode())


def ladder(html):
    """The numbers of the ladder from top to bottom."""
    return re.findall(r"<li>\s*<p><strong>([^<]+)</strong>", html.partition('<ol class="rows figures">')[2])


def test_default_walk_leads_from_a_list_to_the_consolidated_one(public, record):
    html = shown(public, PLAIN)

    assert "Por qué difieren las cifras" in html
    assert "En la lista de Registro Ceiba (demo) → En la lista consolidada" in html
    assert ladder(html) == ["3", "3"]
    assert "exactamente a las mismas personas" in html
    assert "3 personas están en las dos cuentas." in html


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            PLAIN,
            ("Cumpliendo fuera de prisión", "tampoco eran libres", "En prisión, de la lista de Registro Ceiba (demo)"),
        ),
        (
            "/en/figures/why-they-differ/",
            ("Serving outside prison", "not free either", "Behind bars, of the list of Registro Ceiba (demo)"),
        ),
    ],
)
def test_steps_stand_between_the_totals_with_their_reason(public, record, address, words):
    html = shown(public, f"{address}?{TO_PRISON}")

    assert ladder(html) == ["3", "−1", "2"]
    assert all(word in html for word in words)
    assert 'class="chart ladder"' in html
    assert "3 − 1 = 2" in html
    assert "Reservado" not in html


def test_step_opens_its_persons_and_its_file(public, record):
    html = shown(public, f"{PLAIN}?{TO_PRISON}")
    who, file, _workbook = re.findall(r'href="(/es/[^"]+of=out_serving_outside[^"]*)"', html)

    people = shown(public, who)
    assert "Yoandri Pérez Sabanalar" in people and "Yanet" not in people
    assert "Contadas en «En la lista de Registro Ceiba (demo)» y no en «En prisión, de la lista" in people
    response = public.get(file)
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="listed-behind_bars-out_serving_outside-2025-03-31-1.csv"'
    )
    rows = list(csv.DictReader(StringIO(response.content.decode().removeprefix("\ufeff"))))
    assert [(row["name"], row["step"], row["sign"]) for row in rows] == [
        ("Yoandri Pérez Sabanalar", "out_serving_outside", "-1")
    ]


def test_file_of_the_whole_walk_names_nobody_withheld(public, record):
    records.custody(records.prisoner(record.edition, "Eva Sosa Guaso"), "in_custody", record.edition.as_of)

    text = public.get(f"{PLAIN}todos.csv?from=in_prison&to=consolidated").content.decode()
    assert "Eva Sosa Guaso" in text and text.count("out_on_no_list") == 1
    text = public.get(f"{PLAIN}todos.csv?from=consolidated&to=coe_1900").content.decode()
    assert f"{record.withheld.public_id},,,,,,,,out_withheld,-1,consolidated,coe_1900,2025-03-31,1" in text
    assert "Reservado" not in text


def test_withheld_persons_of_a_step_are_counted_not_named(public, record):
    html = shown(public, f"{PLAIN}quienes/?from=consolidated&to=coe_1900&of=out_withheld")

    assert "1 persona." in html
    assert "1 persona se cuenta sin nombrarla" in html
    assert str(record.withheld.public_id) not in html


def test_day_and_edition_stay_in_every_link(public, record):
    html = shown(public, f"{PLAIN}?{TO_PRISON}&as_of=2024-10-31&edition=1")

    assert ladder(html) == ["3", "3"]
    inside = re.findall(r'href="(/es/cifras/[^"]+)"', html.partition("<main")[2])
    assert len(inside) > 8
    assert all("as_of=2024-10-31" in link and "edition=1" in link for link in inside)
    assert re.search(r'class="cite">[^<]+as_of=2024-10-31&edition=1<', html)


def test_form_sends_everything_and_only_what_is_needed_is_asked(public, record):
    address = (
        f"{PLAIN}?from=consolidated&to=in_prison&list=pd-demo&to_list=j11j-demo&event=11j&as_of=2025-03-31&edition="
    )
    html = shown(public, address)

    assert ladder(html) == ["3", "−1", "2"]
    assert "list=pd-demo" not in html.partition("<main")[2].partition("Comparaciones frecuentes")[0]


def test_page_offers_walks_that_lead_somewhere(public, record):
    html = shown(public, PLAIN)
    offered = re.findall(r'<li><a href="([^"]+)">[^<]+→', html.partition("Comparaciones frecuentes")[2])

    assert len(offered) == 5
    for address in offered:
        assert ladder(shown(public, address)), address


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("from=nadie&to=consolidated", ["from", "coe_1900"]),
        ("to=consolidated", ["from", "listed"]),
        ("from=listed&to=consolidated", ["list", "pd-demo"]),
        ("from=listed&to=consolidated&list=nadie", ["list", "j11j-demo"]),
        ("from=listed&to=listed&list=pd-demo&to_list=pd-demo", ["to"]),
        ("from=in_prison&to=in_prison", ["to"]),
        ("from=in_prison&to=consolidated&as_of=ayer", ["as_of"]),
        ("from=in_prison&to=consolidated&edition=0", ["edition"]),
        ("from=in_prison&from=listed&to=consolidated", ["from"]),
        ("from=in_prison&to=consolidated&of=out_free", ["of"]),
        ("from=in_prison&to=consolidated&lista=pd-demo", ["lista"]),
    ],
)
def test_question_that_makes_no_sense_is_refused_by_name(public, record, query, names):
    response = public.get(f"{PLAIN}?{query}")

    assert response.status_code == 400
    assert all(name in unescape(response.content.decode()) for name in names)


@pytest.mark.parametrize("query", ["", "&of=out_exiled"])
@pytest.mark.parametrize("page", ["quienes/"])
def test_step_that_there_is_not_is_refused_with_those_that_there_are(public, record, page, query):
    response = public.get(f"{PLAIN}{page}?{TO_PRISON}{query}")

    assert response.status_code == 400
    assert "out_serving_outside" in response.content.decode()


def test_edition_that_does_not_exist_is_not_found(public, record):
    assert public.get(f"{PLAIN}?edition=9").status_code == 404


def test_edition_without_lists_still_has_a_walk(public, db):
    records.edition(1)

    assert "En la lista consolidada → En prisión" in shown(public, PLAIN)


def test_figures_and_methodology_lead_there(public, record):
    assert 'href="/es/cifras/por-que-difieren/"' in shown(public, "/es/cifras/")
    assert "/en/figures/why-they-differ/" in shown(public, "/en/methodology/")
    consolidated = shown(public, "/es/cifras/consolidated/")
    assert "/es/cifras/por-que-difieren/?from=listed&to=consolidated&list=pd-demo" in consolidated
    other_list = shown(public, "/es/cifras/listed/?list=j11j-demo")
    assert "/es/cifras/por-que-difieren/?from=listed&to=consolidated&list=j11j-demo" in other_list
    assert "por-que-difieren" not in shown(public, "/es/cifras/custody/").partition("<main")[2]


def test_classification_of_a_person_is_told_in_words(public, record):
    said = [{"scheme": "coe", "value": "coe_e", "organisation": "pd-demo", "stated_on": "2024-06-15"}]
    document = {**record.inside.document, "classifications": said}
    second = records.edition(2, as_of=record.edition.as_of)
    records.again(record.inside, second, document=document)

    html = shown(public, f"/en/people/{record.inside.slug}/")
    assert "Resolution 1900 of the Council of Europe, e: clearly unfair proceedings" in html


def test_page_takes_few_queries_and_fewer_again(public, record, django_assert_max_num_queries):
    address = f"{PLAIN}?{TO_PRISON}"
    with django_assert_max_num_queries(26):
        public.get(address)
    with django_assert_max_num_queries(10):
        public.get(address)
