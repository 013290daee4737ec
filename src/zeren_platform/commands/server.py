"""The server process, and whether its port is free."""

import argparse
import socket
from importlib import import_module
from typing import Final

__all__ = ["free_port", "is_free", "port_number", "serve"]

HIGHEST_PORT: Final = 65535


def serve(*, address: str, port: int, workers: int = 1) -> int:
    """Run granian over the WSGI application until it is stopped."""
    # granian takes a fifth of a second to import, which `zeren --help` must not wait for.
    granian = import_module("granian")
    server = granian.Granian(
        "zeren_platform.config.wsgi:application",
        address=address,
        port=port,
        interface="wsgi",
        workers=workers,
        blocking_threads=2,
        log_enabled=True,
        log_level=import_module("granian.log").LogLevels.warning,
    )
    # A worker is a fork. One that inherits an open SQLite connection believes that it holds locks which it does not,
    # and another process takes the log of what was written from under it (sqlite.org/howtocorrupt.html, 2.6).
    import_module("django.db").connections.close_all()
    server.serve()
    return 0


def port_number(words: str) -> int:
    """Read a port from the command line."""
    if not words.isascii() or not words.isdigit() or int(words) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{words!r} is no port; a port is a whole number from 0 to {HIGHEST_PORT}")
    return int(words)


def is_free(port: int) -> bool:
    """Say whether nobody listens on *port* of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
