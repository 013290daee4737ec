"""What the platform adds to the command line: ``demo``, ``begin`` and ``serve``. Importing it loads no Django."""

from zeren_platform.commands import begin, demo, serve

__all__ = ["COMMANDS"]

COMMANDS = (demo, begin, serve)
