"""Every filter against plain SQL, on persons drawn by a seed: the bitmaps say what the database says."""

import random
from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.http import QueryDict

from publication.models import CustodySpan, ListingSpan, PrisonerVersion
from publication.selection import FACETS, BadParameter, NothingPublished, Selection, UnknownEdition, forget
from tests.publication import records

pytestmark = pytest.mark.django_db

PROVINCES = ["", "CU-03", "CU-09", "CU-13"]
CONTEXTS = ["11j", "before", "after", "unknown"]
GENDERS = ["man", "woman", "trans_woman", "unknown"]
OFFENCES = ["sedicion", "desordenes-publicos", "atentado", "desacato"]
STATES = ["in_custody", "serving_outside", "free", "unknown"]
LISTS = ["pd-demo", "j11j-demo", "consolidated"]
AS_OF = date(2025, 1, 14)


@pytest.fixture(autouse=True)
def _forget():
    forget()
    yield
    forget()


def some_day(chance: random.Random) -> date:
    return date(2021, 1, 1) + timedelta(days=chance.randrange(1400))


def draw_person(chance: random.Random, edition) -> PrisonerVersion:
    first = some_day(chance)
    is_dated = chance.random() < 0.9
    withheld = chance.random() < 0.1
    public = {
        "offences": chance.sample(OFFENCES, chance.randrange(3)),
        "detained_earliest": first if is_dated else None,
        "detained_latest": first + timedelta(days=chance.choice([0, 0, 30])) if is_dated else None,
    }
    person = records.prisoner(
        edition,
        f"Yoel {chance.choice('ABCDEFG')}arayó {chance.choice('HIJKLMN')}abanal",
        is_withheld=withheld,
        province=chance.choice(PROVINCES),
        context=chance.choice(CONTEXTS),
        gender=chance.choice(GENDERS),
        minor_at_detention=chance.choice(["yes", "no", "unknown"]),
        **({} if withheld else public),
    )
    day = first
    for state in chance.sample(STATES, chance.randrange(4)):
        until = day + timedelta(days=chance.randrange(1, 500))
        records.custody(person, state, day, until, edition=edition)
        day = until
    for code in chance.sample(LISTS, chance.randrange(3)):
        since = some_day(chance)
        records.listing(person, code, since, since + timedelta(days=chance.randrange(1, 900)), edition=edition)
    return person


@pytest.fixture
def edition():
    """The second of two editions; a tenth of the persons of the first is closed, a tenth is changed."""
    chance = random.Random(20210711)
    first = records.edition(1)
    people = [draw_person(chance, first) for _ in range(150)]
    second = records.edition(2)
    for person in people[:15]:
        records.closed(person, second)
    for person in people[15:30]:
        records.again(person, second, province="CU-13", gender="woman")
    return second


def oracle(edition: int, values: dict, as_of: date) -> set:
    """The plain way to ask the database. Written apart from the program on purpose."""
    persons = PrisonerVersion.objects.filter(
        Q(edition_to=None) | Q(edition_to__gt=edition), edition_from__lte=edition, is_withheld=False
    )
    current = Q(edition_to=None) | Q(edition_to__gt=edition), Q(edition_from__lte=edition)
    for name, value in values.items():
        stored = ["" if one == "unknown" and name == "province" else one for one in value]
        if name == "offence":
            persons = persons.filter(offences__overlap=value)
        elif name == "event":
            none = Q(events=[]) if "unknown" in value else Q(pk__in=[])
            persons = persons.filter(Q(events__overlap=value) | none)
        elif name == "custody_state":
            spans = CustodySpan.objects.filter(*current, certain__contains=as_of, state__in=value)
            persons = persons.filter(public_id__in=spans.values("prisoner"))
        elif name == "list":
            spans = ListingSpan.objects.filter(*current, days__contains=as_of, source_list__in=value)
            persons = persons.filter(public_id__in=spans.values("prisoner"))
        elif name == "detained_after":
            persons = persons.filter(detained_earliest__gte=value[0])
        elif name == "detained_before":
            persons = persons.filter(detained_latest__lte=value[0])
        else:
            persons = persons.filter(**{f"{name}__in": stored})
    return set(persons.values_list("public_id", flat=True))


def chosen(params: dict, **options) -> list:
    return [row.public_id for row in Selection(params, **options).page(size=100_000).rows]


