"""Who stands on which list, and what each list says about a person on a day (sections 10.2, 10.3)."""

from datetime import date, timedelta

from .blocks import codes_with
from .custody import STALE_BLOCKS, STATES, situation
from .dates import CUBALEX, DATA_DATE, J11J, OCDH, PD, T1, T2, random_day
from .person import Membership

ROWS = {CUBALEX: 604, OCDH: 702}
ONLY_ELSEWHERE = ("b04", "b05", "b07", "b09", "b10", "b13", "b16", "b17")
"""The 221 of the consolidated list that neither pd-demo nor j11j-demo's "in prison" rows hold."""
CUBALEX_ELSEWHERE, OCDH_ELSEWHERE = 130, 131
"""How many of the 221 each of the two lists holds; 40 stand on both."""

LAST_NEWS = date(2023, 10, 25)
"""Nobody heard of the 36 after this day, so that they are unknown at T1 too and 554 holds until T2."""

PD_TEXTS = {
    "imprisonment": "Recluido",
    "tcci": "Trabajo correccional con internamiento",
    "remand": "Prisión provisional",
    "in_custody": "Recluido, situación procesal desconocida",
    "substituted_tcsi": "Trabajo correccional sin internamiento",
    "substituted_limitation": "Limitación de libertad",
    "home_confinement": "Reclusión domiciliaria",
    "conditional_release": "Libertad condicional",
    "extrapenal_leave": "Licencia extrapenal",
    "precautionary_change": "Medida cautelar no detentiva",
    "exiled": "Fuera del país",
    "unknown": "Sin información reciente",
}
"""Words of pd-demo, cubalex-demo and ocdh-demo by situation."""

J11J_TEXTS = {
    "in_custody": "En prisión",
    "serving_outside": "Cumple fuera de prisión",
    "awaiting_outside": "Con medida cautelar",
    "outside_unknown": "Excarcelado, figura desconocida",
    "free": "En libertad",
    "exiled": "En el exilio",
    "deceased": "Fallecido",
    "unknown": "Sin información reciente",
}
"""Words of j11j-demo by custody state."""

J11J_DETAIL = {
    "released_no_charge": "Liberado sin cargos",
    "released_fine": "Liberado con multa",
    "sentence_completed": "Sanción cumplida",
    "acquitted": "Absuelto",
    "conditional_release": "Excarcelado: libertad condicional",
    "extrapenal_leave": "Excarcelado: licencia extrapenal",
    "substituted_tcsi": "Excarcelado: trabajo correccional sin internamiento",
    "substituted_limitation": "Excarcelado: limitación de libertad",
    "home_confinement": "Excarcelado: reclusión domiciliaria",
}
"""Where j11j-demo knows the figure it names it."""


def enter_others(people, rng):
    """Rows of j11j-demo (1,586), cubalex-demo (604) and ocdh-demo (702); pd-demo has its own module."""
    for person in people:
        if person.block in codes_with("J"):
            person.memberships.append(Membership(J11J, T1))
    elsewhere = [p for p in people if p.block in ONLY_ELSEWHERE]
    on_pd = [p for p in people if p.block in codes_with("a")]
    rng.shuffle(elsewhere)
    _enter(CUBALEX, elsewhere[:CUBALEX_ELSEWHERE], on_pd, rng)
    _enter(OCDH, elsewhere[-OCDH_ELSEWHERE:], on_pd, rng)


def _enter(list_code, elsewhere, on_pd, rng):
    for person in elsewhere + rng.sample(on_pd, ROWS[list_code] - len(elsewhere)):
        person.memberships.append(Membership(list_code, T2))


def confirm(people, rng):
    """Last day on which anybody confirmed the person's situation; for the 36 more than 365 days before T1."""
    for person in people:
        if person.block in STALE_BLOCKS:
            first = max(date(2022, 6, 1), person.detained_on.value + timedelta(days=10))
            if person.decided_on:
                first = max(first, person.decided_on + timedelta(days=1))
            person.last_confirmed_on = random_day(rng, min(first, LAST_NEWS), LAST_NEWS)
        elif person.block in ("b18", "b20", "b21"):
            person.last_confirmed_on = person.releases[-1].reported_on
        else:
            on_march_lists = any(m.list_code in (PD, J11J) for m in person.memberships)
            person.last_confirmed_on = DATA_DATE if on_march_lists else T2


def status(person, list_code, as_of):
    """The status text in the row of that list at that snapshot; None when the list does not hold the person.

    A list knows a release from the day it was reported.
    """
    if not person.is_listed(list_code, at=as_of):
        return None
    found = situation(person, as_of, reported_by=as_of)
    if list_code == J11J:
        return J11J_DETAIL.get(found) or J11J_TEXTS[STATES[found]]
    return PD_TEXTS[found]
