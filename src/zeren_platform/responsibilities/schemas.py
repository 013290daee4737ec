"""The forms of the requests and answers of the API."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from zeren_platform.common.entrance import Flag, PageSize, RowKey
from zeren_platform.common.points import Points
from zeren_platform.sources.schemas import TargetIn, TargetOut

__all__ = [
    "AcceptAllIn",
    "AddIn",
    "AdoptIn",
    "CellOut",
    "ChapterOut",
    "CountOut",
    "CoverageOut",
    "DutyOut",
    "EditIn",
    "EditionOut",
    "FileChoicesIn",
    "FindingOut",
    "FoundOut",
    "ImportOut",
    "ImportRowOut",
    "ImportRowPage",
    "LineOut",
    "LinePage",
    "Narrowing",
    "PartIn",
    "PartOut",
    "Place",
    "ReasonIn",
    "ReassignIn",
    "RegisterIn",
    "RegisterOut",
    "RegisterPage",
    "TakeInIn",
    "WordingIn",
]


class EditionOut(Schema):
    """An edition and how far it has come."""

    id: int
    number: int
    state: str
    adopted_by: str
    effective_from: date | None
    effective_until: date | None
    digest: str
    receipt_due_on: date | None
    faults_left: int
    unanswered_left: int
    unasked_left: int
    despite_reason: str
    end_reason: str


class RegisterOut(Schema):
    """A register with the edition in force and the draft, where there are any."""

    code: str
    kind: str
    title: str
    unit: str
    confidential: bool
    in_force: EditionOut | None
    draft: EditionOut | None
    duties: int
    awaiting: int
    accepted: int
    declined: int


class RegisterPage(Schema):
    """Registers with the places before and after them."""

    rows: list[RegisterOut]
    previous: str
    next: str


class RegisterIn(Schema):
    """A new register; with a document, its accepted proposals are the first draft."""

    code: str
    kind: str
    title: str
    unit: str
    document: RowKey | None = None
    confidential: Flag = False


class LineOut(Schema):
    """A duty as one line of a list."""

    id: int
    number: str
    title: str
    text: str
    field: str
    lead: str
    support: int
    territorial: int
    parts: int
    accepted: int
    declined: int


class LinePage(Schema):
    """Lines with the places before and after them."""

    rows: list[LineOut]
    previous: str
    next: str


class Narrowing(Schema):
    """What the list of duties is narrowed to; unit, role and receipt speak of one and the same part."""

    field: str = ""
    unit: str = ""
    role: str = ""
    receipt: str = ""
    words: str = ""
    no_lead: bool = False
    faulty: bool = False
    whole: bool = False


class Place(Schema):
    """Which page of which edition, in which order."""

    edition: RowKey | None = None
    sort: str = "number"
    after: str = ""
    before: str = ""
    size: PageSize = 50


class PartOut(Schema):
    """A unit's part in a duty."""

    id: int
    unit: str
    unit_name: str
    role: str
    receipt: str
    reason: str
    answered_at: datetime | None


class ChapterOut(Schema):
    """One official act on the time line; ``number`` is its place in the ledger, ``uid`` names its record and proof."""

    number: int | None
    uid: UUID
    at: datetime
    event: str
    title: str
    unit: str
    role: str


class DutyOut(Schema):
    """One duty with its units and its story."""

    id: int
    version: int
    register_code: str
    edition: EditionOut
    number: str
    title: str
    text: str
    field: str
    basis: str
    target: str
    targets: list[TargetOut]
    cycle: str
    level: str
    deadline: str
    due_on: date | None
    points: Points | None
    scoring_rule: str
    evidence: str
    no_lead_stated: bool
    open_set: bool
    proposal: int | None
    document: int | None
    parts: list[PartOut]
    unrecognised: list[str]
    story: list[ChapterOut]


class PartIn(Schema):
    """A unit and its role."""

    unit: str
    role: str


class WordingIn(Schema):
    """All that can be said of a duty of a draft."""

    text: str
    title: str = ""
    field: str = ""
    basis: str = ""
    target: str = ""
    targets: list[TargetIn] = []
    cycle: str = ""
    level: str = ""
    deadline: str = ""
    due_on: date | None = None
    points: Points | None = None
    scoring_rule: str = ""
    evidence: str = ""
    units: list[PartIn]
    no_lead_stated: Flag = False
    open_set: Flag = False
    unrecognised: list[str] = []


class EditIn(WordingIn):
    """The same, with the version that was read."""

    version: RowKey


class AddIn(WordingIn):
    """The same, with a number, or none for the next one."""

    number: str = ""


class TakeInIn(Schema):
    """The document whose accepted proposals become duties."""

    document: RowKey


class CountOut(Schema):
    """How many."""

    count: int


class AdoptIn(Schema):
    """Who adopted the edition, and from when it is in force."""

    adopted_by: str
    effective_from: date
    receipt_due_on: date | None = None
    despite_reason: str = ""


class AcceptAllIn(Schema):
    """The unit that signs for all that awaits it in an edition."""

    unit: str
    edition: RowKey


class ReasonIn(Schema):
    """Why."""

    reason: str


class ReassignIn(ReasonIn):
    """To whom, and why."""

    unit: str


class CellOut(Schema):
    """How many duties of a field a unit has, by role."""

    unit: str
    field: str
    total: int
    by_role: dict[str, int]


class FoundOut(Schema):
    """One place of a finding: keys of duties, the unit, or the document and proposal, with what was found."""

    duties: list[int]
    unit: str
    document: int | None
    proposal: int | None
    found: dict[str, str]


class FindingOut(Schema):
    """One kind of thing that is odd; what is blocking keeps the edition from being adopted."""

    kind: str
    gravity: str
    places: list[FoundOut]


class CoverageOut(Schema):
    """Units by fields, where there is a duty, and the gaps."""

    duties: int
    cells: list[CellOut]
    units_without_duties: list[str]
    fields_without_lead: list[str]


class ImportOut(Schema):
    """A file beside a draft: ``counts`` are its rows by outcome, ``unknown`` the names that mean no unit.

    ``missing`` and ``order`` say what applying it does with duties that it does not have, and with the order of all;
    ``moved`` is how many stand in another place in the file.
    """

    id: int
    file_name: str
    format: str
    sha256: str
    state: str
    heads: list[str]
    columns: list[str]
    counts: dict[str, int]
    unknown: dict[str, int]
    missing: str
    order: str
    moved: int


class FileChoicesIn(Schema):
    """What applying a file does with duties that it does not have, and with the order; what is left out stays."""

    missing: Literal["keep", "remove"] | None = None
    order: Literal["draft", "file"] | None = None


class ImportRowOut(Schema):
    """A row: what it would say anew, and what is wrong with it."""

    line: int | None
    number: str
    outcome: str
    said: dict[str, Any]
    faults: list[dict[str, Any]]
    grave: bool


class ImportRowPage(Schema):
    """Rows with the places before and after them."""

    rows: list[ImportRowOut]
    previous: str
    next: str
