"""The newsroom in Spanish: no choice and no column that an editor reads is left in English, or as a code."""

import polib
import pytest
from django.apps import apps
from django.utils import translation

from config.catalogues import LOCALE

ROOMS = {"editorial", "sources", "prisoners", "releases"}
MODELS = [
    model for model in apps.get_models() if model._meta.app_label in ROOMS and not hasattr(model, "pgh_tracked_model")
]
KNOWN = {
    entry.msgid
    for entry in polib.pofile(str(LOCALE / "es" / "LC_MESSAGES" / "django.po"))
    if entry.msgstr or entry.msgstr_plural
}
NEEDS_NONE = {"Diabetes", "Español", "English"}  # languages are written in themselves


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_choice_is_in_the_catalogue(model):
    with translation.override("en"):
        labels = {
            str(label)
            for column in model._meta.concrete_fields
            for _code, label in getattr(column, "base_field", column).flatchoices
        }
    assert not {label for label in labels - KNOWN - NEEDS_NONE if not label.isdigit()}
