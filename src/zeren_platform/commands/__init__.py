"""What the platform adds to the command line: ``zeren demo`` and ``zeren serve``. Importing it loads no Django."""

from zeren_platform.commands import demo, serve

__all__ = ["COMMANDS"]

COMMANDS = (demo, serve)
