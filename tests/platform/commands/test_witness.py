"""``zeren witness`` from the command line; it needs no installation."""

import argparse
import stat
import subprocess
import sys

import pytest

from zeren.merkle import KeyKind, VerifierKey
from zeren_platform.commands import ledger_witness


def zeren_witness(*words):
    parser = argparse.ArgumentParser()
    ledger_witness.add_arguments(parser)
    return ledger_witness.run(parser.parse_args([str(word) for word in words]))


def test_a_witness_has_a_key_of_its_own(tmp_path, capsys):
    assert zeren_witness("keygen", "--name", "audit.example", "--key", tmp_path / "key") == 0

    key = VerifierKey.from_text(capsys.readouterr().out.splitlines()[0])
    assert (key.name, key.kind) == ("audit.example", KeyKind.COSIGNATURE_ED25519)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_without_a_key_nothing_is_served(tmp_path, capsys):
    words = ["serve", "--key", tmp_path / "none", "--state", tmp_path / "state", "--log", "x"]

    assert zeren_witness(*words) == 1

    assert "ledger.key_file" in capsys.readouterr().err


@pytest.mark.parametrize("log", ["", "x", "name+00000000+AAAA"])
def test_what_is_no_key_of_a_log_is_refused(tmp_path, capsys, log):
    zeren_witness("keygen", "--name", "audit.example", "--key", tmp_path / "key")

    assert zeren_witness("serve", "--key", tmp_path / "key", "--state", tmp_path / "state", "--log", log) == 1


def test_a_witness_loads_no_django():
    program = "import sys, zeren_platform.ledger.witnesses.running; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-P", "-c", program], check=False).returncode == 0  # noqa: S603 - our own
