"""Where a person's address leads since two persons turned out to be one."""

from django.db import models

from publication.models.versioned import Versioned


class MergedVersion(Versioned):
    """`prisoner` was on the record under an identifier of their own, and is `into` from this edition on.

    Written only where the one was and the other is shown; a name never leads to a pseudonym.
    """

    prisoner = models.UUIDField()
    into = models.UUIDField()

    class Meta(Versioned.Meta):
        constraints = [
            *Versioned.Meta.constraints,
            models.UniqueConstraint(
                fields=["prisoner"], condition=models.Q(edition_to__isnull=True), name="merged_into_one_person"
            ),
            models.CheckConstraint(condition=~models.Q(prisoner=models.F("into")), name="merged_into_another"),
        ]
