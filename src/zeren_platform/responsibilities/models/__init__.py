"""The rows of this slice: registers and what they hold, and what units say of a draft."""

from zeren_platform.responsibilities.models.carrying import CarriedPart
from zeren_platform.responsibilities.models.consultations import Comment, Consultation, ConsultedDuty, Opinion
from zeren_platform.responsibilities.models.counts import FieldCount, PartCount
from zeren_platform.responsibilities.models.importing import Import, ImportRow, RememberedColumns
from zeren_platform.responsibilities.models.matters import Likeness
from zeren_platform.responsibilities.models.registers import (
    ADOPTED_STATES,
    BINDING_STATES,
    OPEN_STATES,
    SAID,
    Assignment,
    Duty,
    Edition,
    Register,
    UnrecognisedUnit,
)
from zeren_platform.responsibilities.models.views import SavedView

__all__ = [
    "ADOPTED_STATES",
    "BINDING_STATES",
    "OPEN_STATES",
    "SAID",
    "Assignment",
    "CarriedPart",
    "Comment",
    "Consultation",
    "ConsultedDuty",
    "Duty",
    "Edition",
    "FieldCount",
    "Import",
    "ImportRow",
    "Likeness",
    "Opinion",
    "PartCount",
    "Register",
    "RememberedColumns",
    "SavedView",
    "UnrecognisedUnit",
]
