"""What the platform adds to the command line; importing it loads no Django."""

from zeren_platform.commands import begin, come_into_force, demo, ledger, ledger_witness, publish, register, serve

__all__ = ["COMMANDS"]

COMMANDS = (demo, begin, serve, publish, come_into_force, ledger, ledger_witness, register)
