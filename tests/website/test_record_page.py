"""What a person's page adds to the timeline: the share served, people of the same event, what editions changed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.unnamed import NATIONWIDE
from tests.publication import records
from tests.website.conftest import AS_OF, detention, release_line
from tests.website.test_timeline import sentence_line
from website.record import FORMER_VERSIONS
from website.served import _days

SENTENCED = {"step": "first_instance", "months": 84, "counted_from": "2021-07-11", "decided_on": "2022-01-10",
             "is_operative": True}  # fmt: skip


def html_of(public, person, query="", language="en"):
    return public.get(
        f"/{language}/{'people' if language == 'en' else 'personas'}/{person.slug}/{query}"
    ).content.decode()


def sentenced(edition, name="Yoel Díaz Yarayó", *, arrest=date(2021, 7, 11), columns=None, **line):
    detained = detention(sentences=[sentence_line(**{**SENTENCED, **line})])
    person = records.prisoner(edition, name, document=records.document(detentions=[detained]), **(columns or {}))
    records.custody(person, "in_custody", arrest)
    return person


def test_share_served_is_counted_to_the_day_of_the_page(public, record):
    person = sentenced(record.edition)
    assert "By 31 March 2025, 53.1% of the sentence of 7 years has been served." in html_of(public, person)
    assert "By 15 January 2025, 50.2% of the sentence of 7 years" in html_of(public, person, "?as_of=2025-01-15")
    assert "Hasta el 31 de marzo de 2025 se ha cumplido el 53,1 % de la sanción de 7 años." in html_of(
        public, person, language="es"
    ).replace("\u00a0", " ")


def test_share_served_has_a_range_where_days_are_not_known(public, record):
    person = sentenced(record.edition, counted_from="2021-07")
    records.custody(
        person, "in_custody", None, certain=records.NOTHING, possible=records.days(date(2021, 7, 1), date(2021, 7, 11))
    )
    html = html_of(public, person)
    assert "between 52.4% (certain) and 53.5% (possible) of the sentence of 7 years" in html


@pytest.mark.parametrize(
    "line",
    [
        {"counted_from": ""},
        {"months": None},
        {"sanction": "life"},
        {"sanction": "limitation"},
        {"substituted_by": "limitation"},
        {"is_operative": False},
        {"decided_on": "2025-05-01"},
    ],
    ids=str,
)
def test_share_served_is_not_told_where_it_is_not_known(public, record, line):
    assert 'id="served"' not in html_of(public, sentenced(record.edition, **line))


def test_share_served_goes_on_after_a_revocation_and_not_in_another_case(public, record):
    def twice(kind):
        again = detention(detained_on="2024-03-01", kind=kind)
        first = detention(sentences=[sentence_line(**SENTENCED)])
        document = records.document(detentions=[first, again])
        person = records.prisoner(record.edition, f"Luis {kind} Jutiar", document=document)
        records.custody(person, "in_custody", date(2021, 7, 11), date(2023, 7, 11))
        records.custody(person, "serving_outside", date(2023, 7, 11), date(2024, 3, 1))
        records.custody(person, "in_custody", date(2024, 3, 1))
        return person

    assert "44.0% of the sentence of 7 years" in html_of(public, twice("rearrest_revocation"))
    assert 'id="served"' not in html_of(public, twice("criminal_case"))


def test_share_served_on_leaving_is_that_of_the_record(public, record):
    def left(name, **columns):
        document = records.document(detentions=[detention(releases=[release_line()])])
        person = records.prisoner(record.edition, name, document=document)
        records.custody(person, "serving_outside", date(2025, 1, 16))
        records.release(person, left_on=date(2025, 1, 16), **columns)
        return html_of(public, person)

    known = left("Ana Uno Yarayó", served_days=1285, sentence_days=2557, sentence_months=84, more_than_half="yes")
    assert "On leaving prison, 50.3% of the sentence of 7 years had been served." in known
    assert "More than half of the sentence had been served" in left("Ana Dos Yarayó", more_than_half="yes")
    assert "Not more than half of the sentence had been served" in left("Ana Tres Yarayó", more_than_half="no")
    assert 'id="served"' not in left("Ana Seis Yarayó", more_than_half="not_computable")
    assert 'id="served"' not in left("Ana Ocho Yarayó", more_than_half="yes", was_already_outside=True)


DAYS = st.integers(0, 40).map(lambda number: date.fromordinal(date(2022, 1, 1).toordinal() + number))
RANGES = st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=6)


@given(RANGES, DAYS, DAYS)
def test_days_of_stays_are_each_counted_once(ranges, from_, until):
    by_hand = {
        day
        for day in range(from_.toordinal(), until.toordinal())
        if any(
            (first is None or first.toordinal() <= day) and (end is None or day < end.toordinal())
            for first, end in ranges
        )
    }
    assert _days(ranges, from_, until) == len(by_hand)


@pytest.fixture
def town(record):
    """Ten of one town in one event, one of them withheld and one under a pseudonym, and one of another town."""
    shared = {"events": ["11j"], "province": "CU-03", "municipality": "CU-03-playa"}
    records.term(record.edition, "municipality", "CU-03-playa", "Playa", "Playa")
    people = []
    for number in range(10):
        day = date(2021, 7, 11 + number)
        columns = {**shared, "detained_earliest": day, "detained_latest": day}
        people.append(records.prisoner(record.edition, f"Luis Díaz Jutiar{number:02}", **columns))
    hidden = {"is_withheld": True, "events": ["11j"], "province": "CU-03"}
    records.prisoner(record.edition, "", **hidden)
    minor = {**shared, "slug": "adolescente-01", "name_sort": "adolescente 01", "minor_at_detention": "yes"}
    people.append(records.prisoner(record.edition, "Adolescente 01", **minor))
    records.prisoner(record.edition, "Ana Díaz Cocosolar", **{**shared, "municipality": "CU-03-regla"})
    return people


def related_names(html):
    part = html.split("Detained in the same place in the same event</h2>")[1].split("<h2")[0]
    return [one.split("</a>")[0].split(">")[-1] for one in part.split('class="name"')[1:]]


def test_people_of_the_same_place_and_event_are_eight_and_lead_to_all(public, town):
    html = html_of(public, town[9])
    assert related_names(html) == [f"Luis Díaz Jutiar{number:02}" for number in range(8, 0, -1)]
    assert 'href="/en/people/?event=11j&amp;municipality=CU-03-playa">All of them: 10 persons</a>' in html
    assert "10 persons" in public.get("/en/people/?event=11j&municipality=CU-03-playa").content.decode()


def test_nobody_is_related_to_a_pseudonym_nor_shown_beside_one(public, town):
    assert "same place in the same event" not in html_of(public, town[10])
    for person in town[:3]:
        assert "Adolescente" not in html_of(public, person)


def test_nobody_is_related_without_a_place_or_an_event(public, record):
    for columns in ({"events": ["11j"]}, {"municipality": "CU-03-playa"}):
        person = records.prisoner(record.edition, f"Luis {len(columns)} Jutiar", **columns)
        assert "same place in the same event" not in html_of(public, person)


def test_an_event_of_one_town_says_more_than_one_of_the_country(public, record):
    assert "11j" in NATIONWIDE and "caimanera-2023" not in NATIONWIDE
    for name in ("Ana Uno Jutiar", "Ana Dos Jutiar"):
        person = records.prisoner(record.edition, name, province="CU-03", events=["11j", "caimanera-2023"])
    assert "event=caimanera-2023&amp;province=CU-03" not in html_of(public, person)  # two: no more than are shown
    assert related_names(html_of(public, person)) == ["Ana Uno Jutiar"]


@pytest.fixture
def editions(db, record):
    """Three editions of one person; the second corrects a year and tells of a release."""
    second = records.edition(2, as_of=AS_OF, published_at=datetime(2025, 4, 2, 12, tzinfo=UTC))
    third = records.edition(3, as_of=AS_OF, published_at=datetime(2025, 4, 9, 12, tzinfo=UTC))
    fact = {"field": "birth_year", "value": "1990", "by_editors": False, "sources": [], "stated": []}
    person = records.prisoner(
        record.edition, "Yoel Díaz Yarayó", document=records.document(facts=[fact], detentions=[detention()])
    )
    document = records.document(
        facts=[fact | {"value": "1991"}], detentions=[detention(releases=[release_line()])], biography_en="Text."
    )
    person = records.again(person, second, document=document)
    person = records.again(person, third, document={**document, "last_confirmed_on": "2025-04-01"})
    for number in (1, 2, 3):
        records.term(records_edition(number), "release_type", "other", "otra", "other")
    return person


def records_edition(number):
    from publication.models import Edition

    return Edition.objects.get(number=number)


def test_changes_are_told_edition_by_edition(public, editions):
    html = html_of(public, editions)
    log = html.split('<h2 id="changes">')[1]
    assert log.index("Edition 3, 9 April 2025") < log.index("Edition 2, 2 April 2025")
    assert "Last confirmed: now “1 April 2025”, before “not known”" in log
    assert "Year of birth: now “1991”, before “1990”" in log
    assert "added: Left prison: conditional release (16 January 2025)" in log
    assert "The text about the person was changed." in log
    assert "On record since edition 1, 15 January 2025." in log and "Nothing has changed" not in log


def test_changes_after_the_edition_read_are_not_told(public, editions):
    log = html_of(public, editions, "?edition=2").split('<h2 id="changes">')[1]
    assert "Edition 3," not in log and "Edition 2, 2 April 2025" in log
    assert "Nothing has changed since." in html_of(public, editions, "?edition=1")


def test_versions_made_withheld_since_are_not_told(public, record):
    second = records.edition(2, as_of=AS_OF)
    person = records.prisoner(record.edition, "", is_withheld=True)
    person = records.again(
        person, second, is_withheld=False, slug="yoel", name_display="Yoel Díaz Yarayó", name_sort="x",
        search_words=["yoel"], document=records.document(),
    )  # fmt: skip
    html = html_of(public, person)
    assert "On record since edition 2" in html and "Nothing has changed since." in html


def test_a_pseudonym_is_not_put_beside_the_name(public, record):
    second = records.edition(2, as_of=AS_OF)
    person = records.prisoner(record.edition, "Adolescente 07", slug="adolescente-07", name_sort="x")
    person = records.again(person, second, slug="yoel", name_display="Yoel Díaz Yarayó", name_sort="x")
    assert "Adolescente" not in html_of(public, person)


def test_a_change_of_columns_alone_is_not_silent(public, record):
    second = records.edition(2, as_of=AS_OF)
    person = records.again(records.prisoner(record.edition, "Yoel Díaz Yarayó"), second, activity="protest")
    assert "Details that this page does not show" in html_of(public, person)


@pytest.mark.parametrize("language", ["es", "en"])
def test_withheld_is_the_same_to_the_byte_as_nobody(public, record, language):
    """In every form of the address, on every day, in every edition."""
    word = "personas" if language == "es" else "people"
    nobody = "6f1f0f0e-0000-4000-8000-00000000dead"
    merged = records.prisoner(record.edition, "Ana Díaz Cocosolar")
    second = records.edition(2, as_of=AS_OF)
    records.closed(merged, second)

    def answer(who, address):
        response = public.get(address.format(who), headers={"accept-language": language})
        headers = {
            key: value for key, value in response.headers.items() if key not in ("Date", "ETag")
        }  # the tag is of the address
        return response.status_code, headers, response.content.replace(who.encode(), b"*")

    for address in (
        f"/{language}/{word}/{{}}/",
        f"/{language}/{word}/{{}}/?edition=1",
        f"/{language}/{word}/{{}}/?as_of=2021-07-12",
        "/id/{}/",
        "/api/v1/prisoners/{}/",
        "/api/v1/prisoners/{}/?edition=1",
        f"/{language}/{word}/?q={{}}",
        "/api/v1/prisoners/?q={}",
    ):
        found = answer(str(record.withheld.public_id), address)
        assert found == answer(nobody, address), address
        assert found[0] == (404 if "?q=" not in address else 200)


def test_a_record_of_many_editions_tells_the_last_changes_and_since_when(public, record):
    person = records.prisoner(record.edition, "Yoel Díaz Yarayó")
    for number in range(2, 20):
        edition = records.edition(number, as_of=AS_OF)
        document = records.document(last_confirmed_on=f"2025-03-{number:02}")
        person = records.again(person, edition, document=document)
    html = html_of(public, person)
    log = html.split('<h2 id="changes">')[1]
    assert log.count("Last confirmed:") == FORMER_VERSIONS
    assert "Edition 19," in log and "Edition 8," in log and "Edition 7," not in log
    assert "On record since edition 1," in log and "These are the last changes" in log
    assert "These are the last changes" not in html_of(public, record.inside)


DENIED = {"organisation": "j11j-demo", "value": "in_custody", "since": "2024-10-31", "as_of": "2025-02-28"}


@pytest.mark.parametrize("language, since, alone", [
    ("en", "Registro Framboyán (demo) says otherwise: its list of 28 February 2025 still holds the person to be in "
           "prison, as since 31 October 2024.",
     "Registro Framboyán (demo) says otherwise: its list of 28 February 2025 holds the person to be in prison."),
    ("es", "Registro Framboyán (demo) dice otra cosa: en su lista del 28 de febrero de 2025 la persona sigue como «en "
           "prisión», igual que desde la del 31 de octubre de 2024.",
     "Registro Framboyán (demo) dice otra cosa: en su lista del 28 de febrero de 2025 la persona está como «en "
     "prisión»."),
])  # fmt: skip
def test_a_list_that_still_says_prison_is_told_beside_the_release(public, record, language, since, alone):
    records.term(record.edition, "custody_state", "in_custody", "en prisión", "in prison")
    document = {**record.outside.document, "state_denied": [DENIED]}
    person = records.again(record.outside, records.edition(2, as_of=AS_OF), document=document)
    assert since in html_of(public, person, language=language)
    assert since not in html_of(public, person, "?as_of=2025-02-27", language=language)
    document["state_denied"] = [{**DENIED, "since": DENIED["as_of"]}]
    person = records.again(person, records.edition(3, as_of=AS_OF), document=document)
    assert alone in html_of(public, person, language=language)


def test_before_the_release_that_list_says_what_the_record_says(public, record):
    denied = {**DENIED, "as_of": "2025-01-10"}
    document = {**record.outside.document, "state_denied": [denied]}
    person = records.again(record.outside, records.edition(2, as_of=AS_OF), document=document)
    assert "says otherwise" not in html_of(public, person, "?as_of=2025-01-12")


@pytest.mark.parametrize("language, words", [
    ("en", "Who says so: the coalition, by its own verification; no source of it is public."),
    ("es", "Quién lo dice: la coalición, por verificación propia; ninguna fuente de ello es pública."),
])  # fmt: skip
def test_the_headline_says_who_says_so_where_no_source_is_public(public, record, language, words):
    document = records.document(detentions=[detention(releases=[release_line(sources=[])])])
    person = records.again(record.outside, records.edition(2, as_of=AS_OF), document=document)
    told = _headline(html_of(public, person, language=language))
    assert words in told and "</a>]" not in told
    assert words not in html_of(public, record.inside, language=language)


IN_PART = {"kind": "list", "organisation": "j11j-demo", "label": "Lista", "as_of": "2025-02-28", "url": ""}


def test_the_headline_names_who_says_a_part_where_nobody_says_all(public, record):
    """They say the state, and of the same line something else: it is not the coalition's own word."""
    line = release_line(sources=[], sources_in_part=[IN_PART])
    document = records.document(detentions=[detention(releases=[line])])
    person = records.again(record.outside, records.edition(2, as_of=AS_OF), document=document)
    told = _headline(html_of(public, person, language="en"))
    assert "own verification" not in told and '<a href="#s1">' in told
    document = {**document, "state_denied": [{**DENIED, "organisation": "j11j-demo"}]}
    person = records.again(person, records.edition(3, as_of=AS_OF), document=document)
    assert "own verification" in _headline(html_of(public, person, language="en")), "who denies it does not say it"


