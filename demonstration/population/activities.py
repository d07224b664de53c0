"""What people did, their ties, and how PD-like lists class them (sections 3.2, 10.4, 10.5)."""

from .cases import in_block

ACTIVITIES_BEFORE = {
    "activism": 20, "expression_online": 6, "poster_graffiti": 4, "journalism": 1, "art": 1, "religion": 1,
    "other": 2,
}  # fmt: skip
ACTIVITIES_AFTER = {
    "protest": 185, "expression_online": 72, "activism": 41, "poster_graffiti": 20, "journalism": 4, "art": 5,
    "religion": 3, "other": 8,
}  # fmt: skip
VIOLENT = "illegal_exit_or_violent_opposition"
VIOLENT_IN = {"b06": 10, "b11": 14}
"""A by activity: 720 of 11J protested; the tables share out the 45 of before and the 352 of after."""

OTHERS_BEFORE = ("activism", "activism", "expression_online", "poster_graffiti")
OTHERS_AFTER = (
    "protest",
    "protest",
    "protest",
    "protest",
    "expression_online",
    "activism",
    "poster_graffiti",
)

WITHOUT_TIES = 492
TIES = (
    "opposition_group",
    "opposition_group",
    "civic_movement",
    "independent_media",
    "independent_union",
    "church",
)

OTHER_POLITICAL = 36
MEDICAL, MENTAL, BOTH = 653, 63, 38


def assign(people, rng):
    """Activity of every draft; in A exactly as the tables say."""
    for person in people:
        if person.context == "j11":
            person.activity = "protest"
        else:
            person.activity = rng.choice(OTHERS_BEFORE if person.context == "before_11j" else OTHERS_AFTER)
    for block, number in VIOLENT_IN.items():
        armed = [p for p in in_block(people, block) if p.principal in ("otros_seguridad", "pirateria", "sabotaje")]
        for person in rng.sample(armed, number):
            person.activity = VIOLENT
    _share(people, ("b06", "b08"), ACTIVITIES_BEFORE, rng)
    _share(people, ("b11", "b14", "b15", "b18"), ACTIVITIES_AFTER, rng)


def _share(people, blocks, numbers, rng):
    """Propaganda goes with words rather than with protest."""
    members = [p for p in people if p.block in blocks and p.activity != VIOLENT]
    members.sort(key=lambda p: (not (p.principal or "").startswith("propaganda"), rng.random()))
    words = ("expression_online", "poster_graffiti", "journalism", "art", "activism")
    activities = [code for code, number in numbers.items() for _ in range(number)]
    activities.sort(key=lambda code: rng.random() - (0.7 if code in words else 0))
    for person, code in zip(members, activities, strict=True):
        person.activity = code


def assign_ties(people, rng):
    """Affiliation: 492 of the 554 had none known; most of those held before 11J had some."""
    held = in_block(people, "b01") + in_block(people, "b02")
    tied = {p.key for p in rng.sample(held, len(held) - WITHOUT_TIES)}
    for person in people:
        if person.block in ("b01", "b02"):
            has_ties = person.key in tied
        else:
            share = {"before_11j": 0.7, "j11": 0.06, "after_11j": 0.25}[person.context]
            has_ties = not person.is_minor and rng.random() < share
        person.affiliation = rng.choice(TIES) if has_ties else "none_known"
        old_enough = (person.age_at_detention or 30) >= 22
        person.is_parent = rng.choice(("yes", "yes", "no", "unknown") if old_enough else ("no", "no", "unknown"))


def classify(people, in_a, outside, rng):
    """pd_category in A: 228 condemned of conscience (outside at T1), 36 other political, 853 convicts."""
    members = [p for p in people if p.block in in_a]
    inside = [p for p in members if p.block not in outside]
    violent = [p for p in inside if p.activity == VIOLENT]
    rest = [p for p in inside if p.activity != VIOLENT and not p.is_minor and p.activity in ("protest", "other")]
    others = {p.key for p in violent + rng.sample(rest, OTHER_POLITICAL - len(violent))}
    for person in members:
        if person.block in outside:
            person.pd_category = "condemned_of_conscience"
        else:
            person.pd_category = "other_political" if person.key in others else "convict_of_conscience"


def assign_health(people, in_a, rng):
    """Medical 653 and mental 63 of A, 38 of them both, slightly more over 45; "unknown" is not "no"."""
    members = [p for p in people if p.block in in_a]

    def draw(pool, number):
        """Weighted sample: people over 45 are a quarter more likely."""
        ranked = sorted(
            pool,
            key=lambda p: rng.random() ** (1 / (1.25 if (p.age_at_detention or 30) > 45 else 1)),
        )
        return ranked[-number:]

    medical = draw(members, MEDICAL)
    mental = draw(medical, BOTH)
    keys = {p.key for p in medical}
    mental += draw([p for p in members if p.key not in keys], MENTAL - BOTH)
    mental_keys = {p.key for p in mental}
    for person in people:
        person.medical = _three_valued(person.key in keys, rng)
        person.mental = _three_valued(person.key in mental_keys, rng)
        if person.block not in in_a and person.medical == "no" and rng.random() < 0.1:
            person.medical = "yes"


def _three_valued(is_yes, rng):
    return "yes" if is_yes else rng.choice(("no", "unknown", "unknown"))
