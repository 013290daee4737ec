"""Django's name for this slice."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Binhai, an invented city, loaded through the acts."""

    name = "zeren_platform.demo"
    label = "demo"
