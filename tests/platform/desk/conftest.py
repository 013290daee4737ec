"""The story that these tests look at from inside."""

import pytest
import time_machine
from tests.platform.portal import story


@pytest.fixture
def city(db):
    """A city at work, and the clock at its day."""
    with time_machine.travel(story.NOW, tick=False):
        yield story.tell()
