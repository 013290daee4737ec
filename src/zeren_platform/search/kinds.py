"""The kinds of entries of the index."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Kind", "kind_labels"]


class Kind(models.TextChoices):
    """What can be found."""

    DUTY = "duty", _("Duty")
    REGISTER = "register", _("Register")
    DOCUMENT = "document", _("Document")
    CLAUSE = "clause", _("Clause")
    PROPOSAL = "proposal", _("Proposal")
    UNIT = "unit", _("Unit")
    PERSON = "person", _("Person")


def kind_labels() -> dict[str, str]:
    """Name the kinds in the reader's language: once for a page, since to ask each row for its own costs far more."""
    return {kind: str(label) for kind, label in Kind.choices}
