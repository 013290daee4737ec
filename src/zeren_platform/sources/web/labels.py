"""Words for the codes of the reading: what a meeting did."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

__all__ = ["VERBS"]

VERBS: Final[Mapping[str, Promise]] = {
    "heard": pgettext_lazy("act of a meeting", "Heard"),
    "conveyed": pgettext_lazy("act of a meeting", "Conveyed"),
    "studied": pgettext_lazy("act of a meeting", "Studied"),
    "arranged": pgettext_lazy("act of a meeting", "Arranged"),
    "discussed": pgettext_lazy("act of a meeting", "Discussed"),
    "reviewed": pgettext_lazy("act of a meeting", "Reviewed"),
    "adopted": pgettext_lazy("act of a meeting", "Adopted"),
    "decided": pgettext_lazy("act of a meeting", "Decided"),
    "appointed": pgettext_lazy("act of a meeting", "Appointed"),
}
