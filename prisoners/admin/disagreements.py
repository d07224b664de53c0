"""The fields on which organisations disagree: a list to work through, a table of who differs from whom, and a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.admin.exports import harmless
from prisoners.admin.parts import dossier_url
from prisoners.admin.sayings import row_of
from prisoners.sayings.disagreements import Disagreement, Found, disagreements, tallies
from prisoners.sayings.reasons import Reason
from prisoners.unstated import waiting
from sources.admin.field_labels import LABELS, Words

PER_PAGE = 50
DECIDED = {"no": False, "yes": True}


def asked(request: HttpRequest, found: Found) -> list[Disagreement]:
    """Those that the address asks for; what it asks for in vain is not asked."""
    pair = tuple(sorted(request.GET.get("pair", "").split("~")[:2]))
    return found.where(
        name=request.GET.get("field", ""),
        pair=pair if len(pair) == 2 else None,  # type: ignore[arg-type]
        decided=DECIDED.get(request.GET.get("decided", "")),
    )


def disagreements_view(admin: Any, request: HttpRequest) -> HttpResponse:
    """A page of the list, or with `format=csv` all that the filters ask for."""
    if not request.user.has_perm("prisoners.view_person"):
        raise PermissionDenied
    found = disagreements()
    chosen = asked(request, found)
    may_export = admin.has_export_permission(request)
    if request.GET.get("format") == "csv":
        if not may_export:
            raise PermissionDenied
        return as_csv(chosen, found)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    may_choose, words = request.user.has_perm("prisoners.change_person"), Words()
    told = tallies(found)
    assert found.why is not None
    awaited = waiting(each.person.pk for each in page) if may_choose else set()
    rows = []
    for each in page:
        lines = list(dict.fromkeys(word.line for word in each.saying.last_words))
        row = row_of(
            each.saying, found.why, words, lines,
            may_choose=may_choose and not each.person.merged_into_id, is_awaited=each.saying.key in awaited,
        )  # fmt: skip
        rows.append((each.person, f"{dossier_url(each.person)}#sayings", row))
    filters = request.GET.copy()
    filters.pop("page", None)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Where lists differ"), "opts": admin.opts, "page": page, "rows": rows, "count": len(chosen),
        "all": len(found.all), "persons": len({each.person.pk for each in chosen}),
        "fields": [(name, str(LABELS[name]), number) for name, number in found.fields().most_common()],
        "pairs": sorted({pair for each in found.all for pair in each.pairs}), "asked": request.GET,
        "tallies": [(one, str(LABELS[one.name])) for one in told if one.differ], "filters": filters.urlencode(),
        "agreeing": sum(one.differ == 0 for one in told), "back": request.get_full_path(),
        "may_export": may_export,
    }  # fmt: skip
    return TemplateResponse(request, "admin/prisoners/disagreements.html", context)


def as_csv(chosen: list[Disagreement], found: Found) -> HttpResponse:
    """One line for each word, in the words of the page; of a birth the year alone leaves the newsroom."""
    text = io.StringIO("\ufeff")
    text.seek(1)
    csv.writer(text).writerows([harmless(cell) for cell in line] for line in _lines(chosen, found))
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="disagreements.csv"'
    return answer


def _lines(chosen: list[Disagreement], found: Found) -> Iterator[list[str]]:
    yield [
        "public_id", "person", "field", "ours", "ours_rule", "ours_by", "ours_on", "ours_list", "ours_reason",
        "decided", "organisation", "list", "row_key", "value", "since", "until", "differs",
    ]  # fmt: skip
    words, why = Words(), found.why
    assert why is not None
    for each in chosen:
        saying = each.saying
        ours = [
            str(each.person.public_id), each.person.name_display, saying.name,
            _value(saying.name, saying.ours.value, words), *_reason(why.of(saying)), "yes" if each.is_decided else "no",
        ]  # fmt: skip
        for word in saying.words:
            yield [
                *ours, word.line.organisation, word.line.source_list, word.line.row_key,
                _value(saying.name, word.value, words), word.since.isoformat(),
                word.until.isoformat() if word.until else "", "yes" if word.differs else "no",
            ]  # fmt: skip


def _reason(reason: Reason | None) -> list[str]:
    """Why we say so: by which rule, whose act it was and when, by which list, and what its editor wrote."""
    if reason is None:
        return ["", "", "", "", ""]
    at = timezone.localtime(reason.at).date().isoformat() if reason.at else ""
    rule = "kept" if reason.is_kept else reason.rule
    return [rule, reason.by, at, reason.word.line.source_list if reason.word else "", reason.why]


def _value(name: str, value: Any, words: Words) -> str:
    return str(value or "")[:4] if name == "birth_date" else str(words.of(name, value))
