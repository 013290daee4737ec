"""How accounts differ here: nobody registers alone, and wrong passwords are counted where every process sees them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

__all__ = ["ClosedAccountAdapter"]


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Close the sign-up page; leave the counting of wrong passwords to axes."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth gives it
        """Say no: people are entered by the security administrator."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        """Count nothing here: allauth counts in the memory of one process, axes in the database.

        Wrong codes of a second factor are still counted by allauth.
        """
