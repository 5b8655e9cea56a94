"""The library under test, built once."""

import pytest

import building


@pytest.fixture(scope="session")
def library() -> building.Library:
    return building.library()
