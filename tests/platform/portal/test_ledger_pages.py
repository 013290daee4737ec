"""The log in public: its page, its files, and the proof of each act."""

import base64
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from tests.platform.portal.story import NOW

from zeren.merkle import Policy, SignedNote
from zeren.merkle.bundle import Bundle
from zeren.merkle.bundle_check import Outcome, check_bundle
from zeren.merkle.trust import signed_by_log
from zeren_platform.ledger import key_file
from zeren_platform.ledger.lock_store import LockStore
from zeren_platform.ledger.log_folder import LogFolder
from zeren_platform.ledger.models import Record
from zeren_platform.ledger.use_cases import publishing

ORIGIN = "ledger.binhai.example/2026"


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.LEDGER_FOLDER = tmp_path / "log"
    return settings


@pytest.fixture
def publish(places, tmp_path):
    store = LockStore(tmp_path / "lock.sqlite3")
    store.begin(ORIGIN)
    key = key_file.make(tmp_path / "key", origin=ORIGIN)
    return lambda: publishing.publish(key=key, store=store, folder=LogFolder(places.LEDGER_FOLDER), at=NOW)


@pytest.fixture
def published(city, publish):
    return publish().checkpoint


def page(client):
    answer = client.get(reverse("portal:log"))
    return answer.status_code, answer.content.decode()


def get(client, path):
    return client.get(f"/log/{path}")


def test_before_the_first_publication_the_page_says_so(client, db):
    status, told = page(client)

    assert status == 200
    assert "The log has not been published yet" in told


def test_the_page_shows_what_is_signed(client, published, places):
    _status, told = page(client)

    assert published.root.hex() in told
    assert ORIGIN in told
    assert "No witness signs yet" in told
    assert "tlog-tiles get-leaf --check http://testserver/log/ 0" in told
    assert "What is not promised" in told


def commands(client, program):
    """Give the commands of the page in which *program* is named, as somebody copies them."""
    told = [unescape(found) for found in re.findall(r"<pre>(.*?)</pre>", page(client)[1], re.DOTALL)]
    return next(lines for lines in told if program in lines)


