"""Keys of the mailbox: strong enough, one at a time, found again by passphrase or from paper."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from intake import keys, slot
from intake.models import MailboxKey, MailboxSecret
from tests.intake.letters import drop

pytestmark = pytest.mark.django_db
PHRASE = "cuatro palmas y un río crecido"


@pytest.mark.parametrize(
    "phrase", ["corta", "diecinueve letras 9", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabcabcabc"]
)
def test_weak_passphrase_is_refused_and_no_key_is_made(phrase):
    with pytest.raises(keys.WeakPassphrase):
        keys.make(on=date(2026, 1, 1), passphrase=phrase)
    assert not MailboxKey.objects.exists()


def test_new_key_retires_the_one_before_and_takes_the_reports():
    former, _ = keys.make(on=date(2026, 1, 1), passphrase=PHRASE)
    drop()
    newer, _ = keys.make(on=date(2026, 1, 2))
    drop(text="otra")
    former.refresh_from_db()
    assert former.retired_on == date(2026, 1, 2) and newer.retired_on is None
    assert (former.arrivals.count(), newer.arrivals.count()) == (1, 1)


def test_passphrase_opens_however_it_is_typed_and_another_does_not():
    key, private_key = keys.make(on=date(2026, 1, 1), passphrase=PHRASE)
    for typed in (PHRASE, f"  {PHRASE.replace(' ', '   ')} ", PHRASE.replace("í", "i\u0301")):
        assert keys.opened_by(typed)[key.pk].private_bytes_raw() == private_key.private_bytes_raw()
    assert keys.opened_by(PHRASE.upper()) == keys.opened_by("") == {}


def test_private_key_on_paper_opens_its_own_key_alone():
    key, private_key = keys.make(on=date(2026, 1, 1))
    keys.make(on=date(2026, 1, 2), passphrase=PHRASE)
    printed = keys.as_printed(private_key)
    assert list(keys.opened_by(printed)) == list(keys.opened_by(printed.upper().replace(" ", "-"))) == [key.pk]
    assert keys.opened_by("0" * 64) == {}


def run(*arguments: str) -> str:
    said = io.StringIO()
    call_command("mailbox_key", *arguments, stdout=said, stderr=io.StringIO())
    return said.getvalue()


def test_command_reads_the_passphrase_from_a_file_and_prints_the_fingerprint_alone(tmp_path: Path):
    file = tmp_path / "passphrase"
    file.write_text(f"{PHRASE}\nnot this line\n", encoding="utf-8")
    said = run("--passphrase-file", str(file))
    assert re.search(r"([0-9a-f]{4} ){3}[0-9a-f]{4}$", said.strip())
    assert PHRASE not in said and len(keys.opened_by(PHRASE)) == 1
    assert slot.is_open()


def test_command_prints_the_private_key_once_and_keeps_nothing():
    printed = re.search(r"(?:[0-9a-f]{8} ){7}[0-9a-f]{8}", run("--print"))
    assert printed and len(keys.opened_by(printed[0])) == 1
    assert not MailboxSecret.objects.exists()


def test_command_asks_twice_and_refuses_what_differs(monkeypatch):
    answers = iter([PHRASE, PHRASE + "!"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    with pytest.raises(CommandError):
        run()
    assert not MailboxKey.objects.exists()


@pytest.mark.parametrize("content", ["corta\n", "\n", ""])
def test_command_refuses_a_weak_or_empty_passphrase(tmp_path, content):
    file = tmp_path / "passphrase"
    file.write_text(content)
    with pytest.raises(CommandError) as refused:
        run("--passphrase-file", str(file))
    assert refused.value.returncode == 2
    assert not MailboxKey.objects.exists()


def test_command_refuses_a_file_that_is_not_there():
    with pytest.raises(CommandError):
        run("--passphrase-file", "/nowhere/at/all")


def test_command_lists_keys_without_making_one():
    keys.make(on=date(2026, 1, 1), passphrase=PHRASE)
    keys.make(on=date(2026, 1, 2))
    assert len(run("--list").strip().splitlines()) == 2
    assert MailboxKey.objects.count() == 2
