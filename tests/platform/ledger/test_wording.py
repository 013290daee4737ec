"""What an event says to people."""

import pytest
from django.utils import translation

from zeren_platform.ledger.events import KINDS, wording
from zeren_platform.responsibilities.events import ReceiptAccepted


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Binhai Audit Bureau"), ("zh-hans", "滨海市审计局")],
)
def test_a_unit_is_named_in_the_readers_language(language, told):
    names = {"unit_name": "Binhai Audit Bureau", "unit_name_zh": "滨海市审计局"}

    with translation.override(language):
        assert told in wording(ReceiptAccepted.code, names)


def test_a_name_without_chinese_is_told_as_it_is():
    with translation.override("zh-hans"):
        assert "Port Authority" in wording(ReceiptAccepted.code, {"unit_name": "Port Authority", "unit_name_zh": ""})


def test_every_kind_of_event_has_its_wording():
    assert all(str(kind.sentence) for kind in KINDS.values())
