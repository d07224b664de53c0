"""Attributes of the 1,117 and of the 1,586: sections 10.4 and 10.5, counted from the persons alone."""

from collections import Counter
from datetime import date

from demonstration.population import J11J, PD, T1, custody_state, generate, situation

PERSONS = generate().persons
A = [p for p in PERSONS if p.is_listed(PD, at=T1)]
J = [p for p in PERSONS if p.is_listed(J11J, at=T1)]
HELD_11J = [p for p in J if custody_state(p, T1) == "in_custody"]
MINORS = [p for p in A if p.age_at_detention is not None and p.age_at_detention < 18]


def is_inside(person):
    return custody_state(person, T1) == "in_custody"


def band(value, *tops):
    """The upper bound of the band that holds the value, None for unknown."""
    return None if value is None else next(top for top in tops if value <= top)


def test_minors():
    assert len(MINORS) == 30
    assert Counter(p.gender for p in MINORS) == {"man": 29, "woman": 1}
    assert Counter(p.age_at_detention for p in MINORS) == {15: 1, 16: 11, 17: 18}
    assert Counter(p.stage for p in MINORS) == {"sentenced": 28, "awaiting_trial": 2}
    assert Counter(is_inside(p) for p in MINORS if p.stage == "sentenced") == {True: 10, False: 18}
    assert Counter(p.context for p in MINORS) == {"j11": 26, "after_11j": 4}
    sedition = [p for p in MINORS if p.principal_charge == "sedicion"]
    assert [(p.sentence_months, p.sanction) for p in sedition] == [(60, "imprisonment")] * 15
    assert all(p.substituted_by in ("tcsi", "limitation") for p in sedition)


def test_health():
    medical = {p.key for p in A if p.medical == "yes"}
    mental = {p.key for p in A if p.mental == "yes"}
    assert (len(medical), len(mental), len(medical & mental), len(medical | mental)) == (653, 63, 38, 678)
    assert {p.medical for p in PERSONS} == {p.mental for p in PERSONS} == {"yes", "no", "unknown"}
    known = [p for p in A if p.age_at_detention]
    older = [p.medical == "yes" for p in known if p.age_at_detention > 45]
    younger = [p.medical == "yes" for p in known if p.age_at_detention <= 45]
    assert sum(older) / len(older) > sum(younger) / len(younger)


def test_categories():
    assert Counter(p.pd_category for p in A) == {
        "convict_of_conscience": 853,
        "condemned_of_conscience": 228,
        "other_political": 36,
    }
    assert all((p.pd_category == "condemned_of_conscience") != is_inside(p) for p in A)


def test_legal_state_and_sanctions():
    assert Counter(p.stage for p in A) == {"sentenced": 1006, "awaiting_trial": 93, "unknown": 18}
    assert Counter(is_inside(p) for p in A if p.stage == "awaiting_trial") == {True: 72, False: 21}
    assert all(is_inside(p) for p in A if p.stage == "unknown")
    assert Counter(p.effective_sanction for p in A if p.stage == "sentenced") == {
        "imprisonment": 813,
        "tcci": 62,
        "tcsi": 71,
        "limitation": 28,
        "home_confinement": 32,
    }
    assert Counter(situation(p, T1) for p in A) == {
        "imprisonment": 737,
        "tcci": 62,
        "remand": 72,
        "in_custody": 18,
        "substituted_tcsi": 71,
        "substituted_limitation": 28,
        "home_confinement": 32,
        "conditional_release": 52,
        "extrapenal_leave": 24,
        "precautionary_change": 21,
    }


def test_length_of_imprisonment():
    years = (1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30)
    expected = (21, 74, 88, 136, 109, 82, 77, 52, 68, 41, 38, 21, 5, 1)
    imprisoned = [p for p in A if p.effective_sanction == "imprisonment"]
    found = Counter(band(p.sentence_months, *(12 * y for y in years)) for p in imprisoned)
    assert [found[12 * y] for y in years] == list(expected)
    assert {p.context for p in imprisoned if p.sentence_months <= 36} == {"after_11j"}