def run(lines, folder, log):
    """Run them in a shell of their own, on files of the log instead of addresses, and without installing anything."""
    here = "\n".join(line for line in lines.split("\n") if not line.startswith(("curl ", "pip ")))
    shutil.copy(log / "checkpoint", folder)
    here = here.replace("http://testserver/log/", str(log)).replace("python3", sys.executable)
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(  # noqa: S603 - what our own page says
        ["/bin/bash", "-e", "-c", here],
        cwd=folder,
        env={"PATH": programs, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


PROGRAMS = {"tlog-tiles": '"version":1', "metamorphic_log": "size=", "openssl": "Signature Verified Successfully"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_commands_that_the_page_names_accept_the_log(client, published, places, tmp_path, program):
    if shutil.which(program) is None and importlib.util.find_spec(program) is None:
        pytest.skip(f"not checked here: {program} is not installed")

    done = run(commands(client, program), tmp_path, places.LEDGER_FOLDER)

    assert (done.returncode, done.stderr) == (0, "")
    assert PROGRAMS[program] in done.stdout


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_commands_that_the_page_names_reject_a_log_that_was_changed(client, published, places, tmp_path, program):
    if shutil.which(program) is None and importlib.util.find_spec(program) is None:
        pytest.skip(f"not checked here: {program} is not installed")
    lines = commands(client, program)
    note = (places.LEDGER_FOLDER / "checkpoint").read_text(encoding="utf-8")
    root = note.split("\n")[2]
    changed = note.replace(root, base64.b64encode(bytes(32)).decode())
    (places.LEDGER_FOLDER / "checkpoint").write_text(changed, encoding="utf-8")

    done = run(lines, tmp_path, places.LEDGER_FOLDER)

    assert done.returncode != 0


def test_the_script_for_the_whole_log_is_handed_out(client, db):
    answer = get(client, "check-log.mjs")

    assert answer["Content-Type"].startswith("text/javascript")
    assert b"treeHash" in answer.content


def test_the_page_lists_the_last_checkpoints(client, published):
    _status, told = page(client)

    assert f'href="/log/checkpoints/{published.size}"' in told


def test_the_page_has_no_tag_since_the_log_is_published_later_than_the_ledger_grows(client, published):
    assert "ETag" not in client.get(reverse("portal:log"))


def test_the_page_takes_eight_queries_at_most(client, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page(client)


def test_programs_of_others_read_the_signed_checkpoint(client, published):
    note = SignedNote.from_bytes(get(client, "checkpoint").content)

    believed = signed_by_log(note, Policy.from_bytes(get(client, "policy").content))

    assert believed.checkpoint == published


def test_programs_of_others_read_tiles_and_keep_them(client, published):
    answer = get(client, f"tile/0/000.p/{published.size}")

    assert len(answer.content) == 32 * published.size
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001",
        "tile/0/000.p/01",
        "tile/../policy",
        "tile/0/../../../key",
        "tile/0/000.p/",
        "checkpoints/99999",
        "checkpoints/..",
        "key",
        "lock.sqlite3",
        ".checkpoint.0011",
    ],
)
def test_nothing_else_is_read(client, published, path):
    assert get(client, path).status_code == 404


def time_line(client, duty):
    return client.get(reverse("portal:duty", args=[duty.pk])).content.decode()


def uids_of(duty):
    uids = list(Record.objects.filter(subject=f"duty:{duty.pk}").values_list("uid", flat=True))
    assert uids
    return uids


def test_every_act_on_the_time_line_can_be_checked(client, published, duty):
    told = time_line(client, duty)

    assert [uid for uid in uids_of(duty) if reverse("portal:check-act", args=[uid]) not in told] == []


def test_an_act_that_is_not_published_yet_says_when_it_can_be_checked(client, city, duty):
    told = time_line(client, duty)

    assert "Provable after the next publication" in told
    assert "/log/verify/" not in told


def test_a_page_that_is_kept_is_told_anew_once_the_log_is_published(client, city, publish, duty, number_the_records):
    number_the_records()
    tag = client.get(reverse("portal:duty", args=[duty.pk]))["ETag"]
    publish()

    answer = client.get(reverse("portal:duty", args=[duty.pk]), headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert "/log/verify/" in answer.content.decode()


def check_act(client, uid):
    answer = client.get(reverse("portal:check-act", args=[uid]))
    return answer.status_code, answer.content.decode()


def test_the_page_of_the_check_names_the_act_and_its_proof(client, published, duty):
    uid = uids_of(duty)[0]

    status, told = check_act(client, uid)

    assert status == 200
    assert f'href="{reverse("portal:proof", args=[uid])}"' in told
    assert 'type="module"' in told


def test_the_page_of_the_check_says_of_an_act_that_is_not_published_when_to_come_back(client, city, duty):
    _status, told = check_act(client, uids_of(duty)[0])

    assert "will be provable after the next publication" in told
    assert ".zip" not in told.replace('accept=".zip', "")


def test_there_is_no_check_of_what_was_never_recorded(client, published):
    assert check_act(client, "00000000-0000-4000-8000-000000000000")[0] == 404


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Check a proof in this browser"), ("zh-hans", "在本浏览器中核验证明")]
)
def test_the_check_speaks_both_languages_on_its_page_and_in_the_file_to_keep(client, db, language, title):
    client.cookies["django_language"] = language

    assert title in client.get(reverse("portal:check")).content.decode()
    assert title in client.get(reverse("portal:check-saved")).content.decode()


def test_the_file_to_keep_may_fetch_nothing(client, db):
    answer = client.get(reverse("portal:check-saved"))

    assert answer["Content-Disposition"].startswith("attachment")
    assert "connect-src 'none'" in answer.content.decode()


def test_the_page_of_the_check_takes_eight_queries_at_most(client, published, duty, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        check_act(client, uids_of(duty)[0])


def test_a_proof_stands_and_names_nobody(client, published):
    for uid in Record.objects.values_list("uid", flat=True):
        data = client.get(reverse("portal:proof", args=[uid])).content

        assert not {finding.outcome for finding in check_bundle(data)} & {Outcome.FAILED, Outcome.NOT_CHECKED}
        assert Bundle.from_bytes(data).payload is None


def test_a_proof_that_is_not_there_yet_says_when(client, city):
    uid = Record.objects.values_list("uid", flat=True)[0]

    answer = client.get(reverse("portal:proof", args=[uid]))

    assert answer.status_code == 409
    assert "has not been published yet" in answer.content.decode()


@pytest.mark.parametrize("uid", ["00000000-0000-4000-8000-000000000000", "nothing"])
def test_what_was_never_recorded_is_not_found(client, published, uid):
    assert get(client, f"proofs/{uid}.zip").status_code == 404
