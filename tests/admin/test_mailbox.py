"""The mailbox in the newsroom: who unlocks it, for how long, what the list shows, and what is noted."""

from __future__ import annotations

import time
from base64 import b64encode
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from editorial.accounts import freezing
from editorial.accounts.throttling import PER_ACCOUNT
from editorial.models import Alarm, Attempt, Role
from intake import keys
from intake.gathering import gather
from intake.models import Arrival
from sources.admin import mailbox
from sources.mailbox import unlocking
from sources.mailbox.filing import file_new
from sources.models import CitizenReport, ReportAct, ReportMessage
from tests.admin.reports import DISMISS, FILE, LIST, LOCK, PHRASE, RESTORE, UNLOCK, unlock
from tests.admin.test_every_page import assert_nothing_inline
from tests.editorial.accounts import make_editor, signed_in
from tests.intake.flood import pour
from tests.intake.letters import drop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "a_key")]


@pytest.fixture
def unlocked(as_role) -> Client:
    """A browser of an editor who has unlocked the mailbox."""
    return unlock(as_role(Role.EDITOR))


def shown(client: Client, address: str = LIST) -> str:
    return client.get(address).content.decode()


# Unlocking


def test_locked_mailbox_shows_nothing_of_a_report(as_role):
    drop(text="MARCADOR")
    page = shown(as_role(Role.EDITOR))
    assert "MARCADOR" not in page and 'name="secret"' in page
    assert_nothing_inline(page)


def test_passphrase_unlocks_for_this_browser_and_files_what_came(as_role, editor):
    drop(text="MARCADOR")
    client = unlock(as_role(Role.EDITOR))
    assert "MARCADOR" in shown(client)
    assert CitizenReport.objects.count() == 1
    other = signed_in(editor(Role.EDITOR))
    assert "MARCADOR" not in shown(other)


def test_private_key_on_paper_unlocks_too(as_role):
    _key, private_key = keys.make(on=date(2026, 1, 2))
    drop(text="MARCADOR")
    client = as_role(Role.EDITOR)
    client.post(UNLOCK, {"secret": keys.as_printed(private_key)})
    assert "MARCADOR" in shown(client)


