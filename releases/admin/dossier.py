"""What this room adds to a dossier: how each detention ended, and whether that was taken back."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from editorial.admin.history import Tables, event_model
from prisoners.admin.dossier import Group, Keys, group_of, register, source_of, with_sources
from prisoners.models import Detention
from releases.models import Citation, Release, Revocation


def groups(detentions: list[Detention]) -> dict[int, list[Group]]:
    releases = list(
        Release.objects.filter(detention__in=detentions).select_related("release_type", "announcement").order_by("pk")
    )
    revocations = list(
        Revocation.objects.filter(release__in=releases).select_related(
            "release", "ground_official", "ground_alleged", "new_detention"
        )
    )
    sources = _sources(releases, revocations)
    found = {}
    for detention in detentions:
        ours = [release for release in releases if release.detention_id == detention.pk]
        found[detention.pk] = [group_of(_("Left prison"), Release, ours, sources, detention=detention.pk)]
        taken_back = [each for each in revocations if each.release.detention_id == detention.pk]
        if ours:
            back = group_of(_("Revocation"), Revocation, taken_back, sources, release=ours[-1].pk)
            for fact in back.facts:
                fact.title = _("Revocation")
            found[detention.pk].append(back)
    return found


def _sources(releases: list[Release], revocations: list[Revocation]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    citations = Citation.objects.filter(Q(release__in=releases) | Q(revocation__in=revocations))
    for citation in with_sources(citations).order_by("pk"):
        row = (Release, citation.release_id) if citation.release_id else (Revocation, citation.revocation_id)
        found[row].append(source_of(citation))
    return found


def history(detentions: Keys) -> Tables:
    """What was removed since included."""
    of_releases = event_model(Release).objects.filter(detention_id__in=detentions).order_by().values("pgh_obj_id")
    of_revocations = event_model(Revocation).objects.filter(release_id__in=of_releases).order_by().values("pgh_obj_id")
    return [
        (Release, Q(detention_id__in=detentions)),
        (Revocation, Q(release_id__in=of_releases)),
        (Citation, Q(release_id__in=of_releases)),  # apart from the next: of both at once no index is used
        (Citation, Q(revocation_id__in=of_revocations)),
    ]


register("releases", groups, history)
