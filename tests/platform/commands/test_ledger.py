"""``zeren ledger`` from the command line, end to end."""

import argparse
import stat

import pytest
from django.utils import timezone
from tests.platform.ledger.factories import record
from tests.platform.organisation.factories import PostFactory

from zeren.cli import main
from zeren.merkle import Policy
from zeren.merkle.bundle import Bundle
from zeren.merkle.trust import signed_by_log
from zeren_platform.commands import ledger
from zeren_platform.common.actor import Role
from zeren_platform.ledger.events import KeyPutInUse
from zeren_platform.ledger.log_folder import LogFolder
from zeren_platform.ledger.models import Payload, Record
from zeren_platform.organisation.queries import actor_of
from zeren_platform.organisation.use_cases import tokens

pytestmark = pytest.mark.django_db
ORIGIN = "ledger.binhai.example/2026"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.LEDGER_KEY = tmp_path / "keys" / "ledger.key"
    settings.LEDGER_LOCK = tmp_path / "elsewhere" / "lock.sqlite3"
    settings.LEDGER_FOLDER = tmp_path / "log"
    return settings


def zeren_ledger(*words):
    parser = argparse.ArgumentParser()
    ledger.add_arguments(parser)
    return ledger.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def begun(places, capsys):
    assert zeren_ledger("keygen", "--origin", ORIGIN) == 0
    return capsys.readouterr().out


def test_the_private_key_is_kept_for_its_owner_and_never_printed(begun, places):
    kept = places.LEDGER_KEY.read_text(encoding="ascii")

    assert stat.S_IMODE(places.LEDGER_KEY.stat().st_mode) == 0o600
    assert kept.startswith(f"PRIVATE+KEY+{ORIGIN}+")
    assert kept.strip().split("+", maxsplit=4)[4] not in begun
    assert begun.startswith(f"{ORIGIN}+")


def test_a_key_is_never_overwritten(begun, places, capsys):
    kept = places.LEDGER_KEY.read_bytes()

    assert zeren_ledger("keygen", "--origin", ORIGIN) == 1

    assert places.LEDGER_KEY.read_bytes() == kept
    assert "a key is there already" in capsys.readouterr().err


def test_a_name_that_no_log_may_have_leaves_no_file(places, capsys):
    assert zeren_ledger("keygen", "--origin", "two words") == 1

    assert not places.LEDGER_KEY.exists()


def test_a_key_that_others_may_read_is_not_used(begun, places, capsys):
    places.LEDGER_KEY.chmod(0o640)

    assert zeren_ledger("publish") == 1

    assert "others may read it (mode 0640, not 0600)" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "PRIVATE+KEY+cut", "\udc80"])
def test_what_is_in_a_broken_key_file_is_not_told(begun, places, capsys, content):
    places.LEDGER_KEY.write_bytes(content.encode("utf-8", "surrogateescape"))

    assert zeren_ledger("publish") == 1

    assert "not a key" in capsys.readouterr().err


def test_publish_without_a_key_says_so(capsys):
    assert zeren_ledger("publish") == 1

    assert "ledger.key" in capsys.readouterr().err


def test_publish_writes_the_log(begun, places, tmp_path, capsys):
    record(thing="Thing")

    assert zeren_ledger("publish", "--out", tmp_path / "out") == 0

    folder = LogFolder(tmp_path / "out")
    policy = Policy.from_bytes(folder.get("policy"))
    assert signed_by_log(folder.note(), policy).checkpoint.size == 2
    assert "2 records, 2 of them new, root " in capsys.readouterr().out


def test_the_key_that_signs_is_recorded_once(begun):
    assert zeren_ledger("publish") == 0
    assert zeren_ledger("publish") == 0

    assert Record.objects.filter(event=KeyPutInUse.code).count() == 1


def test_another_key_of_the_same_log_is_recorded_and_signs(begun, places):
    assert zeren_ledger("publish") == 0
    places.LEDGER_KEY.unlink()
    assert zeren_ledger("keygen", "--origin", ORIGIN) == 0

    assert zeren_ledger("publish") == 0

    folder = LogFolder(places.LEDGER_FOLDER)
    assert Record.objects.filter(event=KeyPutInUse.code).count() == 2
    assert signed_by_log(folder.note(), Policy.from_bytes(folder.get("policy"))).checkpoint.size == 2


def test_without_the_lock_store_nothing_is_signed_nor_recorded(begun, places, capsys):
    places.LEDGER_LOCK.unlink()

    assert zeren_ledger("publish") == 1

    assert "zeren ledger recover CHECKPOINT" in capsys.readouterr().err
    assert not Record.objects.exists()


def test_a_lost_lock_store_is_recovered(begun, places, capsys):
    assert zeren_ledger("publish") == 0
    places.LEDGER_LOCK.unlink()

    assert zeren_ledger("recover", places.LEDGER_FOLDER / "checkpoint") == 0
    record(thing="Thing")

    assert zeren_ledger("publish") == 0
    assert LogFolder(places.LEDGER_FOLDER).checkpoint().size == 2


def test_a_broken_lock_store_is_named(begun, places, capsys):
    places.LEDGER_LOCK.write_bytes(b"not a database, but long enough to look like one " * 100)

    assert zeren_ledger("publish") == 1

    assert f"The lock store {places.LEDGER_LOCK} cannot be used" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_named(begun, tmp_path, capsys):
    (tmp_path / "file").touch()

    assert zeren_ledger("publish", "--out", tmp_path / "file" / "below") == 1

    assert "cannot be written" in capsys.readouterr().err


