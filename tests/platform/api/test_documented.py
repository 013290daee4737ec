"""The API answers as its description says, whatever is sent: a few requests to each operation, always the same ones.

``tests/api`` sends many.
"""

from tests.platform.api.fuzzing import SOME, described

DESCRIBED = described(thoroughly=False)


@DESCRIBED.parametrize()
@SOME
def test_an_operation_answers_as_described(case, everything_there):
    case.call_and_validate(headers={"Authorization": f"Bearer {everything_there.secret}"})
