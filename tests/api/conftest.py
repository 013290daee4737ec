"""A site that runs while these tests do."""

import pytest
from tests.api.living import Site
from tests.platform.conftest import *  # noqa: F403 - what every test of the platform has
from tools.city import IN_A_CLONE, open_city


@pytest.fixture(scope="module")
def site():
    with open_city(IN_A_CLONE, "en") as (address, passwords):
        yield Site(address=address.rstrip("/"), passwords=passwords)
