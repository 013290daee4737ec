"""The freeze record: what is fixed before the seed, and that it contradicts itself nowhere."""

from dataclasses import replace

import pytest

from zeren.draw.frame import Frame
from zeren.draw.freezing import Design, Freeze, InvalidFreezeError, QuotaRule, UnmatchedQuotaError
from zeren.draw.quotas import QuotaAboveStratumError
from zeren.draw.records import InvalidRecordError, loads


def test_the_first_quota_that_fits_counts(town):
    _, frozen = town.frozen()

    assert [(cell.stratum, cell.risk, cell.size, cell.take) for cell in frozen.cells] == [
        ("north", "high", 5, 2),
        ("north", "low", 15, 2),
        ("south", "high", 5, 2),
        ("south", "low", 15, 2),
        ("west", "high", 5, 2),
        ("west", "low", 15, 2),
    ]


def test_the_record_reads_back(town):
    _, frozen = town.frozen()

    assert Freeze.from_plain(frozen.to_plain()) == frozen


def test_every_field_changes_the_hash(town):
    _, frozen = town.frozen()
    others = [
        replace(frozen, draw="other"),
        replace(frozen, role="inspectors"),
        replace(frozen, design=Design.PARETO),
        replace(frozen, weights="risk/2"),
        replace(frozen, root=bytes(32)),
        replace(frozen, seed=replace(frozen.seed, commitment=bytes(32))),
        replace(frozen, reasons=("none",)),
        replace(frozen, roster=bytes(32)),
        replace(frozen, frozen_at="2023-08-22T08:00:01Z"),
        replace(frozen, disclosed_at="2023-10-01T00:00:00Z"),
    ]

    assert len({one.hash() for one in [frozen, *others]}) == 1 + len(others)


def test_an_empty_stratum_does_not_pass_unseen(town):
    with pytest.raises(UnmatchedQuotaError) as caught:
        town.frozen(quotas=(QuotaRule(quota="5 %", stratum="east"), QuotaRule(quota="5 %")))

    assert caught.value.params["stratum"] == "east"


def test_a_stratum_without_quota_is_refused(town):
    with pytest.raises(UnmatchedQuotaError):
        town.frozen(quotas=(QuotaRule(quota="5 %", stratum="north"),))


def test_a_quota_above_its_stratum_is_refused(town):
    with pytest.raises(QuotaAboveStratumError):
        town.frozen(quotas=(QuotaRule(quota="16"),))


def test_an_empty_list_cannot_be_frozen(town):
    with pytest.raises((InvalidFreezeError, UnmatchedQuotaError)):
        town.frozen(Frame([]), quotas=())


@pytest.mark.parametrize(
    "changed",
    [
        {"frozen_at": "2023-08-23T15:00:00Z"},
        {"frozen_at": "2023-08-22 08:00"},
        {"disclosed_at": "2023-08-24T08:00:00Z"},
        {"batch": 5},
        {"roster": b"short"},
        {"design": Design.BATCHES},
        {"design": Design.BATCHES, "batch": 5},
    ],
)
def test_a_freeze_that_contradicts_itself_is_refused(town, changed):
    with pytest.raises(InvalidFreezeError):
        town.frozen(**changed)


def test_a_number_that_is_not_what_the_quota_says_is_refused(town):
    plain = town.frozen()[1].to_plain()
    plain["cells"][0]["take"] = 1

    with pytest.raises(InvalidFreezeError):
        Freeze.from_plain(plain)


@pytest.mark.parametrize(
    "text", ["{", "1.5", "NaN", '{"a":1,"a":2}', "[1e3]", b"\xff", "[" * 100_000], ids=lambda text: repr(text[:9])
)
def test_no_record_is(text):
    with pytest.raises(InvalidRecordError):
        loads(text)


def test_a_field_that_nobody_knows_is_refused(town):
    plain = {**town.frozen()[1].to_plain(), "note": "x"}

    with pytest.raises(InvalidRecordError) as caught:
        Freeze.from_plain(plain)

    assert caught.value.params["at"] == "$.note"