def test_cookie_is_for_the_newsroom_alone_and_out_of_reach_of_scripts(unlocked):
    cookie = unlocked.cookies[unlocking.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/admin/")
    assert cookie["max-age"] == 30 * 60


def test_neither_half_opens_anything_alone(unlocked, a_key):
    _key, private_key = a_key
    raw = private_key.private_bytes_raw()
    assert 'name="secret"' not in shown(unlocked)
    (row,) = Session.objects.all()
    for secret in (raw.hex(), b64encode(raw).decode()):
        assert secret not in str(row.get_decoded())
        assert secret not in unlocked.cookies[unlocking.COOKIE].value
    half = unlocked.cookies.pop(unlocking.COOKIE)
    assert 'name="secret"' in shown(unlocked)
    unlocked.cookies[unlocking.COOKIE] = half.value
    assert 'name="secret"' not in shown(unlocked)
    session = unlocked.session
    session.pop(unlocking.KEPT_IN_SESSION)
    session.save()
    assert 'name="secret"' in shown(unlocked)


@pytest.mark.parametrize("half", ["", "x", "ñ", b64encode(b"short").decode(), b64encode(bytes(32)).decode()])
def test_another_half_opens_nothing(unlocked, half):
    unlocked.cookies[unlocking.COOKIE] = half
    assert 'name="secret"' in shown(unlocked)


def test_it_locks_itself_after_thirty_minutes(unlocked, monkeypatch):
    now = time.time()
    monkeypatch.setattr(unlocking.time, "time", lambda: now + 29 * 60)
    assert 'name="secret"' not in shown(unlocked)
    monkeypatch.setattr(unlocking.time, "time", lambda: now + 30 * 60 + 1)
    assert 'name="secret"' in shown(unlocked)


def test_button_locks_it(unlocked):
    unlocked.post(LOCK)
    assert 'name="secret"' in shown(unlocked)
    assert not unlocked.cookies[unlocking.COOKIE].value


def test_signing_out_locks_it(unlocked, editor):
    half = unlocked.cookies[unlocking.COOKIE].value
    unlocked.post(reverse("account_logout"))
    again = signed_in(editor(Role.EDITOR))
    again.cookies[unlocking.COOKIE] = half
    assert 'name="secret"' in shown(again)


def test_frozen_account_reads_nothing_more(unlocked, editor):
    drop(text="MARCADOR")
    account, one, other = editor(Role.EDITOR), editor(Role.REVIEWER), editor(Role.COORDINATOR)
    freezing.freeze(account, by=one)
    freezing.freeze(account, by=other)
    answer = unlocked.get(LIST)
    assert answer.status_code == 302 and "login" in answer["Location"]
    assert unlocked.post(FILE).status_code == 302 and not CitizenReport.objects.exists()


def test_wrong_passphrases_are_counted_noted_and_after_five_an_alarm(as_role):
    client = as_role(Role.EDITOR)
    for number in range(PER_ACCOUNT + 3):
        client.post(UNLOCK, {"secret": f"otra frase cualquiera {number}"})
        if number == 3:
            assert not Alarm.objects.exists()
    assert ReportAct.objects.filter(verb="wrong").count() == PER_ACCOUNT  # the others were not looked at
    assert [alarm.reason for alarm in Alarm.objects.all()] == ["mailbox", "mailbox"]
    assert {alarm.editor_id for alarm in Alarm.objects.all()} == {ReportAct.objects.first().by_id}
    assert "el buzón de reportes ciudadanos" in shown(as_role(Role.COORDINATOR), "/admin/editorial/alarm/")
    client.post(UNLOCK, {"secret": PHRASE})
    assert 'name="secret"' in shown(client)


def test_right_passphrase_forgives(as_role):
    client = as_role(Role.EDITOR)
    client.post(UNLOCK, {"secret": "otra frase"})
    client.post(UNLOCK, {"secret": PHRASE})
    assert Attempt.objects.count() == 1  # the network's: others may be guessing there


def test_contributor_gets_to_nothing_even_with_the_passphrase(as_role):
    client = as_role(Role.CONTRIBUTOR)
    assert [client.get(LIST).status_code, client.post(UNLOCK, {"secret": PHRASE}).status_code] == [403, 403]


def test_without_a_key_it_says_so(as_role, monkeypatch):
    monkeypatch.setattr("sources.admin.mailbox.MailboxKey.objects.exists", lambda: False)
    assert "mailbox_key" in shown(as_role(Role.EDITOR))


def test_pages_are_kept_by_no_cache(unlocked):
    drop()
    unlocked.post(FILE)
    page = reverse("admin:sources_citizenreport_change", args=[CitizenReport.objects.get().pk])
    for address in (LIST, page):
        assert "no-store" in unlocked.get(address)["Cache-Control"]


# The list


def test_list_says_what_is_in_it_and_escapes_it(unlocked):
    drop(name="<script>alert(1)</script>", text="a\u202eb", place="Playa & Cerro")
    unlocked.post(FILE)
    page = shown(unlocked)
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "\u202e" not in page and "a\ufffdb" in page
    assert_nothing_inline(page)


def test_list_asks_as_often_for_fifty_as_for_one_and_opens_what_it_shows(unlocked, monkeypatch):
    pour([{"kind": "release", "text": "uno"}])
    unlocked.post(FILE)
    shown(unlocked)
    with CaptureQueriesContext(connection) as few:
        shown(unlocked)
    pour({"kind": "release", "text": f"texto {number}"} for number in range(300))
    unlocked.post(FILE)
    shown(unlocked)  # with what filing told
    looked_at = []
    inner = mailbox.first_of
    monkeypatch.setattr(mailbox, "first_of", lambda rows, at_hand: looked_at.append(len(rows)) or inner(rows, at_hand))
    with CaptureQueriesContext(connection) as many:
        shown(unlocked)
    assert len(many) == len(few) <= 25, "\n".join(each["sql"][:150] for each in many.captured_queries)
    assert looked_at == [50]


def test_reports_are_found_by_state_kind_and_day(unlocked):
    pour([{"kind": "new", "text": "AAA"}, {"kind": "release", "text": "BBB"}])
    pour([{"kind": "release", "text": "CCC"}], on=date(2026, 2, 1))
    unlocked.post(FILE)
    found = {
        asked: {mark for mark in ("AAA", "BBB", "CCC") if mark in shown(unlocked, f"{LIST}?{asked}")}
        for asked in ("", "kind=new", "kind=release", "day=2026-02-01", "state=closed", "state=all&kind=return",
                      "kind=nothing&day=2026-02-30&like=zz&state=x&page=99999")
    }  # fmt: skip
    assert found == {
        "": {"AAA", "BBB", "CCC"}, "kind=new": {"AAA"}, "kind=release": {"BBB", "CCC"}, "day=2026-02-01": {"CCC"},
        "state=closed": set(), "state=all&kind=return": set(),
        "kind=nothing&day=2026-02-30&like=zz&state=x&page=99999": {"AAA", "BBB", "CCC"},
    }  # fmt: skip


def test_a_flood_of_the_same_words_is_one_line_and_goes_with_one_confirmation(unlocked):
    pour([{"kind": "release", "text": f"Ya no hay presos{'!' * number}"} for number in range(120)])
    pour([{"kind": "new", "text": "otra cosa"}])
    unlocked.post(FILE)
    lines = unlocked.get(LIST).context["lines"]
    assert sorted(line.alike for line in lines) == [1, 120]
    (flood,) = [line for line in lines if line.alike > 1]
    asked = unlocked.post(DISMISS, {"like": flood.like})
    assert asked.status_code == 200 and CitizenReport.objects.open().count() == 121
    unlocked.post(DISMISS, {"like": flood.like, "confirmed": asked.context["count"]})
    assert CitizenReport.objects.open().count() == 1
    assert set(CitizenReport.objects.exclude(state="new").values_list("state", flat=True)) == {"spam"}
    (act,) = ReportAct.objects.filter(verb="spam")
    assert len(act.reports) == 120


def test_those_chosen_go_and_closed_ones_are_left(unlocked, editor):
    pour([{"text": "uno"}, {"text": "dos"}, {"text": "tres"}])
    unlocked.post(FILE)
    one, two, _three = CitizenReport.objects.order_by("pk")
    two.move("reject", by=editor(Role.EDITOR), on=localdate(), reason="empty")
    unlocked.post(DISMISS, {"report": [one.pk, two.pk, "x", "9" * 30], "confirmed": "1"})
    assert sorted(CitizenReport.objects.values_list("state", flat=True)) == ["new", "rejected", "spam"]


@pytest.mark.parametrize("sent", [{}, {"report": "x"}, {"like": "zz"}, {"like": "00" * 16}, {"report": "99999"}])
def test_nothing_chosen_is_told(unlocked, sent):
    pour([{"text": "uno"}])
    unlocked.post(FILE)
    assert unlocked.post(DISMISS, sent).status_code == 302
    assert CitizenReport.objects.get().state == "new"


def test_locked_mailbox_dismisses_and_files_nothing(as_role):
    client = as_role(Role.EDITOR)
    pour([{"text": "uno"}])
    client.post(FILE)
    assert not ReportMessage.objects.exists()
    unlock(client).post(LOCK)
    client.post(DISMISS, {"report": CitizenReport.objects.get().pk, "confirmed": "1"})
    assert CitizenReport.objects.get().state == "new"
    CitizenReport.objects.update(state="spam", purge_on=localdate())
    client.post(RESTORE, {"report": CitizenReport.objects.get().pk})
    assert CitizenReport.objects.get().state == "spam"


def test_no_more_are_ticked_at_once_than_a_page_shows(unlocked):
    pour({"text": f"texto {number}"} for number in range(mailbox.PER_PAGE + 1))
    unlocked.post(FILE)
    every = list(CitizenReport.objects.values_list("pk", flat=True))
    unlocked.post(DISMISS, {"report": every, "confirmed": len(every)})
    assert not CitizenReport.objects.filter(state="spam").exists()


def test_whoever_empties_the_mailbox_raises_an_alarm_and_another_takes_up_again_what_went(unlocked, as_role):
    pour({"kind": "release", "text": f"Ya no hay presos{'!' * number}"} for number in range(150))
    pour([{"text": "una"}, {"text": "otra"}])
    unlocked.post(FILE)
    one, other, *_ = CitizenReport.objects.order_by("-pk")
    flood = next(line.like for line in unlocked.get(LIST).context["lines"] if line.alike > 1)
    unlocked.post(DISMISS, {"report": [one.pk], "confirmed": "1"})
    assert not Alarm.objects.exists()
    unlocked.post(DISMISS, {"like": flood, "confirmed": "150"})
    (alarm,) = Alarm.objects.all()
    assert (alarm.reason, alarm.editor_id) == ("emptied", ReportAct.objects.first().by_id)
    unlocked.post(DISMISS, {"report": [other.pk], "confirmed": "1"})
    assert Alarm.objects.count() == 1, "the next is at the next hundred"
    assert "buzón" in shown(as_role(Role.COORDINATOR), "/admin/editorial/alarm/")

    colleague = unlock(as_role(Role.REVIEWER))
    assert RESTORE in shown(colleague, f"{LIST}?state=spam")
    colleague.post(RESTORE, {"like": flood})
    colleague.post(RESTORE, {"report": [one.pk, "x"]})
    assert CitizenReport.objects.filter(state="triage", purge_on=None, decided_by=None).count() == 151
    assert CitizenReport.objects.get(state="spam") == other
    noted = ReportAct.objects.filter(verb="reopen").order_by("pk")
    assert [len(act.reports) for act in noted] == [150, 1]


@pytest.mark.parametrize("state", ["new", "accepted", "rejected", "duplicate"])
def test_nothing_but_spam_is_taken_up_again_in_the_list(unlocked, state):
    pour([{"text": "uno"}])
    unlocked.post(FILE)
    day = localdate() if state != "new" else None
    CitizenReport.objects.update(state=state, purge_on=day, reason="empty" if state == "rejected" else "")
    unlocked.post(RESTORE, {"report": CitizenReport.objects.get().pk})
    assert CitizenReport.objects.get().state == state


def test_those_that_will_be_gone_within_a_month_are_found_and_say_the_day(unlocked):
    pour([{"text": "AAA"}], on=localdate() - timedelta(days=61))
    pour([{"text": "BBB"}], on=localdate() - timedelta(days=59))
    unlocked.post(FILE)
    page = shown(unlocked, f"{LIST}?state=ending")
    assert "AAA" in page and "BBB" not in page


@pytest.mark.parametrize("address", [UNLOCK, LOCK, FILE, DISMISS, RESTORE])
def test_forms_take_posts_alone(unlocked, address):
    assert unlocked.get(address).status_code == 405


# Who saw what


def test_what_is_seen_is_noted_and_shown_to_who_answers_for_the_newsroom(unlocked, as_role):
    drop()
    unlocked.post(FILE)
    shown(unlocked)
    report = CitizenReport.objects.get()
    unlocked.get(reverse("admin:sources_citizenreport_change", args=[report.pk]))
    noted = list(ReportAct.objects.order_by("pk").values_list("by__username", "verb", "reports"))
    who = "cuenta-editor"
    assert noted == [(who, "unlock", []), (who, "list", [report.pk]), (who, "open", [report.pk])]
    log, of_report = "/admin/sources/reportact/", reverse("admin:sources_citizenreport_history", args=[report.pk])
    coordinator = as_role(Role.COORDINATOR)
    assert str(report) in shown(coordinator, log) and who in shown(coordinator, of_report)
    assert [unlocked.get(address).status_code for address in (log, of_report)] == [403, 403]


def test_desk_says_how_much_waits(as_role):
    make_editor("nadie", Role.EDITOR)
    drop()
    gather()
    page = shown(as_role(Role.EDITOR), "/admin/")
    assert f'href="{LIST}"><span class="number">0</span>' in page, "nobody sees that something has just come"
    assert "Los de hoy están sellados y no se cuentan" in page
    pour([{"text": "uno"}, {"text": "dos"}], on=localdate() - timedelta(days=1))
    page = shown(as_role(Role.EDITOR), "/admin/")
    assert f'href="{LIST}"><span class="number">1</span>' in page, "nor how much is still sealed"
    file_new(keys.opened_by(PHRASE))
    page = shown(as_role(Role.EDITOR), "/admin/")
    assert f'href="{LIST}"><span class="number">3</span>' in page
    contributor = as_role(Role.CONTRIBUTOR)
    assert LIST not in shown(contributor, "/admin/")


def words_of_the_lock(client: Client) -> list[str]:
    page = shown(client)
    return [words for words in ("Hay algunas piezas selladas de", "Hay muchas piezas selladas de") if words in page]


def test_locked_mailbox_says_of_former_days_that_some_wait_and_of_today_nothing(as_role):
    client = as_role(Role.EDITOR)
    drop()
    gather()
    assert words_of_the_lock(client) == []
    pour([{"text": "uno"}], on=localdate() - timedelta(days=1))
    assert words_of_the_lock(client) == ["Hay algunas piezas selladas de"]
    pour(({"text": str(number)} for number in range(mailbox.FEW)), on=localdate() - timedelta(days=1))
    assert words_of_the_lock(client) == ["Hay muchas piezas selladas de"]


def test_it_says_when_nothing_has_been_gathered_for_days(as_role, settings):
    settings.GATHERS_AT_ONCE = False
    client = as_role(Role.EDITOR)
    drop()
    Arrival.objects.update(received_on=localdate() - timedelta(days=1))
    assert "manage.py purge" not in shown(client)
    Arrival.objects.update(received_on=localdate() - timedelta(days=2))
    assert "manage.py purge" in shown(client)


def test_on_a_real_site_nobody_of_the_newsroom_gathers(unlocked, settings):
    settings.GATHERS_AT_ONCE = False
    drop(text="MARCADOR")
    unlocked.post(FILE)
    page = shown(unlocked)
    assert "MARCADOR" not in page and f'action="{FILE}"' not in page
    gather()
    assert f'action="{FILE}"' in shown(unlocked)
    unlocked.post(FILE)
    assert "MARCADOR" in shown(unlocked)
