"""An edition in memory: its persons numbered in the order of their names, and for each code and word who has it.

Sets of persons are bitmaps (bitmaps.py); 100,000 persons take about 30 MB and are read in about a second. An edition
never changes, so its index is built once per process, by one thread while the others wait. Withheld persons are not
in it: no list, filter, search or facet can point at them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from threading import Lock

from publication.models import Edition, PrisonerVersion, TermVersion
from publication.names import words
from publication.selection.bitmaps import bitmap, everything
from publication.selection.days import Days, lists_of
from publication.selection.editions import Mark, mark_of
from publication.selection.filters import PrisonerFilter, fields_of
from publication.selection.orders import Orders
from publication.selection.ordinals import Ordinals
from publication.selection.spelling import significant
from publication.selection.texts import Texts
from publication.selection.vocabulary import Ranked, Vocabulary
from publication.unnamed import IN_NAME_ORDER, NOT_TOLD, bears_pseudonym, shown_province

UNKNOWN = "unknown"
UNKNOWN_OFFENCE = "desconocido"  # its code in the vocabulary of offences
INDEXES_KEPT = 2
DAYS_KEPT = 12

# Facet → vocabulary of its labels. The codes of a vocabulary are accepted even where nobody has them.
VOCABULARIES = {
    "province": "province",
    "context": "context",
    "gender": "gender",
    "minor_at_detention": "three_valued",
    "offence": "offence",
    "custody_state": "custody_state",
    "list": "list",
    "event": "event",
    "municipality": "municipality",
}
# Codes that are part of the public contract, whatever an edition says.
CLOSED = {
    "minor_at_detention": ("yes", "no", UNKNOWN),
    "context": ("11j", "before", "after", UNKNOWN),
    "gender": ("woman", "man", "trans_woman", "trans_man", "non_binary", UNKNOWN),
    "custody_state": (
        "in_custody", "serving_outside", "awaiting_outside", "outside_unknown", "free", "exiled", "at_large",
        "missing", "deceased", UNKNOWN,
    ),
    "list": ("consolidated",),
    "province": (UNKNOWN, NOT_TOLD),
    "municipality": (UNKNOWN, NOT_TOLD),
    "event": (UNKNOWN,),
    "offence": (UNKNOWN_OFFENCE,),
}  # fmt: skip


class EditionIndex:
    """Reads the edition when it is made. `codes` are the values that each coded filter accepts, in order.

    `withheld` says how many persons are in the edition and not in here.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition.number
        columns = _Columns()
        rows = PrisonerVersion.objects.in_edition(edition.number).filter(is_withheld=False)
        for row in rows.order_by(*IN_NAME_ORDER).values_list(*_Columns.NAMES).iterator(chunk_size=5000):
            columns.add(*row)
        self.size = len(columns.ids)
        self.withheld = PrisonerVersion.objects.in_edition(edition.number).filter(is_withheld=True).count()
        self.ids = columns.ids
        self.shown = columns.shown
        self.everyone = everything(self.size)
        self.all_alike = Ranked(self.everyone, (self.everyone,))
        self.coded = {
            facet: {code: bitmap(places, self.size) for code, places in codes.items()}
            for facet, codes in columns.codes.items()
        }
        self.detained_earliest = Ordinals(columns.earliest)
        self.detained_latest = Ordinals(columns.latest)
        self.orders = Orders(columns.earliest, columns.latest)
        self.other_names = self._other_names(columns.with_other_names)
        names = {place: self._names_in_words(place) for place in self.other_names}
        for place, of_person in names.items():
            for word in {word for one in of_person for word in one[1]}.difference(of_person[0][1]):
                columns.postings[word].append(place)
        several = {place: tuple(frozenset(significant(one[1])) for one in found) for place, found in names.items()}
        self.vocabulary = Vocabulary(columns.postings, columns.word_counts, self.size, several)
        self.codes = self._codes_accepted()
        self.fields = fields_of(PrisonerFilter, self.codes)
        self._days: OrderedDict[date, Days] = OrderedDict()
        self._lock = Lock()

    def _codes_accepted(self) -> dict[str, list[str]]:
        terms = defaultdict(list)
        wanted = TermVersion.objects.in_edition(self.edition).filter(vocabulary__in=VOCABULARIES.values())
        for vocabulary, code in wanted.order_by("order", "code").values_list("vocabulary", "code"):
            terms[vocabulary].append(code)
        accepted = {}
        for facet, vocabulary in VOCABULARIES.items():
            met = sorted(self.coded.get(facet, ()))
            accepted[facet] = list(dict.fromkeys([*terms[vocabulary], *CLOSED[facet], *met]))
        accepted["list"] = list(dict.fromkeys([*accepted["list"], *lists_of(self.edition)]))
        return {
            facet: sorted(codes, key={UNKNOWN, UNKNOWN_OFFENCE, NOT_TOLD}.__contains__)
            for facet, codes in accepted.items()
        }

    def _other_names(self, places: array) -> dict[int, list[str]]:
        """The public names besides the one shown, of those who have any. One query where somebody may have one.

        Read from the document, which shows them: a search must find nobody by a name that no page tells, whatever
        else the column of words holds.
        """
        if not places:
            return {}
        place_of = {self.ids[place]: place for place in places}
        persons = PrisonerVersion.objects.filter(pk__in=place_of).order_by()
        told = persons.values_list("pk", "document__other_names")
        return {place_of[pk]: names for pk, names in sorted(told) if names}

    def _names_in_words(self, place: int) -> list[tuple[str, list[str]]]:
        """Each public name of a person with its words, the one shown first."""
        _slug, shown, _province = self.shown[place]
        return [(name, words(name)) for name in (shown, *self.other_names[place])]

    @cached_property
    def _places(self) -> tuple[array, array]:
        """The ids in ascending order, and the position of each."""
        order = sorted(range(self.size), key=self.ids.__getitem__)
        return array("q", (self.ids[place] for place in order)), array("I", order)

    def places_of(self, ids: Iterable[int]) -> list[int]:
        """The places of rows named by primary key."""
        sorted_ids, places = self._places
        return [places[bisect_left(sorted_ids, one)] for one in ids]

    def on(self, day: date) -> Days:
        """Custody states and lists on a day, kept for the days asked about last."""
        with self._lock:
            if day in self._days:
                self._days.move_to_end(day)
            else:
                self._days[day] = Days(self.edition, day, self.places_of, self.size)
                if len(self._days) > DAYS_KEPT:
                    self._days.popitem(last=False)
            return self._days[day]


