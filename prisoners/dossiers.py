"""Which tables make a person's dossier: the database watches them (editorial/four_eyes.py)."""

from editorial.four_eyes import Watched, register

PERSON = "prisoners.person"
OF_DETENTION = "(SELECT person_id FROM prisoners_detention WHERE id = {row}.detention_id)"
# Taking somebody off the record, putting them back, and saying that two persons are one.
SENSITIVE = "({new}.visibility, {new}.merged_into_id) IS DISTINCT FROM ({old}.visibility, {old}.merged_into_id)"
# A list that still holds somebody confirms it, month after month: the snapshot is what two editors agree on.
DERIVED = ("last_confirmed_on",)
# Who is on which list is said by these decisions; any other decision says nothing in public.
OF_MATCH = "CASE WHEN {row}.decision = 'same' THEN {row}.person_id END"


def register_all() -> None:
    """Sealed tables are not among them: nothing of theirs is ever public, nor follows from them."""
    of_person = ("personname", "affiliation", "classification", "detention", "citation", "privatedetails",
                 "healthcondition")  # fmt: skip
    of_detention = ("stage", "charge", "sentence", "facilitystay")
    register(
        PERSON,
        "prisoners_person",
        sensitive=SENSITIVE,
        derived=DERIVED,
        parts=[
            *(Watched(PERSON, f"prisoners_{table}", "{row}.person_id") for table in of_person),
            *(Watched(PERSON, f"prisoners_{table}", OF_DETENTION) for table in of_detention),
            Watched(PERSON, "prisoners_rowmatch", OF_MATCH),
            # Who may be named rests on it: two editors agree on a consent; that it was asked about again is no change.
            Watched(PERSON, "prisoners_consent", "{row}.person_id", derived=("review_on", "reviewed_on")),
            # Two persons made one, or one made two: another outlet approves it on both sides.
            Watched(
                PERSON, "prisoners_personmerge", "ARRAY[{row}.kept_id, {row}.merged_id]", always=True, has_many=True
            ),
            Watched(
                PERSON, "prisoners_personsplit", "ARRAY[{row}.person_id, {row}.other_id]", always=True, has_many=True
            ),
        ],
    )
