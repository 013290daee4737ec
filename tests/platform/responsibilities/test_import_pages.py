"""The pages on which a file is laid beside a draft."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import DutyFactory

from zeren_platform.common.actor import Role
from zeren_platform.responsibilities.models import Edition, Import
from zeren_platform.responsibilities.web.import_forms import name_key

HEAD = "Number,Duty,Lead unit,Due on\n"


@pytest.fixture
def send(desk, a_draft):
    """Put a file in, and give the answer of the page that follows."""

    def put(words, name="list.csv"):
        content = words if isinstance(words, bytes) else words.encode()
        return desk.post(page("put-in", a_draft.pk), {"file": SimpleUploadedFile(name, content)}, follow=True)

    return put


def workbook_of(tables):
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def the_file():
    return Import.objects.latest("pk")


def test_a_file_with_known_heads_leads_to_its_preview(send):
    answer = send(f"{HEAD}1,Keep the air very clean.,air,\n2,Keep quiet.,air,\n")

    assert answer.redirect_chain == [(page("import", the_file().pk), 302)]
    assert "<ins>" in shown(answer)
    assert "very" in shown(answer)


def test_a_fault_stands_beside_its_row(send):
    answer = send(f"{HEAD}2,Keep quiet.,air,soon\n")

    assert "“soon” is no day" in shown(answer)
    assert page("apply", the_file().pk) not in shown(answer)


def test_a_row_is_mended_in_place(send, desk):
    send(f"{HEAD}2,Keep quiet.,air,soon\n")
    row = page("mend-row", the_file().pk, 2)
    assert "“soon” is no day" in shown(desk.get(row))

    entries = {"number": "2", "text": "Keep quiet.", "lead": "air", "due_on": "2026-06-30"}
    answer = desk.post(row, entries, follow=True)

    assert "is no day" not in shown(answer)
    assert page("apply", the_file().pk) in shown(answer)


def test_a_name_is_settled_for_all_rows(send, desk, a_draft):
    answer = send(f"{HEAD}2,Keep quiet.,Bureau of Air,\n3,Keep calm.,Bureau of Air,\n")
    assert "“Bureau of Air” means no unit" in shown(answer)

    answer = desk.post(page("settle-names", the_file().pk), {name_key("Bureau of Air"): "unit:air"}, follow=True)

    assert "means no unit" not in shown(answer)
    desk.post(page("apply", the_file().pk))
    assert [duty.assignments.get().unit.code for duty in a_draft.duties.order_by("position")] == ["air"] * 3


def test_a_choice_that_is_none_is_told_beside_the_name_and_the_others_are_kept(send, desk):
    send(f"{HEAD}2,Keep quiet.,Bureau of Air,\n3,Keep calm.,Bureau of Peace,\n")
    chosen = {name_key("Bureau of Air"): "unit:air", name_key("Bureau of Peace"): "unit:nowhere"}

    answer = desk.post(page("settle-names", the_file().pk), chosen)

    assert answer.status_code == 422
    assert list(answer.context["names"].errors) == [name_key("Bureau of Peace")]
    assert '<option value="unit:air" selected>' in shown(answer)


def test_names_of_which_none_is_settled_are_told(send, desk):
    send(f"{HEAD}2,Keep quiet.,Bureau of Air,\n")

    answer = desk.post(page("settle-names", the_file().pk), {name_key("Bureau of Peace"): "unit:air"})

    assert answer.status_code == 422
    assert "Choose what at least one name means." in shown(answer)


def test_what_becomes_of_the_missing_is_asked_again_where_nothing_was_chosen(send, desk):
    send(f"{HEAD}2,Keep quiet.,air,\n")

    answer = desk.post(page("settle-missing", the_file().pk), {"missing": "burn"})

    assert answer.status_code == 422
    assert list(answer.context["missing"].errors) == ["missing"]
    assert the_file().missing == Import.Missing.KEEP


def test_a_file_whose_draft_is_closed_meanwhile_is_told_above_what_was_typed(send, desk, a_draft):
    send(f"{HEAD}2,Keep quiet.,air,soon\n")
    Edition.objects.filter(pk=a_draft.pk).update(state=Edition.State.CONSULTATION)

    answer = desk.post(page("mend-row", the_file().pk, 2), {"number": "2", "text": "Keep still."})

    assert answer.status_code == 422
    assert "its draft is no draft any more" in shown(answer)
    assert "Keep still." in shown(answer)


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("settle-names", {name_key("Bureau of Air"): "unit:air"}),
        ("settle-missing", {"missing": "remove"}),
        ("compare-anew", {}),
    ],
)
def test_the_rows_that_were_shown_are_shown_again(send, desk, name, entries):
    send(f"{HEAD}2,Keep quiet.,Bureau of Air,\n")

    answer = desk.post(f"{page(name, the_file().pk)}?shown=new", entries)

    assert answer.url == f"{page('import', the_file().pk)}?shown=new"


def test_a_mended_row_leads_back_to_the_rows_that_were_shown(send, desk):
    send(f"{HEAD}2,Keep quiet.,air,soon\n")

    answer = desk.post(f"{page('leave-out', the_file().pk, 2)}?shown=grave", {"out": "yes"})

    assert answer.url == f"{page('import', the_file().pk)}?shown=grave"


def test_a_link_of_a_refused_form_leads_to_the_preview(send, desk):
    send(f"{HEAD}2,Keep quiet.,air,\n")

    answer = desk.get(f"{page('apply', the_file().pk)}?shown=new&after=3")

    assert answer.url == f"{page('import', the_file().pk)}?shown=new&after=3"


def test_a_file_applied_twice_is_refused_above_the_preview(send, desk, a_draft):
    send(f"{HEAD}2,Keep quiet.,air,\n")
    desk.post(page("apply", the_file().pk))

    answer = desk.post(page("apply", the_file().pk))

    assert answer.status_code == 409
    assert "was applied already" in shown(answer)
    assert a_draft.duties.count() == 2


def test_a_clerk_applies_and_undoes(send, desk, a_draft):
    send(f"{HEAD}2,Keep quiet.,air,\n")

    applied = desk.post(page("apply", the_file().pk), follow=True)
    assert a_draft.duties.count() == 2
    assert page("undo", the_file().pk) in shown(applied)

    desk.post(page("undo", the_file().pk), follow=True)
    assert a_draft.duties.count() == 1


def test_a_draft_that_changed_meanwhile_is_compared_anew(send, desk, a_draft):
    send(f"{HEAD}2,Keep quiet.,air,\n")
    DutyFactory(edition=a_draft, position=9)

    refused = desk.post(page("apply", the_file().pk))
    assert refused.status_code == 409
    assert "Nothing was applied and nothing is lost" in shown(refused)

    desk.post(page("compare-anew", the_file().pk))
    desk.post(page("apply", the_file().pk))
    assert a_draft.duties.count() == 3


def test_unknown_heads_lead_to_the_columns_which_are_remembered(send, desk):
    words = "Nr,Was,Wer\n2,Keep quiet.,air\n"
    answer = send(words)
    assert answer.redirect_chain[-1][0] == page("choose-columns", the_file().pk)

    chosen = {"table": "0", "column-0": "number", "column-1": "text", "column-2": "lead"}
    answer = desk.post(page("choose-columns", the_file().pk), chosen, follow=True)
    assert "Keep quiet." in shown(answer)

    assert send(words).redirect_chain[-1][0] == page("import", the_file().pk)


def test_a_column_held_twice_is_told_beside_the_second(send, desk):
    send("Nr,Was,Wer\n2,Keep quiet.,air\n")
    chosen = {"table": "0", "column-0": "number", "column-1": "text", "column-2": "text"}

    answer = desk.post(page("choose-columns", the_file().pk), chosen)

    assert answer.status_code == 422
    assert list(answer.context["columns"].errors) == ["column-2"]


def test_columns_without_a_duty_are_refused(send, desk):
    send("Nr,Was,Wer\n2,Keep quiet.,air\n")

    answer = desk.post(page("choose-columns", the_file().pk), {"table": "0", "column-0": "field"})

    assert answer.status_code == 422
    assert "One column must say what the duty is" in shown(answer)


def test_a_table_that_is_not_there_is_told_beside_the_field(send, desk):
    send("Nr,Was,Wer\n2,Keep quiet.,air\n")

    answer = desk.post(page("choose-columns", the_file().pk), {"table": "7", "column-1": "text"})

    assert answer.status_code == 422
    assert list(answer.context["tables"].errors) == ["table"]
    assert 'value="text" selected' in shown(answer)


def test_the_columns_are_shown_with_what_stands_in_them_before_any_is_known(send):
    answer = send("Nr,Was,Wer\n2,Keep quiet.,air\n3,Keep calm.,air\n")

    assert "Keep quiet. · Keep calm." in shown(answer)


def test_another_table_is_chosen_though_its_heads_say_nothing_known(send, desk):
    tables = {"Known": [["Number", "Duty"], ["2", "Keep quiet."]], "Strange": [["Was", "Wer"], ["Keep calm.", "air"]]}
    send(workbook_of(tables), name="list.xlsx")

    answer = desk.post(page("choose-columns", the_file().pk), {"table": "1"}, follow=True)

    assert answer.redirect_chain == [(page("choose-columns", the_file().pk), 302)]
    assert the_file().state == Import.State.CHOOSING
    assert "Keep calm." in shown(answer)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "There is nothing in the file."),
        (b"%PDF-1.7 \xff\xfe\x00\x00", "Use an XLSX, CSV, DOCX or JSON file"),
        (b'{"duties": 4}', "This JSON holds no list of duties."),
        (b"one line\n", "The file holds no table"),
        (b"PK\x03\x04 broken", "This file is damaged"),
    ],
)
def test_a_file_that_is_none_is_told_beside_the_field(send, content, told):
    answer = send(content)

    assert answer.status_code == 422
    assert told in shown(answer)


def test_nobody_but_the_office_sees_a_file(send, visitor):
    send(f"{HEAD}2,Keep quiet.,air,\n")

    stranger = visitor(Role.OFFICER, unit="air")

    assert stranger.get(page("import", the_file().pk)).status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx", "json"])
def test_the_list_is_exported_as_it_is_narrowed(desk, a_draft, form):
    DutyFactory(edition=a_draft, position=2, field="Water", text="Keep the water clean.")
    address = page("export", a_draft.register.code, a_draft.number, form)

    whole = b"".join(desk.get(address))
    narrowed = desk.get(address, {"field": "Water"})

    assert narrowed["Content-Disposition"] == f'attachment; filename="{a_draft.register.code}-1.{form}"'
    assert len(b"".join(narrowed)) < len(whole)


def test_the_rows_are_had_with_what_is_wrong(send, desk):
    send(f"{HEAD}2,Keep quiet.,air,soon\n")

    answer = desk.get(page("import-download", the_file().pk))

    assert b"".join(answer).startswith(b"PK")


def test_a_preview_takes_few_queries(send, desk, django_assert_max_num_queries):
    send(HEAD + "".join(f"{number},Keep quiet.,Nobody {number},\n" for number in range(2, 80)))

    with django_assert_max_num_queries(8):
        desk.get(page("import", the_file().pk))


def test_names_are_kept_all_at_once(send, desk):
    send(f"{HEAD}2,Keep quiet.,Bureau of Air,\n3,Keep calm.,Bureau of Peace,\n")

    answer = desk.post(page("settle-names", the_file().pk), {"keep": "all"}, follow=True)

    assert (the_file().unknown, answer.context["grave"]) == ({}, 0)
    assert "Bureau of Peace" in shown(answer)


def test_units_are_named_and_not_coded_where_two_lead(send, air_bureau, water_bureau):
    answer = send(f'{HEAD}2,Keep quiet.,"air\nwater",\n')

    assert f"More than one unit leads: {air_bureau.label}, {water_bureau.label}." in shown(answer)


def test_columns_of_which_nothing_is_taken_in_are_told(send):
    answer = send("Number,Duty,Colour,Lead unit\n2,Keep quiet.,red,air\n")

    assert "Columns of the file that are not taken in" in shown(answer)
    assert answer.context["unread"] == "Colour"


def test_titles_do_not_stand_in_for_duties_that_an_exported_table_lacks(send):
    answer = send("Number,Field,Title,Whatever,Lead unit,Target,Cycle\n1,Air,Clean air,Keep it clean.,air,,\n")

    assert answer.redirect_chain[-1][0] == page("choose-columns", the_file().pk)
