"""Django's name for this slice."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site: registers, duties and units as everyone may see them."""

    name = "zeren_platform.portal"
    label = "portal"
