"""The communiqué of the demo city, in both languages: every unit that it names, in its role, and no more."""

from pathlib import Path

import pytest

from zeren.reading import Language, read

CITY = Path(__file__).resolve().parents[3] / "src" / "zeren_platform" / "demo" / "city"
LEAD, JOINT, RESPONSIBLE = "lead", "joint", "responsible"
UNITS = {
    Language.CHINESE: [
        [("市生态环境局", LEAD), ("市气象局", JOINT)],
        [("市审计局", RESPONSIBLE)],
        [("市财政局", RESPONSIBLE)],
        [],
        [],
        [("市委办公室", JOINT), ("市政府办公室", JOINT)],
        [("市委编办", RESPONSIBLE)],
        [],
        [],
        [("市农业农村局", RESPONSIBLE)],
        [("禾川县", JOINT), ("岚溪市", JOINT)],
        [("市工业和信息化局", RESPONSIBLE)],
        [],
    ],
    Language.ENGLISH: [
        [("Municipal Ecology and Environment Bureau", LEAD), ("Municipal Meteorological Bureau", JOINT)],
        [("Municipal Audit Bureau", RESPONSIBLE)],
        [("Municipal Finance Bureau", RESPONSIBLE)],
        [],
        [],
        [
            ("General Office of the Municipal Party Committee", JOINT),
            ("General Office of the Municipal Government", JOINT),
        ],
        [("Office of the Municipal Establishment Commission", RESPONSIBLE)],
        [],
        [],
        [("Municipal Agriculture and Rural Affairs Bureau", RESPONSIBLE)],
        [("Hechuan County", JOINT), ("Lanxi City", JOINT)],
        [("Municipal Industry and Information Technology Bureau", RESPONSIBLE)],
        [],
    ],
}


def commitments(language):
    return read((CITY / f"communique.{language}.txt").read_bytes()).commitments


@pytest.mark.parametrize("language", list(Language))
def test_every_unit_of_the_communique_is_named_in_its_role(language):
    named = [[(unit.name, unit.role.value) for unit in one.units] for one in commitments(language)]

    assert named == UNITS[language]


def test_both_languages_oblige_bodies_in_the_same_places():
    chinese, english = commitments(Language.CHINESE), commitments(Language.ENGLISH)

    assert [one.actor is None for one in chinese] == [one.actor is None for one in english]


@pytest.mark.parametrize("language", list(Language))
def test_nothing_of_the_communique_is_left_open(language):
    assert not any(one.open_set for one in commitments(language))
