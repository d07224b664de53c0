"""Values that no source states: they keep a dossier from approval until an editor cites one that does.

Or says expressly that ours stands against what the lists say, and why (a FieldChoice with its reason): the coalition
verified it itself, and the public record says so. The door compares each value with the words of the lines cited
(publication/projector/statements.py); this says the same beforehand, in SQL. A document is taken at the editor's word;
of a list, every line held to be about the person counts. Names are left to the door, which compares them by sound.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Left
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from prisoners.models import (
    Charge,
    Citation,
    Detention,
    DetentionKind,
    FieldChoice,
    Gender,
    MatchDecision,
    Person,
    RowMatch,
)
from prisoners.models import Sentence as JudicialStep

VALUES = "entry__records__values"
ARRESTS = Detention.objects.filter(person=OuterRef("pk")).exclude(
    kind__in=(DetentionKind.REARREST_REVOCATION, DetentionKind.HOUSE_SIEGE)
)
HIMSELF = Person.objects.filter(pk=OuterRef("pk"))
IN_FORCE = JudicialStep.objects.filter(detention__person=OuterRef("pk"), is_operative=True)


def _lines(person: str) -> QuerySet[RowMatch]:
    """Those about the person, or about who was merged into them."""
    theirs = Q(person=OuterRef(person)) | Q(person__merged_into=OuterRef(person))
    return RowMatch.objects.in_force().filter(theirs, decision=MatchDecision.SAME)


def _rests_on_lists(citations: QuerySet[Any], path: str = "") -> Q:
    """Lines of lists are cited, and no document. What nothing supports is another problem."""
    lines = citations.filter(**{f"{path}record__isnull": False})
    documents = citations.filter(**{f"{path}document__isnull": False})
    return Q(Exists(lines)) & ~Q(Exists(documents))


def _unstated(rows: QuerySet[Any], column: str, key: str, *, person: str, cited: Q, digits: int = 0) -> Exists:
    """A row whose value no line holds under `key`, and for which no editor vouched. `digits`: only so many are
    compared."""
    ours: Any = Cast(column, TextField())
    theirs: Any = KeyTextTransform(key, F(VALUES))
    if digits:
        ours, theirs = Left(ours, digits), Left(theirs, digits)
    stated = _lines(person).annotate(theirs=theirs).filter(theirs=OuterRef("ours"))
    chosen = rows.annotate(ours=ours).filter(ours__isnull=False).exclude(ours__in=("", "unknown"))
    row = f"{column.rpartition('__')[0]}__pk" if "__" in column else "pk"
    vouched = FieldChoice.objects.annotate(value_text=_as_text(digits)).filter(
        row=OuterRef(row), field=key, part=_part_of(rows, column), record=None, value_text=OuterRef("ours")
    )
    return Exists(chosen.filter(cited & ~Exists(stated) & ~Exists(vouched.exclude(reason=""))))


def _as_text(digits: int) -> Any:
    text: Any = Func(F("value"), template="(%(expressions)s #>> '{}')", output_field=TextField())
    return Left(text, digits) if digits else text


def _part_of(rows: QuerySet[Any], column: str) -> str:
    """As choices name the row (prisoners/incoming/held.py)."""
    return "release" if column.startswith("releases__") else rows.model._meta.model_name or ""


def _of_person(column: str, key: str, *, digits: int = 0, **only: Any) -> Exists:
    citations = Citation.objects.filter(
        Q(field="") | Q(field=column),
        person=OuterRef("pk"),
        detention=None, stage=None, charge=None, sentence=None, stay=None,
    )  # fmt: skip
    rows = HIMSELF.filter(**only)
    return _unstated(rows, column, key, person="pk", cited=_rests_on_lists(citations), digits=digits)


def _of_arrest(column: str, key: str) -> Exists:
    citations = Citation.objects.filter(Q(field="") | Q(field=column.removesuffix("_id")), detention=OuterRef("pk"))
    return _unstated(ARRESTS, column, key, person="person", cited=_rests_on_lists(citations))


def _of_sentence(column: str, key: str) -> Exists:
    citations = Citation.objects.filter(Q(field="") | Q(field=column), sentence=OuterRef("pk"))
    return _unstated(IN_FORCE, column, key, person="detention__person", cited=_rests_on_lists(citations))


def _of_release(column: str, key: str) -> Exists:
    """Releases belong to the room above: reached by their detention."""
    cited = _rests_on_lists(Detention.objects.filter(pk=OuterRef("pk")), "releases__citations__")
    rows = Detention.objects.filter(person=OuterRef("pk"))
    return _unstated(rows, f"releases__{column}", key, person="person", cited=cited)


def _offence() -> Exists:
    """A charge that no line makes: neither as the principal offence nor among the others."""
    among = Func(
        KeyTransform("offences", F(VALUES)), OuterRef("offence_id"),
        template="%(expressions)s", arg_joiner=" ? ", output_field=BooleanField(),
    )  # fmt: skip
    said = _lines("detention__person").annotate(principal=KeyTextTransform("principal_offence", F(VALUES)), among=among)
    stated = said.filter(Q(principal=OuterRef("offence_id")) | Q(among=True))
    citations = Citation.objects.filter(charge=OuterRef("pk"))
    charges = Charge.objects.filter(detention__person=OuterRef("pk"))
    return Exists(charges.filter(_rests_on_lists(citations) & ~Exists(stated)))


UNSTATED: tuple[tuple[str, str | Promise, Exists], ...] = (
    ("birth", _("year of birth"), _of_person("birth_date", "birth_date", digits=4)),
    ("age", _("age when detained"), _of_person("age_at_detention_stated", "age_at_detention")),
    ("gender", _("gender"), _of_person("gender", "gender", gender__in=(Gender.WOMAN, Gender.MAN))),
    ("province", _("province"), _of_arrest("province_id", "province")),
    ("arrest", _("day of the arrest"), _of_arrest("detained_on", "detained_on")),
    ("offence", _("offence"), _offence()),
    ("sanction", _("sanction"), _of_sentence("sanction", "sanction")),
    ("sentence", _("length of the sentence"), _of_sentence("length_months", "sentence_months")),
    ("release", _("day of leaving prison"), _of_release("left_on", "left_on")),
    ("figure", _("legal figure of the release"), _of_release("release_type_id", "release_type")),
)
