"""Charges, sentences and releases in columns, for figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from chronology.partial_date import PartialDate
from prisoners.models import ChargeRole, ChargeStage, Family, OffenceInLaw, SentenceStep
from publication.models import ChargeVersion, ReleaseVersion, SentenceVersion
from publication.projector.custody import NOTHING
from publication.projector.dossiers import Dossier, Row, leaving, releases_of, revocation_of
from publication.projector.identity import to_the_month
from releases import served_share
from releases.custody import state_after

SERIOUSNESS = {family: rank for rank, family in enumerate(Family.values)}


def longest_sentences() -> dict[tuple[str, str], int]:
    """The longest sentence in months of an offence, under each law and, with an empty law, under any."""
    longest: dict[tuple[str, str], int] = {}
    for offence, law, months in OffenceInLaw.objects.values_list("offence", "law", "max_months"):
        longest[offence, law] = months or 0
        longest[offence, ""] = max(longest.get((offence, ""), 0), months or 0)
    return longest


def charges(dossier: Dossier, longest: dict[tuple[str, str], int]) -> list[ChargeVersion]:
    """One row for each offence and stage; the most serious conviction, else accusation, is the principal one."""
    found: dict[tuple[str, str], Row] = {}
    for detention in dossier.detentions:
        for charge in detention.accusations:
            found.setdefault((charge.offence_id, charge.stage), charge)
    principal = principal_charge(list(found.values()), longest)
    return [
        ChargeVersion(
            offence=charge.offence_id, family=charge.family, stage=charge.stage, is_principal=charge is principal
        )
        for _, charge in sorted(found.items())
    ]


def principal_charge(charges: list[Row], longest: dict[tuple[str, str], int]) -> Row | None:
    """Domain rule 9.11 b: State security, persons, authority, public order, property, other; then the longest.

    Within a family the one that a source calls principal comes first: the maximum of many offences is not checked yet.
    """
    for stage in (ChargeStage.CONVICTION, ChargeStage.ACCUSATION):
        at_stage = [charge for charge in charges if charge.stage == stage]
        if at_stage:
            return min(at_stage, key=lambda charge: _rank(charge, longest))
    return None


def _rank(charge: Row, longest: dict[tuple[str, str], int]) -> tuple[int, bool, int, str]:
    months = longest.get((charge.offence_id, charge.law), longest.get((charge.offence_id, ""), 0))
    return SERIOUSNESS[charge.family], charge.role != ChargeRole.PRINCIPAL, -months, charge.offence_id


def sentences(dossier: Dossier) -> Iterator[SentenceVersion]:
    for detention in dossier.detentions:
        for sentence in detention.decisions:
            yield SentenceVersion(
                step=sentence.step,
                sanction=sentence.sanction,
                months=sentence.length_months,
                days=sentence.length_days,
                operative=_operative(sentence, detention),
            )


def _operative(sentence: Row, detention: Row) -> DateRange:
    if not sentence.is_operative:
        return NOTHING
    dates = (sentence.decided_on, sentence.counted_from, detention.detained_on)
    first = next((day.earliest for day in dates if day and day.earliest), None)
    end = sentence.superseded_on
    return NOTHING if first and end and end <= first else DateRange(first, end)


def releases(dossier: Dossier, *, is_withheld: bool, announcements: set[str]) -> Iterator[ReleaseVersion]:
    """Every leaving of prison. Of a withheld person: the legal figure, the month, whether more than half was served."""
    for detention in dossier.detentions:
        for release in releases_of(detention):
            is_tied = release.announcement_code in announcements
            served = _served(dossier, detention, release)
            left = to_the_month(release.left_on) if is_withheld else release.left_on
            yield ReleaseVersion(
                is_withheld=is_withheld,
                release_type=release.release_type_id,
                state_after=state_after(release.state_after, exile_condition=release.exile_condition),
                extinguishes=release.extinguishes,
                left_on=str(left or ""),
                left_earliest=left.earliest if left else None,
                left_latest=left.latest if left else None,
                reported_on=_month_end(release.reported_on) if is_withheld else release.reported_on,
                announcement=release.announcement_code if is_tied else "",
                attribution=release.attribution if is_tied else "none",
                was_already_outside=release.was_already_outside,
                exile_condition=release.exile_condition,
                more_than_half=served.share.more_than_half,
                less_reductions=served.less_reductions.more_than_half,
                **({} if is_withheld else served.days()),
                **_revocation(dossier, revocation_of(release), is_withheld=is_withheld),
            )


def _revocation(dossier: Dossier, revocation: Row | None, *, is_withheld: bool) -> dict[str, Any]:
    """Back in prison on the day stated, else on that of the arrest which followed."""
    if revocation is None:
        return {}
    again = next((held for held in dossier.detentions if held.pk == revocation.new_detention_id), None)
    coarse = to_the_month if is_withheld else lambda day: day
    revoked = coarse(revocation.revoked_on)
    back = coarse(revocation.reimprisoned_on or (again.detained_on if again else None))
    days = {
        "revoked_on": str(revoked or ""),
        "revoked_earliest": revoked.earliest if revoked else None,
        "revoked_latest": revoked.latest if revoked else None,
        "reimprisoned_earliest": back.earliest if back else None,
        "reimprisoned_latest": back.latest if back else None,
    }
    if is_withheld:
        return days
    grounds = {"ground_official": revocation.ground_official_id, "ground_alleged": revocation.ground_alleged_id}
    return {**days, **{name: code or "" for name, code in grounds.items()}}


class _Served(NamedTuple):
    share: served_share.Share
    less_reductions: served_share.Share
    reached: served_share.Reached
    days_inside: int | None
    sentence_months: int | None

    def days(self) -> dict[str, Any]:
        """What is known to the day: of nobody who is counted without a name."""
        return {
            "served_days": self.share.served_days,
            "sentence_days": self.share.sentence_days,
            "days_inside": self.days_inside,
            "sentence_months": self.sentence_months,
            **asdict(self.reached),
        }


def _served(dossier: Dossier, detention: Row, release: Row) -> _Served:
    sentence = _operative_sentence(dossier, detention, release.left_on)
    stays = [(other, left.left_on if (left := leaving(other)) else None) for other in dossier.arrests]
    asked = {
        "sanction": sentence.sanction if sentence else None,
        "months": sentence.length_months if sentence else None,
        "days": sentence.length_days if sentence else None,
        "counted_from": sentence.counted_from if sentence else None,
    }
    at_the_end = {
        **asked,
        "custody": [(other.detained_on, left) for other, left in stays],
        "left_on": release.left_on,
        "was_already_outside": release.was_already_outside,
    }
    if release.was_already_outside:
        reached, inside = served_share.NOT_KNOWN, None
    else:
        going_on = [(other.detained_on, None if other is detention else left) for other, left in stays]
        reached = served_share.reached(**asked, custody=going_on)
        inside = served_share.days_inside(detention.detained_on, release.left_on)
    less = list(_reductions(dossier, sentence, release.left_on)) if sentence else []
    return _Served(
        served_share.of_release(**at_the_end),
        served_share.of_release(**at_the_end, reductions=less),
        reached,
        inside,
        sentence.length_months if sentence and sentence.sanction in served_share.IN_PRISON else None,
    )


def _reductions(dossier: Dossier, sentence: Row, left_on: PartialDate | None) -> Iterator[tuple[int, int]]:
    """Months and days taken off by steps of the same detention that were certainly decided before the person left."""
    left = left_on.earliest if left_on else None
    held = next(other for other in dossier.detentions if other.pk == sentence.detention_id)
    for step in held.decisions:
        decided: date | None = step.decided_on.latest if step.decided_on else None
        if step.step == SentenceStep.REDUCTION and decided and left and _decided(sentence) <= decided <= left:
            yield step.length_months or 0, step.length_days or 0


def _operative_sentence(dossier: Dossier, detention: Row, left_on: PartialDate | None) -> Row | None:
    """The sentence in force when the person left; of a return after revocation, that of the detention before."""
    by_key = {other.pk: other for other in dossier.detentions}
    held: Row | None = detention
    while held is not None:
        operative = [sentence for sentence in held.decisions if sentence.is_operative]
        if left_on and left_on.latest:
            in_force = [s for s in operative if s.superseded_on is None or s.superseded_on > left_on.latest]
            operative = [s for s in in_force if _decided(s) <= left_on.latest]
        if operative:
            return max(operative, key=_decided)
        held = by_key.get(held.parent_id) if held.parent_id else None
    return None


def _decided(sentence: Row) -> date:
    return (sentence.decided_on.earliest if sentence.decided_on else None) or date.min


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
