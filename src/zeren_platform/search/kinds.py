"""The kinds of entries of the index."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Kind"]


class Kind(models.TextChoices):
    """What can be found."""

    DUTY = "duty", _("Duty")
    REGISTER = "register", _("Register")
    DOCUMENT = "document", _("Document")
    CLAUSE = "clause", _("Clause")
    PROPOSAL = "proposal", _("Proposal")
    UNIT = "unit", _("Unit")
    PERSON = "person", _("Person")
