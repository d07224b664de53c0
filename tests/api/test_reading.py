"""What every address does: refusals, entity tags, who may read."""

import pytest

from tests.publication import records

pytestmark = pytest.mark.django_db

WITH_EDITION = [
    "/api/v1/prisoners/",
    "/api/v1/prisoners.csv",
    "/api/v1/releases/",
    "/api/v1/organisations/",
    "/api/v1/announcements/",
    "/api/v1/published-figures/",
    "/api/v1/figures/in_prison/",
    "/api/v1/figures/in_prison/persons/",
]
ALL = [*WITH_EDITION, "/api/v1/editions/", "/api/v1/figures/", "/api/v1/schema/"]


@pytest.fixture
def person():
    return records.prisoner(records.edition(1), province="CU-03")


@pytest.mark.parametrize("address", ALL)
def test_answer_can_be_kept_and_read_from_anywhere(api, person, address):
    answer = api.get(address)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["ETag"].startswith('"1-')
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize("address", ALL)
def test_reader_who_has_the_answer_gets_304_for_one_query(api, person, address, django_assert_num_queries):
    tag = api.get(address)["ETag"]

    with django_assert_num_queries(3):  # role taken and given back, the edition
        answer = api.get(address, headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == tag


def test_tag_changes_with_edition_address_and_language(api, person):
    addresses = ["/api/v1/prisoners/", "/api/v1/prisoners/?gender=man", "/api/v1/prisoners/?edition=1"]
    figures = ["/api/v1/figures/in_prison/", "/api/v1/figures/in_prison/?language=en"]
    before = [api.get(address)["ETag"] for address in addresses + figures]
    records.edition(2)
    after = [api.get(address)["ETag"] for address in addresses + figures]

    assert len({*before, *after}) == 10


@pytest.mark.parametrize("address", ALL)
def test_unknown_parameter_is_named(api, person, address):
    answer = api.get(f"{address}?colour=red")

    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == "colour"
    assert answer.json()["error"]["message"].startswith("unknown parameter; this address takes: ")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("query", "english", "spanish"),
    [
        ("prisoners/?edition=x", "expected the number of an edition", "se esperaba el número de una edición"),
        ("prisoners/?edition=9", "There is no such edition.", "No existe esa edición."),
        ("prisoners/?as_of=x", "expected a day, written YYYY-MM-DD", "se esperaba un día, escrito AAAA-MM-DD"),
        ("figures/in_prison/?as_of=x", "not a day: write it as 2025-01-14", "no es un día: escríbalo así, 2025-01-14"),
        ("figures/in_prison/?zzz=1", "unknown parameter; this", "parámetro desconocido; esta"),
        ("figures/in_prison/?breakdown=zzz", "not a breakdown of in_prison; there", "no es un desglose de in_prison; "),
        ("figures/zzz/", "There is no such figure.", "No existe esa cifra."),
        ("walks/?from=listed", "is missing; there are: listed", "falta; hay: listed"),
        ("walks/persons/?from=consolidated&to=in_prison", "is missing; there are", "falta; hay"),
        ("nada/", "There is nothing at this address.", "No hay nada en esta dirección."),
        ("prisoners/?q=%00", "expected text in UTF-8", "se esperaba texto en UTF-8"),
    ],
)
def test_a_refusal_is_in_english_unless_spanish_is_asked_for(api, person, query, english, spanish):
    address = f"/api/v1/{query}"
    assert api.get(address).json()["error"]["message"].startswith(english)
    in_spanish = api.get(f"{address}{'&' if '?' in address else '?'}language=es")
    if in_spanish.json()["error"]["parameter"] != "language":  # an address without words has no language
        assert in_spanish.json()["error"]["message"].startswith(spanish)


@pytest.mark.parametrize("lists", ["pd-demo,", ",pd-demo", "pd-demo,,j11j-demo", ","])
def test_a_comma_without_a_list_is_refused(api, person, lists):
    answer = api.get(f"/api/v1/figures/overlap/?lists={lists}")
    assert answer.status_code == 400
    assert answer.json()["error"] == {"parameter": "lists", "message": "a comma without a list beside it"}


@pytest.mark.parametrize("address", WITH_EDITION)
@pytest.mark.parametrize(
    ("query", "status"),
    [("edition=999", 404), ("edition=x", 400), ("edition=0", 400), ("edition=1&edition=1", 400), ("edition=-1", 400)],
)
def test_edition_that_is_not_there_is_named(api, person, address, query, status):
    answer = api.get(f"{address}?{query}")

    assert (answer.status_code, answer.json()["error"]["parameter"]) == (status, "edition")


LISTS = [
    address for address in [*WITH_EDITION, "/api/v1/editions/"] if address.endswith("/") and "in_prison/" not in address
]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        "page_size=1000000000",
        "page_size=0",
        "page_size=ten",
        "page_size=-5",
        "page_size=²",
        "cursor=x",
        "cursor=AAAA",
        "cursor=cD0x%0A",
        "cursor=MTowMQ==",
        "cursor=MTorMQ==",
        "cursor=é",
        "cursor=bz0xJnA9eA==",
        "cursor=cD0lMDA=",
        "cursor=cj0xJnA9OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
    ],
)
def test_page_that_is_not_there_is_named(api, person, address, query):
    answer = api.get(f"{address}?{query}")

    if query.startswith("cursor=bz") or query.startswith("cursor=c"):
        assert answer.status_code in (200, 400)  # a cursor of the list's form may point past its end
    else:
        assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, query.split("=")[0])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("prisoners/?province=CU-98", "province"),
        ("prisoners/?as_of=tomorrow", "as_of"),
        ("prisoners/?minor_at_detention=1", "minor_at_detention"),
        ("prisoners.csv?page_size=10", "page_size"),
        ("prisoners.csv?gender=zzz", "gender"),
        ("releases/?release_type=pardon", "release_type"),
        ("releases/?left_after=2025", "left_after"),
        ("releases/?announcement=nothing", "announcement"),
        ("releases/?announcement=a&announcement=b", "announcement"),
    ],
)
def test_bad_value_is_named_and_not_repeated(api, person, query, parameter):
    answer = api.get(f"/api/v1/{query}")

    error = answer.json()["error"]
    assert (answer.status_code, error["parameter"]) == (400, parameter)
    assert query.split("=")[1] not in error["message"]


@pytest.mark.parametrize("query", ["q=%00", "q=%ff", "%00=1", "q=%ED%A0%80", "cursor=%00"])
def test_text_that_is_none_is_refused(api, person, query):
    assert api.get(f"/api/v1/prisoners/?{query}").status_code == 400


@pytest.mark.parametrize("address", ["nothing/", "prisoners/x/", "prisoners/1/", "figures/in_prison/x/"])
def test_address_of_nothing_is_told_in_the_words_of_the_api(api, person, address):
    answer = api.get(f"/api/v1/{address}")

    assert answer.status_code == 404
    assert answer.json() == {"error": {"parameter": "", "message": "There is nothing at this address."}}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_record_can_only_be_read(api, person, method):
    answer = getattr(api, method)("/api/v1/prisoners/")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_page_of_another_site_may_ask_with_a_tag(api, person):
    answer = api.options("/api/v1/prisoners/")

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Headers"] == "If-None-Match"


def test_head_is_get_without_its_body(api, person):
    answer = api.head("/api/v1/prisoners/")

    assert (answer.status_code, answer.content) == (200, b"")


def test_form_is_json_whatever_is_asked_for(api, person):
    assert api.get("/api/v1/prisoners/", headers={"Accept": "text/html"})["Content-Type"] == "application/json"
