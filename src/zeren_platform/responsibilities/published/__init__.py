"""What everybody may read of the registers: no draft, no person's name. The portal reads nothing else of this slice."""

from zeren_platform.responsibilities.published.in_force import (
    PublishedCounts,
    PublishedDuty,
    PublishedLine,
    PublishedPage,
    PublishedPart,
    PublishedRegister,
    UnitPart,
    counts,
    duties,
    duty,
    fields,
    parts_of_unit,
    register,
    registers,
    unit_counts,
)
from zeren_platform.responsibilities.published.open_data import OpenDuty, OpenPart, open_duties

__all__ = [
    "OpenDuty",
    "OpenPart",
    "PublishedCounts",
    "PublishedDuty",
    "PublishedLine",
    "PublishedPage",
    "PublishedPart",
    "PublishedRegister",
    "UnitPart",
    "counts",
    "duties",
    "duty",
    "fields",
    "open_duties",
    "parts_of_unit",
    "register",
    "registers",
    "unit_counts",
]
