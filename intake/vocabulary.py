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
