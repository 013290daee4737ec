"""A long document is read beside the requests: its page says how far that is; one act, one record, whatever dies."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.platform.sources.conftest import LIST_EN, LIST_ZH

from zeren_platform.common import working
from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import Post
from zeren_platform.sources import uploads
from zeren_platform.sources.models import Document, Proposal, Upload
from zeren_platform.sources.use_cases import documents
from zeren_platform.sources.web.uploading import WORK

LIST = LIST_EN.encode()
SWAP = {"HTTP_HX_REQUEST": "true"}


def page(name, *args):
    return reverse(f"sources:{name}", args=args)


def shown(response):
    return response.content.decode()


class Kept:
    """A thread that is begun and waits until a test lets it run."""

    kept = []

    def __init__(self, *, target, daemon, args=()):
        self.args = args

    def start(self):
        self.kept.append(self)


@pytest.fixture(autouse=True)
def run(monkeypatch):
    """Take every document for a long one; let what was begun last run, in the connection of the test."""
    monkeypatch.setattr(uploads, "LONG_TEXT", 10)
    monkeypatch.setattr(uploads, "LONG", {})
    monkeypatch.setattr(working, "Thread", Kept)
    monkeypatch.setattr(Kept, "kept", [])
    return lambda: WORK.carry_on(*Kept.kept[-1].args)


@pytest.fixture
def desk(visitor):
    return visitor(Role.CLERK)


@pytest.fixture
def put_in(desk):
    def put(content=LIST, name="list.txt", **given):
        upload = {"file": SimpleUploadedFile(name, content), "kind": "responsibility-list", "unit": "city", **given}
        return desk.post(page("add"), upload, follow=True)

    return put


def the_upload():
    return Upload.objects.get()


def look(desk):
    return desk.get(page("upload", the_upload().pk), follow=True)


def go_silent(**given):
    Upload.objects.update(stirred_at=timezone.now() - timedelta(seconds=21), **given)


def test_it_is_kept_and_its_page_says_that_it_is_read(put_in):
    told = shown(put_in())

    assert (the_upload().state, len(Kept.kept), Document.objects.count()) == ("reading", 1, 0)
    assert "The document is being read" in told
    assert "You may leave this page and come back" in told


def test_it_becomes_the_document_that_a_short_one_becomes(put_in, run, ledger, desk):
    records = ledger()
    put_in(title="My title")
    run()

    document = Document.objects.get()
    assert (document.title, document.kind, document.file_name, document.proposals.count()) == (
        "My title", "responsibility-list", "list.txt", 3,
    )  # fmt: skip
    assert (document.added_by, ledger() - records) == ("Wei Lan", 1)


def test_the_place_that_asks_is_led_on_to_the_document(put_in, run, desk):
    put_in()
    waiting = desk.get(page("follow-upload", the_upload().pk), **SWAP)
    run()
    done = desk.get(page("follow-upload", the_upload().pk), **SWAP)

    assert "HX-Redirect" not in waiting.headers
    assert done.headers["HX-Redirect"] == page("upload", the_upload().pk)
    assert look(desk).redirect_chain[-1][0] == page("document", Document.objects.get().pk)


def test_its_bytes_go_once_it_is_a_document(put_in, run):
    put_in()
    run()

    assert (the_upload().state, bytes(the_upload().content)) == ("read", b"")


def test_the_bar_says_when_what_was_found_is_written_down(put_in, run, desk, monkeypatch):
    put_in()
    seen, add = [], documents.add

    def look_before(**given):
        seen.append(shown(desk.get(page("follow-upload", the_upload().pk), **SWAP)))
        return add(**given)

    monkeypatch.setattr(documents, "add", look_before)
    run()

    assert "what was found is written down" in seen[0]


def test_it_stands_above_the_list_until_it_is_read(put_in, run, desk):
    put_in()
    before = shown(desk.get(page("documents")))
    run()
    after = shown(desk.get(page("documents")))

    assert page("upload", the_upload().pk) in before
    assert page("upload", the_upload().pk) not in after


def test_a_look_at_the_list_is_enough_to_have_it_go_on(put_in, desk):
    put_in()
    go_silent()

    desk.get(page("documents"))

    assert len(Kept.kept) == 2


def test_nobody_begins_what_somebody_does(put_in, desk):
    put_in()

    look(desk)
    desk.get(page("documents"))

    assert len(Kept.kept) == 1


def test_the_same_file_put_in_twice_waits_once(put_in):
    put_in()
    put_in()

    assert (Upload.objects.count(), len(Kept.kept)) == (1, 1)


def test_what_is_here_already_is_told_beside_the_file(put_in, added):
    added()

    answer = put_in()

    assert (answer.status_code, Upload.objects.count()) == (422, 0)


class TestWhatCannotBeRead:
    @pytest.fixture
    def failed(self, put_in, run):
        put_in(b"%PDF-1.7 cut off and no page in it", "list.pdf")
        run()

    def test_says_why_and_how_to_mend_it(self, failed, desk):
        told = shown(look(desk))

        assert (the_upload().state, Document.objects.count()) == ("failed", 0)
        assert "This file is damaged or cut off. Open it, save it anew and try again." in told
        assert page("add") in told

    def test_says_so_in_the_language_of_the_reader(self, failed, desk):
        desk.cookies["django_language"] = "zh-hans"

        assert "damaged" not in shown(look(desk))

    def test_is_kept_and_read_once_more_where_that_is_asked(self, failed, desk, run):
        Upload.objects.update(content=LIST, file_name="list.txt")
        desk.post(page("read-again", the_upload().pk))
        run()

        assert the_upload().document == Document.objects.get()

    def test_is_thrown_away(self, failed, desk):
        desk.post(page("throw-away", the_upload().pk))

        assert not Upload.objects.exists()


def test_what_somebody_else_put_in_meanwhile_leads_to_their_document(put_in, run, added, desk):
    put_in()
    theirs = added(now=timezone.now() - timedelta(hours=1))
    run()

    told = shown(look(desk))
    assert (the_upload().state, Document.objects.count()) == ("failed", 1)
    assert "This document is already here" in told
    assert page("document", theirs.pk) in told


def test_the_right_is_asked_when_it_is_put_in(put_in, run):
    put_in()
    Post.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    run()

    assert (the_upload().fault["code"], Document.objects.count()) == ("zeren.not_permitted", 0)


def test_nobody_but_the_office_sees_it(put_in, visitor):
    put_in()
    other = visitor(Role.CLERK, unit="water")

    assert look(other).status_code == 404
    assert page("upload", the_upload().pk) not in shown(other.get(page("documents")))


@pytest.mark.parametrize("act", ["read-again", "throw-away"])
def test_nor_does_anybody_else_anything_with_it(put_in, visitor, act):
    put_in()

    assert visitor(Role.CLERK, unit="water").post(page(act, the_upload().pk)).status_code == 404
    assert the_upload().state == "reading"


class TestAKilledProcess:
    class Killed(BaseException):
        """The process is no more."""

    @pytest.fixture
    def die(self, put_in, run, monkeypatch):
        """Let the process die when it comes to something."""

        def at(owner, name, *, after=False):
            original = getattr(owner, name)

            def dying(*given, **more):
                if after:
                    original(*given, **more)
                raise self.Killed

            put_in()
            with monkeypatch.context() as patch:
                patch.setattr(owner, name, dying)
                with pytest.raises(self.Killed):
                    run()

        return at

    def test_loses_nothing_and_is_followed_by_another(self, die, run, desk, ledger):
        records = ledger()
        die(documents, "read_document")
        assert bytes(the_upload().content) == LIST

        go_silent()
        look(desk)
        run()
        assert (the_upload().state, Proposal.objects.count(), ledger() - records) == ("read", 3, 1)

    def test_that_wrote_the_document_down_is_not_followed_by_a_second_document(self, die, run, desk, ledger):
        records = ledger()
        die(documents, "add", after=True)

        go_silent()
        look(desk)
        run()
        assert (the_upload().state, Document.objects.count(), ledger() - records) == ("read", 1, 1)

    def test_that_lives_after_all_stops_where_another_began(self, die, desk):
        die(documents, "read_document")
        go_silent()
        look(desk)

        WORK.carry_on(the_upload().pk, 1)

        assert (the_upload().state, the_upload().starts, Document.objects.count()) == ("reading", 2, 0)

    def test_is_told_where_it_happens_again_and_again(self, die, desk):
        die(documents, "read_document")
        go_silent(starts=3)

        told = shown(look(desk))

        assert the_upload().state == "failed"
        assert "It was begun several times and did not come to its end" in told
        assert page("read-again", the_upload().pk) in told


def test_what_nobody_mended_goes_after_a_fortnight(put_in):
    put_in()
    Upload.objects.update(begun_at=timezone.now() - timedelta(days=15))

    put_in(LIST_ZH.encode(), "list.txt")

    assert Upload.objects.count() == 1


def test_its_pages_take_eight_queries_at_most(put_in, desk, django_assert_max_num_queries):
    put_in()
    pk = the_upload().pk

    for address in (page("upload", pk), page("follow-upload", pk), page("documents")):
        with django_assert_max_num_queries(8):
            desk.get(address, **SWAP)


@pytest.mark.parametrize(
    ("data", "long"),
    [(b"a" * 1000, False), (b"a" * 200_000, True), (b"%PDF" + b"a" * 90_000, False), (b"PK" + b"a" * 90_000, True)],
)
def test_what_takes_long_is_told_by_kind_and_size(monkeypatch, data, long):
    monkeypatch.undo()

    assert uploads.is_long(data) is long


def test_two_processes_put_it_in_once(clerk, in_threads):
    """Each thread has a connection of its own, as a process has: nothing is shared but the database."""

    def leave(_nothing):
        return uploads.leave(
            actor=clerk, data=LIST, file_name="list.txt", unit_code="city", kind="policy", title="", language="",
            at=timezone.now(),
        )  # fmt: skip

    [upload] = in_threads(leave, [None], at_once=1)
    starts = in_threads(lambda _nothing: WORK.claim(upload, at=timezone.now()), range(4), at_once=4)
    in_threads(lambda start: WORK.carry_on(upload.pk, start), [max(starts)] * 2, at_once=2)

    def found(_nothing):
        events = Record.objects.filter(event="sources.document.added").count()
        return Upload.objects.get().state, Document.objects.count(), events

    assert sorted(starts) == [0, 0, 0, 1]
    assert in_threads(found, [None], at_once=1) == [("read", 1, 1)]
