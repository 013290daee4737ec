"""The API answers as its description says, whatever is sent: many requests to each operation, always the same ones."""

import pytest
from tests.platform.api.conftest import *  # noqa: F403 - the same city and the same programs
from tests.platform.api.fuzzing import MANY, described

DESCRIBED = described(thoroughly=True)
pytestmark = pytest.mark.api


@DESCRIBED.parametrize()
@MANY
def test_an_operation_answers_as_described(case, everything_there):
    case.call_and_validate(headers={"Authorization": f"Bearer {everything_there.secret}"})
