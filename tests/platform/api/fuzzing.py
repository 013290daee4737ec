"""Requests that schemathesis writes from the description: as described, and not."""

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings

__all__ = ["MANY", "SOME", "described"]

UNHURRIED = {"deadline": None, "database": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}
SOME = settings(max_examples=4, phases=[Phase.generate], **UNHURRIED)
MANY = settings(max_examples=40, phases=[Phase.explicit, Phase.generate], **UNHURRIED)


def described(*, thoroughly):
    """Read the description that the site serves; thoroughly means with every boundary of every entry, too."""
    config = {
        "generation": {"allow-x00": False, "mode": "all", "deterministic": True},
        "phases": {"coverage": {"enabled": thoroughly}, "examples": {"enabled": thoroughly}},
        # What is well formed and names what is not there, or is no longer so, is refused by a problem; who revokes
        # their own token is nobody afterwards.
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 401, 403, 404, 409, 422]}},
    }
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), config=schemathesis.Config.from_dict(config)
    )
