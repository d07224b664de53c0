"""The citizens' form, and the way back with a receipt. Nothing here is kept by anybody but the mail slot.

What all of its answers have in common is in website/unseen.py.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from intake import slot
from intake.admission import Refused, TooMany
from intake.attachments import Busy, Unusable
from intake.sealing import TooLong
from intake.tickets import WITHOUT_SCRIPT, BadTicket, Ticket, read_ticket
from intake.vocabulary import How, Kind, Level, Relation, Requester
from publication.models import Edition
from publication.selection.errors import BadParameter, UnknownParameter
from website.page import show
from website.telling import NO_PICTURE, Answer, Receipt, Report, Told, name_of, network
from website.unseen import ASKED, NO_ROOM, note, opens, unseen

CHOICES: dict[str, Any] = {
    "kinds": Kind.choices, "hows": How.choices, "relations": Relation.choices, "levels": Level.choices,
    "requesters": Requester.choices,
}  # fmt: skip


TONGUE = "tongue"
"""Of the button that takes what was typed along into the other language."""


class NotTaken(Exception):
    """The report can't be taken now; the message says why and what to do. Nothing that was typed is lost."""

    def __init__(self, message: str, *, status: int, ticket: Ticket | None = None) -> None:
        """`ticket`: under which it is to be sent the next time, when that is another."""
        super().__init__(message)
        self.message = message
        self.status = status
        self.ticket = ticket


