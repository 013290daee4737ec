"""What the platform adds to the command line: ``demo``, ``begin``, ``serve``, ``ledger``. It loads no Django."""

from zeren_platform.commands import begin, demo, ledger, serve

__all__ = ["COMMANDS"]

COMMANDS = (demo, begin, serve, ledger)
