"""How the work of reading grows with the text."""

import sys

from zeren.reading import read_text


def calls(text):
    """Count the calls that reading *text* makes: the same number on every machine, however busy."""
    count = 0

    def count_one(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(count_one)
    try:
        read_text(text)
    finally:
        sys.setprofile(None)
    return count