def test_fsck_counts_a_ledger_that_stands(begun, capsys):
    record(thing="Thing")
    zeren_ledger("publish")

    assert zeren_ledger("fsck") == 0

    told = capsys.readouterr().out
    assert "2 records stand" in told
    assert "signed checkpoints of these sizes: 2." in told


def test_fsck_says_what_it_could_not_compare_with(capsys):
    assert zeren_ledger("fsck") == 0

    assert "could have rewritten all" in capsys.readouterr().out


def test_fsck_names_the_first_bad_record(begun, capsys):
    uid = record(thing="Thing", reason="ill")
    zeren_ledger("publish")
    Payload.objects.filter(record__uid=uid).update(content=b"{}")

    assert zeren_ledger("fsck") == 1

    assert f"({uid}): its names and reasons are not those that were recorded" in capsys.readouterr().err


def test_fsck_takes_a_checkpoint_that_was_kept_elsewhere(begun, places, tmp_path, capsys):
    zeren_ledger("publish")
    kept = tmp_path / "kept"
    kept.write_bytes((places.LEDGER_FOLDER / "checkpoint").read_bytes())
    record(thing="Thing")
    zeren_ledger("publish")

    assert zeren_ledger("fsck", "--checkpoint", kept) == 0

    assert "of these sizes: 1, 2." in capsys.readouterr().out


def test_a_file_that_is_not_there_is_named(begun, tmp_path, capsys):
    assert zeren_ledger("fsck", "--checkpoint", tmp_path / "nowhere") == 2

    assert "nowhere: No such file or directory" in capsys.readouterr().err


def test_a_proof_from_the_command_line_is_one_that_anybody_checks(begun, places, tmp_path, capsys):
    uid = record(thing="Thing", reason="Li Na is ill")
    zeren_ledger("publish")
    bundle = tmp_path / "proof.zip"

    assert zeren_ledger("prove", uid, "--out", bundle) == 0

    assert main(["verify", str(bundle), "--policy", str(places.LEDGER_FOLDER / "policy")]) == 0
    assert "Sun Xiaomei" not in str(Bundle.from_bytes(bundle.read_bytes()))


@pytest.fixture
def token(monkeypatch):
    def sign_in(role):
        person = PostFactory(role=role, valid_from=timezone.localdate()).person
        actor = actor_of(person, on=timezone.localdate())
        monkeypatch.setenv(
            "ZEREN_TOKEN",
            tokens.issue(actor=actor, name="x", scopes=["ledger:read", "ledger:write"], days=1, now=timezone.now())[1],
        )

    return sign_in


def test_names_are_handed_out_to_who_may_read_them_and_kept_from_others(begun, tmp_path, token):
    uid = record(thing="Thing", reason="Li Na is ill")
    zeren_ledger("publish")
    bundle = tmp_path / "proof.zip"
    token(Role.AUDIT_ADMINISTRATOR)

    assert zeren_ledger("prove", uid, "--with-names", "--out", bundle) == 0

    assert main(["verify", str(bundle)]) == 0
    assert b"Sun Xiaomei" in Bundle.from_bytes(bundle.read_bytes()).payload
    assert stat.S_IMODE(bundle.stat().st_mode) == 0o600


def test_names_are_not_handed_out_to_others(begun, tmp_path, token, capsys):
    uid = record(thing="Thing")
    zeren_ledger("publish")
    token(Role.CLERK)

    assert zeren_ledger("prove", uid, "--with-names", "--out", tmp_path / "proof.zip") == 1

    assert not (tmp_path / "proof.zip").exists()
    assert "does not give you the right" in capsys.readouterr().err


def test_an_unknown_token_opens_nothing(begun, monkeypatch, capsys):
    uid = record(thing="Thing")
    monkeypatch.setenv("ZEREN_TOKEN", "zeren_unknown")

    assert zeren_ledger("erase", uid, "--reason", "Asked for") == 1

    assert Payload.objects.filter(record__uid=uid).exists()


def test_erased_names_are_gone_and_the_proof_stands(begun, places, tmp_path, token, capsys):
    uid = record(thing="Thing", reason="Li Na is ill")
    zeren_ledger("publish")
    token(Role.SECURITY_ADMINISTRATOR)

    assert zeren_ledger("erase", uid, "--reason", "Li Na asked for it") == 0

    zeren_ledger("publish")
    zeren_ledger("prove", uid, "--out", tmp_path / "proof.zip")
    assert not Payload.objects.filter(record__uid=uid).exists()
    assert main(["verify", str(tmp_path / "proof.zip")]) == 0
    assert zeren_ledger("fsck") == 0
    assert "names and reasons of 1 records erased" in capsys.readouterr().out


def test_a_record_that_is_not_published_yet_leaves_no_file(begun, tmp_path, capsys):
    zeren_ledger("publish")
    uid = record(thing="Thing")

    assert zeren_ledger("prove", uid, "--out", tmp_path / "proof.zip") == 1

    assert "has not been published yet" in capsys.readouterr().err
    assert not (tmp_path / "proof.zip").exists()
