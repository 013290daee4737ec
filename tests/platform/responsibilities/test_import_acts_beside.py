"""A long file is applied and taken back beside the requests: one act, one record, whoever waits and whatever dies."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.utils import timezone
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import NOW, AssignmentFactory, DutyFactory, clerk

from zeren_platform.common import working
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import Person, Post
from zeren_platform.responsibilities.models import Import
from zeren_platform.responsibilities.staging import files
from zeren_platform.responsibilities.use_cases import importing
from zeren_platform.responsibilities.web import registers
from zeren_platform.responsibilities.web.import_progress import WORK
from zeren_platform.search import indexing
from zeren_platform.search.models import SearchEntry

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).with_name("apply_and_die.py")
HEAD = "Number,Duty,Lead unit\n"
ROWS = HEAD + "".join(f"{number},Words {number}.,air\n" for number in range(2, 5))
SWAP = {"HTTP_HX_REQUEST": "true"}


class Kept:
    """A thread that is begun and waits until a test lets it run."""

    kept = []

    def __init__(self, *, target, daemon, args=()):
        self.args = args

    def start(self):
        self.kept.append(self)


@pytest.fixture
def run(monkeypatch):
    """Let what was begun last run, in the connection of the test."""
    monkeypatch.setattr(working, "Thread", Kept)
    monkeypatch.setattr(Kept, "kept", [])
    return lambda: WORK.carry_on(*Kept.kept[-1].args)


@pytest.fixture
def file(desk, a_draft, run, monkeypatch):
    """A long file, compared with the draft."""
    monkeypatch.setattr(files, "LONG", 10)
    desk.post(page("put-in", a_draft.pk), {"file": SimpleUploadedFile("list.csv", ROWS.encode())})
    run()
    return Import.objects.get()


@pytest.fixture
def ask(desk, file):
    """Press a button of the preview."""
    return lambda act: desk.post(page(act, file.pk), follow=True)


def look(desk, file):
    return shown(desk.get(page("import", file.pk)))


def numbers(edition):
    return list(edition.duties.order_by("position").values_list("number", flat=True))


def state():
    return Import.objects.get().state


def test_to_apply_is_asked_for_and_the_page_says_that_it_is_done(ask, a_draft):
    told = shown(ask("apply"))

    assert "The file is applied to the draft" in told
    assert (state(), numbers(a_draft)) == ("applying", ["1"])


def test_it_is_done_as_the_clerk_who_asked_for_it(ask, run, a_draft, ledger):
    ask("apply")
    run()

    assert (state(), numbers(a_draft)) == ("applied", ["1", "2", "3", "4"])
    assert ledger() == ["responsibilities.edition.imported"]


def test_and_is_taken_back_the_same_way(ask, run, a_draft, ledger):
    ask("apply")
    run()
    told = shown(ask("undo"))
    run()

    assert "The draft is put back as it stood before the file" in told
    assert (state(), numbers(a_draft)) == ("undone", ["1"])
    assert ledger() == ["responsibilities.edition.imported", "responsibilities.edition.import_undone"]


def test_the_place_that_asks_is_led_on_when_it_is_done(ask, run, desk, file):
    ask("apply")
    waiting = desk.get(page("follow-import", file.pk), **SWAP)
    run()
    done = desk.get(page("follow-import", file.pk), **SWAP)

    assert "HX-Redirect" not in waiting.headers
    assert done.headers["HX-Redirect"] == page("import", file.pk)


def test_it_asks_the_right_when_it_is_done(ask, run, a_draft, desk, file):
    ask("apply")
    Post.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    run()

    assert (state(), numbers(a_draft)) == ("compared", ["1"])
    assert Import.objects.get().fault["code"] == "zeren.not_permitted"


def test_whoever_may_not_sign_in_any_more_does_nothing(ask, run, a_draft):
    ask("apply")
    Person.objects.update(is_active=False)
    run()

    assert (state(), numbers(a_draft)) == ("compared", ["1"])


def test_what_stands_against_it_is_told_above_the_preview_in_the_language_of_the_reader(
    ask, run, desk, file, a_draft, air_bureau
):
    ask("apply")
    AssignmentFactory(duty=DutyFactory(edition=a_draft, position=9, number="99"), unit=air_bureau)
    run()

    assert "Somebody changed the draft since list.csv was compared with it" in look(desk, file)
    desk.cookies["django_language"] = "zh-hans"
    assert "list.csv" in look(desk, file)
    assert "Somebody changed the draft since list.csv" not in look(desk, file)


def test_and_is_no_longer_told_once_the_file_is_compared_again(ask, run, desk, file, a_draft, air_bureau):
    ask("apply")
    AssignmentFactory(duty=DutyFactory(edition=a_draft, position=9, number="99"), unit=air_bureau)
    run()
    ask("compare-anew")
    run()

    assert (state(), Import.objects.get().fault) == ("compared", {})


class TestWhileItIsApplied:
    @pytest.fixture
    def waiting(self, ask, file):
        ask("apply")
        return file

    @pytest.mark.parametrize("act", ["settle-names", "settle-missing", "settle-order", "compare-anew", "throw-away"])
    def test_nothing_is_decided(self, waiting, desk, act):
        answer = desk.post(page(act, waiting.pk), {"missing": "remove", "order": "file"})

        assert answer.status_code == 409
        assert "list.csv is just being applied to the draft" in shown(answer)
        assert (state(), Import.objects.get().missing) == ("applying", "keep")

    def test_a_second_press_begins_nothing(self, waiting, ask):
        begun = len(Kept.kept)
        ask("apply")

        assert (len(Kept.kept), state()) == (begun, "applying")

    def test_a_program_that_applies_it_does_so_once(self, waiting, run, a_draft, ledger):
        importing.apply(actor=clerk(), import_id=waiting.pk, now=NOW)
        run()

        assert (state(), ledger()) == ("applied", ["responsibilities.edition.imported"])

    def test_a_killed_process_leaves_nothing_and_is_followed_by_another(self, waiting, run, desk, a_draft, monkeypatch):
        class Killed(BaseException):
            """The process is no more."""

        def die(*_given, **_more):
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(importing.recording, "record", die)
            with pytest.raises(Killed):
                run()
        assert (state(), numbers(a_draft)) == ("applying", ["1"])

        Import.objects.update(stirred_at=timezone.now() - timedelta(seconds=21))
        look(desk, waiting)
        run()
        assert (state(), numbers(a_draft)) == ("applied", ["1", "2", "3", "4"])

    def test_one_that_was_overtaken_applies_nothing(self, waiting, run, desk, ledger):
        first = Kept.kept[-1].args
        Import.objects.update(stirred_at=timezone.now() - timedelta(seconds=21))
        look(desk, waiting)
        WORK.carry_on(*first)

        assert (state(), ledger()) == ("applying", [])

    def test_it_is_given_up_when_it_ends_again_and_again(self, waiting, desk):
        Import.objects.update(starts=3, stirred_at=timezone.now() - timedelta(seconds=21))

        told = look(desk, waiting)
        told = look(desk, waiting)

        assert state() == "compared"
        assert "It was begun several times and did not come to its end" in told
        assert page("apply", waiting.pk) in told


def test_a_file_that_is_read_is_not_applied_and_the_page_says_why(desk, a_draft, run, monkeypatch):
    monkeypatch.setattr(files, "LONG", 10)
    desk.post(page("put-in", a_draft.pk), {"file": SimpleUploadedFile("list.csv", ROWS.encode())})
    file = Import.objects.get()

    answer = desk.post(page("apply", file.pk))

    assert answer.status_code == 409
    assert "list.csv is still being read" in shown(answer)
    assert "Rows of the file" not in shown(answer)


def test_a_file_is_not_unpacked_in_the_request_that_compares_it_again(ask, monkeypatch, file):
    monkeypatch.setattr(files, "opened", lambda _content: pytest.fail("unpacked in the request"))

    ask("compare-anew")

    assert state() == "reading"


def test_a_short_file_is_applied_at_once(desk, a_draft, monkeypatch, run):
    desk.post(page("put-in", a_draft.pk), {"file": SimpleUploadedFile("list.csv", ROWS.encode())})
    file = Import.objects.get()
    desk.post(page("apply", file.pk))

    assert (state(), Kept.kept) == ("applied", [])


@pytest.mark.parametrize(("large", "begun"), [(0, 1), (1, 0)])
def test_the_index_follows_the_adoption_of_a_large_register(desk, a_draft, run, monkeypatch, large, begun):
    monkeypatch.setattr(registers, "LARGE", large)

    desk.post(page("adopt", a_draft.pk), {"adopted_by": "Third meeting", "effective_from": "2026-04-01"})

    assert len(Kept.kept) == begun


class TestInThreadsOfTheirOwn:
    """Each has a connection of its own, as a process has: nothing is shared but the database."""

    @pytest.fixture
    def laid(self, desk, a_draft, in_threads, monkeypatch):
        """A file that waits to be applied, its clerk gone."""
        person = Person.objects.get()

        def lay(_nothing):
            file = files.put_in(
                actor=clerk(), edition_id=a_draft.pk, content=ROWS.encode(), file_name="list.csv", at=NOW
            )
            Import.objects.filter(pk=file.pk).update(state="applying", asked_by=person.pk)
            return Import.objects.get(pk=file.pk)

        return in_threads(lay, [None], at_once=1)[0]

    def test_two_processes_apply_it_once(self, laid, in_threads, a_draft):
        starts = in_threads(lambda _nothing: WORK.claim(laid, at=timezone.now()), range(4), at_once=4)
        in_threads(lambda start: WORK.carry_on(laid.pk, start), [max(starts)] * 2, at_once=2)

        def found(_nothing):
            file = Import.objects.get(pk=laid.pk)
            return file.state, file.fault, a_draft.duties.count()

        assert sorted(starts) == [0, 0, 0, 1]
        assert in_threads(found, [None], at_once=1) == [("applied", {}, 4)]

    def test_what_it_changed_is_in_the_index_before_anybody_searches(self, laid, in_threads):
        start = in_threads(lambda _nothing: WORK.claim(laid, at=timezone.now()), [None], at_once=1)[0]
        in_threads(lambda _nothing: WORK._in_thread(laid.pk, start), [None], at_once=1)

        def found(_nothing):
            words = SearchEntry.objects.filter(kind="duty", text__startswith="Words")
            return indexing.is_behind(), sorted(words.values_list("text", flat=True))

        assert in_threads(found, [None], at_once=1) == [(False, ["Words 2.", "Words 3.", "Words 4."])]

    def test_whoever_looks_takes_nothing_from_an_act_that_lives(self, laid, in_threads, monkeypatch):
        """An act holds its row and is not heard of while it lasts, however long that is."""
        # Whoever looks waits so long on SQLite for whoever writes.
        if connection.vendor == "sqlite":
            monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "timeout", 1)
        start = in_threads(lambda _nothing: WORK.claim(laid, at=timezone.now()), [None], at_once=1)[0]
        taken, original = [], importing.take_order
        order = importing.Import.Order.FILE
        in_threads(lambda _nothing: Import.objects.update(order=order, moved=1), [None], at_once=1)

        def look_meanwhile(*given):
            later = timezone.now() + timedelta(minutes=5)
            taken.extend(in_threads(lambda file: WORK.claim(file, at=later), [laid], at_once=1))
            return original(*given)

        laid.starts, laid.stirred_at = start, NOW
        monkeypatch.setattr(importing, "take_order", look_meanwhile)
        in_threads(lambda _nothing: WORK.carry_on(laid.pk, start), [None], at_once=1)

        assert taken == [0]

    def test_a_process_that_is_really_killed_leaves_nothing_and_is_followed_by_another(self, laid, in_threads):
        done = killed(laid)
        assert (done.returncode, done.stderr) == (-signal.SIGKILL, "")
        now = timezone.now()

        def follow(later):
            file = Import.objects.get()
            stood = file.edition.duties.count()
            start = WORK.claim(file, at=now + timedelta(seconds=later))
            WORK.carry_on(file.pk, start)
            return stood, start

        assert in_threads(follow, [1], at_once=1) == [(1, 0)]
        assert in_threads(follow, [30], at_once=1) == [(1, 2)]
        events = in_threads(lambda _nothing: list(Record.objects.values_list("event", flat=True)), [None], at_once=1)
        assert (in_threads(lambda _nothing: state(), [None], at_once=1), events) == (
            ["applied"],
            [["responsibilities.edition.imported"]],
        )


def killed(file):
    """Apply the file in a process that is killed while it does so."""
    name = (
        connections.settings["default"]["NAME"] if connection.vendor == "sqlite" else connection.settings_dict["NAME"]
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-P", str(PROGRAM), str(name), str(file.pk)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
