"""What the database refuses of detentions, their steps and consents, in words (editorial/refusals.py)."""

from django.utils.translation import gettext_lazy as _

from editorial.refusals import Refusal, register


def register_all() -> None:
    register(
        {
            "detentions_do_not_overlap": Refusal(_("This detention overlaps another one of the same person.")),
            "stays_do_not_overlap": Refusal(
                _("Two stays of this detention overlap: mark a pass or a hospital stay as within another.")
            ),
            "one_operative_sentence": Refusal(_("Two sentences of this detention would be operative on the same day.")),
            "consent_withdrawn_for_ever": Refusal(_("A consent that was withdrawn stays so: record a new one.")),
            "consent_scope_code": Refusal(_("Say what the consent covers."), beside=("scope",)),
            "consent_to_a_minors_name_by_family": Refusal(
                _("The identity of a minor: the person alone, the family or a guardian consent to it."),
                beside=("given_by",),
            ),
            "consent_given_then_withdrawn": Refusal(
                _("It can't be withdrawn before it was given."), beside=("withdrawn_on",)
            ),
            "consent_given_then_reviewed": Refusal(_("It can't be given after its review."), beside=("given_on",)),
            "consent_reviewed_yearly": Refusal(
                _("Within a year of the day on which it was given or last reviewed."), beside=("review_on",)
            ),
            "request_is_never_operative": Refusal(_("A prosecutor's request is never operative.")),
            "reduction_is_never_operative": Refusal(
                _("A reduction is never operative: its length is what it takes off the operative sentence.")
            ),
        }
    )
