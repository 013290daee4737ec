"""The way from a command, cheap to import, to the platform, which reads the environment when it is imported."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from zeren.foundations.errors import ZerenError
from zeren_platform.config.environment import EnvironmentFaultError

__all__ = ["carry_out", "part"]


def part(name: str) -> ModuleType:
    """Import a module of the platform, now that the environment is complete."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zeren_platform.config.settings")
    return import_module(f"zeren_platform.{name}")


def carry_out(command: str, work: Callable[[], int]) -> int:
    """Do the work of a command and give its exit code; what stops it is told in one sentence, never as a traceback."""
    try:
        return work()
    except EnvironmentFaultError as fault:
        return _stopped(command, str(fault))
    except OSError as failure:
        return _stopped(command, f"{failure.filename}: {failure.strerror}" if failure.filename else str(failure))
    except ZerenError as error:
        problems = part("common.problems")
        return _stopped(command, problems.sentence(error), int(problems.exit_code(error)))


def _stopped(command: str, why: str, code: int = 2) -> int:
    print(f"{command}: {why}", file=sys.stderr)
    return code
