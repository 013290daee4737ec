"""What an event is: a past-tense code, a subject, facts for the body, and its wording for people."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zeren.foundations.canonical import Plain
from zeren_platform.common.readable import Readable

__all__ = ["KINDS", "WITHHELD", "Event", "KeyPutInUse", "PayloadErased", "wording"]


# In a body, in the place of the facts of an act about what is confidential.
WITHHELD: Final = "withheld"
CONFIDENTIAL: Final = _("Something was done in a confidential register.")
# Every kind of event by its code, filled as the slices declare theirs.
KINDS: dict[str, type["Event"]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something official that happened to a subject such as ``duty:17``."""

    code: ClassVar[str]
    # Said of the event on a time line; placeholders are the event's own public fields.
    sentence: ClassVar[Promise]
    icon: ClassVar[str] = "circle-dot"
    # Fields that may hold personal data: they go into the erasable payload, never into the body.
    private: ClassVar[frozenset[str]] = frozenset()

    subject: str

    def __init_subclass__(cls) -> None:
        # Slots make dataclass build the class twice; the second is the one that lives.
        if "code" in cls.__dict__:
            KINDS[cls.code] = cls

    def facts(self) -> dict[str, Plain]:
        """Give the public fields, for the body."""
        return {name: found for name, found in self._all().items() if name not in self.private}

    def secrets(self) -> dict[str, Plain]:
        """Give the private fields, for the payload."""
        return {name: found for name, found in self._all().items() if name in self.private}

    def _all(self) -> dict[str, Plain]:
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "subject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPutInUse(Event):
    """From here on the log is signed with another key."""

    code: ClassVar[str] = "ledger.key.put_in_use"
    sentence: ClassVar[Promise] = _("The log is signed with a new key from here on.")
    icon: ClassVar[str] = "key-round"

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadErased(Event):
    """What a record said of people was erased; the record itself stays."""

    code: ClassVar[str] = "ledger.payload.erased"
    sentence: ClassVar[Promise] = _("The names and reasons of record %(uid)s were erased.")
    icon: ClassVar[str] = "eraser"
    private: ClassVar[frozenset[str]] = frozenset({"reason"})

    uid: str
    reason: str


def wording(code: str, facts: Mapping[str, Plain]) -> str:
    """Say what happened, in the reader's language; an unknown code raises, since every event has its wording.

    A fact that is also told in Chinese, as ``name_zh`` beside ``name``, is told so to those who read Chinese.
    """
    if facts.get(WITHHELD):
        return str(CONFIDENTIAL)
    in_chinese = (get_language() or "").startswith("zh")
    return str(KINDS[code].sentence) % Readable(facts, language="zh" if in_chinese else "")
