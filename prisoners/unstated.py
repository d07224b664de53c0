"""Values of a dossier that no source states: of which approval waits for an editor, and of which she is only told.

Where a line of a list says something else of the very row, the value waits until an editor cites who says it, or keeps
ours in “Who says what” and writes why (a FieldChoice with its reason): the coalition verified it itself. Where no line
says anything of it, there is nothing to keep ours against: the editor is told, and may approve. The door compares each
value with the words of the lines cited (publication/projector/statements.py); this says the same beforehand, in SQL. A
document is taken at the editor's word; of a list, every line held to be about the person counts. Names are left to the
door, which compares them by sound; offences are a list of several, which no editor keeps as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Left, NullIf
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prisoners.consolidation.arrests import NEAR_DAYS
from prisoners.incoming.comparing import UNKNOWN
from prisoners.models import (
    Charge,
    Citation,
    Detention,
    DetentionKind,
    FieldChoice,
    Gender,
    MatchDecision,
    Person,
    Visibility,
)
from prisoners.models import Sentence as JudicialStep
from sources.models import SnapshotRow, SourceRecord

NAMED = Q(visibility=Visibility.PUBLIC, merged_into=None)
NOTHING = [each for each in UNKNOWN if each is not None]
STANDING = SnapshotRow.objects.filter(record=OuterRef("pk"), snapshot__undone_at=None, snapshot__superseded_by=None)
WORDINGS = SourceRecord.objects.filter(Exists(STANDING))


@dataclass(frozen=True)
class Claim:
    """One field of one kind of row. `key`: what lists call it; `part`: as choices name the row.

    `rows` tell `of` (the person), `row_key` and `ours`, as text. `cited`: a line is cited for it, and no document.
    `meant`: when a line speaks of this very row, which “Who says what” shows then (prisoners/incoming/held.py):
    conditions on the row, each with one on the line's wording. `digits`: only so many are compared.
    """

    name: str
    label: str | Promise
    part: str
    key: str
    rows: QuerySet[Any]
    cited: Q
    meant: tuple[tuple[Q, Q], ...] = ((Q(), Q()),)
    digits: int = 0

    @cached_property
    def unstated(self) -> QuerySet[Any]:
        """Rows whose value no line holds under the key, and for which no editor vouched."""
        rows = self.rows.annotate(ours=self._cut(F("told"))).filter(ours__isnull=False).exclude(ours__in=NOTHING)
        vouched = FieldChoice.objects.annotate(value_text=self._cut(_text_of("value"))).filter(
            row=OuterRef("row_key"), field=self.key, part=self.part, record=None, value_text=OuterRef("ours")
        )
        stated = _any_line(self._words.filter(theirs=OuterRef("ours")))
        return rows.filter(self.cited & ~stated & ~Exists(vouched.exclude(reason="")))

    @cached_property
    def denied(self) -> QuerySet[Any]:
        """Those of them of which a line says something else."""
        return self.unstated.filter(self._is_denied)

    @cached_property
    def unsaid(self) -> QuerySet[Any]:
        """The others."""
        return self.unstated.filter(~self._is_denied)

    @property
    def _is_denied(self) -> Q:
        said = self._words
        return reduce(or_, (row & _any_line(said.filter(word)) for row, word in self.meant))

    @property
    def _words(self) -> QuerySet[Any]:
        """Of lines that say something of it."""
        words = WORDINGS.annotate(
            theirs=self._cut(_text_in(self.key)), arrest=_text_in("detained_on"),
            figure=_text_in("release_type"),
        )  # fmt: skip
        return words.filter(theirs__isnull=False)

    def _cut(self, text: Any) -> Any:
        return Left(text, self.digits) if self.digits else text


def waiting(persons: Iterable[int]) -> set[tuple[str, int, str]]:
    """Part, row and field of each value of these persons of which approval waits; in one query."""
    named = Person.objects.filter(NAMED, pk__in=list(persons))
    found = [
        claim.denied.filter(of__in=named.values("pk")).order_by().values_list(
            Value(claim.part, output_field=CharField()),
            Cast("row_key", BigIntegerField()),
            Value(claim.key, output_field=CharField()),
        )
        for claim in CLAIMS
    ]  # fmt: skip
    return set(found[0].union(*found[1:], all=True))


def _has(rows: QuerySet[Any]) -> Q:
    """That the person of the query around it has such a row."""
    return Q(Exists(rows.filter(of=OuterRef("pk"))))


def _any_line(words: QuerySet[Any]) -> Q:
    """Of a line about the person `of`, or about who was merged into them: apart, so that each finds its index."""
    same = {"entry__matches__decision": MatchDecision.SAME, "entry__matches__withdrawn_at": None}
    own = words.filter(entry__matches__person=OuterRef("of"), **same)
    merged = words.filter(entry__matches__person__merged_into=OuterRef("of"), **same)
    return Q(Exists(own)) | Q(Exists(merged))


def _text_of(column: str) -> Func:
    return Func(F(column), template="(%(expressions)s #>> '{}')", output_field=TextField())


def _text_in(key: str) -> Any:
    """Of a wording; NULL where it says nothing of it."""
    text: Any = KeyTextTransform(key, F("values"))
    for nothing in NOTHING:
        text = NullIf(text, Value(nothing), output_field=TextField())
    return text


def _rests_on_lists(citations: QuerySet[Any], path: str = "", **row: Any) -> Q:
    """Lines of lists are cited, and no document. What nothing supports is another problem."""
    lines = citations.filter(**row, **{f"{path}record__isnull": False})
    documents = citations.filter(**row, **{f"{path}document__isnull": False})
    return Q(Exists(lines)) & ~Q(Exists(documents))


def _of_person(name: str, label: Any, column: str, key: str, *, digits: int = 0, **only: Any) -> Claim:
    citations = Citation.objects.filter(
        Q(field="") | Q(field=column),
        person=OuterRef("pk"),
        detention=None, stage=None, charge=None, sentence=None, stay=None,
    )  # fmt: skip
    rows = Person.objects.filter(**only).annotate(of=F("pk"), row_key=F("pk"), told=Cast(column, TextField()))
    return Claim(name, label, "person", key, rows, _rests_on_lists(citations), digits=digits)


def _earliest(day: Any) -> Func:
    return Func(day, function="earliest_day", output_field=DateField())


def _days(day: Any, *, around: int = 0) -> Func:
    """The days that a part-known date may stand for, and some more on either side; all of them where it is unknown."""
    earliest = Func(day, template=f"(earliest_day(%(expressions)s) - {around})", output_field=DateField())
    latest = Func(day, template=f"(latest_day(%(expressions)s) + {around})", output_field=DateField())
    return Func(earliest, latest, Value("[]"), function="daterange", output_field=DateRangeField())


def _near(detentions: QuerySet[Detention]) -> Q:
    days = detentions.filter(detained_on__isnull=False).annotate(
        days=_days(F("detained_on")), said=_days(OuterRef("arrest"), around=NEAR_DAYS.days)
    )
    return Q(Exists(days.filter(days__overlap=F("said"))))


def _arrest_is_meant() -> Q:
    """As prisoners/consolidation/arrests.py: the arrest of about the day that the line tells, or the only one, unless
    the line tells of one after its end; where it tells no day, the first.
    """
    own = Detention.objects.filter(pk=OuterRef(OuterRef("held")))
    others = Detention.objects.filter(person=OuterRef(OuterRef("of"))).exclude(pk=OuterRef(OuterRef("held")))
    ended_before = own.annotate(
        gone=Func(F("ended_on"), function="latest_day", output_field=DateField()), said=_earliest(OuterRef("arrest"))
    ).filter(gone__lt=F("said"))
    perhaps_before = others.annotate(begun=_earliest(F("detained_on"))).filter(
        Q(begun=None) | Q(begun__lte=OuterRef(OuterRef("began")))
    )
    tells_a_day = Q(arrest__isnull=False)
    return (
        (tells_a_day & _near(own) & ~_near(others))
        | (tells_a_day & ~Q(Exists(others)) & ~Q(Exists(ended_before)))
        | (~tells_a_day & ~Q(Exists(perhaps_before)))
    )


def _of_arrest(name: str, label: Any, column: str, key: str) -> Claim:
    citations = Citation.objects.filter(Q(field="") | Q(field=column.removesuffix("_id")), detention=OuterRef("pk"))
    rows = Detention.objects.exclude(kind__in=(DetentionKind.REARREST_REVOCATION, DetentionKind.HOUSE_SIEGE)).annotate(
        of=F("person"), row_key=F("pk"), held=F("pk"), began=_earliest(F("detained_on")), told=Cast(column, TextField())
    )
    return Claim(name, label, "detention", key, rows, _rests_on_lists(citations), ((Q(), _arrest_is_meant()),))


def _of_sentence(name: str, label: Any, column: str, key: str) -> Claim:
    """In force; of several of one detention lists mean the last."""
    citations = Citation.objects.filter(Q(field="") | Q(field=column), sentence=OuterRef("pk"))
    later = JudicialStep.objects.filter(detention=OuterRef("detention"), is_operative=True, pk__gt=OuterRef("pk"))
    rows = JudicialStep.objects.filter(is_operative=True).annotate(
        of=F("detention__person"), row_key=F("pk"), held=F("detention"), began=_earliest(F("detention__detained_on")),
        told=Cast(column, TextField()), is_last=~Exists(later),
    )  # fmt: skip
    meant = ((Q(is_last=True), _arrest_is_meant()),)
    return Claim(name, label, "sentence", key, rows, _rests_on_lists(citations), meant)


def _of_release(name: str, label: Any, column: str, key: str) -> Claim:
    """Releases belong to the room above: reached by their detention. As releases/incoming.py: lists mean the first of
    the figure that they name, else the last.
    """
    theirs = Detention.objects.filter(person=OuterRef("person"))
    same_day = {"releases__reported_on": OuterRef("reported")}
    later = theirs.filter(releases__reported_on__gt=OuterRef("reported"))
    as_late = theirs.filter(**same_day, releases__pk__gt=OuterRef("row_key"))
    of_figure = {"releases__release_type": OuterRef("held_to_be")}
    former = theirs.filter(**of_figure, releases__reported_on__lt=OuterRef("reported"))
    as_early = theirs.filter(**of_figure, **same_day, releases__pk__lt=OuterRef("row_key"))
    rows = Detention.objects.annotate(
        of=F("person"), row_key=F("releases__pk"), told=Cast(f"releases__{column}", TextField()),
        reported=F("releases__reported_on"), held_to_be=F("releases__release_type"),
    ).annotate(is_last=~(Exists(later) | Exists(as_late)), is_first=~(Exists(former) | Exists(as_early)))  # fmt: skip
    named = Detention.objects.filter(person=OuterRef(OuterRef("of")), releases__release_type=OuterRef("figure"))
    cited = _rests_on_lists(
        Detention.objects.all(), "releases__citations__",
        releases__pk=OuterRef("row_key"), releases__citations__field__in=("", column.removesuffix("_id")),
    )  # fmt: skip
    meant = ((Q(is_first=True), Q(figure=OuterRef("held_to_be"))), (Q(is_last=True), ~Q(Exists(named))))
    return Claim(name, label, "release", key, rows, cited, meant)


def _offences() -> QuerySet[Any]:
    """Charges that no line makes: neither as the principal offence nor among the others."""
    among = Func(
        KeyTransform("offences", F("values")), OuterRef("offence_id"),
        template="%(expressions)s", arg_joiner=" ? ", output_field=BooleanField(),
    )  # fmt: skip
    said = WORDINGS.annotate(principal=KeyTextTransform("principal_offence", F("values")), among=among)
    stated = _any_line(said.filter(Q(principal=OuterRef("offence_id")) | Q(among=True)))
    citations = Citation.objects.filter(charge=OuterRef("pk"))
    return Charge.objects.annotate(of=F("detention__person")).filter(_rests_on_lists(citations) & ~stated)


CLAIMS: tuple[Claim, ...] = (
    _of_person("birth", _("year of birth"), "birth_date", "birth_date", digits=4),
    _of_person("age", _("age when detained"), "age_at_detention_stated", "age_at_detention"),
    _of_person("gender", _("gender"), "gender", "gender", gender__in=(Gender.WOMAN, Gender.MAN)),
    _of_arrest("province", _("province"), "province_id", "province"),
    _of_arrest("arrest", _("day of the arrest"), "detained_on", "detained_on"),
    _of_sentence("sanction", _("sanction"), "sanction", "sanction"),
    _of_sentence("sentence", _("length of the sentence"), "length_months", "sentence_months"),
    _of_release("release", _("day of leaving prison"), "left_on", "left_on"),
    _of_release("figure", _("legal figure of the release"), "release_type_id", "release_type"),
)

# Of which approval waits, and of which an editor is told alone: name, field and condition on persons of the public.
DENIED: list[tuple[str, str | Promise, Q]] = [(claim.name, claim.label, NAMED & _has(claim.denied)) for claim in CLAIMS]
UNSAID: list[tuple[str, str | Promise, Q]] = [
    *((claim.name, claim.label, NAMED & _has(claim.unsaid)) for claim in CLAIMS),
    ("offence", _("offence"), NAMED & _has(_offences())),
]
