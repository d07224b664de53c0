"""What a newcomer finds in the demonstration besides its figures: rows to match, embargoes, a tombstone (10.8)."""

import pytest

from tests.site.conftest import Site

pytestmark = pytest.mark.xdist_group("site")

EMBARGOED = "Lisandra Mustelier Zunzuneira", "Reinier Duvergel Caguairán", "Yordan Zaldívar Manjuarí"
COUNT = """
from prisoners.models import Person, RowMatch, Tombstone
print(RowMatch.objects.in_force().filter(decision="unsure").values("entry").distinct().count(),
      Person.objects.filter(embargo_until__isnull=False, workflow_state="approved").count(),
      Person.objects.filter(visibility="withheld").count(), Tombstone.objects.exists())
"""


def test_the_newsroom_has_rows_to_match_and_persons_to_keep_from_the_public(site: Site):
    rows, embargoed, withheld, has_tombstone = site.manage("shell", "-v0", "-c", COUNT).stdout.split()
    assert (int(rows), int(embargoed), has_tombstone) == (6, 3, "True")
    assert int(withheld) >= 2


@pytest.mark.parametrize("name", [*EMBARGOED, "Osmel Figueredo Mamoncillar"])
def test_nobody_under_embargo_or_erased_is_found(site: Site, name: str):
    found = [one["name"] for one in site.json("/api/v1/prisoners/", q=name)["results"]]
    assert name not in found


def test_two_were_sent_back_before_the_demonstration_ends(site: Site):
    asked = {"announcement": "anuncio-553", "days": 70, "as_of": "2025-03-31"}
    assert site.figure("reimprisoned", **asked)["value"] == 2


def test_whoever_asked_for_it_is_counted_and_named_in_no_edition(site: Site):
    """Edition 1 lacks the row that came late; nobody else is missing in it."""
    for edition, persons in ((1, 2249), (4, 2250)):
        assert site.figure("custody", edition=edition, as_of="2025-01-14")["value"] == persons
        named = site.json("/api/v1/prisoners/", edition=edition, as_of="2025-01-14")["count"]
        assert named == persons - 2
