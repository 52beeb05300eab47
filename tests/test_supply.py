"""What the program is made of: few, justified, pinned with hashes, listed by one command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PROJECT_FILE = (PROJECT / "pyproject.toml").read_text("utf-8")
NEEDED = tomllib.loads(PROJECT_FILE)["project"]["dependencies"]
PINS = re.compile(
    r"^([a-z0-9.-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", re.MULTILINE
)


def pinned(name: str) -> dict[str, str]:
    """Package → version."""
    return {name: version for name, version, _ in PINS.findall((PROJECT / name).read_text("utf-8"))}


def test_what_a_build_needs_is_little_and_each_has_its_reason() -> None:
    assert len(NEEDED) <= 10
    lines = PROJECT_FILE.splitlines()
    for needed in NEEDED:
        [line] = [line for line in lines if f'"{needed}"' in line]
        assert len(line.partition("# ")[2]) > 20, line


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes_and_names_no_host(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    demanded = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert len(demanded) == len(pinned(name))
    assert "://" not in text
    assert {re.split(r"[<>=]", needed)[0] for needed in NEEDED} <= pinned(name).keys()


def test_tests_run_with_what_a_build_runs_with() -> None:
    assert pinned("requirements.txt").items() <= pinned("requirements-dev.txt").items()


def test_the_bill_of_materials_lists_what_is_pinned() -> None:
    command = [sys.executable, ".github/sbom.py"]
    first, second = (
        subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout for _ in "12"
    )
    assert first == second
    bill = json.loads(first)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["name"]: part for part in bill["components"]}
    assert {name: part["version"] for name, part in parts.items()} == pinned("requirements.txt")
    assert all(part["hashes"] and part["licenses"] for part in parts.values())
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert needs.keys() == {
        bill["metadata"]["component"]["bom-ref"],
        *(p["purl"] for p in parts.values()),
    }
    assert parts["jinja2"]["purl"] in needs[bill["metadata"]["component"]["bom-ref"]]
    assert needs[parts["jinja2"]["purl"]] == [parts["markupsafe"]["purl"]]
    assert "python .github/sbom.py" in (PROJECT / "Makefile").read_text("utf-8")
