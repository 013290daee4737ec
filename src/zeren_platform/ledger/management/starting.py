"""Make Django ready for a command, without changing the database."""

import django
from django.utils.module_loading import autodiscover_modules

__all__ = ["ready"]


def ready() -> None:
    """Read the settings, load the models, and learn of the events of every slice, so that each can be told."""
    django.setup()
    autodiscover_modules("events")
