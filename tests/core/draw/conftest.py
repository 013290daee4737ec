"""Vectors kept beside the clone, where they are at hand."""

import json
from pathlib import Path

import pytest

BESIDE = [parent / "shared" / "vectors" / "sampler" for parent in Path(__file__).resolve().parents[4:]]


@pytest.fixture(scope="session")
def vectors():
    def read(name):
        found = next((folder / name for folder in BESIDE if (folder / name).exists()), None)
        if found is None:
            pytest.skip(f"skipped: ../shared/vectors/sampler/{name} is not here")
        return json.loads(found.read_text("utf-8"))

    return read
