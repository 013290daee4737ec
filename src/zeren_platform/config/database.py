"""Bring the database of this installation up to date."""

import django
from django.core.management import call_command

__all__ = ["bring_up_to_date"]


def bring_up_to_date() -> None:
    """Apply the migrations that have not been applied."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
