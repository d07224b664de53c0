"""A newsroom with somebody of every kind: named, minor, withheld, withdrawn, embargoed, being written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps

from chronology.partial_date import PartialDate
from editorial.models import Dossier, PageText, WorkflowState
from prisoners.models import Citation, Classification, FacilityStay, Person, PersonName, PrivateDetails, Stage
from publication.models import Edition
from publication.publishing import publish
from releases.models import AnnouncementComparison, ClaimedFigure, OfficialAnnouncement, Revocation, RevocationGround
from releases.models import Citation as ReleaseCitation
from sources.models import Document, PublishedFigure, SourceRecord
from tests.publication import working_copy as wc
from tests.safety import register, rows
from tests.safety.leaks import Scanner

AS_OF = date(2025, 3, 31)
TEXTS = ("name_display", "given_names", "surname_1", "surname_2", "biography_es", "biography_en")
NAMES = {
    "inside": "Yanet Leyva Yarayó",
    "outside": "Yoandri Pérez Sabanalar",
    "again": "Maikel Ferrán Guásima",
    "fourth": "Lisandra Duarte Tomeguín",
    "fifth": "Osmani Rizo Jutiar",
    "minor": "Odalys Batista Guanimar",
    "withheld": "Yordanis Núñez Mayabique",
    "withdrawn": "Dayron Hernández Marabusal",
    "embargoed": "Liset Gutiérrez Arimaos",
    "draft": "Ernesto Sosa Manjuarí",
    "later": "Yunior Acosta Caguairán",  # named in the first edition, counted without a name from the second on
}
HIDDEN = ("minor", "withheld", "withdrawn", "embargoed", "draft", "later")


@dataclass
class Newsroom:
    """The persons by their part, and every dossier that two editors agreed on."""

    persons: dict[str, Person] = field(default_factory=dict)
    agreed: list[Dossier] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)

    def agree(self) -> None:
        """Whatever was written into them meanwhile, these are approved again."""
        for dossier in self.agreed:
            wc.lead(dossier)

    def publish(self, **options: Any) -> Edition:
        edition = publish(as_of=AS_OF, **options)
        assert edition is not None
        self.editions.append(edition)
        return edition


def build() -> Newsroom:
    """Everything is approved but the draft; nothing is published yet."""
    room = Newsroom()
    announcement = _announcement(room)
    room.persons = {part: _person(part, name) for part, name in NAMES.items()}
    _cases(room, announcement)
    _lists(room)
    _ledger(room)
    room.agreed += [person for part, person in room.persons.items() if part != "draft"]
    room.agree()
    return room


def _person(part: str, name: str) -> Person:
    columns: dict[str, Any] = {"birth_date": PartialDate.parse("1990-04-17")}
    if part == "minor":
        columns = {"birth_date": PartialDate.parse("2005-02-03"), "age_at_detention_stated": 16}
    if part in ("withheld", "withdrawn"):
        columns["visibility"] = part
    if part == "embargoed":
        columns["embargo_until"] = date(2099, 1, 1)
    if part == "draft":
        columns["workflow_state"] = WorkflowState.DRAFT
    held = wc.person(name, biography_es=f"Vida de {name}.", biography_en=f"Life of {name}.", **columns)
    detention = held.detentions.get()
    type(detention).objects.filter(pk=detention.pk).update(municipality=wc.municipality(), event=wc.event())
    Stage.objects.create(detention=detention, stage="remand")
    wc.charge(detention)
    wc.sentence(detention)
    FacilityStay.objects.create(detention=detention)
    PersonName.objects.create(person=held, kind="alias", text=f"Alias de {name}")
    PersonName.objects.create(person=held, kind="variant", text=f"Variante de {name}")
    PrivateDetails.objects.create(person=held)
    press = wc.document(title=f"Detienen a {name}", url=f"https://example.org/{held.slug}")
    for kind, whom in (("media", press), ("testimony", wc.document("testimony")), ("call", wc.document("call"))):
        Citation.objects.create(person=held, document=whom, excerpt=kind)
    Classification.objects.create(person=held, scheme="coe", value="coe_a", organisation=wc.organisation("pd-demo"))
    return held


def _announcement(room: Newsroom) -> OfficialAnnouncement:
    made = OfficialAnnouncement.objects.create(
        code="anuncio-553", authority="minrex", announced_on=PartialDate.parse("2025-01-14"), announced_number=553,
        title_es="Anuncio de 553", title_en="Announcement of 553", wording_es="Gradualmente.", wording_en="Gradually.",
    )  # fmt: skip
    url = "https://example.org/nota"
    ClaimedFigure.objects.create(
        announcement=made, label_es="Salidas", label_en="Releases", number=127, stated_on=date(2025, 1, 17), url=url
    )
    AnnouncementComparison.objects.create(
        announcement=made, organisation=wc.organisation("pd-demo"), number=50, url=url,
        definition_es="De su lista", definition_en="On its list",
    )  # fmt: skip
    room.agreed.append(made)
    wc.lead(made)
    return made


def _cases(room: Newsroom, announcement: OfficialAnnouncement) -> None:
    tied = {"announcement": announcement, "attribution": "organisation"}
    outside, again, later = (room.persons[part].detentions.get() for part in ("outside", "again", "later"))
    left = [
        wc.release(outside, "2025-01-16", destination_country="ZQ", obligations=["sign_in"], **tied),
        wc.release(again, "2025-01-17", **tied),
        wc.release(later, "2025-01-18", "extrapenal_leave", **tied),
    ]
    ground = RevocationGround.objects.get_or_create(code="no_work", name_es="no trabajar", name_en="idle", order=1)[0]
    Revocation.objects.create(release=left[1], revoked_on=PartialDate.parse("2025-03-01"), ground_official=ground)
    for release in left:
        ReleaseCitation.objects.create(release=release, document=wc.document(title="Salida"), excerpt="salió")


def _lists(room: Newsroom) -> None:
    for code, day in (("pd-demo", "2024-10-31"), ("j11j-demo", "2024-11-30"), ("cubalex-demo", "2024-12-31")):
        lines = {
            held: {"name": held.name_display, "note": "", "alias": "", "municipality": "", "facility": "",
                   "age_at_detention": 31 if code == "pd-demo" else 30}
            for held in room.persons.values()
        }  # fmt: skip
        room.agreed += [wc.snapshot(wc.source_list(code), day, lines), wc.organisation(code)]


def _undo_imports(scanner: Scanner) -> None:
    """Three imports that were undone, each for a reason that is nobody's business."""
    for day in ("2024-09-01", "2024-09-02", "2024-09-03"):
        undone = wc.snapshot(wc.source_list(), day)
        why = {"undone_at": wc.LONG_AGO, "undone_by": wc.editor(), "undone_reason": scanner.new()}
        type(undone).objects.filter(pk=undone.pk).update(**why)


