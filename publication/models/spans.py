"""States and list memberships over days, derived once at publication."""

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models

from publication.models.versioned import Versioned


class CustodySpan(Versioned):
    """A custody state over a certain and a possible range of days (half-open, Havana days).

    The certain spans of a person follow each other without gap or overlap from the latest possible day of the first
    detention: where the records allow two states, the certain one is `unknown`. Possible spans may overlap.
    A span that is only possible has an empty certain range. An open state ends when it has gone unconfirmed for
    longer than the staleness; from then on the state is `unknown`.
    """

    prisoner = models.UUIDField()
    state = models.CharField(max_length=16)
    detail = models.CharField(max_length=40, blank=True)  # the release type that led to it, or the place's kind
    certain = DateRangeField()
    possible = DateRangeField()

    class Meta(Versioned.Meta):
        indexes = [
            GistIndex(fields=["certain"], name="custody_certain"),
            GistIndex(fields=["possible"], name="custody_possible"),
            models.Index(fields=["prisoner", "edition_from"], name="custody_by_prisoner"),
        ]


class ListingSpan(Versioned):
    """On a list over a range of days (half-open): from the first snapshot that names the person to the next without.

    `counts_as_prisoner`: the list says that the person is a political prisoner on those days (a register of arrests
    says so only of those it states to be in prison). The list code `consolidated` is derived: on at least one list of
    an accepted organisation that counts the person as a prisoner.
    """

    prisoner = models.UUIDField()
    source_list = models.CharField(max_length=50)
    counts_as_prisoner = models.BooleanField(default=True)
    days = DateRangeField()

    class Meta(Versioned.Meta):
        indexes = [
            GistIndex(fields=["source_list", "days"], name="listing_days"),
            models.Index(fields=["prisoner", "edition_from"], name="listing_by_prisoner"),
            models.Index(
                fields=["source_list", "prisoner"],
                include=["edition_from", "edition_to", "days"],
                name="listing_for_figures",
            ),
        ]
