"""The field register: which fields of the newsroom may be read by the public, and which may not, one by one.

A field that is in neither column fails the canary test: whoever adds one decides here what it is. Public means that the
value of an approved row of somebody who is named may appear somewhere; everything else, keys and hours included, may
not. A field whose values are a closed list, a number or a day bears no mark; the non-interference test varies those.
"""

from __future__ import annotations

from django.apps import apps
from django.db import models

OUTSIDE = {"publication", "contenttypes", "auth"}  # the public record itself; what Django keeps of models and rights
VIEWS = {"pghistory.Events", "pghistory.MiddlewareEvents"}  # readings of the tables below
ROW = "id created_at updated_at"
PATH = (
    f"{ROW} workflow_state last_edited_by submitted_by submitted_at approved_by approved_at embargo_until "
    "embargo_reason"
)
DECIDED = "id reason by at rows undone_by undone_at"
CITED = "id record reliability credibility excerpt created_at"

# model: (public, private)
REGISTER: dict[str, tuple[str, str]] = {
    # Django's and its libraries' own tables
    "admin.LogEntry": ("", "id action_time user content_type object_id object_repr action_flag change_message"),
    "sessions.Session": ("", "session_key session_data expire_date"),
    "account.EmailAddress": ("", "id user email verified primary"),
    "account.EmailConfirmation": ("", "id email_address created sent key"),
    "mfa.Authenticator": ("", "id user type data created_at last_used_at"),
    "pghistory.Context": ("", f"{ROW} metadata"),
    # editorial: who edits is nobody's business
    "editorial.Outlet": ("is_demo", f"{ROW} code name url"),
    "editorial.Editor": (
        "",
        "id password last_login is_superuser username first_name last_name email is_staff is_active date_joined "
        "is_demo handed_over_at last_code_step",
    ),
    "editorial.Membership": ("", f"{ROW} editor outlet role starts_on ends_on"),
    "editorial.SignIn": ("", "id editor browser began_at seen_at ended_at"),
    "editorial.Attempt": ("", "id subject at"),
    "editorial.Freeze": (
        "", "id editor asked_by asked_at seconded_by seconded_at end_asked_by lifted_by lifted_at",
    ),
    "editorial.Invitation": (
        "",
        "id email outlet role proposed_by proposed_at confirmed_by confirmed_at digest accepted_by accepted_at "
        "withdrawn_at",
    ),
    "editorial.PendingChange": ("", "id kind dossier_id editor_id table is_sensitive outlets first_at"),
    "editorial.Seal": ("", "id key"),
    "editorial.Alarm": ("", "id at reason kind dossier_id editor_id database_user"),
    "editorial.Review": ("", "id kind dossier_id verb by at comment answers seen"),
    "editorial.Claim": ("", "id kind dossier_id by until"),
    "editorial.Patrol": ("", "id kind dossier_id edition outlets drawn_at looked_by looked_at is_sound comment"),
    "editorial.NoticeChoice": ("", "id editor when language key told_until"),
    "editorial.PageText": ("code title_es title_en body_es body_en is_demo", PATH),
    "editorial.Submission": ("", "key record at"),
    # sources
    "sources.SourceOrganisation": (
        "code name kind url country definition_es definition_en accepted_for_inclusion licence is_demo",
        f"{PATH} contact derived_from",
    ),
    "sources.Document": (
        "kind title publisher url archived_url published_on", f"{ROW} accessed_at sha256 language derived_from",
    ),
    "sources.SourceList": ("organisation code name_es name_en kind", ROW),
    "sources.ColumnMapping": ("", f"{ROW} organisation name columns words"),
    "sources.ListSnapshot": (
        "source_list as_of published_on url row_count new_count gone_count",
        f"{PATH} retrieved_at file_name file_sha256 changed_count unchanged_count definition_note "
        "published_aggregates supersedes mapping_name told_fields undone_at undone_by undone_reason",
    ),
    "sources.ListEntry": ("source_list left_reason", f"{ROW} row_key"),
    "sources.SourceRecord": ("values", "id entry digest raw first_snapshot"),  # values: see PRIVATE_VALUES
    "sources.SnapshotRow": ("snapshot record", "id line"),
    # citizens' reports: nothing of them is public, not even that there is one
    "intake.MailboxKey": ("", "id public_key made_on retired_on"),
    "intake.MailboxSecret": ("", "id key sealed"),
    "intake.Arrival": ("", "id key received_on sealed"),
    "intake.Piece": ("", "id key received_on sealed is_filed"),
    "intake.Question": ("", "id box sealed left_on expires_on"),
    "intake.Tally": ("", "id counted period ends amount"),
    "sources.CitizenReport": (
        "",
        "id box kind_mark likeness state received_on last_received_on is_unread has_answer decided_by decided_on "
        "reason document purge_on is_purged version",
    ),
    "sources.ReportMessage": ("", "id report piece parts received_on"),
    "sources.ReportNote": ("", "id report kind key_id sealed by on"),
    "sources.ReportAct": ("", "id at by verb reports"),
    "prisoners.ReportLink": ("", "id report person by on"),
    "prisoners.ReportRequest": ("", "id report request answer_to answered_on"),
    "sources.PublishedFigure": ("code publisher as_of metric value group role url note_es note_en", f"{PATH} note"),
    # prisoners: the vocabularies
    "prisoners.Province": ("code name capital order ended_on", ""),
    "prisoners.Municipality": ("code name province", ""),
    "prisoners.MunicipalityAlias": ("", "id municipality name"),
    "prisoners.Event": (
        "code name_es name_en kind starts_on ends_on parent description_es description_en", ROW,
    ),
    "prisoners.EventPlace": ("", "id event municipality"),
    "prisoners.Facility": ("code name province kind regime", f"{ROW} note"),
    "prisoners.FacilityAlias": ("", "id facility name"),
    "prisoners.Offence": ("code name_es name_en family order", ""),
    "prisoners.OffenceInLaw": ("offence law", "id article min_months max_months is_checked source_key"),
    # prisoners: the dossier
    "prisoners.Person": (
        "public_id slug name_display given_names surname_1 surname_2 age_at_detention_stated gender "
        "occupation_group has_affiliation biography_es biography_en last_confirmed_on visibility merged_into is_demo",
        f"{PATH} birth_date residence_municipality occupation",  # the year of birth is public
    ),
    "prisoners.PersonName": ("kind text", f"{ROW} person record"),  # but for variants: see scenario.py
    "prisoners.Affiliation": ("", f"{ROW} person organisation from_on to_on"),
    "prisoners.Classification": ("person scheme value organisation stated_on", ROW),
    "prisoners.Detention": (
        "person kind detained_on ended_on province municipality agency manner event context activity",
        f"{ROW} place violence_reported disappearance_reported parent",
    ),
    "prisoners.Stage": ("detention stage from_on", ROW),
    "prisoners.FacilityStay": (
        "detention facility regime from_on to_on", f"{ROW} municipality unit end_reason is_nested",
    ),
    "prisoners.Charge": ("detention offence law role stage", f"{ROW} case_number"),
    "prisoners.Sentence": (
        "detention step court sanction length_months length_days substituted_by accessory decided_on final_on "
        "counted_from is_operative superseded_on",
        f"{ROW} court_municipality official_end_on",
    ),
    "prisoners.Citation": ("field document", f"{CITED} person detention stage charge sentence stay"),
    # prisoners: decisions and the matcher
    "prisoners.FieldChoice": ("", "id person part row field value said record reason by at"),
    "prisoners.ListChange": (
        "", f"{ROW} snapshot entry record person kind part lines decision decided_by decided_at",
    ),
    "prisoners.RowMatch": ("", "id entry person decision score explanation decided_by decided_at withdrawn_at"),
    "prisoners.RowDoubt": ("", "id entry note by at"),
    "prisoners.MatchProfile": ("", "person profiles is_demo is_stale"),
    "prisoners.MatchKey": ("", "id key person"),
    "prisoners.MatchCorpus": ("", "id counts rows updated_at"),
    "prisoners.MatchAudit": (
        "", "id match entry version beside drawn_at answer is_right answered_by answered_at",
    ),
    "prisoners.MatchStop": ("", "id version is_demo answered errors stopped_at ended_at ended_by reason"),
    "prisoners.MatchLimits": (
        "", "id version base persons same new notes reason stored_by stored_at withdrawn_by withdrawn_at",
    ),
    "prisoners.PersonMerge": ("kept merged", DECIDED),
    "prisoners.PersonSplit": ("", f"{DECIDED} person other"),
    "prisoners.PersonPair": ("", "id first second decision reason facts by at withdrawn_at"),
    "prisoners.PairSuggestion": ("", "id first second score chance explanation made_at"),
    # prisoners: what never leaves the newsroom
    "prisoners.PrivateDetails": (
        "", f"{ROW} person medical mental self_identified_race registered_sex is_parent dependants_count notes",
    ),
    "prisoners.HealthCondition": ("", f"{ROW} person group is_serious text from_on to_on"),
    "prisoners.FamilyContact": ("", f"{ROW} person name relation phone channel"),
    "prisoners.Address": ("", f"{ROW} person text"),
    "prisoners.IdentityNumber": ("", "id person hmac"),
    "prisoners.Consent": (
        "", f"{ROW} person given_by scope given_on method withdrawn_on reviewed_on review_on",
    ),
    "prisoners.ConsentProof": ("", "consent giver evidence"),
    "prisoners.Tombstone": ("", "id hmac erased_at"),
    "prisoners.CorrectionRequest": (
        "",
        "id person about level requester text contact received_at decision answer decided_by decided_at confirmed_by "
        "confirmed_at done_at settled_in",
    ),
    # releases
    "releases.OfficialAnnouncement": (
        "code authority announced_on announced_number title_es title_en wording_es wording_en scope_es scope_en "
        "names_published started_on ended_on url",
        PATH,
    ),
    "releases.ClaimedFigure": ("announcement label_es label_en number stated_on url", ROW),
    "releases.AnnouncementComparison": (
        "announcement organisation number stated_on definition_es definition_en url", ROW,
    ),
    "releases.ReleaseType": (
        "code name_es name_en explanation_es explanation_en basis_es basis_en extinguishes is_revocable state_after "
        "order",
        "",
    ),
    "releases.RevocationGround": ("code name_es name_en order", ""),
    "releases.Release": (
        "detention release_type left_on reported_on measure_after court granted_on term_end exile_condition "
        "was_already_outside announcement attribution",
        f"{ROW} obligations destination_country documents_given",
    ),
    "releases.Revocation": (
        "release revoked_on reimprisoned_on ground_official ground_alleged court",
        f"{ROW} new_detention remaining_months",
    ),
    "releases.Citation": ("field document", f"{CITED} release revocation announcement"),
}  # fmt: skip

