"""The list of persons and the record of one."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.selection import Selection
from website import wording
from website.corrections import changes
from website.facts import Sources, classification, disagreement, field_name, field_value, named_in_full
from website.labels import labels_of
from website.links import Links
from website.merged import merged_into
from website.moment import Moment
from website.page import page, show
from website.parameters import FED_PEOPLE
from website.people import chips, facets, fewer_filters, lines_of, names, orders, why_said
from website.record import record_of
from website.refused import usable
from website.related import related
from website.served import in_words as served_in_words
from website.served import served_by
from website.timeline import charges, steps
from website.views.files import asked_of


@page
def people(request: HttpRequest, moment: Moment) -> HttpResponse:
    selection, refused = usable(partial(Selection, edition=moment.edition), request.GET, {"q": _("Name"), **names()})
    chosen = selection.shown()
    return show(
        request,
        moment,
        "people/list.html",
        status=400 if refused else 200,
        refused=refused,
        selection=selection,
        page=chosen,
        lines=lines_of(chosen),
        facets=facets,
        chips=chips,
        orders=orders,
        why_said=why_said,
        fewer_filters=fewer_filters,
        selection_parameters=asked_of(selection),
        feed_filters={name: values for name, values in selection.params.lists() if name in FED_PEOPLE},
        unnamed=0 if selection.is_filtered else selection.index.withheld,
    )


@page
def person(request: HttpRequest, moment: Moment, slug: str) -> HttpResponse:
    try:
        record = record_of(moment, slug=slug)
    except Http404:
        return _of_the_other(request, moment, slug=slug)
    language, labels = get_language() or "es", labels_of(moment.edition)
    label = labels.bound(language)
    return show(
        request,
        moment,
        "people/record.html",
        record=record,
        sources=Sources(lambda source: labels.of_source(source, language)),
        steps=steps,
        charges=charges,
        disagreement=disagreement,
        classification=classification,
        organisation_names=lambda who: named_in_full(who, label),
        field_name=field_name,
        field_value=field_value,
        state_sentence=wording.sentence,
        served=served_by(record),
        served_in_words=served_in_words,
        related=related(record, moment),
        changes=changes(record.versions, label),
    )


@page
def person_by_id(request: HttpRequest, moment: Moment, public_id: UUID) -> HttpResponse:
    """Sends to the address by name, in the edition asked for."""
    try:
        record = record_of(moment, public_id=public_id)
    except Http404:
        return _of_the_other(request, moment, public_id=public_id)
    return HttpResponseRedirect(Links(request, moment).to("person", record.slug))


def _of_the_other(request: HttpRequest, moment: Moment, **asked: UUID | str) -> HttpResponse:
    """The page of the person whom this one turned out to be, in the edition asked for. Raises Http404 for nobody."""
    other = merged_into(moment.edition.number, **asked)
    if other is None:
        raise Http404
    return HttpResponsePermanentRedirect(Links(request, moment).to("person", other[1]))
