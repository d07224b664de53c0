"""Why two persons can't be made one, and what an editor must have seen before making them one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prisoners.models import IdentityNumber, MatchDecision, Person, PersonPair, RowMatch, Tombstone, Visibility
from prisoners.tombstones import marks_of_person
from sources.models import ListSnapshot


def members(person: Person) -> set[int]:
    """Everybody whom this person stands for: themselves, and whoever was merged into them."""
    return {person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)}


def refusals(kept: Person, merged: Person) -> list[str]:
    """What forbids the merge, in words; empty when nothing."""
    if kept.pk == merged.pk:
        return [_("Nobody is merged with themselves.")]
    found = [
        _("%(person)s was merged into %(other)s already.") % {"person": each, "other": each.merged_into}
        for each in (kept, merged)
        if each.merged_into_id
    ]
    if kept.is_demo != merged.is_demo:
        found.append(_("An invented person and a real one are never the same."))
    found += [
        _("%(person)s was taken off the record: end that first.") % {"person": each}
        for each in (kept, merged)
        if each.visibility == Visibility.WITHDRAWN
    ]
    found += [
        _("Somebody named as %(person)s was erased at the family's demand.") % {"person": each}
        for each in (kept, merged)
        if _is_erased(each)
    ]
    return found + denials(kept, merged)


def denials(kept: Person, merged: Person) -> list[str]:
    """The decisions “not the same” that the merge would contradict, also by way of those merged before."""
    pairs = PersonPair.objects.in_force().between(members(kept), members(merged))
    found = []
    for pair in pairs.filter(decision=MatchDecision.NOT_SAME).select_related("first", "second", "by"):
        told = _("%(by)s decided that %(first)s and %(second)s are not the same: withdraw that first.")
        found.append(told % {"by": pair.by, "first": pair.first, "second": pair.second})
    return found


def doubts(kept: Person, merged: Person) -> list[str]:
    """What speaks against the merge and does not forbid it: an editor says that it was seen."""
    found = []
    theirs, ours = _entries(merged), _entries(kept)
    snapshots = ListSnapshot.objects.filter(rows__record__entry__in=ours).filter(
        pk__in=ListSnapshot.objects.filter(rows__record__entry__in=theirs)
    )
    told = _("%(list)s has a line for each of them: a duplicate of the list, or two persons.")
    names = {str(each.source_list) for each in snapshots.distinct().select_related("source_list")}
    found += [told % {"list": name} for name in sorted(names)]
    for entries, other in ((ours, merged), (theirs, kept)):
        against = RowMatch.objects.in_force().filter(entry__in=entries, person=other, decision=MatchDecision.NOT_SAME)
        told = _("The line %(row)s was held not to be %(person)s.")
        found += [told % {"row": edge.entry, "person": other} for edge in against.select_related("entry__source_list")]
    numbers = IdentityNumber.objects.filter(person__in=(kept, merged))
    if len({bytes(each.hmac) for each in numbers}) > 1:
        found.append(_("Their identity numbers differ."))
    return found


def _entries(person: Person) -> list[int]:
    edges = RowMatch.objects.in_force().filter(person=person, decision=MatchDecision.SAME)
    return list(edges.values_list("entry_id", flat=True))


def _is_erased(person: Person) -> bool:
    known = set(map(bytes, Tombstone.objects.values_list("hmac", flat=True)))
    return bool(known) and bool(known & marks_of_person(person))
