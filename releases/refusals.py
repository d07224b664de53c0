"""What the database refuses of releases and revocations, in words, and beside which field (editorial/refusals.py).

The rules themselves: releases/contradictions.py. A form that edits another row of the same stay tells it beside its own
day, hence several fields.
"""

from django.utils.translation import gettext_lazy as _

from editorial.refusals import Refusal, register

DAY_OF_ARREST = "detained_on"


def register_all() -> None:
    register(OF_RELEASES | OF_REVOCATIONS)


OF_RELEASES = {
    "release_not_before_detention": Refusal(_("The release lies before the detention."), ("left_on", DAY_OF_ARREST)),
    "one_release_takes_out_of_prison": Refusal(
        _("This detention has ended already: mark a later change of figure as “was already outside”."),
        ("was_already_outside",),
    ),
    "release_once": Refusal(
        _("This detention has a release of this figure and this day already: open that one instead."),
        ("release_type", "left_on"),
    ),
    "report_not_before_release": Refusal(
        _("It would have been made known before it happened: one of the two days is wrong."), ("reported_on",)
    ),
    "formality_not_before_departure": Refusal(
        _("A change made while the person was already outside cannot lie before the day on which they left prison."),
        ("left_on",),
    ),
    "term_not_before_release": Refusal(
        _("The trial period or leave ends before the person left prison."), ("term_end", DAY_OF_ARREST)
    ),
    "release_tied_with_attribution": Refusal(
        _("Say who ties the release to the announcement, or name no announcement."), ("attribution",)
    ),
    "figure_agrees_with_its_revocations": Refusal(
        _("Releases of this figure were revoked in a way that this change would contradict."),
        ("is_revocable", "extinguishes"),
    ),
}

OF_REVOCATIONS = {
    "revocation_of_an_ended_penalty": Refusal(
        _(
            "This departure cannot be revoked: its figure is not revocable, or the penalty had ended by then. Who is "
            "held again for something else has a new detention."
        ),
        ("release", "revoked_on", "release_type", DAY_OF_ARREST),
    ),
    "return_in_a_new_detention": Refusal(
        _("The new detention is the very one that this departure ended: name the later one."), ("new_detention",)
    ),
    "return_of_the_same_person": Refusal(
        _("The new detention is another person's: name one of the same person."), ("new_detention",)
    ),
    "revocation_not_before_release": Refusal(
        _("The revocation lies before the departure from prison that it revokes."),
        ("revoked_on", "left_on", DAY_OF_ARREST),
    ),
    "reimprisonment_not_before_release": Refusal(
        _("Back in prison before the departure from prison: one of the days is wrong."),
        ("reimprisoned_on", "left_on", DAY_OF_ARREST),
    ),
    "return_not_before_release": Refusal(
        _("The new detention begins before the departure from prison that was revoked."),
        ("new_detention", "left_on", DAY_OF_ARREST),
    ),
    "revocation_within_the_term": Refusal(
        _(
            "The revocation lies after the end of the trial period or leave: what had ended cannot be revoked. If the "
            "term was prolonged, correct its end; if it was revoked before, write by when."
        ),
        ("revoked_on", "term_end", DAY_OF_ARREST),
    ),
}
