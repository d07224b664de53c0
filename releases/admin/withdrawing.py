"""Withdrawing a person takes their releases off the record too: the editor is told which, and says so expressly."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from chronology.wording import in_words
from editorial.admin.base import SeenVersionForm
from prisoners.models import Person, Visibility
from releases.models import Release


def told(release: Release) -> str:
    """One line of what goes: by which figure, when, and of which announcement."""
    day = in_words(release.left_on or release.reported_on)
    of_it = release.announcement
    return ", ".join(str(part) for part in (release.release_type, day, of_it) if part)


def announcements(releases: list[Release]) -> list[str]:
    """Which announcements would count fewer releases, and how many fewer."""
    titles = Counter(str(release.announcement) for release in releases if release.announcement)
    return [
        ngettext("%(title)s: %(count)d release fewer", "%(title)s: %(count)d releases fewer", count)
        % {"title": title, "count": count}
        for title, count in titles.items()
    ]


class WithdrawingForm(SeenVersionForm):
    """As of every dossier. Nothing is saved when releases would go that nobody has said should go."""

    with_releases = forms.BooleanField(
        required=False, label=lazy("Withdraw the person all the same, with these releases")
    )
    going: list[Release] = []

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self._withdraws() and (going := self._releases()):
            self.going = going
            if not self.cleaned_data.get("with_releases"):
                why = _("Nothing was saved yet: this person has releases, which would go too. See above, and confirm.")
                self.add_error("visibility", ValidationError(why, code="with_releases"))
        return cleaned

    def _withdraws(self) -> bool:
        """Whether this very change takes the person off the record."""
        chosen = self.cleaned_data.get("visibility")
        if not self.instance.pk or chosen != Visibility.WITHDRAWN or "visibility" not in self.fields:
            return False
        kept = Person.objects.filter(pk=self.instance.pk).values_list("visibility", flat=True).first()
        return kept != Visibility.WITHDRAWN

    def _releases(self) -> list[Release]:
        found = Release.objects.filter(detention__person=self.instance).select_related("release_type", "announcement")
        return list(found.order_by("reported_on", "pk"))

    @property
    def going_in_words(self) -> list[str]:
        return [told(release) for release in self.going]

    @property
    def announcements_in_words(self) -> list[str]:
        return announcements(self.going)
