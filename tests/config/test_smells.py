"""Each guard of `make check` against smells is tripped by one example, and leaves a clean neighbour alone."""

import importlib.util
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("smells", PROJECT / ".ci" / "smells.py")
smells = importlib.util.module_from_spec(spec)
spec.loader.exec_module(smells)

EXAMPLES = [
    ("back_way_past_the_import_contract", "releases/merge.py", "Person = apps.get_model('prisoners.Person')"),
    ("back_way_past_the_import_contract", "releases/merge.py", "import_string('prisoners.models.Person')"),
    ("back_door_to_publication", "website/views.py", "row.edition_to = 7"),
    ("back_door_to_publication", "website/views.py", "rows.current().update(edition_to=7)"),
    ("back_door_to_publication", "website/views.py", "PrisonerVersion(edition_from=7)"),
    ("back_door_to_publication", "website/views.py", "setattr(row, 'edition_to', 7)"),
    ("back_door_to_publication", "website/views.py", "Row.objects.bulk_update(rows, ['edition_to'])"),
    ("back_door_to_publication", "website/views.py", "execute('UPDATE rows SET edition_to = 7')"),
    ("open_field_list", "api/serializers.py", "class A:\n    class Meta:\n        fields = '__all__'"),
    ("open_field_list", "intake/forms.py", "class A:\n    class Meta:\n        exclude = ['secret']"),
    ("open_field_list", "intake/forms.py", "modelform_factory(Report, fields='__all__')"),
    ("list_page_without_a_query_budget", "tests/website/test_prisoner_list.py", "def test_shows_all(): ..."),
    ("file_that_lost_its_subject", "reports/figures.py", "x = 1\n" * 401),
    ("file_that_lost_its_subject", "reports/utils.py", ""),
    ("file_that_lost_its_subject", "reports/helpers/dates.py", ""),
    ("careless_migration", "reports/migrations/0002_auto_20260101.py", ""),
    ("careless_migration", "reports/migrations/0002_fill.py", "migrations.RunPython(fill)"),
    ("careless_migration", "reports/migrations/0002_fill.py", "migrations.RunSQL('SELECT 1')"),
    ("admin_method_that_never_runs", "prisoners/admin.py", "class A(ModelAdmin):\n    def queryset(self): ..."),
    ("test_that_is_not_collected", "tests/reports/figures.py", "def test_sums(): ..."),
    ("test_that_is_not_collected", "tests/reports/test_sums.py", "class Sums:\n    def test_it(self): ..."),
    ("link_that_points_at_nothing", "README.md", "[the house](docs/house.md)"),
    ("link_that_points_at_nothing", "docs/figures.md", "[above](#no-such-heading)"),
    ("link_that_points_at_nothing", "reports/figures.py", "# docs/decisions/0003 says why"),
]
CLEAN = {
    "releases/migrations/0001_initial.py": "apps.get_model('A.B')\nmigrations.RunSQL('A', reverse_sql='B')",
    "releases/migrations/0002_fill.py": "migrations.RunPython(fill, migrations.RunPython.noop)",
    "publication/projector.py": "rows.update(edition_to=7)\nrow.edition_from = 8",
    "website/views.py": "rows.filter(edition_to=None).exclude(edition_from=3)\nrow.edition_to\nQ(edition_to=None)",
    "api/serializers.py": "class A:\n    class Meta:\n        fields = ['name']",
    "prisoners/admin.py": "class A(SimpleListFilter):\n    def queryset(self): ...",
    "tests/website/test_prisoner_list.py": "def test_budget(django_assert_num_queries): ...",
    "tests/website/test_playlist.py": "def test_plays(): ...",
    "reports/figures.py": "x = 1\n" * 399 + "# docs/decisions/0001 and docs/words.md say why",
    "docs/words.md": "# The words\n[here](#the-words) [up](../README.md) [far](https://example.org/none)",
    "docs/decisions/0001-two-records.md": "# Two records\n```\n[not a link](nowhere.md)\n```",
    "README.md": "[words](docs/words.md#the-words)",
    "var/anything/utils.py": "x.edition_to = 7",
}


def lay(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text + "\n" if text else "")


def test_clean_tree_says_nothing(tmp_path, capsys):
    lay(tmp_path, CLEAN)
    assert smells.main(tmp_path) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("smell", "name", "text"), EXAMPLES)
def test_smell_is_found_and_named(tmp_path, capsys, smell, name, text):
    lay(tmp_path, CLEAN | {name: text})
    assert smells.main(tmp_path) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(name)
    assert line.endswith(f"[{smell}]")


def test_every_smell_has_an_example():
    assert {smell.__name__ for smell in smells.SMELLS} == {smell for smell, _, _ in EXAMPLES}
