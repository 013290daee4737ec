"""A long file is read and compared beside the requests; its page says how far it is."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import NOW, AssignmentFactory, DutyFactory, clerk

from zeren_platform.common import working
from zeren_platform.responsibilities.models import Import
from zeren_platform.responsibilities.staging import comparing, files
from zeren_platform.responsibilities.use_cases import importing
from zeren_platform.responsibilities.web.import_progress import WORK

HEAD = "Number,Duty,Lead unit\n"
ROWS = HEAD + "".join(f"{number},Words {number}.,air\n" for number in range(1, 31))
SWAP = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Take every file for a long one, and ten rows for a chunk."""
    monkeypatch.setattr(files, "LONG", 10)
    monkeypatch.setattr(comparing, "CHUNK", 10)


@pytest.fixture
def threads(monkeypatch):
    """Keep the threads that are begun, so that a test lets them run when it is time."""
    kept = []

    class Kept:
        def __init__(self, *, target, args, daemon):
            self.target, self.args = target, args

        def start(self):
            kept.append(self)

    monkeypatch.setattr(working, "Thread", Kept)
    return kept


def run(threads):
    """Let what was begun last run, in the connection of the test."""
    WORK.carry_on(*threads[-1].args)


@pytest.fixture
def send(desk, a_draft, threads):
    def put(words=ROWS, name="list.csv"):
        given = {"file": SimpleUploadedFile(name, words.encode())}
        return desk.post(page("put-in", a_draft.pk), given, follow=True)

    return put


def the_file():
    return Import.objects.get()


def look(desk):
    return desk.get(page("import", the_file().pk))


def ask(desk):
    return desk.get(page("follow-import", the_file().pk), **SWAP)


def compared(file):
    return list(file.rows.order_by("position").values_list("line", "number", "outcome", "said", "faults", "rank"))


def test_a_long_file_is_taken_and_its_page_says_that_it_is_read(send, threads):
    answer = send()

    assert (the_file().state, len(threads)) == ("reading", 1)
    assert "The file is being read" in shown(answer)
    assert "You may leave this page and come back" in shown(answer)


def test_it_is_compared_as_a_short_one_is(send, threads, a_draft, monkeypatch):
    send()
    run(threads)
    monkeypatch.setattr(files, "LONG", 1_000_000)
    at_once = files.put_in(actor=clerk(), edition_id=a_draft.pk, content=ROWS.encode(), file_name="list.csv", at=NOW)

    left = Import.objects.exclude(pk=at_once.pk).get()
    assert (left.state, left.counts, left.compared_with) == ("compared", at_once.counts, at_once.compared_with)
    assert compared(left) == compared(at_once)


def test_the_place_that_asks_is_led_on_when_it_is_done(send, desk, threads):
    send()
    waiting = ask(desk)
    run(threads)
    done = ask(desk)

    assert "HX-Redirect" not in waiting.headers
    assert done.headers["HX-Redirect"] == page("import", the_file().pk)


def test_the_bar_moves_while_it_is_compared(send, desk, threads, monkeypatch):
    send()
    seen, compare = [], comparing._compare

    def look_in_between(*given):
        seen.append(shown(ask(desk)))
        return compare(*given)

    monkeypatch.setattr(comparing, "_compare", look_in_between)
    run(threads)

    assert [text for part in seen for text in ("10 / 31", "20 / 31", "30 / 31") if text in part] == [
        "10 / 31",
        "20 / 31",
        "30 / 31",
    ]


def test_nobody_begins_what_somebody_does(send, desk, threads):
    send()

    look(desk)
    ask(desk)

    assert len(threads) == 1


def killed(threads, monkeypatch, *, after):
    """Let the process die once so many rows are compared."""
    told = []

    class Killed(BaseException):
        """The process is no more."""

    def compare(*given):
        told.append(1)
        if len(told) > after // 10:
            raise Killed
        return original(*given)

    original = comparing._compare
    with monkeypatch.context() as patch:
        patch.setattr(comparing, "_compare", compare)
        with pytest.raises(Killed):
            WORK.carry_on(*threads[-1].args)


