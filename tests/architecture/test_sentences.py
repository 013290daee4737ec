"""Every event and every refusal can be told to people, out of what it holds."""

import ast
import importlib
import pkgutil
import re
from dataclasses import fields
from functools import reduce

import pytest
from tests.architecture.house import found, module_name, none, python_files, short, tree

import zeren
import zeren_platform
from zeren.foundations.errors import ZerenError
from zeren_platform.common.sentences import SENTENCES, unworded
from zeren_platform.ledger.events import KINDS, Event
from zeren_platform.ui.parts.icons import exists

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
CODE = re.compile(r"^[a-z_]+(\.[a-z_]+){1,2}$")
# Roots of the tree of errors: nobody raises them with a sentence of their own in mind.
ROOTS = {"zeren.error", "zeren.invalid_input", "zeren.refused", "zeren.not_permitted", "zeren.verification"}
# The command line says these itself; nothing of the platform raises them.
OF_THE_COMMAND_LINE = "cli."


@pytest.fixture(scope="module", autouse=True)
def _everything_is_imported():
    for package in (zeren, zeren_platform):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(part in module.name for part in (".migrations", ".settings", ".wsgi", "__main__")):
                importlib.import_module(module.name)


def event_files():
    return found(path for path in python_files("src") if path.name == "events.py" or path.parent.name == "events")


def declared_codes():
    """List the code of every event as it is written, twice if it is written twice."""
    return found(
        (module_name(path), node.value.value)
        for path in event_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "code" and node.value
    )


def kinds():
    return found(kind for kind in KINDS.values() if kind.__module__.startswith("zeren_platform."))


def public(kind):
    return {field.name for field in fields(kind)} - kind.private - {"subject"}


def test_no_two_events_have_the_same_code():
    codes = [code for _module, code in declared_codes()]

    assert sorted(codes) == sorted(set(codes))


def test_a_code_begins_with_its_slice():
    strays = [(module, code) for module, code in declared_codes() if code.split(".")[0] != module.split(".")[1]]

    none(strays)


def test_every_event_is_worded_from_its_own_public_facts():
    wrong = {
        kind.code: sorted(set(PLACEHOLDER.findall(str(kind.sentence))) - public(kind))
        for kind in kinds()
        if set(PLACEHOLDER.findall(str(kind.sentence))) - public(kind)
    }

    none(wrong)


def test_private_facts_are_facts():
    assert {
        kind.code: sorted(kind.private - {field.name for field in fields(kind)})
        for kind in kinds()
        if kind.private - {field.name for field in fields(kind)}
    } == {}


def test_events_that_hold_names_or_reasons_keep_them_private():
    telling = {"reason", "person", "actor", "username", "holder", "substitute", "email", "telephone"}

    assert {kind.code: sorted(public(kind) & telling) for kind in kinds() if public(kind) & telling} == {}


def test_every_event_has_an_icon_that_exists():
    assert [kind.code for kind in kinds() if not exists(kind.icon)] == []


def errors(kind=ZerenError):
    """List our errors, each once, the tests' own left out."""
    for below in kind.__subclasses__():
        if below.__module__.startswith(("zeren.", "zeren_platform.")):
            yield below
        yield from errors(below)


def test_every_refusal_has_a_sentence():
    codes = {error.code for error in found(errors()) if not error.code.startswith(OF_THE_COMMAND_LINE)}

    assert unworded(codes) == set()


def test_every_sentence_is_of_a_refusal():
    assert SENTENCES.keys() - {error.code for error in found(errors())} - ROOTS == set()


def test_no_two_refusals_have_the_same_code():
    codes = [error.code for error in set(found(errors())) if "code" in vars(error)]

    assert sorted(codes) == sorted(set(codes))
    assert [code for code in codes if not CODE.match(code)] == []


def raised(path):
    """Give each refusal that the file at *path* raises, with its line and the names of what it says."""
    module = importlib.import_module(module_name(path))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            first, *others = ast.unparse(node.exc.func).split(".")
            error = reduce(lambda held, name: getattr(held, name, None), others, getattr(module, first, None))
            given = {keyword.arg for keyword in node.exc.keywords}
            if isinstance(error, type) and issubclass(error, ZerenError) and None not in given:
                yield node.lineno, error, given


def test_a_sentence_asks_only_for_what_its_refusal_gives():
    """A sentence that asks for more would fail while the refusal is being told."""
    refusals = found((path, *one) for path in python_files("src") if path.name != "settings.py" for one in raised(path))

    none(
        f"{short(path)}:{line} {error.code} lacks {sorted(lacking)}"
        for path, line, error, given in refusals
        if (lacking := set(PLACEHOLDER.findall(str(SENTENCES.get(error.code, "")))) - given)
    )


def test_the_kinds_of_events_are_frozen_values():
    assert all(issubclass(kind, Event) and kind.__dataclass_params__.frozen for kind in kinds())
