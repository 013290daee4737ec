"""Hostile sentences: the work grows with their length, not faster."""

import pytest
from tests.core.reading.growth import calls

PIECES = [
    "各区要公布名单，", "并", "、建立", "修订并", "在", "对", "把", "在方面", "对的", "以为重点，", "进一步", "市财政局", "市林业局：负责", "6月底前，", "监督、", "完善监督", "应未", "；要", "“并", "（、",
    "should publish the list, ", ", and publish", "; report", "publish and ", "to act, ", "be made, ",
]  # fmt: skip
SMALL, LARGE, MOST = 2_000, 16_000, 16


@pytest.mark.parametrize("piece", PIECES)
def test_eight_times_the_sentence_makes_about_eight_times_the_calls(piece):
    opening = "会议强调，要加强监管，" if not piece.isascii() else "The meeting stressed that all units should act, "
    small, large = (opening + piece * (size // len(piece)) for size in (SMALL, LARGE))
    calls(small)  # opens the rules

    assert calls(large) < MOST * (calls(small) + 1_000)
