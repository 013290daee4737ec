"""What belongs in a register of each kind, in one sentence (docs/decisions say where each kind comes from)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zeren_platform.responsibilities.models import Register

__all__ = ["BELONGS"]

Kind = Register.Kind
BELONGS: Final[dict[Kind, Promise]] = {
    Kind.RESPONSIBILITY_LIST: _("The standing duties of each unit, by field, each with its basis."),
    Kind.MEETING_DECISIONS: _("What a meeting decided: one duty for each decision, with who does it by when."),
    Kind.WORK_REPORT: _("The targets of the yearly work report, each with its figure and its lead."),
    Kind.LIVELIHOOD_PROJECTS: _("Projects for the people, each with its unit, its time limit and its schedule."),
    Kind.INSPECTION_FINDINGS: _("What an inspection found: one duty for each, with goal, measures and time limit."),
    Kind.AUDIT_RECOMMENDATIONS: _("What an audit found or recommended: closed only when the auditors have checked it."),
    Kind.OTHER: _("Duties from any other source; the basis of each says from which."),
}
