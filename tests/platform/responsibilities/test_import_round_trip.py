"""Whatever a draft holds, its export changes nothing when it is put in again, in any format and in either language."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.responsibilities.factories import NOW, EditionFactory, UnitFactory, clerk

from zeren.reading import Operator
from zeren_platform.common.sheets import NO_CELL
from zeren_platform.responsibilities import queries
from zeren_platform.responsibilities.exchange.writing import write
from zeren_platform.responsibilities.models import Assignment, Duty, UnrecognisedUnit
from zeren_platform.responsibilities.staging import files
from zeren_platform.sources.targets import FiguredTarget, as_lines

FORMATS = ("xlsx", "csv", "docx", "json")
# PostgreSQL keeps no zero character and no half of one.
SIGNS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
AWKWARD = st.sampled_from(
    [
        *("=1+1", "+1", "-1", "@cmd", "'=1", "''+1", "\tindented", "  spaces  ", "one\r\ntwo\n\nthree", "_x000D_"),
        *(
            "责任，“清单”；（一）",
            "合计",
            "一、",
            "总分",
            "—",
            "无",
            "😀👩‍👩‍👧",
            '"quoted", and "more"',
            "<a>&amp;</a>",
            "#note",
            "1.50",
            "007",
        ),
        *(
            "2026-03-01",
            "TRUE",
            "Number",
            "编号",
            "1E5",
            "e\u0301",
            "\u2028line",
            "注：本表",
        ),
    ]
)
WORDS = st.one_of(AWKWARD, st.text(SIGNS, max_size=20))
SAYING = WORDS.filter(lambda words: words.strip())
UNITS = ("air", "water", "fire")
ROLES = Assignment.Role.values


def line(longest):
    return WORDS.map(lambda words: words[:longest])


PARTS = st.dictionaries(st.sampled_from(UNITS), st.sampled_from(ROLES[1:]), max_size=3)
NAMES = st.dictionaries(
    st.one_of(
        st.sampled_from(["Office of Rivers", "河办、湖办", "X [air]", "Air Bureau [gone]"]), st.text(SIGNS, max_size=20)
    )
    .map(lambda name: " ".join(name.split()))
    .filter(bool),
    st.sampled_from(ROLES),
    max_size=2,
)
FIGURES = st.decimals(-10_000_000, 10_000_000, places=3)
TARGETS = st.builds(
    FiguredTarget,
    indicator=WORDS.map(
        lambda words: " ".join(NO_CELL.sub("", words).replace("|", " ").replace("｜", " ").split())
    ).filter(bool),
    operator=st.sampled_from([operator for operator in Operator if operator not in {"between", "in_step_with"}]),
    value=FIGURES,
    upper=st.none(),
    unit=st.sampled_from(["", "%", "万元", "µg/m³", "units"]),
    period=st.sampled_from(["", "2026", "“十四五”"]),
) | st.builds(
    FiguredTarget,
    indicator=st.just("GDP"),
    operator=st.just(Operator.BETWEEN),
    value=FIGURES,
    upper=FIGURES,
    unit=st.sampled_from(["", "%"]),
    period=st.just(""),
)
DUTIES = st.lists(
    st.fixed_dictionaries(
        {
            "title": line(200),
            "text": SAYING,
            "field": line(100),
            "basis": WORDS,
            "target": WORDS,
            "targets": st.lists(TARGETS, max_size=3).map(as_lines),
            "scoring_rule": WORDS,
            "evidence": WORDS,
            "deadline": line(200),
            "due_on": st.none() | st.dates(date(1949, 10, 1), date(2099, 12, 31)),
            "points": st.none() | st.integers(0, 10_000_000).map(lambda hundredths: Decimal(hundredths) / 100),
            "cycle": st.sampled_from(["", *Duty.Cycle.values]),
            "level": st.sampled_from(["", *Duty.Level.values]),
            "open_set": st.booleans(),
            "no_lead_stated": st.booleans(),
        }
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture
def bureaus(db):
    named = [
        ("air", "Air Bureau", "空气局"),
        ("water", "Water Bureau", "水务局"),
        ("fire", "Fire, Rescue; Safety", "消防局"),
    ]
    return {code: UnitFactory(code=code, name=name, name_zh=name_zh) for code, name, name_zh in named}


def draft(said, parts, names, bureaus):
    edition = EditionFactory()
    for place, values in enumerate(said, start=1):
        duty = Duty.objects.create(edition=edition, number=f"{place}-一", position=place, **values)
        for code, role in parts.items():
            Assignment.objects.create(duty=duty, edition=edition, unit=bureaus[code], role=role)
        for name, role in names.items():
            UnrecognisedUnit.objects.create(duty=duty, name=name, role=role)
    return edition


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=DUTIES, parts=PARTS, names=NAMES, languages=st.permutations(["en", "zh-hans"]))
def test_nothing_changes(form, bureaus, said, parts, names, languages):
    edition = draft(said, parts, names, bureaus)
    held = io.BytesIO()
    with translation.override(languages[0]):
        write(queries.duties_table(edition, edition.duties.all()), held, form=form)

    with translation.override(languages[1]):
        file = files.put_in(actor=clerk(), edition_id=edition.pk, content=held.getvalue(), file_name="list", at=NOW)

    assert [(row.number, row.outcome, row.said) for row in file.rows.order_by("position")] == [
        (f"{place}-一", "unchanged", {}) for place in range(1, len(said) + 1)
    ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("sign", ["a", "一", "😀"])
def test_a_very_long_text_changes_nothing_even_where_a_sheet_cuts_it_off(form, sign, bureaus):
    edition = draft([{"text": sign * 40_000}], {}, {}, bureaus)
    held = io.BytesIO()
    write(queries.duties_table(edition, edition.duties.all()), held, form=form)

    file = files.put_in(actor=clerk(), edition_id=edition.pk, content=held.getvalue(), file_name="list", at=NOW)

    assert [(row.outcome, row.grave) for row in file.rows.all()] == [("unchanged", False)]
