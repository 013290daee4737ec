"""How the city's units answered: most signed, some have not yet, three declined with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zeren_platform.common.actor import Actor
from zeren_platform.demo import city
from zeren_platform.demo.city import Language
from zeren_platform.demo.stages import Step
from zeren_platform.responsibilities.queries.receipts import receipts_awaiting
from zeren_platform.responsibilities.use_cases import receipts

__all__ = ["DECLINED", "Decline", "sign"]

# These have not answered, so that whoever signs in as their head has something to do.
SILENT: Final = frozenset({"ecology", "housing", "tingtao", "science-technology", "ciyao", "court"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    """A unit's refusal of its part in one duty."""

    unit: str
    number: str
    reason: Mapping[Language, str]


DECLINED: Final = (
    Decline(
        unit="commerce",
        number="62",
        reason={
            "en": "The ecology bureau inspects tanks; we license stations and have no inspectors for groundwater.",
            "zh": "储罐防渗由生态环境部门检查，我局只负责成品油零售许可，没有地下水监测执法人员。",
        },
    ),
    Decline(
        unit="beiya",
        number="29",
        reason={
            "en": "The district's last cargo berth closed in 2024, so there is nothing to fit with shore power.",
            "zh": "本区最后一个货运泊位已于2024年关停，辖区内没有需要建设岸电的泊位。",
        },
    ),
    Decline(
        unit="chaosheng",
        number="146",
        reason={
            "en": "The only shipyard in the new area moved away in 2025; another duty covers the clean-up of its site.",
            "zh": "新区唯一的船厂已于2025年迁出，原址治理已列入另一项责任。",
        },
    ),
)


def sign(*, actors: Mapping[str, Actor], edition_id: int, language: Language, at: datetime, step: Step) -> None:
    """Let the heads of units answer, one after another."""
    heads = {unit: person.username for person in city.people() for unit, role in person.posts if role == "head"}
    signed = 0
    for minutes, (unit, username) in enumerate(heads.items()):
        head, now = actors[username], at + timedelta(minutes=minutes)
        _decline(head, unit, language, now)
        if unit not in SILENT and receipts_awaiting(head).filter(unit__code=unit).exists():
            receipts.accept_many(actor=head, unit_code=unit, edition_id=edition_id, now=now)
            signed += 1
    step("signed", units=signed, declined=len(DECLINED))


def _decline(head: Actor, unit: str, language: Language, now: datetime) -> None:
    wanted = {decline.number: decline for decline in DECLINED if decline.unit == unit}
    for assignment in receipts_awaiting(head).filter(unit__code=unit, duty__number__in=wanted):
        reason = wanted[assignment.duty.number].reason[language]
        receipts.decline(actor=head, assignment_id=assignment.pk, reason=reason, now=now)
