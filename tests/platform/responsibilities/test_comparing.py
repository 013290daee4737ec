"""Two editions of a register side by side."""

import re

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import NOW, AssignmentFactory, DutyFactory, clerk

from zeren_platform.responsibilities.use_cases import editions


@pytest.fixture
def draft(in_force, water_bureau):
    """A draft that added a duty, took one out, and changed words and units of the other."""
    draft = editions.revise(actor=clerk(), register_id=in_force.register_id, now=NOW)
    first, second = draft.duties.order_by("position")
    second.delete()
    first.text = "Keep the air very clean."
    first.save()
    first.assignments.filter(unit=water_bureau).delete()
    AssignmentFactory(duty=DutyFactory(edition=draft, position=9, title="Noise"), unit=water_bureau)
    return draft


def test_counts_and_tells_what_is_different(desk, draft):
    body = shown(desk.get(page("compare-editions", draft.register.code, 1, 2)))

    assert re.findall(r'metric-value">(\d+)<', body) == ["1", "1", "1", "0"]
    assert "very" in re.search(r"<ins>.*?</ins>", body, re.DOTALL)[0]
    assert "Water Bureau" in re.search(r"<del>.*?</del>", body, re.DOTALL)[0]


def test_says_when_nothing_is(desk, draft):
    assert "The two editions say the same" in shown(desk.get(page("compare-editions", draft.register.code, 1, 1)))


def test_is_had_as_a_file(desk, draft):
    answer = desk.get(page("compare-editions", draft.register.code, 1, 2), {"export": "csv"})

    assert "Noise" in answer.content.decode()
    assert answer["Content-Type"].startswith("text/csv")


def test_of_a_draft_is_not_for_those_who_do_not_read_it(visitor, draft):
    assert visitor("head", "air").get(page("compare-editions", draft.register.code, 1, 2)).status_code == 404


def test_takes_eight_queries_at_most(desk, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        desk.get(page("compare-editions", draft.register.code, 1, 2))


def test_what_is_new_is_called_so_in_chinese(desk, draft):
    body = shown(desk.get(page("compare-editions", draft.register.code, 1, 2), HTTP_ACCEPT_LANGUAGE="zh-hans"))

    badges = re.findall(r'<span class="badge[^>]*>(.*?)</span>', body, re.DOTALL)
    assert [told for told in ("新增", "删除", "修改") if any(told in badge for badge in badges)] == [
        "新增",
        "删除",
        "修改",
    ]
