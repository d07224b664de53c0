"""Which columns of the working copy a public field is written from, where it has another name."""

COLUMNS = {
    "shown_as": {"visibility", "merged_into_id", "embargo_until"},
    "name": {"name_display", "given_names", "surname_1", "surname_2"},
    "age_at_detention": {"age_at_detention_stated"},
    "birth_year": {"birth_date"},
    "number": {"announced_number"},
    "organisation_kind": {"kind"},
    "is_accepted": {"accepted_for_inclusion"},
    "publisher_name": {"publisher"},
    "figure_role": {"role"},
    "minor_at_detention": {"birth_date", "age_at_detention_stated"},
}
