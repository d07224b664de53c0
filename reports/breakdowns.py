"""Breakdowns: one dimension of what a figure counted, unknown always shown (rule 9.10).

A breakdown is a query of pairs, a person (or release) and a code, over the very things counted. Its rows group it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce

from publication.models import ChargeVersion, PrisonerVersion, SensitiveCount
from publication.unnamed import province_counted
from reports.figure import Counted, Question, Text
from reports.record import who_are_in

STATES = (
    "in_custody", "serving_outside", "awaiting_outside", "outside_unknown", "free",
    "exiled", "at_large", "missing", "deceased", "unknown",
)  # fmt: skip
PROVINCES = (
    "CU-01", "CU-15", "CU-03", "CU-16", "CU-04", "CU-05", "CU-06", "CU-07",
    "CU-08", "CU-09", "CU-10", "CU-11", "CU-12", "CU-13", "CU-14", "CU-99",
)  # fmt: skip


@dataclass(frozen=True)
class Breakdown:
    """`pairs(things, question)` gives rows with a column `code`. `tally` counts where no query of pairs can: health,
    which has no persons, and patterns of lists, which are grouped faster.

    `groups` says under which code of ours several codes are counted; what it doesn't name keeps its own code, so
    that nothing is dropped. `shown` are shown even when zero, first and in this order. Things without a pair, and
    empty codes, are counted under `rest`. `sums` are extra rows that add others up. `is_whole`: the rows, without
    those, add up to the value. `in_order`: of their codes, which are days. `behind` finds the persons of one row where
    a tally counts. `wholes` says of which number each row's share is, where it is not of all that is counted. `hides`
    names the rows whose numbers are not given (reports/small_cells.py). `is_anonymous`: of what may be told of a person
    with their consent alone, the numbers are given without the persons behind them.
    """

    code: str
    pairs: Callable[[QuerySet, Question], QuerySet] | None = None
    tally: Callable[[QuerySet, Question], Mapping[str, int]] | None = None
    vocabulary: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] | Callable[[Question], list[str]] = ()
    rest: str = "unknown"
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_whole: bool = True
    largest_first: bool = False
    in_order: bool = False
    note: Text | None = None
    behind: Callable[[QuerySet, Question, str], QuerySet] | None = None
    wholes: Callable[[Mapping[str, int], Counted, Question], Mapping[str, int]] | None = None
    hides: Callable[[Mapping[str, int], Counted], Collection[str]] | None = None
    is_anonymous: bool = False

    @property
    def names_persons(self) -> bool:
        """Whether its rows lead to persons: counts that are given as such have none."""
        return bool(self.pairs or self.behind) and not self.is_anonymous

    def pairs_of(self, things: QuerySet, question: Question) -> QuerySet:
        if self.pairs is None:
            raise TypeError(f"{self.code} counts no persons")
        return self.pairs(things, question)

    def shown_code(self, code: str) -> str:
        return self.groups.get(code, code) or self.rest

    def counts(self, counted: Counted, question: Question) -> dict[str, int]:
        """Numbers by shown code: those of `shown` first, then the rest by size or as they came."""
        found = Counter(self.tally(counted.things, question)) if self.tally else self._count_pairs(counted, question)
        shown = self.shown(question) if callable(self.shown) else self.shown
        order = [*shown, *sorted((code for code in found if code not in shown), key=lambda code: code == self.rest)]
        if self.in_order:
            order.sort(key=lambda code: (code == self.rest, code))
        if self.largest_first:
            order.sort(key=lambda code: (code == self.rest, -found[code]))
        return {code: found[code] for code in order if found[code] or code in shown}

    def _count_pairs(self, counted: Counted, question: Question) -> Counter[str]:
        pairs = self.pairs_of(counted.things, question)
        is_same = pairs.model is counted.things.model
        number = Count("*") if is_same else Count("prisoner", distinct=True)
        found: Counter[str] = Counter()
        for code, n in pairs.order_by().values_list("code").annotate(n=number):
            found[self.shown_code(code)] += n
        if not is_same and self.is_whole:
            found[self.rest] += counted.size - found.total()
        elif not is_same:
            found[self.rest] += counted.things.filter(~who_are_in(pairs)).count()
        return found

    def persons(self, things: QuerySet, question: Question, code: str) -> QuerySet[PrisonerVersion]:
        """The persons of one row, out of the persons counted."""
        if self.behind:
            return self.behind(things, question, code)
        pairs = self.pairs_of(things, question)
        parts = self.sums.get(code, (code,))
        known = list(pairs.order_by().values_list("code", flat=True).distinct())
        wanted = [raw for raw in known if self.shown_code(raw) in parts]
        in_row = pairs.filter(code__in=wanted)
        if pairs.model is PrisonerVersion:
            return in_row
        if things.model is not PrisonerVersion:
            return question.record.persons(in_row)
        condition = Q(public_id__in=in_row.values("prisoner"))
        if self.rest in parts:
            condition |= Q(~who_are_in(pairs))
        return things.filter(condition)


def column(name: str) -> Callable[[QuerySet, Question], QuerySet]:
    return lambda things, question: things.annotate(code=F(name))


def in_a_province(things: QuerySet, question: Question) -> QuerySet:
    return things.annotate(code=province_counted())


def state_on_the_day(things: QuerySet, question: Question) -> QuerySet:
    return (
        question.record.custody(question.as_of)
        .filter(prisoner__in=things.values("public_id"))
        .annotate(code=F("state"))
    )


def charges(things: QuerySet, question: Question) -> QuerySet:
    rows = question.record.rows(ChargeVersion)
    return rows.filter(prisoner__in=things.values("public_id")).annotate(code=F("offence"))


def principal_charge(things: QuerySet, question: Question) -> QuerySet:
    return charges(things, question).filter(is_principal=True)


def detained_under_18(things: QuerySet, question: Question) -> QuerySet:
    return things.filter(minor_at_detention="yes").annotate(code=F("gender"))


def latest_health_point(question: Question, dimension: str) -> SensitiveCount | None:
    """The last point of that list at or before the day."""
    points = question.record.rows(SensitiveCount).filter(source_list=question["list"], dimension=dimension)
    return points.filter(as_of__lte=question.as_of).order_by("-as_of").first()


def health(dimension: str) -> Callable[[QuerySet, Question], dict[str, int]]:
    def tally(things: QuerySet, question: Question) -> dict[str, int]:
        point = latest_health_point(question, dimension)
        if point is None:
            return {}
        rows = question.record.rows(SensitiveCount).filter(
            source_list=point.source_list, dimension=dimension, as_of=point.as_of
        )
        return dict(rows.values_list("code", "count"))

    return tally


WOMEN_NOTE = Text(
    "La fila “mujeres en total” suma mujeres y mujeres trans; no se añade a las demás.",
    "The row “women in all” adds up women and trans women; it does not add to the others.",
)
HEALTH_NOTE = Text(
    "Solo cifras nacionales de la última lista que las permite, a esa fecha o antes; nunca se publica de quién se "
    "trata. Las enfermedades físicas y las mentales pueden coincidir: no se suman.",
    "National numbers only, of the last list that allows them, on that day or before; who is meant is never published. "
    "Physical and mental illness may coincide: never add them.",
)

GENDER = Breakdown(
    "gender",
    column("gender"),
    vocabulary="gender",
    shown=("man", "woman", "unknown"),
    sums={"women": ("woman", "trans_woman")},
    note=WOMEN_NOTE,
)
PROVINCE = Breakdown(
    "province",
    in_a_province,
    vocabulary="province",
    shown=(*PROVINCES, "unknown"),
    note=Text(
        "Provincia de la primera detención. De quien no tiene nombre público (menores de 18 años al ser detenidos y "
        "personas que no se nombran por su seguridad) no se dice la provincia.",
        "Province of the first detention. Of whoever is not named in public (those under 18 when detained, and persons "
        "who are not named for their safety) the province is not told.",
    ),
)
CONTEXT = Breakdown(
    "context",
    column("context"),
    groups={"j11": "11j", "before_11j": "before", "after_11j": "after"},
    shown=("11j", "before", "after", "unknown"),
    note=Text("Contexto de la primera detención.", "Context of the first detention."),
)
AFFILIATION = Breakdown(
    "affiliation",
    column("has_affiliation"),
    is_anonymous=True,
    groups={"no": "none_known", "yes": "any"},
    shown=("none_known", "any", "unknown"),
)
CUSTODY = Breakdown(
    "custody",
    state_on_the_day,
    vocabulary="custody_state",
    groups={
        "in_custody": "in_prison",
        "serving_outside": "outside",
        "awaiting_outside": "outside",
        "outside_unknown": "unknown",
    },
    shown=("in_prison", "outside", "unknown"),
    note=Text(
        "Situación cierta a esa fecha. “Fuera”: cumpliendo fuera de prisión o a la espera de juicio, sin ser libres. "
        "“Desconocido” incluye a quien está fuera sin que se sepa por qué figura.",
        "State certain on that day. “Outside”: serving outside prison or awaiting trial, not free. "
        "“Unknown” includes those who are outside by a figure not known.",
    ),
)
STATE = Breakdown("state", state_on_the_day, vocabulary="custody_state", shown=STATES)
OFFENCE = Breakdown(
    "offence",
    principal_charge,
    vocabulary="offence",
    rest="desconocido",
    largest_first=True,
    note=Text("Delito principal: el más grave de los imputados.", "Principal offence: the most serious one charged."),
)
MINORS = Breakdown(
    "minors",
    detained_under_18,
    groups={"man": "boys", "woman": "girls", "trans_man": "unknown", "trans_woman": "unknown", "non_binary": "unknown"},
    shown=("boys", "girls"),
    rest="",
    is_whole=False,
    note=Text(
        "Solo quienes tenían menos de 18 años al ser detenidos; las filas no suman el total de la lista.",
        "Only those under 18 when detained; the rows do not add up to the whole list.",
    ),
)
MEDICAL = Breakdown(
    "medical", tally=health("medical"), shown=("yes", "no", "unknown"), is_whole=False, note=HEALTH_NOTE
)
MENTAL = Breakdown("mental", tally=health("mental"), shown=("yes", "no", "unknown"), is_whole=False, note=HEALTH_NOTE)
RELEASE_TYPE = Breakdown(
    "release_type", column("release_type"), vocabulary="release_type", rest="unknown_release", largest_first=True
)


def _left(length: int) -> Callable[[QuerySet, Question], QuerySet]:
    """Departures by the month or the day on which they happened, where that is known: never after it was told."""

    def pairs(things: QuerySet, question: Question) -> QuerySet:
        first, last = (
            Func(end, Value("YYYY-MM-DD"[:length]), function="TO_CHAR", output_field=TextField())
            for end in (F("left_earliest"), Coalesce(F("left_latest"), F("reported_on")))
        )
        return things.annotate(first=first, last=last).annotate(
            code=Case(When(first=F("last"), then=F("first")), default=Value(""), output_field=TextField())
        )

    return pairs


MONTH_LEFT = Breakdown("month", _left(7), in_order=True)
DAY_LEFT = Breakdown("day", _left(10), in_order=True)
