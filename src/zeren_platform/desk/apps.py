"""Django's name for this slice."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The pages that look across the slices: overview, units."""

    name = "zeren_platform.desk"
    label = "desk"
