"""Django's name for the kit."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No models: the parts of which every page is made."""

    name = "zeren_platform.ui"
    label = "ui"
