"""The whole population, step by step, each step with a random source of its own."""

from dataclasses import dataclass
from random import Random

from . import (
    activities,
    ages,
    announcement,
    blocks,
    cases,
    charges,
    custody,
    defects,
    detentions,
    facilities,
    genders,
    listings,
    municipalities,
    names,
    pd_list,
    provinces,
    releases,
    sentences,
)
from .dates import T1, T2
from .person import Person

SEED = 20250114
"""The day of the announcement."""


@dataclass(frozen=True, slots=True)
class Population:
    """2,250 persons by key, and the rows that are wrong on purpose."""

    seed: int
    persons: tuple[Person, ...]
    defects: defects.Defects

    def person(self, key):
        """The person with that key (1 to 2,250)."""
        return self.persons[key - 1]


def generate(seed=SEED):
    """The population of that seed: the same seed gives the same persons, every seed the same totals."""

    def rng(subject):
        """A random source for one subject, so that a change in one step leaves the others alone."""
        return Random(f"{seed}/{subject}")

    in_a, outside_at_t1 = blocks.codes_with("A"), ("b03", "b08", "b14")
    people = blocks.drafts()
    provinces.place(people, rng("provinces"))
    municipalities.settle(people, rng("municipalities"))
    _assign_cases(people, rng)
    genders.assign(people, rng("genders"))
    ages.assign(people, rng("ages"))
    provinces.name_the_capital(people)
    charges.assign_principals(people, rng("principals"))
    charges.add_companions(people, in_a, rng("companions"))
    activities.assign(people, rng("activities"))
    activities.assign_ties(people, rng("ties"))
    activities.classify(people, in_a, outside_at_t1, rng("categories"))
    activities.assign_health(people, in_a, rng("health"))
    pd_list.enter(people, rng("pd-list"))
    detentions.assign(people, rng("detentions"))
    sentences.decide(people, rng("sentences"))
    sentences.add_requests(people, rng("requests"))
    facilities.assign(people, rng("facilities"))
    releases.release_early(people, rng("releases"))
    announcement.link_releases(people, rng("announcement"))
    announcement.revoke(people, rng("revocations"))
    ages.give_birth_dates(people, rng("births"))
    listings.enter_others(people, rng("lists"))
    listings.confirm(people, rng("confirmations"))
    for person in people:
        person.custody_at_t1 = custody.custody_state(person, T1)
        person.custody_at_t2 = custody.custody_state(person, T2)
    brothers = names.assign(people, rng("names"))
    persons = tuple(person.freeze() for person in people)
    return Population(seed, persons, defects.choose(persons, brothers, rng("defects")))


def _assign_cases(people, rng):
    """Cases, sedition, the announcement and the minors hang together."""
    cases.assign_situations(people, rng("situations"))
    cases.choose_sedition(people, rng("sedition"))
    cases.choose_announced(people, rng("announced"))
    cases.choose_minors(people, rng("minors"))
