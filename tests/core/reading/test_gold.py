"""Real documents and what must be read out of them, where they are at hand."""

import re
from itertools import groupby

import pytest

from zeren.reading import read_text

pytestmark = pytest.mark.shared

SEED = "seed_dalian_2021-01-21.txt"
ZONES = "policy_gf2019-03_bonded_zones_tasks.txt"


def sentence_of(text, beginning):
    start = text.index(beginning)
    end = min(text.find(sign, start) for sign in (". ", ".\n") if text.find(sign, start) >= 0)
    return start, end + 1


def within(reading, beginning):
    start, end = sentence_of(reading.text, beginning)
    return [found for found in reading.commitments if start <= found.span.start and found.span.end <= end]


@pytest.fixture(scope="module")
def seed(shared_document):
    return shared_document(SEED)


@pytest.fixture(scope="module")
def wanted(gold):
    return gold("seed_dalian.json")


def test_the_seed_is_dated_and_in_english(seed, wanted):
    assert seed.document.published_at == wanted["document"]["published_at"]
    assert seed.document.language == wanted["document"]["language"]


def test_the_meeting_of_the_seed(seed, wanted):
    [meeting] = seed.meetings
    expected = wanted["meeting"]

    assert str(meeting.held_on) == expected["held_on"]
    assert expected["body_contains"] in meeting.body
    assert expected["kind_contains"] in meeting.kind
    assert meeting.chair.name == expected["chair"]["name"]
    assert all(any(words in post for post in meeting.chair.posts) for words in expected["chair"]["posts_contain"])


def test_the_agenda_of_the_seed(seed, wanted):
    found = seed.meetings[0].agenda

    assert [item.verb for item in found] == [item["verb"] for item in wanted["agenda"]]
    assert all(item["contains"] in one.object for item, one in zip(wanted["agenda"], found, strict=True))


def test_the_instruments_of_the_seed(seed, wanted):
    assert [found.title for found in seed.instruments if found.same_as is None] == wanted["instruments"]
    assert {found.title: found.same_as for found in seed.instruments if found.same_as} == wanted["instruments_same_as"]


def test_the_figures_of_the_seed(seed, wanted):
    assert [{"value": int(found.value), "of": found.of} for found in seed.quantities] == wanted["quantities"]


def test_every_obligation_of_the_seed_gives_a_commitment(seed, wanted):
    assert [beginning for beginning in wanted["obligations"] if not within(seed, beginning)] == []


def test_no_statement_of_the_seed_is_a_commitment(seed, wanted):
    assert [beginning for beginning in wanted["statements"] if within(seed, beginning)] == []


def test_nothing_but_the_obligations_of_the_seed_is_found(seed, wanted):
    obliged = [one for beginning in wanted["obligations"] for one in within(seed, beginning)]

    assert [one.id for one in obliged] == [one.id for one in seed.commitments]


def test_the_actors_of_the_seed(seed, wanted):
    named = {beginning: within(seed, beginning)[0].actor for beginning in wanted["obligations"]}

    assert {beginning: actor for beginning, actor in named.items() if actor} == wanted["actors"]


def test_no_unit_of_the_seed_is_invented(seed):
    assert all(found.units == () for found in seed.commitments)


def units_in(bracket):
    """Take a bracket of the gold apart by hand: its units, and whether it is left open."""
    words = re.sub(r"[，。](?:排在|列)第一位.*|以下均.*", "", bracket[1:-1]).rstrip("。，")
    verbs = r"(?:按职责分工)?负责(?:落实)?$|牵头$|参与$|指导$"
    others = r"会同有关部门$|等有关部门(?:和单位)?$"
    names = [re.sub(others, "", re.sub(verbs, "", part)) for part in re.split("[，、]", words)]
    return names, "等" in words or "会同有关部门" in words


def test_the_21_brackets_of_the_bonded_zones(shared_document, gold):
    found = [one for one in shared_document(ZONES).commitments if one.rule == "zh.units-in-bracket"]
    brackets = gold("lead_brackets.json")[ZONES]

    assert [([unit.name for unit in one.units], one.open_set) for one in found] == [units_in(one) for one in brackets]


def test_the_first_leads_in_the_bonded_zones(shared_document):
    found = [one for one in shared_document(ZONES).commitments if one.rule == "zh.units-in-bracket"]

    assert all([unit.role.value for unit in one.units] == ["lead"] + ["joint"] * (len(one.units) - 1) for one in found)


def test_the_requirements_of_the_bonded_zones_have_actors(shared_document):
    found = [one for one in shared_document(ZONES).commitments if one.heading_path == ("有关要求",)]

    # A sentence may hold several duties of the same body.
    assert [actor for actor, _ in groupby(one.actor for one in found)] == [
        "各地区各有关部门",
        "海关总署",
        "国务院有关部门",
        "各省、自治区、直辖市人民政府",
    ]


def test_the_facts_of_the_bonded_zones(shared_document):
    facts = shared_document(ZONES).document

    assert (facts.number, facts.index_number, facts.issuer, str(facts.issued_on)) == (
        "国发〔2019〕3号",
        "000014349/2019-00003",
        "国务院",
        "2019-01-12",
    )


def test_every_bracket_of_the_gold_names_its_units(gold):
    for brackets in gold("lead_brackets.json").values():
        for bracket in brackets:
            [found] = read_text(f"方案\n\n1.任务。完成工作。{bracket}").commitments

            assert ([unit.name for unit in found.units], found.open_set) == units_in(bracket)


def test_every_document_at_hand_is_read(shared_document, shared_names):
    read = {name: shared_document(name) for name in shared_names}

    assert all(reading.text for reading in read.values())


def test_49_communiques_give_49_meetings(shared_document):
    meetings = shared_document("communiques_state_council_a.txt").meetings

    assert len(meetings) == 49
    assert all(meeting.held_on and meeting.chair and meeting.agenda for meeting in meetings)
