"""Whoever comes back in a session is read together with their posts: every page asks for both."""

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from zeren_platform.organisation.models import Person
from zeren_platform.organisation.queries import person_in_posts

__all__ = ["SeatedBackend"]


class SeatedBackend(ModelBackend):
    """Django's own, but for how it reads the person of a session."""

    def get_user(self, user_id: int) -> Person | None:
        """Give the person with the posts of today."""
        person = person_in_posts(user_id, on=timezone.localdate())
        return person if person is not None and self.user_can_authenticate(person) else None