PRIVATE_VALUES = ("note", "alias", "municipality", "facility", "status", "is_parent", "medical")
"""The fields of a list row, as read, that no statement of the list beside ours may show."""


def newsroom_models() -> list[type[models.Model]]:
    """Every table that the public record is not; without the tables of events, which follow the table they tell of."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label not in OUTSIDE and not is_history(model) and model._meta.label not in VIEWS
    ]


def is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def unregistered() -> list[str]:
    """What nobody has decided, what is decided twice, and what is registered and no longer there."""
    found = []
    there = {model._meta.label: {field.name for field in model._meta.concrete_fields} for model in newsroom_models()}
    for label, fields in there.items():
        public, private = (names.split() for names in REGISTER.get(label, ("", "")))
        found += [f"{label}.{name}: public or private?" for name in sorted(fields - {*public, *private})]
        found += [f"{label}.{name}: both public and private" for name in sorted({*public} & {*private})]
        found += [f"{label}.{name}: no such field" for name in sorted({*public, *private} - fields)]
    return found + [f"{label}: no such table" for label in REGISTER.keys() - there.keys()]


def private_fields(model: type[models.Model]) -> list[models.Field]:
    """The private columns of a table. Of a table of events all of them: no earlier wording is public."""
    if is_history(model):
        return list(model._meta.concrete_fields)
    _public, private = REGISTER[model._meta.label]
    return [field for field in model._meta.concrete_fields if field.name in private.split()]
