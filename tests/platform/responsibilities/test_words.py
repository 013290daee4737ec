"""Words narrow a list to what has them anywhere, whatever their case: alike with an index and without."""

import pytest
from tests.platform.responsibilities.factories import DutyFactory, EditionFactory, clerk

from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.queries import DutyFilter

SAID = {
    "1": ("Shore power", "Ships at berth use the power of the shore: 50 % of all calls."),
    "2": ("岸电设施", "推进港口岸电设施建设,提高岸电使用率。"),
    "3": ("", "Crossroads_are swept; 'quoted' and \"said\" \\ twice."),
    "3.10": ("大气", "污染防治"),
}


@pytest.fixture
def edition(db):
    edition = EditionFactory(in_force=True)
    for place, (number, (title, text)) in enumerate(SAID.items()):
        DutyFactory(edition=edition, number=number, position=place, title=title, text=text)
    return edition


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("power", ["1"]),
        ("POWER shore", ["1"]),
        ("hore pow", ["1"]),
        ("owe", ["1"]),
        ("power swept", []),
        ("岸电", ["2"]),
        ("电设施建", ["2"]),
        ("电", ["2"]),
        ("岸设", []),
        ("50 %", ["1"]),
        ("%", ["1"]),
        ("s_are", ["3"]),
        ("s-are", []),
        ("'quoted'", ["3"]),
        ('"said" \\', ["3"]),
        # A word that one text ends with and the other begins with.
        ("气污", []),
        # A number is meant whole, but stands in texts as a word does.
        ("3.10", ["3.10"]),
        ("3.1", []),
        ("3", ["3"]),
        ("nowhere", []),
        ("", ["1", "2", "3", "3.10"]),
    ],
)
def test_find_what_has_them(edition, words, found):
    rows = queries.duties_for(clerk(), edition, chosen=DutyFilter(words=words))

    assert list(rows.order_by("position").values_list("number", flat=True)) == found


def test_are_found_in_what_was_changed(edition):
    edition.duties.filter(number="1").update(text="Anchorage")

    rows = queries.duties_for(clerk(), edition, chosen=DutyFilter(words="chora"))

    assert [duty.number for duty in rows] == ["1"]
