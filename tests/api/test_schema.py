"""The description is valid, and the API behaves as it says: addresses drawn at random get no other status."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from api.description import description
from config.wsgi import application
from tests.publication import records

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
DESCRIPTION = schemathesis.openapi.from_dict(description())


def test_description_is_valid_and_free_of_guesses(api):
    GENERATOR_STATS.reset()
    description.cache_clear()

    found = description()

    validate_schema(found)
    assert not GENERATOR_STATS, GENERATOR_STATS.emit_summary()
    assert found["openapi"].startswith("3.1")


def test_description_names_every_address_and_parameter(api):
    paths = api.get("/api/v1/schema/").json()["paths"]

    assert set(paths) == {
        f"/api/v1/{path}"
        for path in (
            "", "prisoners/", "prisoners.csv", "prisoners.json", "prisoners.xlsx", "prisoners/{public_id}/",
            "releases/", "releases.csv", "releases.json", "releases.xlsx", "organisations/",
            "announcements/", "published-figures/", "editions/", "figures/", "figures/{figure_id}/",
            "figures/{figure_id}/persons/", "figures/{figure_id}/history/", "walks/", "walks/persons/",
            "walks/persons.csv",
        )
    }  # fmt: skip
    named = {parameter["name"] for parameter in paths["/api/v1/prisoners/"]["get"]["parameters"]}
    assert named == {
        "q", "province", "municipality", "event", "sort",
        "custody_state", "context", "offence", "gender", "minor_at_detention", "list",
        "detained_after", "detained_before", "as_of", "edition", "known_at", "cursor", "page_size",
    }  # fmt: skip
    for path in paths.values():
        assert {"200", "304", "400", "404"} <= set(path["get"]["responses"])


@pytest.fixture
def something_published(db):
    edition = records.edition(1)
    records.organisation(edition)
    records.announcement(edition)
    records.published_figure(edition)
    records.release(records.prisoner(edition))
    # As the test client does: the end of a request must not close the test's own connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@DESCRIPTION.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_addresses_drawn_at_random_are_answered_as_described(something_published, case):
    response = case.call(app=application, headers={"Accept-Encoding": "identity"})
    case.validate_response(response, checks=CHECKS)
