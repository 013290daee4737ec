"""Files laid beside a draft, applied, and taken back."""

import io

import pytest
from tests.platform.responsibilities.factories import (
    NOW,
    AssignmentFactory,
    DutyFactory,
    clerk,
)

from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.exchange.writing import write
from zeren_platform.responsibilities.queries import DutyFilter
from zeren_platform.responsibilities.staging import files
from zeren_platform.responsibilities.use_cases import importing


def put_in(edition, text, *, name="list.csv", actor=None):
    content = text if isinstance(text, bytes) else text.encode()
    return files.put_in(actor=actor or clerk(), edition_id=edition.pk, content=content, file_name=name, at=NOW)


def outcomes(file):
    return [(row.number, row.outcome) for row in file.rows.order_by("position")]


def codes(file):
    return [
        (row.line, fault["column"], fault["code"]) for row in file.rows.order_by("position") for fault in row.faults
    ]


def exported(edition, form):
    held = io.BytesIO()
    rows = queries.duties_for(clerk(), edition, chosen=DutyFilter())
    write(queries.duties_table(edition, rows), held, form=form)
    return held.getvalue()


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx", "json"])
def test_what_was_exported_changes_nothing(a_draft, water_bureau, form):
    second = DutyFactory(edition=a_draft, position=2, text="=1+1\r\nand  more", basis=" Law ", points="7.5")
    AssignmentFactory(duty=second, unit=water_bureau, role="support")

    file = put_in(a_draft, exported(a_draft, form))

    assert file.format == form
    assert outcomes(file) == [("1", "unchanged"), ("2", "unchanged")]


def test_a_file_adds_changes_and_leaves(a_draft, air_bureau, water_bureau, ledger):
    file = put_in(a_draft, "Number,Duty,Lead unit\n1,Keep the air very clean.,Water Bureau\n2,Keep quiet.,air\n")

    importing.apply(actor=clerk(), import_id=file.pk, now=NOW)

    first, second = a_draft.duties.order_by("position")
    assert (first.text, first.title, first.version) == ("Keep the air very clean.", "Clean air", 2)
    assert [held.unit.code for held in first.assignments.all()] == ["water"]
    assert (second.number, second.text) == ("2", "Keep quiet.")
    assert [held.unit.code for held in second.assignments.all()] == ["air"]
    assert ledger() == ["responsibilities.edition.imported"]


def test_undoing_puts_back_what_stood(a_draft, air_bureau, water_bureau, ledger):
    gone = DutyFactory(edition=a_draft, position=2, text="Keep quiet.")
    file = put_in(a_draft, "Number,Duty,Lead unit\n1,Other words.,water\n3,New.,water\n")
    files.settle(actor=clerk(), import_id=file.pk, missing="remove")
    importing.apply(actor=clerk(), import_id=file.pk, now=NOW)
    assert [duty.number for duty in a_draft.duties.order_by("position")] == ["1", "3"]

    importing.undo(actor=clerk(), import_id=file.pk, now=NOW)

    first, second = a_draft.duties.order_by("position")
    assert (first.text, [held.unit.code for held in first.assignments.all()]) == ("Keep the air clean.", ["air"])
    assert (second.pk, second.text) == (gone.pk, "Keep quiet.")
    assert ledger() == ["responsibilities.edition.imported", "responsibilities.edition.import_undone"]
