"""The steps of a detention in the order of days, and what sources say of a field."""

from django.utils.translation import override

from tests.publication import records
from tests.website.conftest import detention, release_line, source
from website.facts import disagreement
from website.timeline import charges, steps


def label(vocabulary, code):
    return code


def sentence_line(**fields):
    return {
        "step": "first_instance",
        "court": "unknown",
        "sanction": "imprisonment",
        "months": 60,
        "days": None,
        "substituted_by": "",
        "accessory": [],
        "decided_on": "",
        "final_on": "",
        "counted_from": "",
        "is_operative": False,
        "sources": [],
        **fields,
    }


def texts(**fields):
    with override("en"):
        return [step.text for step in steps(detention(**fields), label)]


def test_steps_follow_the_days():
    stay = {"facility": "guanajay", "regime": "", "from_on": "2021-08", "to_on": "", "sources": []}
    assert texts(
        releases=[release_line()],
        stays=[stay],
        sentences=[sentence_line(decided_on="2022-03")],
    ) == [
        "Detained in CU-03",
        "Held in guanajay",
        "First_instance: 5 years of imprisonment",
        "Left prison: conditional_release",
    ]


def test_steps_without_a_date_come_before_the_departure():
    stay = {"facility": "guanajay", "regime": "", "from_on": "", "to_on": "", "sources": []}
    told = texts(
        releases=[release_line()],
        stays=[stay],
        sentences=[sentence_line(decided_on="2022-03"), sentence_line(step="prosecutor_request", months=84)],
    )
    assert told[1].startswith("Prosecutor_request") and told[2].startswith("First_instance")
    assert told[3:] == ["Held in guanajay", "Left prison: conditional_release"]


def stage(code, on=""):
    return {"stage": code, "from_on": on, "sources": []}


def charge(stage):
    return {"offence": "sedicion", "role": "unknown", "stage": stage, "law": "", "sources": []}


def test_a_sentence_is_final_after_it_was_given_the_same_day():
    told = texts(
        stages=[stage("final", "2022-03-14"), stage("appeal", "2022-03-14")],
        sentences=[
            sentence_line(step="appeal", decided_on="2022-03-14"),
            sentence_line(decided_on="2022-03-14"),
            sentence_line(step="prosecutor_request", decided_on="2022-03-14"),
        ],
    )
    steps_told = [text.split(":")[0] for text in told[1:]]
    assert steps_told == ["Prosecutor_request", "First_instance", "Appeal", "Appeal", "Final"]


def test_a_month_does_not_put_the_end_of_a_case_before_its_middle():
    told = texts(stages=[stage("final", "2022-03")], sentences=[sentence_line(decided_on="2022-03-14")])
    assert told[1].startswith("First_instance") and told[2] == "Final"


def test_steps_without_a_day_stand_where_cases_have_them():
    stay = {"facility": "guanajay", "regime": "", "from_on": "2023-08", "to_on": "", "sources": []}
    told = texts(
        stays=[stay],
        stages=[stage("final")],
        sentences=[sentence_line(decided_on="2022-03-14"), sentence_line(step="prosecutor_request")],
        releases=[release_line(), release_line(left_on="", was_already_outside=True)],
    )
    assert [text.split()[0] for text in told] == [
        "Detained",
        "Prosecutor_request:",
        "First_instance:",
        "Held",
        "Final",
        "Left",
        "Already",
    ]


def test_what_a_person_was_convicted_of_has_no_place_among_days():
    whole = detention(charges=[charge("accusation"), charge("conviction")])
    with override("en"):
        assert [step.text for step in charges(whole, label)] == ["Accused of sedicion", "Convicted of sedicion"]
        assert len(steps(whole, label)) == 1


def test_an_unknown_court_is_not_mentioned():
    with override("en"):
        told = steps(detention(sentences=[sentence_line()]), label)
    assert all("unknown" not in note for step in told for note in step.notes)


def test_a_change_of_figure_outside_is_no_second_departure():
    changed = release_line(release_type="extrapenal_leave", left_on="2025-02-01", was_already_outside=True)
    assert texts(releases=[release_line(), changed])[-1].startswith("Already outside prison")


def test_a_revocation_tells_both_grounds_and_the_return():
    revocation = {
        "revoked_on": "2025-04-29",
        "reimprisoned_on": "2025-04-30",
        "ground_official": "no_work",
        "ground_alleged": "opinion",
        "court": "",
        "sources": [],
    }
    with override("en"):
        told = steps(detention(releases=[release_line(revocation=revocation)]), label)
    assert [step.text for step in told[-2:]] == ["Benefit revoked", "Back in prison"]
    assert "no_work" in told[-2].notes[0] and "opinion" in told[-2].notes[1]


def fact(*stated):
    lines = [{"organisation": who, "value": value, "as_of": day} for who, value, day in stated]
    return {"field": "sentence", "value": "60", "sources": [source("pd-demo")], "stated": lines}


def test_agreement_is_no_disagreement():
    assert disagreement(fact()) == []


def test_both_sides_of_a_disagreement_are_told():
    assert disagreement(fact(("j11j-demo", "72", "2025-01-01"))) == [
        ("60", [("pd-demo", "")]),
        ("72", [("j11j-demo", "")]),
    ]


def test_an_organisation_that_said_two_things_is_told_with_its_days():
    assert disagreement(fact(("pd-demo", "72", "2025-01-01"))) == [
        ("60", [("pd-demo", "2024-10-31")]),
        ("72", [("pd-demo", "2025-01-01")]),
    ]


def test_term_of_a_release_and_the_detention_that_followed_its_revocation_are_told(public, record):
    first = detention(releases=[release_line(term_end="2027-03")])
    again = detention(kind="rearrest_revocation", detained_on="2025-04-02")
    document = records.document(detentions=[first, again])
    person = records.prisoner(record.edition, "Yuni Cuba Manjuarí", document=document)
    english = public.get(f"/en/people/{person.slug}/").content.decode()
    spanish = public.get(f"/es/personas/{person.slug}/").content.decode()
    assert "trial period or leave until: March 2027" in english
    assert "período de prueba o licencia hasta: marzo de 2027" in spanish
    assert '<a href="#d2">The same sentence goes on in detention 2</a>' in english
    assert '<h3 id="d2">' in english


def test_another_detention_is_not_told_as_the_same_sentence(public, record):
    document = records.document(detentions=[detention(), detention(detained_on="2024-02-01")])
    person = records.prisoner(record.edition, "Yuni Cuba Manjuarí", document=document)
    assert "The same sentence goes on" not in public.get(f"/en/people/{person.slug}/").content.decode()


def test_a_page_says_why_what_has_no_date_stands_where_it_stands(public, record):
    for name, stages, is_told in (("Uno", [stage("final")], True), ("Dos", [stage("final", "2022-03-14")], False)):
        document = records.document(detentions=[detention(stages=stages)])
        person = records.prisoner(record.edition, f"Yuni {name} Manjuarí", document=document)
        html = public.get(f"/es/personas/{person.slug}/").content.decode()
        assert ("Lo que no tiene fecha está donde corresponde" in html) is is_told
        assert (">sin fecha</time>" in html) is is_told
