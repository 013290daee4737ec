"""The command line of zeren: ``zeren read``, and what installed packages add to it."""

from zeren.cli.program import main

__all__ = ["main"]
