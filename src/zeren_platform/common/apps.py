"""Django's name for this room."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """No tables: actor, problems, pagination, locking, long work."""

    name = "zeren_platform.common"
    label = "common"
