import os
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest

from zeren.cli import commands, main

# The program runs on the same path as these tests.
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def nothing(_):
    return None


def points_to(*places):
    """Return a stand-in for importlib.metadata.entry_points."""

    def entry_points(**_):
        return [SimpleNamespace(value=place) for place in places]

    return entry_points


@pytest.fixture
def platform_of(monkeypatch):
    """Let another package offer *offered* through the entry points."""

    def offer(offered, name="tests_offered_commands"):
        module = ModuleType(name)
        module.COMMANDS = offered
        monkeypatch.setitem(sys.modules, name, module)
        monkeypatch.setattr("importlib.metadata.entry_points", points_to(f"{name}:COMMANDS"))
        monkeypatch.setattr(commands, "find_spec", nothing)

    return offer


def command(name, answer=0):
    return SimpleNamespace(NAME=name, SUMMARY=f"do {name}", add_arguments=nothing, run=lambda _: answer)


def test_commands_of_other_packages_are_found(platform_of, capsys):
    platform_of((command("greet"),))

    assert main(["--help"]) == 0
    assert "do greet" in capsys.readouterr().out


def test_their_exit_code_is_the_programs(platform_of):
    platform_of((command("greet", answer=1),))

    assert main(["greet"]) == 1


def test_what_is_no_command_is_left_out(platform_of):
    platform_of((command("greet"), object()))

    assert [one.NAME for one in commands.added()] == ["greet"]


def test_a_package_that_cannot_be_loaded_is_named_and_the_rest_works(monkeypatch, capsys):
    monkeypatch.setattr("importlib.metadata.entry_points", points_to("tests_no_such_module:COMMANDS"))
    monkeypatch.setattr(commands, "find_spec", nothing)

    assert main(["--help"]) == 0
    assert "tests_no_such_module" in capsys.readouterr().err


def test_without_installation_the_platform_of_a_clone_is_found(monkeypatch):
    module = ModuleType("zeren_platform.commands")
    module.COMMANDS = (command("serve"),)
    monkeypatch.setattr("importlib.metadata.entry_points", points_to())
    monkeypatch.setattr(commands, "find_spec", str)
    monkeypatch.setattr(commands, "import_module", {"zeren_platform.commands": module}.get)

    assert [one.NAME for one in commands.added()] == ["serve"]


def test_an_unknown_word_is_a_mistake_of_the_command_line(platform_of, capsys):
    platform_of(())

    assert main(["nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_no_word_at_all_shows_what_there_is(platform_of, capsys):
    platform_of(())

    assert main([]) == 2
    assert "read" in capsys.readouterr().out


def test_ctrl_c_is_quiet(platform_of):
    def stop(_):
        raise KeyboardInterrupt

    platform_of((SimpleNamespace(NAME="wait", SUMMARY="", add_arguments=nothing, run=stop),))

    assert main(["wait"]) == 130


def test_help_imports_no_engine():
    program = (
        "import sys; from zeren.cli import main; main(['read', '--help']); sys.exit('zeren.reading' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, env=ENVIRONMENT)  # noqa: S603

    assert done.returncode == 0
