"""Requests that schemathesis writes from the description: as described, and not."""

import json

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings

from zeren_platform.config.api import api

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
    # As the site serves it; the site itself is not asked while tests are gathered.
    written = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    schema = schemathesis.openapi.from_dict(written, config=schemathesis.Config.from_dict(config))
    schema.app = get_wsgi_application()
    return schema
