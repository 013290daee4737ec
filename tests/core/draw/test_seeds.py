"""The seed: what may be in it, and that it hangs on every part."""

from dataclasses import replace

import pytest

from zeren.draw.checks import FreezeMismatchError, SeedMismatchError, check_seed
from zeren.draw.seeds import (
    Contributor,
    InvalidSeedError,
    Reveal,
    SeedRecord,
    Source,
    commitment,
    derive,
    drand_moment,
)


@pytest.fixture
def frozen(town):
    return town.frozen()[1]


def test_a_drand_value_counts_as_its_randomness(town, vectors):
    told = vectors("beacon_vrf_vectors.json")["drand"][0]

    assert town.drand.octets(told["signature"]).hex() == told["randomness"]


def test_a_drand_round_has_its_moment():
    # Genesis of the chain "default" is 2020-07-22T15:17:30Z.
    assert drand_moment("default", 1) == "2020-07-22T15:17:30Z"


def test_a_round_at_another_moment_is_refused():
    with pytest.raises(InvalidSeedError):
        Source(kind="drand", name="quicknet", at="2023-08-23T15:59:25Z", round=1000)


@pytest.mark.parametrize("value", ["3141592653589793238", "314159265358979323846", "3141592653589793238x", ""])
def test_dice_are_twenty_digits(town, value):
    with pytest.raises(InvalidSeedError):
        town.dice.octets(value)


def test_full_width_digits_are_no_throws(town):
    with pytest.raises(InvalidSeedError):
        town.dice.octets("".join(chr(ord(digit) + 0xFEE0) for digit in town.throws))


def test_the_fall_back_is_used_where_the_first_source_failed(town, frozen):
    first = check_seed(frozen, town.seed(frozen))
    second = check_seed(frozen, town.seed(frozen, failed=("round not published",), value=town.throws))

    assert first != second


def test_every_part_changes_the_seed(town, frozen):
    record = town.seed(frozen)
    others = [
        replace(record, freeze=bytes(32)),
        replace(record, secret=bytes(32)),
        replace(record, value=town.signature[::-1]),
        replace(record, reveals=(Reveal(secret=bytes(16), at="2023-08-23T14:00:00Z"),)),
        replace(record, reveals=(Reveal(secret=None),)),
        replace(record, failed=("no round",), value=town.throws),
    ]

    assert len({derive(town.rules, one) for one in [record, *others]}) == 1 + len(others)


def test_the_record_reads_back(town, frozen):
    record = town.seed(frozen, failed=("no round",), value=town.throws)

    assert SeedRecord.from_plain(record.to_plain()) == record


def test_a_short_secret_is_refused():
    with pytest.raises(InvalidSeedError):
        commitment(b"short", draw="d", name="n")


def test_nobody_can_repeat_the_commitment_of_another(town):
    assert commitment(town.secret, draw="d", name="a") != commitment(town.secret, draw="d", name="b")


def test_two_contributors_of_one_name_are_refused(town):
    twin = Contributor(name="organiser", commitment=bytes(32))

    with pytest.raises(InvalidSeedError):
        replace(town.rules, contributors=(twin,))


def test_a_source_that_speaks_before_the_reveals_end_is_refused(town):
    with pytest.raises(InvalidSeedError):
        replace(town.rules, reveal_by="2023-08-23T15:59:24Z")


def test_a_seed_of_another_freeze_does_not_fit(town, frozen):
    with pytest.raises(FreezeMismatchError):
        check_seed(frozen, town.seed(frozen, freeze=bytes(32)))


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({"secret": bytes(32)}, "commitment"),
        ({"secret": b""}, "commitment"),
        ({"reveals": (Reveal(secret=bytes(32), at="2023-08-23T14:00:00Z"),)}, "commitment"),
        ({"reveals": ()}, "source"),
        ({"failed": (" ",), "value": "31415926535897932384"}, "source"),
        ({"failed": ("a", "b"), "value": "31415926535897932384"}, "source"),
        ({"value": "31415926535897932384"}, "source"),
    ],
)
def test_a_seed_that_breaks_the_rules_names_the_step(town, frozen, changed, step):
    with pytest.raises(SeedMismatchError) as caught:
        check_seed(frozen, town.seed(frozen, **changed))

    assert caught.value.params["step"] == step


def test_a_reveal_after_its_time_does_not_count(town, frozen):
    late = (Reveal(secret=town.citizen, at="2023-08-23T15:00:01Z"),)

    with pytest.raises(SeedMismatchError) as caught:
        check_seed(frozen, town.seed(frozen, reveals=late))

    assert caught.value.params["step"] == "reveal"


def test_a_reveal_withheld_is_left_out_as_the_rule_says(town, frozen):
    assert check_seed(frozen, town.seed(frozen, reveals=(Reveal(secret=None),)))
