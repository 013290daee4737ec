"""What a preview opens on, and in which order the duties stand once a file is applied."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import NOW, AssignmentFactory, DutyFactory, clerk

from zeren_platform.ledger.models import Record
from zeren_platform.responsibilities.models import Import
from zeren_platform.responsibilities.staging import files
from zeren_platform.responsibilities.use_cases import importing, many

HEAD = "Number,Duty,Lead unit\n"


@pytest.fixture
def five(a_draft, air_bureau):
    """A draft of five duties, the air bureau leads them all."""
    for place in range(2, 6):
        AssignmentFactory(duty=DutyFactory(edition=a_draft, position=place, text=f"Words {place}."), unit=air_bureau)
    return a_draft


def line(number, words=None):
    return f"{number},{words or f'Words {number}.'},air\n"


@pytest.fixture
def lay(five):
    """Lay rows beside the draft."""

    def put(*rows):
        content = (HEAD + "".join(rows)).encode()
        return files.put_in(actor=clerk(), edition_id=five.pk, content=content, file_name="list.csv", at=NOW)

    return put


def numbers(edition):
    return [duty.number for duty in edition.duties.order_by("position", "id")]


def in_order(file, order="file"):
    files.settle(actor=clerk(), import_id=file.pk, order=order)
    return importing.apply(actor=clerk(), import_id=file.pk, now=NOW)


class TestThePreviewOpens:
    @pytest.fixture
    def preview(self, desk, five):
        def opened(*rows, **query):
            content = (HEAD + "".join(rows)).encode()
            desk.post(page("put-in", five.pk), {"file": SimpleUploadedFile("list.csv", content)})
            return desk.get(page("import", Import.objects.latest("pk").pk), query)

        return opened

    def test_on_faults_first_then_on_changes(self, preview):
        answer = preview(line(2, "Other."), line(3), line(7, "New."), "8,Faulty.,Nobody at all\n")

        assert [row.number for row in answer.context["page"].rows] == ["8", "2", "7", "1", "4", "5"]

    def test_and_says_how_many_rows_change_nothing(self, preview):
        answer = preview(line(2, "Other."), line(3), line(4), line(5))

        assert "2 further rows change nothing" not in shown(answer)
        assert "3 further rows change nothing" in shown(answer)
        assert "Words 4." not in shown(answer)

    def test_on_all_rows_where_none_needs_a_look(self, preview, five):
        rows = [f"1,{five.duties.get(number='1').text},air\n", *(line(number) for number in range(2, 6))]

        answer = preview(*rows)

        assert "Words 4." in shown(answer)

    def test_on_all_rows_where_they_are_asked_for(self, preview):
        answer = preview(line(2, "Other."), line(3), shown="all")

        assert [row.number for row in answer.context["page"].rows] == ["2", "3", "1", "4", "5"]

    def test_page_by_page(self, preview, desk):
        first = preview(*(line(number, "New.") for number in range(10, 80)))
        place = first.context["page"].next

        second = desk.get(page("import", Import.objects.latest("pk").pk), {"after": place})

        found = [row.number for answer in (first, second) for row in answer.context["page"].rows]
        assert (len(found), len(set(found))) == (75, 75)


class TestTheOrder:
    def test_stays_that_of_the_draft_unless_asked(self, lay, five):
        file = lay(line(5), line(4), line(3, "Other."))

        importing.apply(actor=clerk(), import_id=file.pk, now=NOW)

        assert numbers(five) == ["1", "2", "3", "4", "5"]

    def test_becomes_that_of_the_file_and_what_it_does_not_have_comes_last(self, lay, five):
        file = lay(line(5), line(9, "New."), line(3, "Other."))

        in_order(file)

        assert numbers(five) == ["5", "9", "3", "1", "2", "4"]

    def test_alone_is_a_change_worth_applying(self, lay, five):
        file = lay(line(3), line(2))

        in_order(file)

        assert numbers(five) == ["3", "2", "1", "4", "5"]

    def test_is_said_on_the_record(self, lay):
        in_order(lay(line(3), line(2)))

        body = json.loads(bytes(Record.objects.get(event="responsibilities.edition.imported").body))
        assert body["facts"]["reordered"] is True

    def test_goes_back_with_the_file(self, lay, five):
        places = list(five.duties.order_by("pk").values_list("pk", "position"))
        file = in_order(lay(line(5), line(9, "New."), line(3, "Other.")))

        importing.undo(actor=clerk(), import_id=file.pk, now=NOW)

        assert list(five.duties.order_by("pk").values_list("pk", "position")) == places

    @pytest.mark.parametrize(
        ("order", "moved"), [("12345", 0), ("21345", 1), ("51234", 1), ("54321", 4), ("135", 0), ("531", 2)]
    )
    def test_counts_as_few_as_need_be_moved(self, lay, order, moved):
        assert lay(*(line(number) for number in order)).moved == moved

    def test_counts_what_is_new_where_it_stands_further_up_than_last(self, lay):
        between = lay(line(1), line(9, "New."), line(2), line(3))
        last = lay(line(3), line(8, "New."), line(9, "New."))

        assert (between.moved, last.moved) == (1, 0)

    def test_takes_what_the_file_does_not_have_behind_even_where_nothing_else_changes(self, lay, five):
        file = lay(line(3), line(5))
        undone = list(five.duties.order_by("pk").values_list("pk", "position"))

        in_order(file)
        assert numbers(five) == ["3", "5", "1", "2", "4"]

        importing.undo(actor=clerk(), import_id=file.pk, now=NOW)
        assert list(five.duties.order_by("pk").values_list("pk", "position")) == undone

    def test_moves_nothing_that_stands_behind_already(self, lay, five):
        file = lay(line(1, five.duties.get(number="1").text), line(2))

        with pytest.raises(importing.NothingToImportError):
            in_order(file)

    def test_says_how_many_duties_go_behind(self, desk, lay):
        file = lay(line(5), line(3))

        told = shown(desk.get(page("import", file.pk)))

        assert "In the order of the file, 3 duties that it does not have go behind those that it has" in told

    def test_is_asked_on_the_page(self, desk, lay):
        file = lay(line(3), line(2))

        asked = shown(desk.get(page("import", file.pk)))
        desk.post(page("settle-order", file.pk), {"order": "file"})

        file.refresh_from_db()
        assert "1 duty stands in another place in the file" in asked
        assert file.order == "file"
        assert page("apply", file.pk) in shown(desk.get(page("import", file.pk)))

    def test_is_not_asked_where_it_is_the_same(self, desk, lay):
        assert page("settle-order", lay(line(2), line(3)).pk) not in shown(
            desk.get(page("import", Import.objects.get().pk))
        )

    def test_must_be_one_of_those_offered(self, desk, lay):
        file = lay(line(3), line(2))

        answer = desk.post(page("settle-order", file.pk), {"order": "backwards"})

        assert (answer.status_code, Import.objects.get().order) == (422, "draft")


def test_neither_to_apply_nor_to_undo_asks_for_each_duty(lay, five, air_bureau, django_assert_max_num_queries):
    for place in range(6, 60):
        AssignmentFactory(duty=DutyFactory(edition=five, position=place), unit=air_bureau)
    file = lay(line(5), line(3, "Other."))

    with django_assert_max_num_queries(50):
        in_order(file)
    with django_assert_max_num_queries(50):
        importing.undo(actor=clerk(), import_id=file.pk, now=NOW)


def test_what_was_moved_by_hand_since_is_not_undone_with_the_file(lay, five):
    file = in_order(lay(line(3), line(1), line(2), line(4), line(5)))
    first, last = (five.duties.order_by("position")[place].pk for place in (0, 4))
    many.move(actor=clerk(), edition_id=five.pk, duties=[last], before=first, now=NOW)
    moved = numbers(five)

    with pytest.raises(importing.DraftWorkedOnError):
        importing.undo(actor=clerk(), import_id=file.pk, now=NOW)

    assert numbers(five) == moved
