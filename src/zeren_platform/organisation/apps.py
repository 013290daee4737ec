"""Django's name for this slice."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, people, posts, delegation: who may answer for what."""

    name = "zeren_platform.organisation"
    label = "organisation"
