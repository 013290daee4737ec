"""Django's name for this slice."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One index of everything that can be found, for the desk and for everybody."""

    name = "zeren_platform.search"
    label = "search"