def test_sedition():
    charged = [p for p in A if p.principal_charge == "sedicion"]
    sentenced = [p for p in charged if p.stage == "sentenced"]
    assert (len(charged), len(sentenced)) == (219, 218)
    assert sum(p.sentence_months for p in sentenced) == 218 * 120
    adults = Counter(p.sentence_months // 12 for p in sentenced if p not in MINORS)
    assert adults == {
        5: 12, 7: 21, 8: 29, 9: 20, 10: 51, 11: 12, 12: 14, 13: 10, 14: 9, 15: 8, 16: 8, 18: 5, 20: 3, 22: 1,
    }  # fmt: skip
    assert not [p for p in A if "sedicion" in [c.code for c in p.charges if not c.principal]]


def test_principal_crimes():
    names = {"robo_fuerza": "robo", "robo_violencia": "robo", "pirateria": "otros_seguridad"}
    assert Counter(names.get(p.principal_charge, p.principal_charge) for p in A) == {
        "sedicion": 219, "desordenes_publicos": 338, "desacato": 190, "atentado": 128, "propaganda_enemiga": 21,
        "propaganda_orden_const": 42, "resistencia": 41, "sabotaje": 35, "robo": 24, "desobediencia": 22,
        "otros_seguridad": 21, "instigacion": 18, "ultraje_simbolos": 6, "desconocido": 12,
    }  # fmt: skip


def test_charges_per_person():
    assert Counter(len(p.charges) for p in A) == {1: 380, 2: 369, 3: 234, 4: 134}
    for person in PERSONS:
        codes = [charge.code for charge in person.charges]
        assert len(set(codes)) == len(codes)
        assert sum(charge.principal for charge in person.charges) == bool(codes)


def test_principal_is_the_gravest_charge():
    """Rule 9.11 b with the families of section 2 and the order attack, resistance, contempt, disobedience."""
    ranks = (
        ("sedicion", "propaganda_enemiga", "propaganda_orden_const", "sabotaje", "otros_seguridad", "pirateria"),
        ("atentado",), ("resistencia",), ("desacato",), ("desobediencia",), ("desordenes_publicos",), ("instigacion",),
        ("robo_violencia", "robo_fuerza"), ("danos",), ("hurto",),
        ("armas", "propagacion_epidemias", "ultraje_simbolos", "desconocido"),
    )  # fmt: skip
    rank = {code: index for index, codes in enumerate(ranks) for code in codes}
    for person in PERSONS:
        if person.charges and person.principal_charge not in ("robo_violencia", "robo_fuerza"):
            principal = rank[person.principal_charge]
            assert all(principal <= rank[c.code] for c in person.charges), person.charges


def test_propaganda_follows_the_law_in_force():
    for person in PERSONS:
        codes = {charge.code for charge in person.charges}
        if "propaganda_orden_const" in codes:
            assert person.detained_on.value >= date(2022, 12, 1)
        if "propaganda_enemiga" in codes:
            assert person.detained_on.value < date(2022, 12, 1)


def test_ages_of_a():
    tops = (17, 20, 25, 30, 35, 40, 45, 50, 55, 60, 110)
    found = Counter(band(p.age_at_detention, *tops) for p in A)
    assert [found[top] for top in (*tops, None)] == [30, 118, 205, 196, 167, 138, 98, 68, 46, 28, 14, 9]


def test_ages_of_j():
    tops = (15, 17, 20, 25, 30, 35, 40, 50, 60, 110)
    found = Counter(band(p.age_at_detention, *tops) for p in J)
    assert [found[top] for top in (*tops, None)] == [8, 84, 71, 263, 285, 238, 184, 222, 118, 31, 82]


def test_activities():
    assert Counter(p.activity for p in A) == {
        "protest": 905,
        "expression_online": 78,
        "activism": 61,
        "poster_graffiti": 24,
        "journalism": 5,
        "art": 6,
        "religion": 4,
        "illegal_exit_or_violent_opposition": 24,
        "other": 10,
    }


def test_sentences_of_the_554():
    imprisoned = [p for p in HELD_11J if p.sanction == "imprisonment"]
    tops = tuple(12 * y for y in (4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30))
    found = Counter(band(p.sentence_months, *tops) for p in imprisoned)
    assert [found[top] for top in tops] == [46, 92, 84, 66, 62, 41, 55, 34, 33, 18, 4, 1]
    assert all(p.sentence_months >= 48 for p in imprisoned)
    others = Counter(p.sanction for p in HELD_11J if p.sanction != "imprisonment")
    assert others == {"tcci": 14, "unknown": 4}
    assert all(p.sentence_months is None for p in HELD_11J if p.sanction == "unknown")


def test_those_of_j_who_are_not_in_prison():
    out = [p for p in J if not is_inside(p)]
    assert len(out) == 1032
    b22 = Counter(p.releases[0].release_type for p in PERSONS if p.block == "b22")
    assert b22 == {
        "released_no_charge": 412, "released_fine": 149, "sentence_completed": 121, "unknown_release": 48,
        "forced_exile": 24, "acquitted": 19, "death_in_custody": 4,
    }  # fmt: skip
    assert all(p.releases[0].left_on <= date(2023, 10, 30) for p in PERSONS if p.block == "b22")
    completed = [p for p in PERSONS if p.block == "b19"]
    assert {p.releases[0].release_type for p in completed} == {"sentence_completed"}
    states = Counter(p.custody_at_t2 for p in out)
    assert (states["serving_outside"], states["unknown"], states["awaiting_outside"]) == (200, 10, 0)
    assert (states["outside_unknown"], states["exiled"], states["deceased"]) == (48, 24, 4)
    assert states["free"] == 45 + 412 + 149 + 121 + 19


def test_dates_of_detention_of_j():
    days = [p.detained_on.value for p in J]
    known = [day for day in days if day]

    def between(first, last):
        return sum(first <= day <= last for day in known)

    assert len(days) - len(known) == 16
    assert between(date(2021, 7, 11), date(2021, 7, 11)) == 730
    assert between(date(2021, 7, 12), date(2021, 7, 12)) == 333
    assert between(date(2021, 7, 13), date(2021, 7, 20)) == 301
    assert between(date(2021, 7, 21), date(2021, 7, 31)) == 111
    assert between(date(2021, 8, 1), date(2021, 12, 31)) == 79
    assert between(date(2022, 1, 1), date(2025, 1, 1)) == 16
    assert Counter(p.detained_on.precision for p in J) == {"day": 1522, "month": 48, "unknown": 16}
