"""The city of the registers, in which rights are tried."""

from tests.platform.responsibilities.conftest import (
    a_decided_document,
    a_draft,
    air_bureau,
    city,
    in_force,
    water_bureau,
)

__all__ = ["a_decided_document", "a_draft", "air_bureau", "city", "in_force", "water_bureau"]