def _ledger(room: Newsroom) -> None:
    url = "https://example.org/cifra"
    for code in ("pd-2024-10", "pd-2024-11", "pd-2024-12"):
        figure = PublishedFigure.objects.create(
            code=code,
            publisher=wc.organisation("pd-demo"),
            as_of=date(2024, 10, 31),
            metric="listed",
            value=11,
            url=url,
        )
        room.agreed.append(figure)
    about = {"title_es": "Quiénes somos", "title_en": "Who we are", "body_es": "Varias.", "body_en": "Several."}
    room.agreed.append(PageText.objects.get_or_create(code="about", defaults=about)[0])


def mark(room: Newsroom, scanner: Scanner) -> None:
    """A mark in every private column of at least three rows of every table, and of whoever is not named in the public
    ones too; then what was agreed on is agreed on again."""
    for model in register.newsroom_models():
        rows.fill_up(model)
    for model in register.newsroom_models():
        if model._meta.label != "editorial.Seal":  # signs what follows
            rows.put_marks(model, register.private_fields(model), scanner)
    _undo_imports(scanner)
    _mark_the_unnamed(room, scanner)
    _mark_list_rows(scanner)
    Document.objects.filter(kind__in=("testimony", "call")).update(
        title=scanner.new(), url=f"https://example.org/{scanner.new()}"
    )
    PersonName.objects.filter(kind="variant").update(text=scanner.new())
    room.agree()
    seal = apps.get_model("editorial.Seal")
    rows.put_marks(seal, register.private_fields(seal), scanner)


def _mark_the_unnamed(room: Newsroom, scanner: Scanner) -> None:
    for part in HIDDEN:
        held = Person.objects.filter(pk=room.persons[part].pk)
        held.update(slug=f"zqxnandu{scanner.given}-{part}", **{name: scanner.new() for name in TEXTS})
        PersonName.objects.filter(person__in=held).update(text=scanner.new())
        for cited in Document.objects.filter(pk__in=Citation.objects.filter(person__in=held).values("document")):
            cited.title, cited.url = scanner.new(), f"https://example.org/{scanner.new()}"
            cited.save()


def _mark_list_rows(scanner: Scanner) -> None:
    for record in SourceRecord.objects.all():
        private = {name: scanner.new() for name in ("name", "note", "alias", "municipality", "facility")}
        SourceRecord.objects.filter(pk=record.pk).update(values={**record.values, **private})


def edit_without_approval(room: Newsroom, scanner: Scanner) -> None:
    """Drafts of what is public: of a person, an announcement, a figure, an organisation, a page."""
    Person.objects.filter(pk=room.persons["inside"].pk).update(**{name: scanner.new() for name in TEXTS})
    OfficialAnnouncement.objects.update(wording_es=scanner.new(), title_en=scanner.new())
    PublishedFigure.objects.update(note_es=scanner.new(), url=f"https://example.org/{scanner.new()}")
    PageText.objects.update(body_es=scanner.new(), body_en=scanner.new(), title_es=scanner.new())
    room.persons["outside"].names.create(kind="alias", text=scanner.new())


def mark_history(scanner: Scanner) -> int:
    """Every column of every table of events that a mark fits into: no earlier wording is public."""
    tables = [model for model in apps.get_models() if register.is_history(model)]
    return sum(rows.put_marks(model, rows_that_tell(model), scanner) for model in tables)


def rows_that_tell(model: Any) -> list[Any]:
    return [column for column in register.private_fields(model) if not column.name.startswith("pgh_")]