class TestAKilledProcess:
    @pytest.fixture
    def half(self, send, threads, monkeypatch):
        """A file of which twenty rows were compared when the process was killed."""
        send()
        killed(threads, monkeypatch, after=20)
        return the_file()

    def test_leaves_a_file_that_cannot_be_applied(self, half, a_draft):
        with pytest.raises(files.StillReadingError):
            importing.apply(actor=clerk(), import_id=half.pk, now=NOW)

        assert (half.state, half.rows.count(), a_draft.duties.count()) == ("reading", 20, 1)

    def test_is_waited_for_while_it_may_still_live(self, half, desk, threads):
        look(desk)

        assert len(threads) == 1

    def test_is_followed_by_another_that_begins_anew(self, half, desk, threads):
        Import.objects.update(stirred_at=timezone.now() - timedelta(seconds=21))
        look(desk)
        run(threads)

        assert (len(threads), the_file().state, the_file().rows.count()) == (2, "compared", 30)

    def test_that_lives_after_all_stops_where_another_began(self, half, desk, threads):
        Import.objects.update(stirred_at=timezone.now() - timedelta(seconds=21))
        look(desk)

        WORK.carry_on(half.pk, 1)

        assert (the_file().state, the_file().starts) == ("reading", 2)

    def test_is_told_where_it_happens_again_and_again(self, half, desk, threads):
        Import.objects.update(starts=3, stirred_at=timezone.now() - timedelta(seconds=21))

        told = shown(look(desk))

        assert "It was begun several times and did not come to its end" in told
        assert len(threads) == 1


def test_a_file_that_cannot_be_read_says_so_on_its_page(send, desk, threads):
    send("%PDF-1.7 no table at all")
    run(threads)

    told = shown(look(desk))

    assert the_file().state == "failed"
    assert "The file could not be read" in told
    assert "PDF" in told
    assert page("put-in", the_file().edition_id) in told


def test_unknown_heads_lead_to_the_columns(send, desk, threads):
    send("Foo,Bar\n1,Keep quiet.\n")
    run(threads)

    assert the_file().state == "choosing"
    desk.post(page("choose-columns", the_file().pk), {"table": "0", "column-0": "number", "column-1": "text"})
    assert the_file().state == "reading"
    look(desk)
    run(threads)
    assert (the_file().state, the_file().rows.count()) == ("compared", 1)


def test_a_file_that_is_thrown_away_meanwhile_ends_quietly(send, desk, threads, a_draft):
    send()
    desk.post(page("throw-away", the_file().pk))

    run(threads)

    assert not Import.objects.exists()


@pytest.mark.parametrize("act", ["names", "missing", "order", "anew"])
def test_what_is_not_compared_yet_is_not_decided_on(send, desk, act):
    send()
    address = f"{page('import', the_file().pk)}{act}/"

    answer = desk.post(address, {"missing": "remove", "order": "file"})

    assert answer.status_code in {409, 422}
    assert (the_file().state, the_file().missing, the_file().order) == ("reading", "keep", "draft")


def test_a_draft_that_changes_meanwhile_has_to_be_compared_again(send, desk, threads, a_draft, air_bureau, monkeypatch):
    send()
    sum_up = comparing._sum_up

    def meanwhile(file):
        AssignmentFactory(duty=DutyFactory(edition=a_draft, position=9, number="99"), unit=air_bureau)
        sum_up(file)

    monkeypatch.setattr(comparing, "_sum_up", meanwhile)
    run(threads)

    assert "The draft changed since this comparison" in shown(look(desk))


def test_its_page_takes_eight_queries_at_most(send, desk, django_assert_max_num_queries):
    send()
    address = page("follow-import", the_file().pk)

    with django_assert_max_num_queries(8):
        desk.get(address, **SWAP)


def test_nobody_but_the_office_follows_it(send, visitor):
    send()

    assert ask(visitor("leader")).status_code == 404


def test_in_a_thread_of_its_own_it_comes_to_its_end(desk, a_draft, air_bureau, in_threads):
    def lay(_nothing):
        return files.leave(actor=clerk(), edition_id=a_draft.pk, content=ROWS.encode(), file_name="list.csv", at=NOW)

    [file] = in_threads(lay, [None], at_once=1)
    starts = in_threads(lambda _nothing: WORK.claim(file, at=timezone.now()), range(4), at_once=4)
    in_threads(lambda start: WORK.carry_on(file.pk, start), [max(starts)], at_once=1)

    def stored(_nothing):
        held = Import.objects.get(pk=file.pk)
        return held.state, held.rows.count()

    assert sorted(starts) == [0, 0, 0, 1]
    assert in_threads(stored, [None], at_once=1) == [("compared", 30)]


def test_what_breaks_off_is_logged_and_begun_anew_at_the_next_look(send, desk, threads, monkeypatch, caplog):
    send()
    with monkeypatch.context() as patch:
        patch.setattr(comparing, "_compare", lambda *_given: 1 / 0)
        run(threads)
    look(desk)

    run(threads)

    assert ("broke off" in caplog.text, the_file().state, the_file().starts) == (True, Import.State.COMPARED, 2)
