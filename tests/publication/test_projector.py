"""What a record says: the chosen values, who says so, and who says otherwise; charges, sentences, terms, counts."""

from datetime import date

import pytest

from prisoners.models import Detention, OffenceInLaw, Person, PrivateDetails
from publication.models import (
    ChargeVersion,
    Edition,
    OrganisationVersion,
    PrisonerVersion,
    PublishedFigureVersion,
    ReleaseVersion,
    SensitiveCount,
    SentenceVersion,
    TermVersion,
)
from publication.projector.labels import SPANISH
from publication.projector.terms import CLOSED
from publication.publishing import publish
from releases.models import OfficialAnnouncement
from sources.models import PublishedFigure
from sources.models.document import SEALED_KINDS
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

T2 = date(2025, 1, 14)


def published() -> dict:
    publish(as_of=T2)
    return PrisonerVersion.objects.current().get().document


def fact(document: dict, field: str) -> dict:
    (found,) = [each for each in document["facts"] if each["field"] == field]
    return found


def test_a_list_that_agrees_is_a_source_and_one_that_differs_is_shown_beside():
    held = wc.person()
    wc.snapshot(wc.source_list("pd-demo"), "2024-10-31", {held: {"detained_on": "2021-07-11"}})
    wc.snapshot(wc.source_list("j11j-demo"), "2024-11-30", {held: {"detained_on": "2021-07-12"}})
    detained = fact(published(), "detained_on")
    assert detained["value"] == "2021-07-11"
    assert [(source["organisation"], source["as_of"]) for source in detained["sources"]] == [("pd-demo", "2024-10-31")]
    assert detained["stated"] == [{"organisation": "j11j-demo", "value": "2021-07-12", "as_of": "2024-11-30"}]


def test_what_a_list_says_is_its_last_wording():
    held, of = wc.person(), wc.source_list()
    wc.snapshot(of, "2024-10-31", {held: {"age_at_detention": 29}})
    wc.snapshot(of, "2024-11-30", {held: {"age_at_detention": 30}})
    age = fact(published(), "age_at_detention")
    assert (age["value"], age["stated"]) == ("30", [])


def test_birth_is_told_by_its_year_whoever_says_it():
    held = wc.person(birth_date=wc.day("1991-02-03"))
    wc.snapshot(wc.source_list(), "2024-10-31", {held: {"birth_date": "1990-04-17"}})
    born = fact(published(), "birth_year")
    assert (born["value"], born["stated"][0]["value"]) == ("1991", "1990")
    assert PrisonerVersion.objects.get().birth_year == 1991


def test_every_line_of_the_timeline_has_its_sources_and_sealed_ones_are_not_told():
    held = wc.person()
    detention = held.detentions.get()
    charge = wc.charge(detention)
    wc.cite(held, wc.document("media", title="Un reportaje"), charge=charge)
    wc.cite(held, wc.document("testimony"), charge=charge)
    (line,) = published()["detentions"]
    assert [source["label"] for source in line["charges"][0]["sources"]] == ["Un reportaje"]


def test_the_releases_of_a_detention_come_in_order():
    held = wc.person()
    detention = held.detentions.get()
    wc.release(detention, "2025-01-16", was_already_outside=True)
    wc.release(detention, "2024-02-01", "extrapenal_leave")
    (line,) = published()["detentions"]
    assert [release["release_type"] for release in line["releases"]] == ["extrapenal_leave", "conditional_release"]
    assert fact(published_again(), "left_on")["value"] == "2024-02-01"


def published_again() -> dict:
    return PrisonerVersion.objects.current().get().document


def test_a_release_is_tied_to_an_announcement_that_is_public():
    draft = OfficialAnnouncement.objects.create(
        code="anuncio-553", authority="minrex", announced_on="2025-01-14", title_es="553", title_en="553"
    )
    held = wc.person()
    wc.release(held.detentions.get(), "2025-01-16", announcement=draft, attribution="organisation")
    publish(as_of=T2)
    assert ReleaseVersion.objects.current().get().announcement == ""
    wc.lead(draft)
    publish(as_of=T2)
    assert ReleaseVersion.objects.current().get().announcement == "anuncio-553"


