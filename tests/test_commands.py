"""No command, and no file a person can drop in, ends in a traceback; and what the publishing guide says works as it stands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.cli import main

PROJECT = Path(__file__).parents[1]
COMMANDS = "build extract explain check new import"
SWITCHES = "--site --out --jobs --json --quiet --strict --drafts --lang --port"
VALUES = ["2", "en", "제목", "seeds/a.txt", "articles/b.md", "없음", "", "..", "\x00"]
WORDS = st.sampled_from([*COMMANDS.split(), *SWITCHES.split(), *VALUES])
NAMES = "seeds/a.txt seeds/b.html seeds/c.doc articles/b.md articles/c.yaml site.yaml templates/404.html"
CONTENT = st.one_of(
    st.binary(max_size=80),
    st.text("---\n:title# []{}%'\"&*가나다. 기자=202511", max_size=120).map(str.encode),
)
FILES = st.dictionaries(st.sampled_from(NAMES.split()), CONTENT, max_size=5)


@pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORDS.map(lambda w: [w]) | st.lists(WORDS, max_size=4), FILES)
def test_nothing_a_person_types_or_drops_in_is_a_bug(
    words: list[str], files: dict[str, bytes]
) -> None:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        os.chdir(folder)
        try:
            code = main(words)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        finally:
            os.chdir(before)
    assert code in (0, 1, 2)


def test_outside_the_environment_it_says_what_to_install() -> None:
    command = [sys.executable, "-S", "build.py"]  # -S: no installed packages
    for words in ([], ["extract", "seeds/none.txt"], ["check"]):
        done = subprocess.run(
            [*command, *words], cwd=PROJECT, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 2
        assert "requirements.txt: E306" in done.stderr
        assert "Traceback" not in done.stderr


def test_the_workflow_of_the_publishing_guide_builds_the_site(tmp_path: Path) -> None:
    workflow = yaml.safe_load((PROJECT / ".github" / "workflows" / "pages.yml").read_text("utf-8"))
    steps = {
        step["name"]: step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step
    }
    upload = next(
        s for s in workflow["jobs"]["publish"]["steps"] if "upload-pages" in s.get("uses", "")
    )
    checkout = tmp_path / "checkout"
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    for name in filter(None, tracked):
        target = checkout / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / name, target)
    venv.create(tmp_path / "venv", with_pip="CI" in os.environ, system_site_packages=False)
    scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    if "CI" not in os.environ:  # the packages of this run stand in for a download
        steps.pop("install")
        scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    assert list(steps)[-1] == "build"
    for command in steps.values():
        subprocess.run(
            command, shell=True, cwd=checkout, env=environment, check=True, capture_output=True
        )
    assert (checkout / upload["with"]["path"] / "index.html").exists()