QUESTIONS = [
    {"province": ["CU-03"]},
    {"province": ["unknown", "CU-09"]},
    {"custody_state": ["in_custody"]},
    {"custody_state": ["free", "unknown"]},
    {"context": ["11j"]},
    {"offence": ["sedicion", "desacato"]},
    {"gender": ["woman", "trans_woman"]},
    {"minor_at_detention": ["yes"]},
    {"list": ["pd-demo"]},
    {"list": ["consolidated", "j11j-demo"]},
    {"detained_after": ["2022-06-01"]},
    {"detained_before": ["2022-06-01"]},
    {"detained_after": ["2021-07-11"], "detained_before": ["2023-07-11"]},
    {"province": ["CU-03", "CU-13"], "custody_state": ["in_custody"], "list": ["pd-demo"], "context": ["11j", "after"]},
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
@pytest.mark.parametrize("as_of", [AS_OF, date(2022, 3, 31)], ids=str)
@pytest.mark.parametrize("number", [1, 2])
def test_filter_agrees_with_sql(edition, question, as_of, number):
    found = chosen({**question, "as_of": str(as_of), "edition": str(number)})

    assert set(found) == oracle(number, question, as_of)
    assert len(found) == len(set(found))


def test_facets_agree_with_sql_without_their_own_filter(edition):
    question = {"province": ["CU-03", "CU-13"], "context": ["11j", "after"], "list": ["pd-demo"]}
    selection = Selection(question)

    for facet in FACETS:
        others = {name: value for name, value in question.items() if name != facet}
        for counted in selection.facets[facet]:
            expected = oracle(2, {**others, facet: [counted.code]}, AS_OF)
            assert (facet, counted.code, counted.count) == (facet, counted.code, len(expected))
            assert counted.is_chosen == (counted.code in question.get(facet, ()))


def test_facets_leave_nobody_out(edition):
    selection = Selection({})

    for facet in ("province", "context", "gender"):
        assert sum(one.count for one in selection.facets[facet]) == selection.total


def test_persons_come_in_the_order_of_their_names(edition):
    rows = Selection({}).page(size=1000).rows
    names = list(
        PrisonerVersion.objects.in_edition(2).filter(is_withheld=False).order_by("name_sort", "public_id")
        .values_list("public_id", flat=True)
    )  # fmt: skip

    assert [row.public_id for row in rows] == names


def test_withheld_person_is_in_no_list_search_or_facet():
    edition = records.edition(1)
    records.term(edition, "province", "CU-03")
    hidden = records.prisoner(edition, "Ana Díaz Yarayó", is_withheld=True, province="CU-03")
    records.custody(hidden, "in_custody", date(2021, 7, 11))

    selection = Selection({"province": "CU-03"})

    assert selection.total == 0
    assert not any(one.count for counts in selection.facets.values() for one in counts)
    assert Selection({"q": "ana diaz"}).total == 0


def test_person_not_yet_detained_has_no_state():
    edition = records.edition(1)
    person = records.prisoner(edition)
    records.custody(person, "in_custody", date(2024, 7, 11))

    (row,) = Selection({"as_of": "2024-07-10"}).page().rows
    assert (row.custody_state, row.custody_since) == ("", None)
    (row,) = Selection({"as_of": "2024-07-11"}).page().rows
    assert (row.custody_state, row.custody_since) == ("in_custody", date(2024, 7, 11))


def test_empty_parameters_choose_everybody():
    records.prisoner(records.edition(1))

    selection = Selection(QueryDict("q=&province=&as_of=&edition="))

    assert (selection.total, selection.is_filtered) == (1, False)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("colour=red", "colour"),
        ("province=CU-98", "province"),
        ("province=CU-03&province=x", "province"),
        ("custody_state=prison", "custody_state"),
        ("gender=x", "gender"),
        ("list=nobody", "list"),
        ("minor_at_detention=maybe", "minor_at_detention"),
        ("detained_after=2021-02-30", "detained_after"),
        ("detained_before=yesterday", "detained_before"),
        ("as_of=2101-01-01", "as_of"),
        ("as_of=1958-12-31", "as_of"),
        ("as_of=2025-01-01&as_of=2025-01-02", "as_of"),
        ("edition=one", "edition"),
        ("edition=0", "edition"),
        ("edition=99999999999999999999", "edition"),
        ("edition=²", "edition"),
        (f"q={'a' * 201}", "q"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page_size=1000000000", "page_size"),
        ("page_size=-1", "page_size"),
        ("cursor=x", "cursor"),
        ("cursor=é", "cursor"),
        ("cursor=Mjox", "cursor"),
    ],
)
def test_bad_parameter_is_named(query, parameter):
    records.prisoner(records.edition(1), province="CU-03")
    records.edition(2)

    with pytest.raises(BadParameter) as raised:
        Selection(QueryDict(f"edition=1&{query}" if parameter == "cursor" else query))

    assert raised.value.parameter == parameter


def test_unknown_edition_is_told_from_a_mistake():
    records.edition(1)

    with pytest.raises(UnknownEdition):
        Selection({"edition": "999"})


def test_empty_record_says_that_nothing_was_published():
    with pytest.raises(NothingPublished):
        Selection({})


def test_caller_may_have_parameters_of_its_own():
    records.edition(1)

    assert Selection({"view": "cards"}, known=("view",)).total == 0