def _shown(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the form; beside invented people it says that nobody is to be trusted to it."""
    shown = {"is_demo": _is_demo(), "refusal": None, "ticket": None, **context}
    response = show(request, None, f"telling/{template}.html", **shown)
    response.status_code = status
    return response


def _is_demo() -> bool:
    """Of what cannot be read now, no: the form comes back with what was typed, database or not."""
    try:
        return bool(Edition.objects.order_by("-number").values_list("is_demo", flat=True).first())
    except (DatabaseError, InterfaceError):
        return False


_unseen = partial(unseen, too_big=partial(_shown, template="too_big", status=413))


@_unseen
def tell(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST: seals what it says; from a page of the record, the form about its person."""
    if request.method == "POST" and not opens(request):
        return _in_this_language(request) if TONGUE in request.POST else _told(request)
    for name in request.GET:
        raise UnknownParameter(name, ())
    about, kind = _asked(request)
    if not slot.is_open():
        return _shown(request, "closed")
    return _form(request, Report(initial={"kind": kind, "about": about}), slot.ticket())


def _asked(request: HttpRequest) -> tuple[UUID | None, str]:
    """What a page of the record hands over. Raises BadParameter."""
    about, kind = (request.POST.get(name, "") for name in ASKED)
    if kind and kind not in Kind.values:
        raise BadParameter(
            "kind", _("not known; there are: %(known)s") % {"known": ", ".join(Kind.values)}, Kind.values
        )
    try:
        return (UUID(about) if about else None), kind
    except ValueError:
        raise BadParameter("about", _("expected the public id of a person")) from None


def _in_this_language(request: HttpRequest) -> HttpResponse:
    """The form with all that was typed, neither sent nor looked at."""
    form = Report(initial=request.POST.dict())
    return _form(request, form, _ticket_of(form), refusal=_not_sent())


def _not_sent() -> NotTaken:
    return NotTaken(_("The language was changed. Nothing was sent yet."), status=200)


def _told(request: HttpRequest) -> HttpResponse:
    form = Report(request.POST, request.FILES)
    try:
        receipt = _taken(request, form)
    except NotTaken as refusal:
        return _form(request, form, refusal.ticket or _ticket_of(form), refusal=refusal)
    return _sent(request, receipt=receipt, is_removal=form.said["kind"] == Kind.REMOVAL)


def _taken(request: HttpRequest, form: Told, *, answering: str = "") -> str:
    """Seals what the form says and returns the receipt. Raises NotTaken, whatever went wrong: the form comes back with
    all that was typed, and no log has it."""
    form.is_too_large = any(getattr(handler, "is_too_large", False) for handler in request.upload_handlers)
    try:
        return _drop(request, form, answering=answering)
    except NotTaken:
        raise
    except Exception as error:  # noqa: BLE001 - see above
        note(error)
        told = _("Something broke on our side; nothing was taken. Please send it again in a minute. Nothing is lost.")
        raise NotTaken(told, status=503 if isinstance(error, NO_ROOM) else 500) from None


def _drop(request: HttpRequest, form: Told, *, answering: str = "") -> str:
    """Seals what the form says and returns the receipt. Raises NotTaken, also when the form is not well filled."""
    if not form.is_valid():
        raise NotTaken("", status=400)
    try:
        ticket = read_ticket(form.cleaned_data["ticket"])
    except BadTicket:
        raise NotTaken(
            _("This page was open for too long. Nothing is lost: please send it again."), status=400
        ) from None
    work = ticket.work_in(form.cleaned_data["solved"])
    if not work and ticket.age < WITHOUT_SCRIPT:
        raise NotTaken(
            _("Without scripts we ask for a little patience, because of programs that send thousands: please wait "
              "twenty seconds and send it again. Nothing is lost."),
            status=400,
        )  # fmt: skip
    try:
        slot.admit(ticket, network=network(request), work=work)
        message = slot.Message(form.said, form.cleaned_pictures())
        return slot.drop(message, under=ticket, answering=answering)
    except Busy:
        told = _("Many pictures are being read at this moment. Please send it again in a minute. Nothing is lost.")
        raise NotTaken(told, status=503) from None
    except Unusable:
        form.add_error("pictures", NO_PICTURE)
        raise NotTaken("", status=400) from None
    except TooLong as error:
        text = _(
            "This is %(by)s characters too long for one report: please shorten it, or send the rest as a second one."
        )
        raise NotTaken(text % {"by": error.by}, status=400) from None
    except TooMany as error:
        harder = slot.hard_ticket() if error.limit is Refused.MORE_WORK else None
        raise NotTaken(_too_many(error), status=429, ticket=harder) from None
    except slot.NoMailbox:
        raise NotTaken(_("This site takes no reports at the moment. Please keep what you wrote."), status=503) from None


def _too_many(error: TooMany) -> str:
    if error.limit is Refused.MORE_WORK:
        return _(
            "Much has come from your network within this hour: many people in Cuba share one address. Nothing is lost."
            " Please press the button again: your browser then works for about a minute and sends it by itself. Without"
            " scripts, please come back in an hour."
        )
    if error.limit is Refused.NETWORK:
        return _(
            "Too many reports came from your network within this hour. Please keep this page open and send it again"
            " later, or from another network."
        )
    if error.limit is Refused.DISK:
        return _("There is no room for more pictures today. Please send the words alone, and the pictures tomorrow.")
    return _("More reports are coming in than we can take. Please keep this page open and send it again in an hour.")


def _ticket_of(form: Told) -> Ticket:
    """The ticket that came, where it is good; else a new one."""
    try:
        return read_ticket((form.data or form.initial).get("ticket", ""))
    except BadTicket:
        return slot.ticket()


def _form(request: HttpRequest, form: Report, ticket: Ticket, *, refusal: NotTaken | None = None) -> HttpResponse:
    about = _uuid(form["about"].value())
    try:
        about_name = name_of(about)
        about = about if about_name else None
    except (DatabaseError, InterfaceError):
        about_name = ""
    return _shown(
        request, "form", form=form, ticket=ticket, about=about, about_name=about_name, **CHOICES,
        **_why(request, form, refusal),
    )  # fmt: skip


def _why(request: HttpRequest, form: Told, refusal: NotTaken | None) -> dict[str, Any]:
    """What a form that comes back says of it."""
    return {
        "refusal": refusal and refusal.message,
        "has_pictures": bool(request.FILES) or form.is_too_large,
        "status": refusal.status if refusal else 200,
    }


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None


def _work_of(known: Receipt) -> dict[str, Any]:
    """Of the puzzle that a network is asked for from which much has come; nothing where it is not a puzzle of ours."""
    try:
        ticket = read_ticket(known.data.get("ticket", ""))
    except BadTicket:
        return {}
    return {"under": ticket, "work": ticket.work_in(known.data.get("solved", ""))}


def _sent(request: HttpRequest, *, receipt: str = "", is_removal: bool = False) -> HttpResponse:
    """What is shown when it was taken: the receipt of a report; of an answer, that it came."""
    return _shown(request, "sent", receipt=receipt, is_removal=is_removal)


@_unseen
def answer(request: HttpRequest) -> HttpResponse:
    """GET: asks for the receipt. POST: shows what the newsroom asks, and takes an answer.

    A receipt that there never was and one of which nothing is asked are answered with the same page.
    """
    for name in request.GET:
        raise UnknownParameter(name, ())
    if request.method != "POST":
        return _shown(request, "code", form=Receipt())
    known = Receipt(request.POST)
    if not known.is_valid():
        return _shown(request, "code", status=400, form=known)
    if "text" not in request.POST:
        return _asked_of(request, known, Answer(), slot.ticket())
    if TONGUE in request.POST:
        form = Answer(initial=request.POST.dict())
        return _asked_of(request, known, form, _ticket_of(form), refusal=_not_sent())
    form = Answer(request.POST, request.FILES)
    try:
        _taken(request, form, answering=known.cleaned_data["code"])
    except NotTaken as refusal:
        return _asked_of(request, known, form, refusal.ticket or _ticket_of(form), refusal=refusal)
    return _sent(request)


def _asked_of(
    request: HttpRequest, known: Receipt, form: Answer, ticket: Ticket, *, refusal: NotTaken | None = None
) -> HttpResponse:
    """What is asked of the holder of the receipt. Who may not look now and has written an answer, keeps it all the same
    (`left` None)."""
    receipt = known.cleaned_data["code"]
    left: list[slot.Left] | None = None
    try:
        left = slot.questions(receipt, network=network(request), **_work_of(known))
    except TooMany as error:
        if refusal is None:
            harder = slot.hard_ticket() if error.limit is Refused.MORE_WORK else None
            return _shown(request, "code", status=429, form=known, ticket=harder, refusal=_too_many(error))
    context = _why(request, form, refusal)
    return _shown(request, "questions", receipt=receipt, left=left, form=form, ticket=ticket, **context)