def test_the_share_served_counts_with_the_sentence_then_in_force():
    held = wc.person()
    detention = held.detentions.get()
    wc.sentence(detention, 120, superseded_on=date(2023, 1, 1))
    wc.sentence(detention, 84, step="appeal", decided_on=wc.day("2023-01-01"))
    wc.release(detention, "2025-01-15")
    publish(as_of=T2)
    row = ReleaseVersion.objects.get()
    assert (row.served_days, row.sentence_days, row.more_than_half) == (1284, 2557, "yes")
    assert (row.days_inside, row.sentence_months, row.less_reductions) == (1284, 84, "yes")
    assert (row.third_on, row.half_on) == (date(2023, 11, 11), date(2025, 1, 10))
    assert row.two_thirds_on == date(2026, 3, 12)  # had the stay gone on
    assert [(s.months, s.operative.upper) for s in SentenceVersion.objects.order_by("months")] == [
        (84, None),
        (120, date(2023, 1, 1)),
    ]


def test_reductions_decided_before_leaving_are_taken_off_the_sentence():
    held = wc.person()
    detention = held.detentions.get()
    wc.sentence(detention, 96)
    off = {"step": "reduction", "sanction": "imprisonment", "is_operative": False}
    wc.sentence(detention, 12, **off, decided_on=wc.day("2024-05-01"))
    wc.sentence(detention, 12, **off, decided_on=wc.day("2025-02-01"))
    wc.release(detention, "2025-01-15")
    publish(as_of=T2)
    row = ReleaseVersion.objects.get()
    assert (row.sentence_days, row.more_than_half, row.less_reductions) == (2922, "no", "yes")


def test_of_who_left_on_paper_only_no_days_are_told():
    held = wc.person()
    detention = held.detentions.get()
    wc.sentence(detention, 84)
    wc.release(detention, "2024-02-01", "extrapenal_leave")
    wc.release(detention, "2025-01-16", was_already_outside=True)
    publish(as_of=T2)
    inside = {row.was_already_outside: row.days_inside for row in ReleaseVersion.objects.all()}
    assert inside == {False: 935, True: None}


def test_of_who_is_withheld_no_day_of_the_sentence_is_told():
    held = wc.person(visibility="withheld")
    detention = held.detentions.get()
    wc.sentence(detention, 84)
    wc.release(detention, "2025-01-15")
    publish(as_of=T2)
    row = ReleaseVersion.objects.get()
    told = (row.served_days, row.sentence_days, row.days_inside, row.sentence_months, row.third_on, row.half_on)
    assert (row.is_withheld, row.more_than_half, row.less_reductions, told) == (True, "yes", "yes", (None,) * 6)


@pytest.mark.parametrize(
    ("charges", "principal"),
    [
        ([("desacato", "authority", "accusation"), ("sedicion", "state_security", "accusation")], "sedicion"),
        ([("desacato", "authority", "conviction"), ("sedicion", "state_security", "accusation")], "desacato"),
        ([("sedicion", "state_security", "dropped"), ("hurto", "property", "accusation")], "hurto"),
        ([("desacato", "authority", "accusation"), ("atentado", "authority", "accusation")], "atentado"),
    ],
)
def test_the_principal_offence_is_the_most_serious(charges, principal):
    held = wc.person()
    for code, family, stage in charges:
        offence = wc.charge(held.detentions.get(), code, family=family, stage=stage).offence
        OffenceInLaw.objects.create(offence=offence, law="ley-62-1987", max_months=96 if code == "atentado" else 12)
    publish(as_of=T2)
    assert PrisonerVersion.objects.get().principal_offence == principal
    assert ChargeVersion.objects.get(is_principal=True).offence == principal


def test_an_offence_is_the_principal_one_when_either_of_two_arrests_says_so():
    held = wc.person()
    first = held.detentions.get()
    wc.release(first, "2023-01-01")
    second = wc.detention(held, "2024-01-01", parent=first)
    for detention, role in ((first, "additional"), (second, "principal")):
        wc.charge(detention, "propaganda", role=role)
    wc.charge(first, "independencia", role="unknown")
    publish(as_of=T2)
    assert PrisonerVersion.objects.get().principal_offence == "propaganda"
    assert ChargeVersion.objects.count() == 2


def test_a_sentence_decided_on_a_day_known_in_part_is_in_force_from_its_last_day():
    held = wc.person()
    wc.sentence(held.detentions.get(), 84, decided_on=wc.day("2022-03"))
    publish(as_of=T2)
    assert SentenceVersion.objects.get().operative.lower == date(2022, 3, 31)


def test_every_code_of_a_closed_vocabulary_has_both_labels():
    for vocabulary, choices in CLOSED.items():
        assert set(SPANISH[vocabulary]) - {"list"} == set(choices.values) - set(SEALED_KINDS), vocabulary
    wc.person()
    publish(as_of=T2)
    for term in TermVersion.objects.current():
        assert term.label_es and term.label_en, (term.vocabulary, term.code)


