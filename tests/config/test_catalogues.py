"""Catalogues are compiled without gettext, and incomplete ones are named."""

import gettext
import os

import pytest
from django.utils.translation import ngettext

from config import catalogues, messages

HEADER = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
WHOLE = HEADER + 'msgid "person"\nmsgid_plural "persons"\nmsgstr[0] "persona"\nmsgstr[1] "personas"\n'


@pytest.fixture
def catalogue(tmp_path):
    source = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(WHOLE)
    return source


def test_compiled_catalogue_translates_with_plurals(tmp_path, catalogue):
    assert catalogues.compile_outdated(tmp_path) == [catalogue]
    translation = gettext.translation("django", tmp_path, ["es"])
    assert [translation.ngettext("person", "persons", n) for n in (1, 2)] == ["persona", "personas"]


def test_only_newer_sources_are_compiled(tmp_path, catalogue):
    catalogues.compile_outdated(tmp_path)
    os.utime(catalogue, (1, 1))
    assert catalogues.compile_outdated(tmp_path) == []
    os.utime(catalogue.with_suffix(".mo"), (0, 0))
    assert catalogues.compile_outdated(tmp_path) == [catalogue]


def test_catalogue_compiled_after_the_start_is_read(tmp_path, catalogue, settings):
    settings.LOCALE_PATHS = [tmp_path]
    assert ngettext("person", "persons", 2) == "persons"
    catalogues.bring_up_to_date(tmp_path)
    assert ngettext("person", "persons", 2) == "personas"


def test_whole_catalogue_has_no_faults(tmp_path, catalogue):
    assert catalogues.faults(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (WHOLE + '\nmsgid "prison"\nmsgstr ""\n', "not translated: 'prison'"),
        (WHOLE.replace('"personas"', '""'), "not translated: 'person'"),
        (WHOLE + '\n#, fuzzy\nmsgid "prison"\nmsgstr "prisa"\n', "fuzzy: 'prison'"),
        (WHOLE.replace("Plural-Forms", "Forms"), "no Plural-Forms header"),
        (WHOLE + "\nnonsense\n", "can't be read"),
        (WHOLE + '\nmsgid "%(n)s prisons"\nmsgstr "%(m)s prisiones"\n', "other placeholders: '%(n)s prisons'"),
    ],
)
def test_fault_is_named(tmp_path, catalogue, text, complaint):
    catalogue.write_text(text)
    (fault,) = catalogues.faults(tmp_path)
    assert complaint in fault


def test_our_own_catalogues_have_no_faults():
    assert catalogues.faults() == []


def test_everything_that_the_program_says_is_in_the_catalogue():
    for catalogue in catalogues.sources():
        assert messages.missing(catalogue) == []


def test_message_without_translation_is_named(tmp_path):
    (tmp_path / "templates" / "admin").mkdir(parents=True)
    (tmp_path / "templates" / "website").mkdir()
    (tmp_path / "templates" / "admin" / "page.html").write_text(
        """{% load i18n %}<p>{% translate "One" %} {% blocktranslate %}Two {{ n }}{% endblocktranslate %}</p>
        <p>{% translate "Three" context "line" %}</p>"""
    )
    (tmp_path / "templates" / "website" / "page.html").write_text("<p>{{ _('Four') }}</p>")
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "views.py").write_text('told = _("Five"); pgettext("line", "Six")')
    assert {message for _where, message in messages.said(tmp_path)} == {
        ("", "One"), ("", "Two %(n)s"), ("line", "Three"), ("", "Four"), ("", "Five"), ("line", "Six"),
    }  # fmt: skip
