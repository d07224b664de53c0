"""Minors by province: the points, what is hidden of them, and that no number by province holds anybody unnamed."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import F

from publication import selection
from reports import answers, registry
from reports.breakdowns import PROVINCE, PROVINCES
from reports.charts import chart
from reports.csv_files import breakdown_csv
from reports.errors import BadParameter
from reports.restriction import PROVINCE as OF_A_PROVINCE
from reports.serial import answer_json
from tests.publication import records

pytestmark = pytest.mark.django_db
SINCE, T2 = date(2024, 1, 1), date(2025, 1, 14)


@pytest.fixture(autouse=True)
def nothing_kept():
    for each in (selection, answers):
        each.forget()


def point(edition, as_of, **numbers):
    for province, number in numbers.items():
        records.sensitive_count(edition, "", as_of, "minors", province.replace("_", "-"), number)


def minor(edition, number, province, since=SINCE):
    name = f"Adolescente {number:02}"
    person = records.prisoner(
        edition, name, name_display=name, slug=f"adolescente-{number}", province=province, minor_at_detention="yes"
    )
    records.listing(person, "consolidated", since)
    records.listing(person, "pd-demo", since)
    records.custody(person, "in_custody", since)
    return person


@pytest.fixture
def answer():
    edition = records.edition(as_of=T2)
    point(edition, T2, CU_03=7, CU_04=2, CU_12=1, CU_16=9)
    for number in range(19):
        minor(edition, number, "CU-16")
    return registry.answer("minors_by_province", {})


def shown(answer):
    return {row.code: row.value for row in answer.breakdown}


def test_numbers_below_five_are_hidden_and_zero_is_one_of_them(answer):
    assert answer.value == 19
    rows = shown(answer)
    assert {code for code, value in rows.items() if value is not None} == {"CU-03", "CU-16"}
    assert (rows["CU-03"], rows["CU-16"]) == (7, 9)
    assert set(rows) == {*PROVINCES, "unknown"}


def test_hidden_rows_say_so(answer):
    row = next(row for row in answer_json(answer)["breakdown"] if row["code"] == "CU-04")
    assert row == {"code": "CU-04", "label": row["label"], "value": None, "is_hidden": True}
    line = next(line for line in breakdown_csv(answer) if line.startswith("CU-04"))
    assert line.split(",")[2:4] == ["hidden", ""]


def test_no_row_leads_to_persons(answer):
    for code in ("CU-04", "CU-05", "CU-03"):
        with pytest.raises(BadParameter) as refused:
            answer.persons_behind(code)
        assert refused.value.parameter == "of"


def test_drawing_and_command_tell_no_hidden_number(answer, capsys):
    drawn = str(chart(answer))
    assert drawn.count("—") == 2 * (len(PROVINCES) - 2)  # on the tile and in its title
    call_command("figure", "minors_by_province")
    assert capsys.readouterr().out.count("hidden") == len(PROVINCES) - 1


def test_the_table_is_the_last_point_of_the_day():
    edition = records.edition(as_of=T2)
    point(edition, date(2024, 6, 30), CU_03=6)
    point(edition, T2, CU_03=6, CU_04=5)
    for number, since in enumerate([SINCE] * 6 + [date(2025, 1, 2)] * 5):
        minor(edition, number, "CU-03", since)
    before, then, now = (
        registry.answer("minors_by_province", {"as_of": day}) for day in ("2024-06-29", "2025-01-13", "2025-01-14")
    )
    assert (before.value, then.value, now.value) == (6, 11, 11)
    assert set(shown(before).values()) == {None}, "of a day before the first point nothing is told"
    assert (shown(then)["CU-03"], shown(then)["CU-04"]) == (6, 0)
    assert set(shown(registry.answer("minors_by_province", {"as_of": "2020-01-01"})).values()) == {0}
    assert (shown(now)["CU-03"], shown(now)["CU-04"]) == (6, 5)


def test_the_number_on_a_list_is_national():
    edition = records.edition(as_of=T2)
    for number in range(3):
        minor(edition, number, "CU-03")
    answer = registry.answer("minors", {"list": "pd-demo"})
    assert (answer.value, shown(answer)["boys"]) == (3, 3)
    with pytest.raises(BadParameter):
        registry.answer("minors", {"list": "pd-demo", "province": "CU-03"})


def by_place():
    """Every figure that tells numbers of a province, and what it is asked."""
    for figure in registry.figures():
        if any(breakdown is PROVINCE for breakdown in figure.breakdowns):
            yield figure.id, "breakdown"
        if OF_A_PROVINCE in figure.parameters:
            yield figure.id, "parameter"


LISTS = ("pd-demo", "registro-b", "registro-c")
ASKED = {
    "list": "pd-demo",
    "lists": ",".join(LISTS),
    "event": "11j",
    "announcement": "anuncio-553",
    "from": "2023-12-01",
    "offence": "desacato",
}


def asked_for(figure_id):
    return {one.name: ASKED[one.name] for one in registry.figure(figure_id).parameters if one.name in ASKED}


@pytest.mark.parametrize(("figure_id", "how"), sorted(set(by_place())))
def test_a_number_of_a_province_is_that_of_those_named_in_it(figure_id, how):
    """What is left when the named are subtracted is nothing: no minor, nobody withheld."""
    edition = records.edition(as_of=T2)
    for code in LISTS:
        records.organisation(edition, code, f"Registro {code}")
    records.announcement(edition)
    adult = records.prisoner(edition, "Yoandri Pérez Sabanalar", province="CU-12", events=["11j"])
    withheld = records.prisoner(edition, "", name_display="", is_withheld=True, province="CU-12", events=["11j"])
    child = records.prisoner(
        edition, "Adolescente 01", slug="adolescente-01", province="CU-12", minor_at_detention="yes", events=["11j"]
    )
    for person in (adult, withheld, child):
        for code in ("consolidated", *LISTS):
            records.listing(person, code, SINCE)
        records.custody(person, "in_custody", SINCE)
    asked = asked_for(figure_id)
    if how == "parameter":
        answer = registry.answer(figure_id, {**asked, "province": "CU-12"})
        assert {person.public_id for person in answer.persons} <= {adult.public_id}
        return
    usual = len(registry.figure(figure_id).breakdowns) == 1
    answer = registry.answer(figure_id, asked if usual else {**asked, "breakdown": "province"})
    rows = {code: value for code, value in shown(answer).items() if value}
    people = {person.public_id for person in answer.persons}
    assert rows.get("CU-12", 0) == len(people & {adult.public_id})
    assert rows.get("not_told", 0) == len(people & {withheld.public_id, child.public_id})
    if adult.public_id in people:
        assert [person.public_id for person in answer.persons_behind("CU-12")] == [adult.public_id]


def test_the_check_sees_numbers_of_everybody(monkeypatch):
    """The mutant: a table by province of everybody."""
    monkeypatch.setitem(PROVINCE.__dict__, "pairs", lambda things, question: things.annotate(code=F("province")))
    with pytest.raises(AssertionError):
        test_a_number_of_a_province_is_that_of_those_named_in_it("by_province", "breakdown")


SENSITIVE = {"minors", "medical", "mental"}


def test_no_figure_crosses_a_sensitive_dimension_with_a_place():
    """A figure of one province that had one of these breakdowns would give the cells that this one hides."""
    for figure in registry.figures():
        codes = {breakdown.code for breakdown in figure.breakdowns}
        asks_for_a_place = {"province", "municipality", "facility"} & {one.name for one in figure.parameters}
        assert not (asks_for_a_place and codes & {*SENSITIVE, "gender"}), figure.id
