"""Django's name for this slice."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Documents, what they say, and the proposals that a clerk decides on."""

    name = "zeren_platform.sources"
    label = "sources"
