"""Which editions are public: the one place that says so, so that no public page ever reads what is confidential."""

from django.db.models import QuerySet

from zeren_platform.responsibilities.models import ADOPTED_STATES, Edition

__all__ = ["adopted_editions", "editions_in_force"]


def adopted_editions() -> QuerySet[Edition]:
    """Give the editions that a body has adopted, of registers that are for everybody; adopted stays public for good."""
    return Edition.objects.filter(state__in=ADOPTED_STATES, register__confidential=False)


def editions_in_force() -> QuerySet[Edition]:
    """Give those of them that are in force."""
    return adopted_editions().filter(state=Edition.State.IN_FORCE)
