"""What everybody may read of the registers: no draft, no person's name. The portal reads nothing else of this slice."""

from zeren_platform.responsibilities.lines import label_of
from zeren_platform.responsibilities.published.changes import PublicChange, changes
from zeren_platform.responsibilities.published.conditions import editions_in_force
from zeren_platform.responsibilities.published.history import Change, History, Holding, Version
from zeren_platform.responsibilities.published.in_force import (
    counts,
    duty,
    fields,
    register,
    registers,
    unit_counts,
)
from zeren_platform.responsibilities.published.lists import duties, keys, lines, parts_of_unit, receipt_labels
from zeren_platform.responsibilities.published.open_data import OpenDuty, OpenPart, open_duties, open_duty
from zeren_platform.responsibilities.published.shapes import (
    PublishedCounts,
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
    "PublishedCounts",
    "PublishedDuty",
    "PublishedEdition",
    "PublishedLine",
    "PublishedPart",
    "PublishedRegister",
    "UnitPart",
    "Version",
    "changes",
    "counts",
    "duties",
    "duty",
    "editions_in_force",
    "fields",
    "keys",
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