class _Columns:
    """What the index gathers while it reads the rows in order."""

    NAMES = (
        "id", "slug", "name_display", "search_words", "province", "municipality", "context", "gender",
        "minor_at_detention", "offences", "events", "detained_earliest", "detained_latest",
    )  # fmt: skip

    def __init__(self) -> None:
        self.ids = array("q")
        self.shown = Texts()
        self.earliest: list[int] = []
        self.latest: list[int] = []
        self.word_counts = bytearray()
        self.with_other_names = array("I")
        self.postings: dict[str, array] = defaultdict(lambda: array("I"))
        self.codes: dict[str, dict[str, array]] = {
            facet: defaultdict(lambda: array("I"))
            for facet in (
                "province",
                "context",
                "gender",
                "minor_at_detention",
                "offence",
                "event",
                "municipality",
            )
        }

    def add(  # noqa: PLR0913 - a row has as many columns
        self, id_, slug, name, searched, province, municipality, context, gender, minor, offences, events, earliest,
        latest,
    ) -> None:  # fmt: skip
        place = len(self.ids)
        province = shown_province(name, province)
        not_told = NOT_TOLD if bears_pseudonym(name) else UNKNOWN
        of_name = words(name)
        self.ids.append(id_)
        self.shown.append(slug, name, province)
        self.earliest.append(earliest.toordinal() if earliest else 0)
        self.latest.append(latest.toordinal() if latest else 0)
        self.word_counts.append(min(len(significant(of_name)), 255))
        for word in of_name:
            self.postings[word].append(place)
        if not set(of_name).issuperset(searched):
            self.with_other_names.append(place)
        for facet, code in (
            ("province", province or not_told),
            ("municipality", ("" if bears_pseudonym(name) else municipality) or not_told),
            ("context", context),
            ("gender", gender),
            ("minor_at_detention", minor),
        ):
            self.codes[facet][code or UNKNOWN].append(place)
        for offence in set(offences) or (UNKNOWN_OFFENCE,):
            self.codes["offence"][offence].append(place)
        for event in set(events) or (UNKNOWN,):
            self.codes["event"][event].append(place)


_indexes: OrderedDict[Mark, EditionIndex] = OrderedDict()
_building = Lock()


def index_of(edition: Edition) -> EditionIndex:
    """The index of an edition, built when it is first asked for; the two used last are kept."""
    key = mark_of(edition)
    with _building:
        if key not in _indexes:
            _indexes[key] = EditionIndex(edition)
            if len(_indexes) > INDEXES_KEPT:
                _indexes.popitem(last=False)
        _indexes.move_to_end(key)
        return _indexes[key]


def forget() -> None:
    """Drops every index: for tests that write rows into an edition after asking about it."""
    with _building:
        _indexes.clear()
