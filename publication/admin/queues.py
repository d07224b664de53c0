"""What sources disagree about: persons of whom the public record shows a statement that differs from its own."""

from __future__ import annotations

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from editorial.admin.desk import Desk, Item, Queue, item_of, register
from prisoners.models import Person
from publication.models import PrisonerVersion
from publication.review.wording import Words

# The condition of the index prisoner_disputed (migration 0010): the two must say the same.
IS_DISPUTED = Func(
    F("document"), Value("$.facts[*].stated[*]"), function="jsonb_path_exists", output_field=BooleanField()
)


def disputed(_desk: Desk) -> list[QuerySet]:
    return [PrisonerVersion.objects.current().alias(is_disputed=IS_DISPUTED).filter(is_disputed=True).order_by("pk")]


def with_what_is_said(rows: list[PrisonerVersion]) -> list[Item]:
    """Each field with our word, and what the lists say."""
    words = Words()
    persons = {one.public_id: one for one in Person.objects.filter(public_id__in=[row.public_id for row in rows])}
    found = []
    for row in rows:
        facts = [fact for fact in row.document["facts"] if fact["stated"]]
        if person := persons.get(row.public_id):
            found.append(item_of(person, [_told(fact, words) for fact in facts]))
    return found


def _told(fact: dict, words: Words) -> str:
    def say_value(value: str) -> str:
        codes = value.split(",") if fact["field"] == "offences" else value
        return words.of(fact["field"], codes) or say("nothing")

    others = "; ".join(f"{one['organisation']}: {say_value(one['value'])}" for one in fact["stated"])
    return f"{words.label(fact['field'])}: {say_value(fact['value'])} ({others})"


register(
    Queue("disputed", "record", _("Sources disagree"),
          _("A list says something else than the published record, decided or not. What nobody has decided: “Where "
            "lists differ”, in the list of persons."),
          "prisoners.change_person", disputed, with_what_is_said)
)  # fmt: skip
