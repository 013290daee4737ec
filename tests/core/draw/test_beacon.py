"""A drand round is what its chain signed, and nothing else; two public rounds, as drand's nodes publish them."""

import pytest

from zeren.draw.beacon import BeaconError, PreviousNeededError, verify_beacon
from zeren.draw.seeds import Source, drand_moment

QUICKNET = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
DEFAULT = (
    "8d61d9100567de44682506aea1a7a6fa6e5491cd27a0a0ed349ef6910ac5ac20ff7bc3e09d7c046566c9f7f3c6f3b101"
    "04990e7cb424998203d8f7de586fb7fa5f60045417a432684f85093b06ca91c769f0e7ca19268375e659c2a2352b4655"
)
BEFORE = "176f93498eac9ca337150b46d21dd58673ea4e3581185f869672e59fa4cb390a"


def drand(chain, number):
    return Source(kind="drand", name=chain, at=drand_moment(chain, number), round=number)


def test_a_round_of_quicknet_holds():
    verify_beacon(drand("quicknet", 1000), QUICKNET)


def test_a_round_of_the_default_chain_holds_with_the_round_before():
    verify_beacon(drand("default", 1), DEFAULT, previous=BEFORE)


def test_the_default_chain_asks_for_the_round_before():
    with pytest.raises(PreviousNeededError) as caught:
        verify_beacon(drand("default", 1), DEFAULT)

    assert caught.value.params == {"name": "default", "round": 1}


@pytest.mark.parametrize(
    ("chain", "number", "value", "previous"),
    [
        ("quicknet", 1001, QUICKNET, ""),
        ("quicknet", 1000, QUICKNET[:-2] + "38", ""),
        ("quicknet", 1000, DEFAULT, ""),
        ("quicknet", 1000, "00" * 48, ""),
        ("default", 2, DEFAULT, BEFORE),
        ("default", 1, DEFAULT, BEFORE[::-1]),
        ("default", 1, QUICKNET, BEFORE),
    ],
)
def test_what_the_chain_did_not_sign_is_refused(chain, number, value, previous):
    with pytest.raises(BeaconError) as caught:
        verify_beacon(drand(chain, number), value, previous=previous)

    assert caught.value.params == {"step": "beacon", "name": chain, "round": number}
