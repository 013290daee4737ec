"""Django's name for this room."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """No models: actor, problems, pagination, locking."""

    name = "zeren_platform.common"
    label = "common"
