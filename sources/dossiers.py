"""Which tables make a dossier of this room: the database watches them (editorial/four_eyes.py)."""

from editorial.four_eyes import Watched, register

ORGANISATION, FIGURE = "sources.sourceorganisation", "sources.publishedfigure"


def register_all() -> None:
    """The organisation with its lists, whose names the public reads; the published figure."""
    register(
        ORGANISATION,
        "sources_sourceorganisation",
        parts=[Watched(ORGANISATION, "sources_sourcelist", "{row}.organisation_id")],
    )
    register(FIGURE, "sources_publishedfigure")
    register("sources.listsnapshot", "sources_listsnapshot")
