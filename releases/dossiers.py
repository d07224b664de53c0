"""Which tables of this room belong to a person's dossier, and which make an announcement's (editorial/four_eyes.py)."""

from editorial.four_eyes import Watched, register, register_parts

PERSON, ANNOUNCEMENT = "prisoners.person", "releases.officialannouncement"
OF_RELEASE = """(SELECT d.person_id FROM releases_release r JOIN prisoners_detention d ON d.id = r.detention_id
  WHERE r.id = {row}.release_id)"""
OF_CITED = """(SELECT d.person_id FROM releases_release r JOIN prisoners_detention d ON d.id = r.detention_id
  WHERE r.id = coalesce({row}.release_id,
                        (SELECT release_id FROM releases_revocation WHERE id = {row}.revocation_id)))"""
# A document is told of in public wherever something cites it.
CITING_PERSONS = """ARRAY(SELECT person_id FROM prisoners_citation WHERE document_id = {row}.id
  UNION SELECT d.person_id FROM releases_citation c
    LEFT JOIN releases_revocation v ON v.id = c.revocation_id
    JOIN releases_release r ON r.id = coalesce(c.release_id, v.release_id)
    JOIN prisoners_detention d ON d.id = r.detention_id
  WHERE c.document_id = {row}.id)"""
CITING_ANNOUNCEMENTS = "ARRAY(SELECT announcement_id FROM releases_citation WHERE document_id = {row}.id)"


def register_all() -> None:
    """A release (a death in custody is one) and its revocation need another outlet, whatever changes in them."""
    of_detention = "(SELECT person_id FROM prisoners_detention WHERE id = {row}.detention_id)"
    register_parts(
        Watched(PERSON, "releases_release", of_detention, always=True),
        Watched(PERSON, "releases_revocation", OF_RELEASE, always=True),
        Watched(PERSON, "releases_citation", OF_CITED),
        Watched(PERSON, "sources_document", CITING_PERSONS, has_many=True),
    )
    register(
        ANNOUNCEMENT,
        "releases_officialannouncement",
        parts=[
            Watched(ANNOUNCEMENT, "sources_document", CITING_ANNOUNCEMENTS, has_many=True),
            *(
                Watched(ANNOUNCEMENT, f"releases_{table}", "{row}.announcement_id")
                for table in ("claimedfigure", "announcementcomparison", "citation")
            ),
        ],
    )
