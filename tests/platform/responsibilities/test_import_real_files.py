"""Real tables of local governments, with their real faults, laid beside a draft."""

from pathlib import Path

import pytest
from tests.platform.responsibilities.factories import NOW, EditionFactory, clerk

from zeren_platform.responsibilities.staging import files

pytestmark = [pytest.mark.shared, pytest.mark.django_db]


@pytest.fixture
def laid_beside(city):
    def put(name):
        path = Path(__file__).resolve().parents[4] / "shared" / "inputs" / name
        if not path.exists():
            pytest.skip(f"skipped: ../shared/inputs/{name} is not here")
        edition = EditionFactory()
        return files.put_in(actor=clerk(), edition_id=edition.pk, content=path.read_bytes(), file_name=name, at=NOW)

    return put


def faults(file, code):
    rows = file.rows.order_by("position")
    return [(row.line, row.number, fault["found"]) for row in rows for fault in row.faults if fault["code"] == code]


def test_the_doubled_number_of_shicheng_stands_beside_both_rows(laid_beside):
    file = laid_beside("shicheng_2018_unit_assessment.csv")

    assert faults(file, "number-twice") == [(45, "2-30", "2-30"), (46, "2-30", "2-30")]


def test_the_clauses_that_do_not_add_up_are_a_finding(laid_beside):
    file = laid_beside("shicheng_2018_unit_assessment.csv")

    assert faults(file, "points-differ") == [(25, "2-10", "60")]


def test_sums_heads_of_groups_and_bonus_rules_are_no_duties(laid_beside):
    file = laid_beside("shicheng_2018_unit_assessment.csv")

    passed = file.rows.exclude(passed_as="").order_by("position")
    assert [(row.line, row.passed_as) for row in passed] == [(3, "sum"), (4, "group"), (10, "group"), (47, "bonus")]
    assert file.counts["new"] == 41


def test_with_its_faults_settled_the_table_can_be_applied(laid_beside):
    file = laid_beside("shicheng_2018_unit_assessment.csv")

    file = files.mend(actor=clerk(), import_id=file.pk, line=46, entries={"number": "2-31"})
    file = files.decide(actor=clerk(), import_id=file.pk, meanings=dict.fromkeys(file.unknown, ""))

    assert file.counts["grave"] == 0


def test_the_items_of_zhejiang_are_numbered_by_their_parts(laid_beside):
    file = laid_beside("zhejiang_random_inspection_items.csv")

    numbers = list(file.rows.order_by("position").values_list("number", flat=True))
    assert len(numbers) == 79
    assert numbers[:4] == ["1.1", "1.2", "2", "3.1"]
    assert len(set(numbers)) == 79
