"""The commands of the README print what the README says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import building
from conftest import SERVICE, Service


def commands() -> list[tuple[str, str]]:
    """Each command of the README's transcript with what it prints."""
    text = (SERVICE / "README.md").read_text()
    found = re.search("```console\n(.*?)```", text, re.S)
    assert found is not None
    parts = re.split(r"^\$ (.*)\n", found[1], flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def test_the_readme_tells_what_happens(service: Service, tmp_path: Path) -> None:
    building.installed("/usr/bin/curl", "curl")
    transcript = commands()
    assert len(transcript) > 15
    script = "".join(f"{command}\necho '~~~~'\n" for command, _ in transcript)
    done = subprocess.run(
        ["bash", "-c", script.replace("127.0.0.1:8088", f"127.0.0.1:{service.port}")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    printed = done.stdout.replace(f"127.0.0.1:{service.port}", "127.0.0.1:8088").split("~~~~\n")
    assert done.stderr == ""
    assert [(command, said) for (command, _), said in zip(transcript, printed, strict=False)] == transcript
