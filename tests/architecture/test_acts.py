"""Every act has the same shape: who, what, when; one transaction; the right asked; one record."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.architecture.house import PLATFORM, called, found, module_name, none, slices, tree

RECORD = "recording.record"
ASKS = re.compile(r"^(permissions\.require_\w+|actor\.require)$")
DURABLE = "transaction.atomic(durable=True)"
# Steps of the act of a higher slice, in its transaction: that act asks the right and records.
STEPS = {
    "zeren_platform.sources.use_cases.holding.hold": "the register's act that takes proposals in",
    "zeren_platform.sources.use_cases.holding.release": "the register's act that removes a duty",
}
# The ledger numbers what the acts recorded; that is no act of anybody.
SEQUENCER = "zeren_platform.ledger.use_cases.sequencing."


@dataclass(frozen=True)
class Act:
    path: Path
    node: ast.FunctionDef

    @property
    def name(self):
        return f"{module_name(self.path)}.{self.node.name}"

    @property
    def calls(self):
        return list(called(self.node))


def use_case_files():
    return found(path for folder in slices() for path in sorted((folder / "use_cases").glob("[!_]*.py")))


def transactional():
    """List the functions that are a transaction."""
    for path in use_case_files():
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and any("atomic" in ast.unparse(one) for one in node.decorator_list):
                act = Act(path, node)
                if not act.name.startswith(SEQUENCER):
                    yield act


def acts():
    return found(act for act in transactional() if act.name not in STEPS)


each_act = pytest.mark.parametrize("act", acts(), ids=lambda act: act.name.removeprefix("zeren_platform."))


@each_act
def test_an_act_takes_who_first_and_when_last_by_name(act):
    arguments = act.node.args
    names = [argument.arg for argument in arguments.kwonlyargs]

    assert not arguments.args + arguments.posonlyargs
    assert arguments.vararg is None
    assert arguments.kwarg is None
    assert (names[0], ast.unparse(arguments.kwonlyargs[0].annotation)) == ("actor", "Actor")
    assert (names[-1], ast.unparse(arguments.kwonlyargs[-1].annotation)) == ("now", "datetime")
    assert not any(arguments.kw_defaults[index] for index in (0, -1))


@each_act
def test_an_act_is_the_outermost_transaction(act):
    assert DURABLE in [ast.unparse(decorator) for decorator in act.node.decorator_list]


@each_act
def test_an_act_asks_the_right_itself(act):
    assert [name for name in act.calls if ASKS.match(name)]


@each_act
def test_an_act_writes_exactly_one_record(act):
    records = [node for node in ast.walk(act.node) if isinstance(node, ast.Call) and ast.unparse(node.func) == RECORD]

    assert len(records) == 1
    said = {keyword.arg: ast.unparse(keyword.value) for keyword in records[0].keywords}
    assert said["actor"] == "actor"
    assert said["at"] == "now"
    assert "event" in said


@each_act
def test_an_act_does_not_record_in_a_loop_or_a_branch(act):
    for node in ast.walk(act.node):
        if isinstance(node, ast.For | ast.While | ast.If | ast.Try | ast.comprehension):
            assert RECORD not in set(called(node))


@each_act
def test_an_act_calls_no_other_act_of_its_slice(act):
    own = {other for other in acts() if other.path.parent == act.path.parent}
    beside = {other.node.name for other in own if other.path == act.path}
    elsewhere = {f"{other.path.stem}.{other.node.name}" for other in own if other.path != act.path}

    assert not set(act.calls) & (beside | elsewhere)


def test_only_acts_record():
    strays = {
        f"{module_name(path)}.{node.name}"
        for path in use_case_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and RECORD in set(called(node))
    } - {act.name for act in acts()}

    none(strays)


def test_nothing_outside_the_acts_records():
    files = [path for path in PLATFORM.rglob("*.py") if "use_cases" not in path.parts]

    assert [module_name(path) for path in files if RECORD in set(called(tree(path)))] == []


def test_every_listed_step_is_there_and_records_nothing():
    steps = {act.name: act for act in transactional() if act.name in STEPS}

    assert steps.keys() == STEPS.keys()
    assert not any(RECORD in act.calls for act in steps.values())


def test_a_use_case_without_a_transaction_is_a_private_step():
    """A public function of a use case that takes an actor is an act, or it reads for one."""
    open_ended = [
        f"{module_name(path)}.{node.name}"
        for path in use_case_files()
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and {"actor", "now"} <= {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
        and not node.decorator_list
    ]

    none(open_ended)


def test_every_act_of_a_register_says_whether_its_words_are_withheld():
    """What is done in a confidential register stands in the ledger without its words: no act may forget to ask."""
    forgetful = [
        act.name
        for act in acts()
        if act.path.parent.parent.name == "responsibilities"
        and not any(
            keyword.arg == "withheld"
            for node in ast.walk(act.node)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == RECORD
            for keyword in node.keywords
        )
    ]

    none(forgetful)
