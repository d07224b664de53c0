"""What the database refuses of detentions and their steps, in words (editorial/refusals.py)."""

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
            "request_is_never_operative": Refusal(_("A prosecutor's request is never operative.")),
            "reduction_is_never_operative": Refusal(
                _("A reduction is never operative: its length is what it takes off the operative sentence.")
            ),
        }
    )
