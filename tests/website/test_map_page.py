"""The map on a figure's page, and the small drawings of each province on the page of trends."""

import re
from datetime import date

from django.conf import settings

from publication.models import SensitiveCount
from tests.publication import records
from tests.website.conftest import AS_OF

LINK = re.compile(r'<a href="([^"]+)" aria-label="([^"]+)">')


def test_each_place_with_a_number_leads_to_its_persons(public, record):
    html = public.get("/es/cifras/in_prison/?breakdown=province").content.decode()
    found = LINK.findall(html)
    assert {name for _, name in found} == {"La Habana: 1"}
    assert len(found) == 2, "once in the outline, once in the tiles, of which a style shows one"
    for address, _name in found:
        listed = public.get(address.replace("&amp;", "&"))
        assert listed.status_code == 200 and "Yanet Leyva" in listed.content.decode()
    assert '<p class="small muted of-map">Límites aproximados' in html
    assert "svg.map, .of-map { display: none; }" in (settings.ROOT / "website/static/todos.css").read_text()
    assert '<a class="hidden"' not in html


def test_an_older_edition_and_day_stay_in_the_links_of_the_map(public, record):
    html = public.get("/en/figures/in_prison/?breakdown=province&edition=1&as_of=2025-02-01").content.decode()
    for address, _name in LINK.findall(html):
        assert "edition=1" in address and "as_of=2025-02-01" in address


def test_hidden_numbers_are_called_hidden_and_lead_to_nobody(public, record):
    for code, count in {"CU-03": 12, "CU-13": 2, "CU-14": 1}.items():
        records.sensitive_count(record.edition, "", AS_OF, SensitiveCount.MINORS, code, count)
    html = public.get("/es/cifras/minors_by_province/").content.decode()
    drawing = html.partition('<svg class="map"')[2].partition("</svg>")[0]
    assert drawing.count("oculto</text>") == 15 and ">12</text>" in drawing
    assert "<a " not in drawing


def test_other_breakdowns_have_no_map(public, record):
    html = public.get("/es/cifras/in_prison/?breakdown=gender").content.decode()
    assert '<svg class="map"' not in html and "Límites aproximados" not in html


def test_the_file_says_that_boundaries_are_approximate(public, record):
    svg = public.get("/en/figures/in_prison/chart.svg?breakdown=province").content.decode()
    assert "Approximate boundaries" in svg and "step-5" in svg
    assert "Approximate" not in public.get("/en/figures/in_prison/chart.svg?breakdown=gender").content.decode()


def test_provinces_month_by_month_are_drawn_with_their_numbers(public, record):
    person = records.prisoner(record.edition, "Luis Díaz Jutiarito", province="CU-13")
    records.custody(person, "in_custody", date(2025, 2, 10))
    html = public.get("/en/figures/trends/").content.decode()
    section = html[html.index('id="provinces"') :]
    drawings = re.findall(r'<svg class="spark" role="img" aria-label="([^"]+)"', section)
    assert any(one.startswith("Havana. 31 March 2024: 2; 31 March 2025: 1") for one in drawings), drawings
    rows = re.findall(r'<th scope="row">([^<]+)</th>((?:<td class="number">\d+</td>)+)', section)
    numbers = {name: re.findall(r"\d+", cells) for name, cells in rows}
    assert numbers["Havana"][0] == "2" and numbers["Havana"][-1] == "1"
    (other,) = [cells for name, cells in numbers.items() if cells[-1] == "1" and cells[0] == "0"]
    assert other.count("1") == 2, "from February on"


def test_who_has_no_public_name_is_in_no_province(public, record):
    """As in every table by province: the withheld person is counted apart (decision 0007)."""
    html = public.get("/es/cifras/tendencias/").content.decode()
    section = html[html.index('id="provinces"') :]
    assert "no se dice (sin nombre público)" in section
