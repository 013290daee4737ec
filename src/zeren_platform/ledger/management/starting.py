"""Make Django ready for a command, without changing the database."""

import django

__all__ = ["ready"]


def ready() -> None:
    """Read the settings and load the models."""
    django.setup()
