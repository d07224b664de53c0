"""The mailbox of the demonstration: opened by the passphrase that is printed, with a flood of the same words in it."""

from collections import Counter

import pytest

from demonstration import reports
from intake import keys
from sources.mailbox.filing import file_new
from sources.mailbox.reading import first_of
from sources.models import CitizenReport
from tests.admin.conftest import make_person

pytestmark = pytest.mark.django_db


def test_invented_reports_wait_sealed_and_are_opened_by_the_printed_passphrase(monkeypatch):
    persons = [make_person(number, name=f"Yoandri Pérez Sabanalar {number}") for number in range(4)]
    monkeypatch.setattr(reports, "_people", lambda: persons)
    assert reports.leave_reports() == 12
    at_hand = keys.opened_by(reports.PASSPHRASE)
    assert file_new(at_hand).reports == 12
    told = list(first_of(CitizenReport.objects.all(), at_hand).values())
    assert {one.kind for one in told} == {"release", "return", "new", "error"}
    assert sum(len(one.files) for one in told) == 1
    alike = Counter(bytes(report.likeness) for report in CitizenReport.objects.all())
    assert max(alike.values()) == reports.FLOOD
