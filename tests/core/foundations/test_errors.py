import pytest

from zeren.foundations.errors import InvalidInputError, NotPermittedError, RefusedError, VerificationError, ZerenError


@pytest.mark.parametrize(
    ("error", "parent"),
    [
        (InvalidInputError, ValueError),
        (InvalidInputError, ZerenError),
        (NotPermittedError, RefusedError),
        (VerificationError, ZerenError),
    ],
)
def test_the_tree_is_as_drawn(error, parent):
    assert issubclass(error, parent)


def test_an_error_carries_what_a_sentence_needs():
    assert RefusedError(row=3, field="lead").params == {"row": 3, "field": "lead"}