def test_figures_carry_the_verdict_on_their_group():
    state = wc.organisation("fgr", kind="state")
    for code, role, value in (("a", "total", 127), ("b", "part", 121), ("c", "part", 6)):
        figure = PublishedFigure.objects.create(
            code=code, publisher=state, as_of=T2, metric="releases", value=value, group="g", role=role,
            url="https://example.org/nota",
        )  # fmt: skip
        wc.lead(figure)
    publish(as_of=T2)
    assert set(PublishedFigureVersion.objects.values_list("verdict", flat=True)) == {"agrees"}
    assert OrganisationVersion.objects.get().code == "fgr"


def test_readers_get_the_notes_written_for_them_and_never_the_working_note():
    figure = PublishedFigure.objects.create(
        code="a", publisher=wc.organisation("fgr", kind="state"), as_of=T2, metric="releases", value=127,
        url="https://example.org/nota", note="zqxworking", note_es="Unas 127.", note_en="About 127.",
    )  # fmt: skip
    wc.lead(figure)
    publish(as_of=T2)
    row = PublishedFigureVersion.objects.get()
    assert (row.note_es, row.note_en) == ("Unas 127.", "About 127.")
    assert "zqxworking" not in repr(PublishedFigureVersion.objects.values())


def test_a_count_of_the_ill_needs_five_changes_and_stays_until_five_values_changed():
    people = [wc.person(f"Persona{n} Número Inventada") for n in range(9)]
    for held in people:
        PrivateDetails.objects.create(person=held, medical="yes")
        wc.lead(held)
    of = wc.source_list()
    wc.snapshot(of, "2024-01-31", people[:4])
    wc.snapshot(of, "2024-02-29", people[:5])
    wc.snapshot(of, "2024-03-31", people[:9])
    wc.snapshot(of, "2024-04-30", people[:8])
    publish(as_of=T2)
    assert _medical() == {date(2024, 2, 29): 5}
    PrivateDetails.objects.filter(person=people[0]).update(medical="no")
    wc.lead(people[0])
    publish(as_of=T2)
    assert _medical() == {date(2024, 2, 29): 5}
    PrivateDetails.objects.update(medical="no")
    wc.lead(people[0])
    publish(as_of=T2)
    assert _medical() == {date(2024, 2, 29): 0}
    assert Edition.objects.count() == 2


def test_minors_by_province_wait_until_five_have_changed():
    def detained(province: str, number: int) -> list[Person]:
        people = [wc.person(f"Menor {province} Manjuarí{n}", age_at_detention_stated=16) for n in range(number)]
        for one in people:
            one.detentions.update(province=wc.province(province))
            wc.lead(one)
        return people

    people = detained("CU-03", 4)
    publish(as_of=date(2024, 6, 30))
    assert _minors() == {}
    people += detained("CU-04", 2)
    publish(as_of=date(2024, 7, 31))
    first = {date(2024, 7, 31): {"CU-03": 4, "CU-04": 2}}
    assert _minors() == first
    detained("CU-12", 4)
    publish(as_of=date(2024, 8, 31))
    assert _minors() == first, "four more would tell where four pseudonyms belong"
    Detention.objects.filter(person=people[0]).update(province=wc.province("CU-12"))
    wc.lead(people[0])
    publish(as_of=date(2024, 9, 30))
    assert _minors() == {**first, date(2024, 9, 30): {"CU-03": 3, "CU-04": 2, "CU-12": 5}}
    publish(as_of=date(2024, 9, 30))
    assert len(_minors()) == 2


def _minors() -> dict:
    found: dict = {}
    for row in SensitiveCount.objects.current().filter(dimension="minors"):
        found.setdefault(row.as_of, {})[row.code] = row.count
    return found


def _medical() -> dict:
    rows = SensitiveCount.objects.current().filter(dimension="medical", code="yes")
    return dict(rows.values_list("as_of", "count"))


def test_nobody_is_searched_or_put_in_order_by_a_name_that_is_not_shown():
    """The name in somebody's papers may be that of a life left behind."""
    held = wc.person("Odalys Díaz Yarayó")
    wc.change(Person.objects.filter(pk=held.pk), given_names="Norberto")
    publish(as_of=T2)
    row = PrisonerVersion.objects.get()
    assert (row.search_words, row.name_sort) == (["diaz", "odalys", "yarayo"], "diaz yarayo odalys")
