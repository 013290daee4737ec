"""The walls of .importlinter stand, and each of them holds when something runs against it."""

import ast
import configparser
import os
import shutil
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest
from tests.architecture.house import ROOT, SRC, found, functions, module_name

CONTRACT = "importlinter:contract:"
# For each contract a module that breaks it. A contract without one fails the test, and so does one that stays whole.
BREAKS = {
    "core-is-pure": ("zeren/foundations", "import django"),
    "engines": ("zeren/foundations", "import zeren.cli"),
    "slices": ("zeren_platform/ledger", "import zeren_platform.organisation.queries"),
    "rooms": ("zeren_platform/sources/use_cases", "import zeren_platform.sources.web"),
    "rows-of-the-ledger": ("zeren_platform/sources", "import zeren_platform.ledger.models"),
    "rows-of-the-organisation": ("zeren_platform/sources", "import zeren_platform.organisation.models"),
    "rows-of-the-sources": ("zeren_platform/responsibilities", "import zeren_platform.sources.models"),
    "rows-of-the-responsibilities": ("zeren_platform/desk", "import zeren_platform.responsibilities.models"),
    "rows-of-the-search": ("zeren_platform/desk", "import zeren_platform.search.models"),
    "portal": ("zeren_platform/portal", "import zeren_platform.responsibilities.queries"),
}
# Imports inside functions hide how modules hang together; each function that needs them says why.
DEFERRED = {
    "zeren.foundations.extras.offered": "engines take their time to import, and NumPy is an extra",
    "zeren.cli.commands._loaded": "what other packages add is known when the program runs",
    "zeren.reading.formats._reader": "the libraries for DOCX, PDF and XLSX are an extra, and slow to import",
    "zeren_platform.commands.installation.part": "Django reads the environment when it is imported",
    "zeren_platform.commands.server.serve": "the server is only there with the platform's requirements",
}


def contracts():
    """Give the name of each contract by its identifier."""
    walls = configparser.ConfigParser()
    walls.read(ROOT / ".importlinter", encoding="utf-8")
    return {
        section.removeprefix(CONTRACT): walls[section]["name"]
        for section in walls.sections()
        if section.startswith(CONTRACT)
    }


def lint(root):
    """Run import-linter on the tree at *root*; give its exit code and what it says."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "400"}
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", ".importlinter"]
    done = subprocess.run(  # noqa: S603 - our own
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


@pytest.fixture
def copied_tree(tmp_path):
    shutil.copytree(SRC, tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_every_wall_stands():
    code, said = lint(ROOT)

    assert code == 0, said
    assert f"{len(contracts())} kept, 0 broken" in said


def test_every_wall_can_fall(copied_tree):
    for contract, (folder, statement) in BREAKS.items():
        module = copied_tree / "src" / folder / f"breaks_{contract.replace('-', '_')}.py"
        module.write_text(f"{statement}\n", encoding="utf-8")

    code, said = lint(copied_tree)

    assert code == 1
    told = said.partition("Broken contracts")[2]
    for contract, name in contracts().items():
        assert name in told, f"{contract} did not fall"
        section = told.partition(f"{name}\n---")[2].partition("\n---")[0]
        assert f"breaks_{contract.replace('-', '_')}" in section, f"{contract} fell, but not by its break"


@pytest.mark.parametrize("package", ["zeren", "zeren_platform"])
def test_a_new_room_must_be_placed(copied_tree, package):
    room = copied_tree / "src" / package / "unplaced"
    room.mkdir()
    (room / "__init__.py").touch()

    code, said = lint(copied_tree)

    assert code == 1
    assert f"{package}.unplaced" in said


def test_no_modules_import_each_other_in_a_circle():
    graph = grimp.build_graph("zeren", "zeren_platform", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in found(graph.modules)}

    try:
        TopologicalSorter(imports).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def imports(node):
    """Say whether *node* imports something at the time when it is run."""
    called = isinstance(node, ast.Call) and ast.unparse(node.func) in {"import_module", "importlib.import_module"}
    return called or isinstance(node, ast.Import | ast.ImportFrom)


def test_imports_inside_functions_are_few_and_listed():
    deferred = {
        f"{module_name(function.path)}.{function.name}"
        for function in functions("src")
        if any(imports(node) for node in ast.walk(function.node))
    }

    assert deferred == set(DEFERRED)
    assert len(DEFERRED) <= 5
