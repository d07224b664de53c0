"""What organisations disagree on is public: each disagreement that the newsroom knows is told, by name, to readers."""

from __future__ import annotations

import json
from html import unescape

import pytest

from tests.site.conftest import NEWEST, Site

pytestmark = pytest.mark.xdist_group("site")

KNOWN = """
import json
from prisoners.sayings.disagreements import disagreements
print(json.dumps([
    [str(each.person.public_id), each.saying.name, str(each.saying.ours.value),
     sorted([word.line.organisation, str(word.value)] for word in each.saying.last_words if word.differs)]
    for each in disagreements().all if each.person.visibility == "public" and not each.person.embargo_until]))
"""
PUBLIC = {"sentence_months": "sentence", "province": "province", "left_on": "left_on"}


@pytest.fixture(scope="module")
def known(site: Site) -> list[tuple[str, str, str, list[list[str]]]]:
    answer = site.manage("shell", "-v0", "-c", KNOWN)
    assert answer.returncode == 0, answer.stderr[-2000:]
    return json.loads(answer.stdout.strip().splitlines()[-1])


def test_every_disagreement_is_told_by_the_api(site: Site, known):
    """The demonstration's 12 provinces, 9 days of release and 5 sentences (domain reference 10.8)."""
    assert len(known) >= 20
    for person, field, ours, differing in known:
        facts = site.json(f"/api/v1/prisoners/{person}/", edition=NEWEST)["facts"]
        (fact,) = [each for each in facts if each["field"] == PUBLIC[field]]
        assert fact["value"] == ours
        assert sorted([each["organisation"], each["value"]] for each in fact["stated"]) == differing, (person, field)


@pytest.mark.parametrize(("people", "words"), [("es/personas", "según"), ("en/people", "according to")])
def test_the_page_says_who_says_what(site: Site, known, people: str, words: str):
    person, _field, _ours, differing = known[0]
    _status, _headers, body = site.get(f"/{people}/{person}/?edition={NEWEST}")
    page = unescape(body.decode())
    names = {one["code"]: one["name"] for one in site.json("/api/v1/organisations/")["results"]}
    assert all(f"{words} {names[organisation]}" in page for organisation, _value in differing)
