"""What a citizen's report may say: the fields of the form, by the names under which they are sealed, and their codes.

A sealed report holds only the fields that were filled. Texts are as they were typed.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """`kind`: what the report is about."""

    RELEASE = "release", _("Somebody left prison")
    RETURN = "return", _("Somebody was sent back to prison")
    NEW = "new", _("Somebody is in prison and not on these pages")
    ERROR = "error", _("Something on these pages is wrong")
    REMOVAL = "removal", _("A name should be taken off these pages")


class Level(models.TextChoices):
    """`level`: how much of a record a removal takes away; the three of the public page “Corrections and removals”.

    Their codes are those of the newsroom's requests (prisoners), which this room may not know.
    """

    HIDE = "hide", _("A. Hide the name: nobody reads it here any more, and the person goes on being counted without it."
                     " It can be undone.")  # fmt: skip
    REMOVE = "remove", _("B. Take the record away: as A, and nobody works on it again unless you ask for it.")
    ERASE = "erase", _("C. Erase everything, what we keep in confidence too. The person is not counted any more. "
                       "It cannot be undone; the person or the nearest family asks for it.")  # fmt: skip


class Requester(models.TextChoices):
    """`requester`: who asks for a removal. The codes are those of the newsroom's requests."""

    SELF = "self", _("the person whose name it is")
    FAMILY = "family", _("somebody of the family")
    LAWYER = "lawyer", _("a lawyer")
    ORGANISATION = "organisation", _("an organisation")
    READER = "reader", _("somebody else")


class How(models.TextChoices):
    """`how`: how they know it."""

    SELF = "self", _("it is about myself")
    SAW = "saw", _("I saw it")
    TOLD_BY_PERSON = "told_by_person", _("that person or the family told me")
    HEARD = "heard", _("somebody else told me")
    READ = "read", _("I read it or saw it on a network")


class Relation(models.TextChoices):
    """`relation`: who they are to the person (domain: Tip)."""

    SELF = "self", _("it is me")
    FAMILY = "family", _("family")
    FRIEND = "friend", _("friend")
    NEIGHBOUR = "neighbour", _("neighbour")
    ACTIVIST = "activist", _("activist")
    LAWYER = "lawyer", _("lawyer")
    OTHER = "other", _("other")
    PREFER_NOT = "prefer_not", _("I prefer not to say")


FIELDS = {
    "kind": "a code of Kind; absent in an answer to a question",
    "name": "the name of the person, as typed",
    "about": "the public id of the record from which the form was opened",
    "place": "where: town, province or prison, as typed",
    "when": "when it happened, as typed",
    "text": "what they know; in an answer, the answer",
    "how": "a code of How",
    "relation": "a code of Relation",
    "contact": "how to reach them, as typed",
    "consent_contact": "true: they may be asked by that way",
    "consent_publish": "true: what they say may be quoted without their name",
    "language": "es or en: that of the form",
}
