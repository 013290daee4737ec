"""Prepare this installation: its folders and its database."""

from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

__all__ = ["bring_up_to_date"]


def bring_up_to_date() -> None:
    """Make the folder of static files and apply the migrations that have not been applied."""
    django.setup()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
