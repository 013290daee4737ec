"""Django's name for this slice."""

from django.apps import AppConfig


class ResponsibilitiesConfig(AppConfig):
    """Registers, editions, duties, assignments and receipt."""

    name = "zeren_platform.responsibilities"
    label = "responsibilities"
