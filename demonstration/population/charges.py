"""What people are accused of (section 10.4): one principal offence each, and companions that weigh less.

Weight follows rule 9.11 b: State security, persons, authority, public order, property, other; within a family
the longer maximum. Companions are always lighter than the principal offence.
"""

from .case_tables import CHARGES_PER_PERSON, PRINCIPALS
from .cases import in_block
from .person import Charge

COMPANIONS = {
    "sedicion": ("desordenes_publicos", "atentado", "desacato", "danos"),
    "desordenes_publicos": ("danos", "propagacion_epidemias", "instigacion"),
    "desacato": ("desordenes_publicos", "desobediencia", "danos", "instigacion"),
    "atentado": ("desacato", "desordenes_publicos", "resistencia", "danos"),
    "propaganda_enemiga": ("desacato", "resistencia", "desobediencia"),
    "propaganda_orden_const": ("desacato", "instigacion", "desobediencia"),
    "resistencia": ("desacato", "desobediencia", "desordenes_publicos"),
    "sabotaje": ("desordenes_publicos", "danos", "robo_fuerza"),
    "robo": ("hurto", "propagacion_epidemias", "armas"),
    "desobediencia": ("desordenes_publicos", "propagacion_epidemias", "instigacion"),
    "otros_seguridad": ("atentado", "armas", "danos"),
    "instigacion": ("danos", "propagacion_epidemias"),
    "ultraje_simbolos": ("propagacion_epidemias",),
    "desconocido": (),
}
"""Likely companions, most frequent first."""

SEVERITY = {
    "otros_seguridad": 6, "pirateria": 6, "sabotaje": 6, "robo_violencia": 5.5, "robo_fuerza": 4.5, "atentado": 4.2,
    "resistencia": 3.2, "desordenes_publicos": 3, "desacato": 2.5, "instigacion": 2, "desobediencia": 1.5,
    "ultraje_simbolos": 1, "propaganda_enemiga": 5, "propaganda_orden_const": 4,
}  # fmt: skip

USUAL = ("desordenes_publicos",) * 9 + ("desacato",) * 5 + ("atentado",) * 3 + ("resistencia",) * 2
USUAL_BEFORE = (
    "propaganda_enemiga",
    "atentado",
    "desacato",
    "otros_seguridad",
    "sabotaje",
)
UNCHARGED = ("released_no_charge",)


def _bundle_name(code):
    if code.startswith("robo_"):
        return "robo"
    return "otros_seguridad" if code == "pirateria" else code


def assign_principals(people, rng):
    """Give every draft its principal offence; in A exactly as PRINCIPALS says."""
    for block, numbers in PRINCIPALS.items():
        _assign_in_block(in_block(people, block), dict(numbers), rng)
    for person in people:
        if person.principal is None and person.block not in PRINCIPALS and person.legal not in UNCHARGED:
            person.principal = _usual(person, rng)


def _usual(person, rng):
    if person.legal == "unknown":
        return "desconocido"
    if person.legal == "released_fine":
        return "desordenes_publicos"
    if person.context == "before_11j":
        return rng.choice(USUAL_BEFORE)
    return rng.choice(USUAL)


def _assign_in_block(members, numbers, rng):
    """Unknown offences go to cases of unknown stage, propaganda by length, the rest by gravity and sentence."""
    free = [p for p in members if p.principal is None]
    rng.shuffle(free)

    def give(code, accepts):
        for person in [p for p in free if accepts(p)][: numbers.pop(code, 0)]:
            person.principal = code
            free.remove(person)

    give("desconocido", lambda p: p.legal == "unknown")
    if members[0].block == "b11":
        give(
            "propaganda_enemiga",
            lambda p: _is_long(p) and 48 <= p.sentence_months <= 96,
        )
        give(
            "propaganda_orden_const",
            lambda p: _is_long(p) and 36 <= p.sentence_months <= 120,
        )
    if members[0].block == "b14":
        give(
            "propaganda_orden_const",
            lambda p: p.legal in ("home_confinement", "precautionary_change"),
        )
    offences = [code for code, number in numbers.items() for _ in range(number)]
    if len(offences) != len(free):
        raise ValueError(f"{members[0].block}: {len(offences)} offences for {len(free)} persons")
    offences.sort(key=lambda code: SEVERITY[code] + rng.uniform(-1.6, 1.6))
    free.sort(key=lambda p: (p.sentence_months or rng.choice((12, 36, 60))) + rng.random())
    for person, code in zip(free, offences, strict=True):
        person.principal = code


def _is_long(person):
    return person.legal == "imprisonment" and not person.is_announced and not person.is_minor


def add_companions(people, in_a, rng):
    """Complete the charges: in A exactly CHARGES_PER_PERSON, elsewhere one to three."""
    for name, numbers in CHARGES_PER_PERSON.items():
        members = [p for p in people if p.block in in_a and p.principal and _bundle_name(p.principal) == name]
        counts = [size for size, number in enumerate(numbers, start=1) for _ in range(number)]
        rng.shuffle(counts)
        for person, count in zip(members, counts, strict=True):
            person.charges = _charges(person.principal, count, rng)
    for person in people:
        if person.block not in in_a and person.principal:
            most = 1 + min(len(COMPANIONS[_bundle_name(person.principal)]), 2)
            counts = [count for count in (1, 1, 2, 2, 3) if count <= most]
            person.charges = _charges(person.principal, rng.choice(counts), rng)


def _charges(principal, count, rng):
    """The principal charge and count - 1 companions, the likely ones first."""
    companions = list(COMPANIONS[_bundle_name(principal)])
    if count - 1 > len(companions):
        raise ValueError(f"{principal} has no {count - 1} companions")
    while len(companions) > count - 1:
        companions.pop(rng.choice((-1, -1, 0)))
    return (
        Charge(principal, principal=True),
        *(Charge(code, principal=False) for code in companions),
    )
