from datetime import date

import pytest

from tests.publication import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = records.edition(1, as_of=date(2025, 1, 14))
    records.term(edition, "province", "CU-03", "La Habana", "Havana")
    records.term(edition, "gender", "man", "hombre", "man")
    return edition


def people(edition, count: int) -> list[str]:
    return [records.prisoner(edition, f"Yoel Yarayó S{number:03}").name_display for number in range(count)]


def test_list_says_edition_day_and_persons(api, edition):
    person = records.prisoner(edition, "Yoandri Pérez Sabanalar", province="CU-03", offences=["sedicion"])
    records.custody(person, "in_custody", date(2021, 7, 11))
    records.listing(person, "pd-demo", date(2021, 8, 1))

    answer = api.get("/api/v1/prisoners/").json()

    (row,) = answer.pop("results")
    labels = answer.pop("labels")
    assert answer == {
        "edition": 1, "demo": True, "as_of": "2025-01-14", "count": 1, "next": None, "previous": None,
    }  # fmt: skip
    assert row["public_id"] == str(person.public_id)
    assert row["name"] == "Yoandri Pérez Sabanalar"
    assert (row["custody_state"], row["custody_since"], row["lists"]) == ("in_custody", "2021-07-11", ["pd-demo"])
    assert row["address"] == f"/api/v1/prisoners/{person.public_id}/"
    assert labels["province"] == {"CU-03": {"es": "La Habana", "en": "Havana"}}
    assert labels["gender"] == {"man": {"es": "hombre", "en": "man"}}


def test_real_record_does_not_speak_of_demonstration(api):
    records.edition(1, is_demo=False)

    assert "demo" not in api.get("/api/v1/prisoners/").json()


def test_filters_choose_as_the_selection_does(api, edition):
    one = records.prisoner(edition, "Yoandri Pérez Sabanalar", province="CU-03", gender="woman")
    records.prisoner(edition, "Ana Díaz Yarayó", gender="woman")
    records.custody(one, "in_custody", date(2021, 7, 11), date(2022, 1, 1))

    def names(query: str) -> list[str]:
        return [row["name"] for row in api.get(f"/api/v1/prisoners/?{query}").json()["results"]]

    assert names("q=yohandry+peres") == ["Yoandri Pérez Sabanalar"]
    assert names("province=CU-03&province=unknown") == ["Ana Díaz Yarayó", "Yoandri Pérez Sabanalar"]
    assert names("custody_state=in_custody") == []
    assert names("custody_state=in_custody&as_of=2021-12-31") == ["Yoandri Pérez Sabanalar"]


def test_pages_to_the_end_show_everybody_once(api, edition):
    names = people(edition, 23)
    address, seen, sizes = "/api/v1/prisoners/?page_size=10", [], []
    while address:
        answer = api.get(address).json()
        seen += [row["name"] for row in answer["results"]]
        sizes.append(len(answer["results"]))
        address = answer["next"]

    assert seen == names
    assert sizes == [10, 10, 3]
    back = api.get(answer["previous"]).json()
    assert [row["name"] for row in back["results"]] == names[10:20]


def test_next_page_stays_on_the_edition(api, edition):
    people(edition, 3)
    following = api.get("/api/v1/prisoners/?page_size=2").json()["next"]
    records.prisoner(records.edition(2), "Ana Aaa Aaa")

    answer = api.get(following).json()

    assert (answer["edition"], answer["count"], len(answer["results"])) == (1, 3, 1)


def test_withheld_person_is_not_listed(api, edition):
    records.prisoner(edition, is_withheld=True, province="CU-03")

    answer = api.get("/api/v1/prisoners/?province=CU-03").json()

    assert (answer["count"], answer["results"]) == (0, [])


def test_prisoner_list_of_many_costs_as_much_as_of_few(api, edition, django_assert_num_queries):
    people(edition, 60)
    api.get("/api/v1/prisoners/?province=CU-03&custody_state=in_custody")

    with django_assert_num_queries(4):  # role taken and given back, the edition, the rows
        answer = api.get("/api/v1/prisoners/?page_size=50&gender=man&context=unknown&q=yarayo")
    assert len(answer.json()["results"]) == 50
    with django_assert_num_queries(4):
        answer = api.get("/api/v1/prisoners/?page_size=50")
    assert len(answer.json()["results"]) == 50


def test_file_is_the_list(api, edition):
    names = people(edition, 3)

    answer = api.get("/api/v1/prisoners.csv?gender=man")

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="prisoners-edition-1-2025-01-14.csv"'
    assert [line.split(",")[1] for line in lines[1:]] == names
