"""The C++ service does what its twin in C does, page by page."""

from __future__ import annotations

import re

from conftest import SERVICE, TWIN
from test_transcript import *  # noqa: F403
from test_walk import *  # noqa: F403


def test_both_readmes_tell_the_same_story() -> None:
    stories = [
        re.findall("```console\n(.*?)```", (folder / "README.md").read_text(), re.S) for folder in (SERVICE, TWIN.parent)
    ]
    assert stories[0] == stories[1] and len(stories[0]) == 1
