"""A list shows the beginning of each text."""

import pytest

from zeren_platform.responsibilities.web.rows import shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sweep the streets.", "Sweep the streets."),
        (f"{'word ' * 21}chimneys, ports", f"{('word ' * 21).strip()}…"),
        ("责" * 200, f"{'责' * 110}…"),
        (f"{'责任' * 54}，{'任' * 50}", f"{'责任' * 54}，任…"),
    ],
)
def test_whole_words_are_kept_where_words_are_set_apart(text, shown):
    assert shorten(text) == shown
