"""The way from a command, cheap to import, to the platform, which reads the environment when it is imported."""

import os
from importlib import import_module
from types import ModuleType

__all__ = ["part"]


def part(name: str) -> ModuleType:
    """Import a module of the platform, now that the environment is complete."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zeren_platform.config.settings")
    return import_module(f"zeren_platform.{name}")
