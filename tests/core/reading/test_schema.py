import json

import jsonschema
import pytest

from zeren.reading import json_schema, read_text


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(json_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", ["list_zh", "list_en", "communique_zh", "communique_en"])
def test_the_output_fits_the_schema(validator, name, request):
    output = json.loads(json.dumps(request.getfixturevalue(name).to_json()))

    validator.validate(output)


def test_the_schema_refuses_what_it_does_not_know(validator):
    output = {**read_text("x").to_json(), "extra": 1}

    assert not validator.is_valid(output)


def test_whole_numbers_stay_whole():
    [found] = read_text("各部门要完成232项任务。").to_json()["quantities"]

    assert found["value"] == 232
    assert isinstance(found["value"], int)
