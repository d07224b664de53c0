import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.reports.estimates.published import SAMPLES

pytestmark = pytest.mark.usefixtures("short_draws")


def run(path, *options):
    out = StringIO()
    call_command("estimate", str(path), *options, stdout=out)
    return out.getvalue()


def test_a_table_gives_model_estimate_interval_and_verdict():
    text = run(SAMPLES / "kosovo.csv", "--language", "en")

    assert "Model chosen by BIC: [123,14,34]" in text
    assert "10,357, 95% interval 8,994 to 12,110" in text
    assert "NO ESTIMATE TO PUBLISH" in text
    assert "14,342" in text  # step by step
    assert "12,749" in text  # decomposable graphs


def test_spanish_is_the_default():
    text = run(SAMPLES / "kosovo.csv")

    assert "Modelo elegido por BIC: [123,14,34]" in text
    assert "SIN ESTIMACIÓN QUE PUBLICAR" in text


def test_two_lists_give_a_figure_to_teach_with():
    text = run(SAMPLES / "seber.csv", "--language", "en")

    assert "Chapman (to teach with, not to publish): 2,383" in text
    assert "fewer than 3 lists" in text


def test_one_list_gives_no_number(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("A,count\n1,500\n")

    text = run(path, "--language", "en")

    assert "one list tells nothing" in text
    assert "interval" not in text


def test_json_says_the_same():
    found = json.loads(run(SAMPLES / "kosovo.csv", "--format", "json", "--bootstrap", "20"))

    assert found["model"] == "[123,14,34]"
    assert found["estimate"] == 10356.5
    assert found["publish"] is None
    assert [one["code"] for one in found["withheld"]] == ["models_disagree", "too_wide", "mostly_unseen"]
    assert [one["code"] for one in found["others"]] == ["stepwise", "graphs", "bootstrap"]


def test_what_is_known_beside_the_table_withholds():
    options = ("--restricted", "ABA", "--open-rows", "200", "--stratum", "--previous", "1", "2", "--link-spread", "1e6")
    found = json.loads(run(SAMPLES / "kosovo.csv", "--format", "json", *options))

    assert {"restricted_list", "open_rows", "uncertain_links", "moved"} <= {one["code"] for one in found["withheld"]}


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (None, (), "can't be read"),
        (b"A,B,count\n1,0,-1\n", (), "negative"),
        (b"A,B,count\n1,0,0\n", (), "All counts are zero"),
        (b"A,B,count\n1,1,5\n", ("--restricted", "Z"), "no such list; it has: A, B"),
        (b"A,B,count\n1,1,5\n", ("--open-rows", "-1"), "out of range"),
    ],
)
def test_bad_input_is_one_line_and_exit_two(tmp_path, content, options, message):
    path = tmp_path / "table.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=message) as caught:
        run(path, "--language", "en", *options)

    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)


def test_the_order_of_the_columns_changes_no_digit(tmp_path):
    rows = [line.split(",") for line in (SAMPLES / "kosovo.csv").read_text().split()]
    other = tmp_path / "other.csv"
    other.write_text("\n".join(",".join(row[place] for place in (2, 0, 3, 1, 4)) for row in rows))
    found, moved = (json.loads(run(path, "--format", "json")) for path in (SAMPLES / "kosovo.csv", other))
    assert found["families"] == moved["families"] and found["envelope"] == moved["envelope"]