def test_what_no_list_denies_is_known_to_the_coalition_and_not_chosen(public, record):
    fact = {"field": "left_on", "value": "2025-01-15", "by_editors": True, "sources": [], "stated": []}
    said = [{"organisation": "pd-demo", "value": "2025-01-14", "as_of": "2025-02-28"}]
    person = record.outside
    for number, stated in enumerate(([], said), start=2):
        document = records.document(facts=[{**fact, "stated": stated}])
        person = records.again(person, records.edition(number, as_of=AS_OF), document=document)
        table = html_of(public, person).split("What is known, and who says so")[-1]
        assert ("(chosen by the editors)" in table) is bool(stated)
        assert ("(known to the coalition; no source of it is public)" in table) is (not stated)


def _headline(html):
    return " ".join(html.split('<p class="state">')[1].split('<div class="split">')[0].split())


@pytest.mark.parametrize("sources, words", [
    ([], "(a part of it is known to the coalition alone; the rest is said by:"),
    ([{"kind": "media", "organisation": "", "label": "Reportaje", "as_of": "", "url": ""}], "(in part, also:"),
])  # fmt: skip
def test_who_says_a_part_of_a_line_is_told_beside_it(public, record, sources, words):
    part = {"kind": "list", "organisation": "j11j-demo", "label": "Lista", "as_of": "2025-02-28", "url": ""}
    held = detention(sources=sources, sources_in_part=[part])
    person = records.again(record.inside, records.edition(2, as_of=AS_OF), document=records.document(detentions=[held]))
    html = html_of(public, person)
    happened = " ".join(html.split("What happened")[1].split("</ol>")[0].split())
    assert words in happened and "known to the coalition; no source" not in happened
    assert f'<a href="#s{len(sources) + 1}">' in happened
