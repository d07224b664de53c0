"""Who gets which case: legal situation, sentence, the 212, the minors of A (sections 10.4, 10.5, 10.7)."""

from .case_tables import ANNOUNCED, SEDITION, SITUATIONS

SENTENCED_BY_SITUATION = {
    "imprisonment": "imprisonment",
    "conditional_release": "imprisonment",
    "extrapenal_leave": "imprisonment",
    "completed": "imprisonment",
    "death_in_custody": "imprisonment",
    "tcci": "tcci",
    "tcsi": "tcsi",
    "limitation": "limitation",
    "home_confinement": "home_confinement",
    "unknown_sentence": "unknown",
}
"""Sanction pronounced, for the situations that suppose a sentence."""

STAGE_WITHOUT_SENTENCE = {
    "remand": "awaiting_trial",
    "precautionary_change": "awaiting_trial",
    "released_no_charge": "closed_no_case",
    "released_fine": "closed_no_case",
    "dismissed": "dismissed",
    "acquitted": "acquitted",
}


def in_block(people, code):
    """The drafts of one block, by key."""
    return [person for person in people if person.block == code]


def assign_situations(people, rng):
    """Deal the rows of SITUATIONS to the drafts of each block."""
    for block, situations in SITUATIONS.items():
        rows = [
            (legal, months)
            for legal, lengths in situations.items()
            for months, number in lengths.items()
            for _ in range(number)
        ]
        rng.shuffle(rows)
        for person, (legal, months) in zip(in_block(people, block), rows, strict=True):
            person.legal = legal
            person.sentence_months = months
            person.sanction = SENTENCED_BY_SITUATION.get(legal)
            person.stage = "sentenced" if person.sanction else STAGE_WITHOUT_SENTENCE.get(legal, "unknown")


def choose_sedition(people, rng):
    """Mark the 203 adults of SEDITION and the one person charged with sedition who awaits trial."""
    for block, lengths in SEDITION.items():
        members = [p for p in in_block(people, block) if p.legal == "imprisonment"]
        for months, number in lengths.items():
            for person in rng.sample([p for p in members if p.sentence_months == months], number):
                person.principal = "sedicion"
    rng.choice([p for p in in_block(people, "b11") if p.legal == "remand"]).principal = "sedicion"


def choose_announced(people, rng):
    """Mark the 212 of the announcement: 206 in prison by sentence, 6 of b03 on extrapenal leave."""
    for block, lengths in ANNOUNCED.items():
        for months, number in lengths.items():
            fitting = [
                p
                for p in in_block(people, block)
                if p.sentence_months == months
                and p.legal in ("imprisonment", "unknown_sentence")
                and (block != "b11" or p.principal != "sedicion")
            ]
            for person in rng.sample(fitting, number):
                person.is_announced = True
    on_leave = [p for p in in_block(people, "b03") if p.legal == "extrapenal_leave"]
    for person in rng.sample(on_leave, 6):
        person.is_announced = True


def choose_minors(people, rng):
    """Give the 30 minors of A their ages: 15 one, 16 eleven, 17 eighteen; one girl (section 10.4).

    The fifteen sedition cases are sentenced to exactly 5 years of prison, substituted outside prison.
    """

    def pick(block, number, accepts):
        pool = [p for p in in_block(people, block) if p.age_at_detention is None and accepts(p)]
        return rng.sample(pool, number)

    def is_short(person):
        return person.legal == "imprisonment" and person.principal is None and person.sentence_months <= 84

    announced = pick("b01", 3, lambda p: p.is_announced and is_short(p))
    held = pick("b01", 6, lambda p: not p.is_announced and is_short(p))
    sedition = pick("b03", 7, lambda p: p.legal == "tcsi") + pick("b03", 8, lambda p: p.legal == "limitation")
    for person in sedition:
        person.principal = "sedicion"
        person.sanction, person.substituted_by, person.sentence_months = (
            "imprisonment",
            person.legal,
            60,
        )
    others = pick("b03", 2, lambda p: p.legal == "tcsi" and p.principal is None)
    ages = [17] * 3 + [16] * 3 + [17] * 3 + [16] * 7 + [17] * 10
    for person, age in zip(announced + held + sedition + others, ages, strict=True):
        person.age_at_detention = age
    others[0].gender = "woman"
    for block, legal, age in (
        ("b14", "precautionary_change", 15),
        ("b11", "remand", 16),
        ("b14", "home_confinement", 17),
        ("b11", "tcci", 17),
    ):
        pick(block, 1, lambda p, legal=legal: p.legal == legal and p.principal is None)[0].age_at_detention = age
