"""The story that these tests look at from outside."""

import pytest
import time_machine
from tests.platform.portal import story


@pytest.fixture
def city(db):
    """A city at work, and the clock at its day."""
    with time_machine.travel(story.NOW, tick=False):
        yield story.tell()


@pytest.fixture
def duty(city):
    return city.edition.duties.get(position=1)
