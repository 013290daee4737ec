"""Read registers, editions, duties and receipts, as far as the actor may."""

from zeren_platform.responsibilities.arranging import GROUPS, DutyGroup, group_of, groups_of, without
from zeren_platform.responsibilities.lines import DutyLine, lines_of, page_of_duties
from zeren_platform.responsibilities.queries.coverage import (
    Coverage,
    CoverageCell,
    CoverageField,
    CoverageUnit,
    coverage,
)
from zeren_platform.responsibilities.queries.duties import (
    DutyFilter,
    FilterChoices,
    assignments_of,
    choices_of,
    duties_for,
    duty_for,
    neighbours_of,
)
from zeren_platform.responsibilities.queries.exporting import duties_table
from zeren_platform.responsibilities.queries.faults import Fault, faults, faulty_count
from zeren_platform.responsibilities.queries.receipts import (
    AwaitingGroup,
    assignment_for,
    awaiting_groups,
    first_declined,
    receipts_awaiting,
    receipts_declined,
)
from zeren_platform.responsibilities.queries.registers import (
    EditionCounts,
    RegisterSummary,
    chosen_edition,
    counts_of,
    current_editions,
    drafts_for,
    edition_for,
    editions_of,
    keeping_units,
    register_for,
    registers_for,
    summaries,
)
from zeren_platform.responsibilities.queries.story import labels_of, story_of_duty, story_of_register
from zeren_platform.responsibilities.queries.visibility import may_read_reason, oversees, sees_part

__all__ = [
    "GROUPS",
    "AwaitingGroup",
    "Coverage",
    "CoverageCell",
    "CoverageField",
    "CoverageUnit",
    "DutyFilter",
    "DutyGroup",
    "DutyLine",
    "EditionCounts",
    "Fault",
    "FilterChoices",
    "RegisterSummary",
    "assignment_for",
    "assignments_of",
    "awaiting_groups",
    "choices_of",
    "chosen_edition",
    "counts_of",
    "coverage",
    "current_editions",
    "drafts_for",
    "duties_for",
    "duties_table",
    "duty_for",
    "edition_for",
    "editions_of",
    "faults",
    "faulty_count",
    "first_declined",
    "group_of",
    "groups_of",
    "keeping_units",
    "labels_of",
    "lines_of",
    "may_read_reason",
    "neighbours_of",
    "oversees",
    "page_of_duties",
    "receipts_awaiting",
    "receipts_declined",
    "register_for",
    "registers_for",
    "sees_part",
    "story_of_duty",
    "story_of_register",
    "summaries",
    "without",
]
