"""Who may do what, where: declared here, written into the reference, and held against every act by a test."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from zeren_platform.common.actor import Role

__all__ = ["PLACES", "READS", "RIGHTS", "Act", "Right", "acts", "permissions_of", "rights_page"]

SOURCE: Final = Path(__file__).resolve().parent.parent / "src" / "zeren_platform"
# Where a post may be held, seen from the unit that the act concerns.
PLACES: Final = ("own", "above", "below", "beside", "none")
Where = Literal["over", "anywhere", "self"]
WORDS: Final = {
    "over": "the unit itself and every unit above it",
    "anywhere": "any unit",
    "self": "the person concerned, whatever their post",
}


@dataclass(frozen=True, kw_only=True)
class Right:
    """Which posts open an act, and where they must be held."""

    roles: tuple[Role, ...]
    where: Where = "over"
    # Whose unit decides.
    unit: str = ""

    def allows(self, role: Role, place: str) -> bool:
        """Say whether somebody with *role* at *place* may."""
        if role not in self.roles or place == "none":
            return False
        return self.where == "anywhere" or place in {"own", "above"}


@dataclass(frozen=True, kw_only=True)
class Act:
    """An act as its file writes it."""

    name: str
    sentence: str
    parameters: tuple[str, ...]
    asks: tuple[str, ...]


CLERK, LEADER, HEAD, OFFICER = (Role.CLERK,), (Role.CLERK, Role.LEADER), (Role.HEAD,), (Role.HEAD, Role.OFFICER)
SYSTEM, SECURITY = (Role.SYSTEM_ADMINISTRATOR,), (Role.SECURITY_ADMINISTRATOR,)
KEEP = Right(roles=CLERK, unit="that keeps the register")
ADOPT = Right(roles=LEADER, unit="that keeps the register")
ANSWER = Right(roles=OFFICER, unit="that the part is assigned to")
OPINION = Right(roles=OFFICER, unit="that is asked")
DECIDE = Right(roles=CLERK, unit="for which the document was put in")
UNITS = Right(roles=SYSTEM, unit="that is changed, or under which one is put")
POSTS = Right(roles=SECURITY, unit="of the post; never one's own post")
OTHERS = Right(roles=SECURITY, where="anywhere", unit="never one's own account")
ABSENCE = Right(roles=(Role.HEAD, Role.SECURITY_ADMINISTRATOR), unit="of the post; or the holder of the post")
RIGHTS: Final[dict[str, Right]] = {
    "ledger.erasing.erase": Right(roles=SECURITY, where="anywhere"),
    "ledger.keys.put_in_use": Right(roles=SYSTEM, where="anywhere"),
    "organisation.accounts.leave": OTHERS,
    "organisation.accounts.remove_second_factor": OTHERS,
    "organisation.accounts.restore": OTHERS,
    "organisation.delegations.grant": ABSENCE,
    "organisation.delegations.revoke": ABSENCE,
    "organisation.importing.import_units": Right(roles=SYSTEM, where="anywhere", unit="each unit that is changed, too"),
    "organisation.importing_people.import_people": Right(
        roles=SECURITY, where="anywhere", unit="each unit whose posts change, too; never one's own account or post"
    ),
    "organisation.moves.move": POSTS,
    "organisation.moves.settle": Right(roles=SECURITY, unit="whose posts end; and the one to which they move"),
    "organisation.people.enter": Right(roles=SECURITY, where="anywhere"),
    "organisation.people.reset_password": Right(roles=SECURITY, where="anywhere"),
    "organisation.posts.appoint": POSTS,
    "organisation.posts.end": POSTS,
    "organisation.reorganisations.abolish": UNITS,
    "organisation.reorganisations.merge": UNITS,
    "organisation.reorganisations.rename": UNITS,
    "organisation.reorganisations.split": UNITS,
    "organisation.tokens.issue": Right(roles=(), where="self"),
    "organisation.tokens.revoke": Right(roles=SECURITY, where="anywhere", unit="or the person whose token it is"),
    "organisation.units.amend": UNITS,
    "organisation.units.create": UNITS,
    "organisation.units.remove_alias": UNITS,
    "organisation.units.add_alias": UNITS,
    "responsibilities.carrying.carry_over": KEEP,
    "responsibilities.comments.answer": KEEP,
    "responsibilities.comments.take_over": KEEP,
    "responsibilities.consultations.break_off": KEEP,
    "responsibilities.consultations.close": KEEP,
    "responsibilities.consultations.open": KEEP,
    "responsibilities.duties.add": KEEP,
    "responsibilities.duties.edit": KEEP,
    "responsibilities.duties.remove": KEEP,
    "responsibilities.editions.adopt": ADOPT,
    "responsibilities.editions.begin": KEEP,
    "responsibilities.editions.come_into_force": ADOPT,
    "responsibilities.editions.discard": KEEP,
    "responsibilities.editions.revise": KEEP,
    "responsibilities.editions.take_in": KEEP,
    "responsibilities.endings.repeal": ADOPT,
    "responsibilities.endings.withdraw": KEEP,
    "responsibilities.importing.apply": KEEP,
    "responsibilities.importing.undo": KEEP,
    "responsibilities.many.change": KEEP,
    "responsibilities.many.move": KEEP,
    "responsibilities.many.put_back": KEEP,
    "responsibilities.many.remove": KEEP,
    "responsibilities.matters.compare": KEEP,
    "responsibilities.names.settle": KEEP,
    "responsibilities.opinions.comment": OPINION,
    "responsibilities.opinions.give": OPINION,
    "responsibilities.opinions.withdraw": OPINION,
    "responsibilities.receipts.accept": ANSWER,
    "responsibilities.receipts.accept_many": ANSWER,
    "responsibilities.receipts.decline": ANSWER,
    "responsibilities.receipts.reassign": KEEP,
    "responsibilities.registers.open": Right(roles=CLERK, unit="that is to keep the register"),
    "sources.documents.add": Right(roles=CLERK, unit="for which the document is put in"),
    "sources.editions.part": DECIDE,
    "sources.editions.supersede": DECIDE,
    "sources.facts.correct": DECIDE,
    "sources.many.accept_many": DECIDE,
    "sources.many.reject_many": DECIDE,
    "sources.merging.merge": DECIDE,
    "sources.merging.take_apart": DECIDE,
    "sources.proposals.accept": DECIDE,
    "sources.proposals.edit": DECIDE,
    "sources.proposals.reject": DECIDE,
    "sources.proposals.reopen": DECIDE,
    "sources.splitting.split": DECIDE,
}
# Permissions that no act asks: pages and queries do.
READS: Final[dict[str, str]] = {
    "ledger.require_read": "the ledger with the names in it: the audit administrator of any unit",
    "organisation.require_keep_units": "the units that one keeps: the system administrator of any unit",
}


def acts() -> Iterator[Act]:
    """Read every act out of the files of the slices: a transaction that begins with an actor."""
    for path in sorted(SOURCE.glob("*/use_cases/*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any("durable" in ast.unparse(one) for one in node.decorator_list):
                names = [argument.arg for argument in node.args.kwonlyargs]
                if names[:1] == ["actor"]:
                    yield _act(path, node, names)


def _act(path: Path, node: ast.FunctionDef, names: list[str]) -> Act:
    called = [ast.unparse(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call)]
    return Act(
        name=f"{path.parent.parent.name}.{path.stem}.{node.name}",
        sentence=(ast.get_docstring(node) or "").splitlines()[0],
        parameters=tuple(names[1:-1]),
        asks=tuple(name.partition(".")[2] or name for name in called if "require_" in name),
    )


def permissions_of() -> Iterator[tuple[str, str]]:
    """Give each right of each slice with what its function says of it."""
    for path in sorted(SOURCE.glob("*/permissions.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("require_"):
                yield f"{path.parent.name}.{node.name}", (ast.get_docstring(node) or "").splitlines()[0]


def rights_page() -> str:
    """Write the table for those who review it."""
    lines = ["# Rights", "", "Made by `./zeren docs` from `tools/rights.py`; do not edit.", "", *INTRODUCTION]
    known = {act.name: act for act in acts()}
    for part in dict.fromkeys(name.partition(".")[0] for name in RIGHTS):
        lines += ["", f"## {part}", "", "| act | what it does | posts | held at | unit |", "|---|---|---|---|---|"]
        lines += [_row(known[name], right) for name, right in RIGHTS.items() if name.startswith(f"{part}.")]
    lines += ["", "## Every post, every act", "", *_matrix()]
    lines += ["", "## Reading", "", *(f"- `{name}`: {words}" for name, words in READS.items()), *READING]
    return "\n".join(lines) + "\n"


def _row(act: Act, right: Right) -> str:
    posts = ", ".join(role.replace("_", " ") for role in right.roles) or "none needed"
    return f"| `{act.name.partition('.')[2]}` | {act.sentence} | {posts} | {WORDS[right.where]} | {right.unit} |"


def _matrix() -> Iterator[str]:
    yield "| act | " + " | ".join(role.replace("_", " ") for role in Role) + " |"
    yield "|---|" + ":-:|" * len(Role)
    for name, right in RIGHTS.items():
        yield f"| `{name}` | " + " | ".join("●" if role in right.roles else "" for role in Role) + " |"


INTRODUCTION: Final = (
    "A post gives its role over the unit at which it is held and every unit below it. *Held at* says where a post must",
    "be held, seen from the unit that the act concerns. Who stands in for the holder of a post has its rights, and",
    "both names stand on the record. The platform itself holds every right.",
    "",
    "`tests/platform/rights` does each act as every role, at the unit itself, above, below, beside it and without a",
    "post, and compares; an act without a line here fails the test.",
)
READING: Final = (
    "- what was adopted: everybody; a draft: those with an overseeing post over the register's unit (clerk, leader,",
    "  inspector, auditor, evaluator)",
    "- a confidential register: those with an overseeing post over its unit; a duty of it in force: also heads and",
    "  officers of a unit that it names; the words of its acts: also the audit administrator, in the ledger",
    "- a document: those with an overseeing post over its unit, and heads and officers of a unit that an accepted",
    "  proposal of it names",
    "- why a unit declined: the unit, and those who oversee the register",
)
