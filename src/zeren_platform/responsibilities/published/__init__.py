"""What everybody may read of the registers: no draft, no person's name. The portal reads nothing else of this slice."""

from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.published.changes import PublicChange, PublicChanges, changes
from zeren_platform.responsibilities.published.conditions import editions_in_force
from zeren_platform.responsibilities.published.history import Change, History, Holding, Version
from zeren_platform.responsibilities.published.in_force import (
    duty,
    fields,
    register,
    registers,
    unit_counts,
)
from zeren_platform.responsibilities.published.lists import duties, lines, parts_of_unit, receipt_labels
from zeren_platform.responsibilities.published.open_data import (
    OpenDuty,
    OpenPart,
    duty_keys,
    open_duties,
    open_duty,
)
from zeren_platform.responsibilities.published.shapes import (
    PublishedDuty,
    PublishedEdition,
    PublishedLine,
    PublishedPart,
    PublishedRegister,
    UnitPart,
)

__all__ = [
    "Change",
    "History",
    "Holding",
    "OpenDuty",
    "OpenPart",
    "PublicChange",
    "PublicChanges",
    "PublishedDuty",
    "PublishedEdition",
    "PublishedLine",
    "PublishedPart",
    "PublishedRegister",
    "UnitPart",
    "Version",
    "changes",
    "duties",
    "duty",
    "duty_keys",
    "editions_in_force",
    "fields",
    "label_of",
    "lines",
    "open_duties",
    "open_duty",
    "parts_of_unit",
    "receipt_labels",
    "register",
    "registers",
    "unit_counts",
]
