"""No command, and no file a person can drop in, ends in a traceback; and what the publishing guide says works as it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarchive.cli import main
from newsarchive.usage import COMMANDS, OPTIONS

PROJECT = Path(__file__).parents[1]
VALUES = [
    "2", "0", "-1", "٣", "9" * 5000, "en", "제목", "[단독] '제목': # x", "2025.13.40", "", " ", "..", "/", "~", "\x00", "a\nb",
    "seeds", "seeds/a.txt", "articles/b.md", "site.yaml", "없음", "seeds/a.txt/x", "가" * 300, "\udc80", "CON", "C:\\x", "//host/x",
    "--", "-", "--host", "github", "https://a.example/", "http://[::1", "--lang=xx", "@seeds/a.txt",
]  # fmt: skip
WORDS = st.sampled_from([*COMMANDS, *(o for o in OPTIONS if o[0] == "-"), *VALUES])
# `serve` ends only when interrupted: here it may be typed with what cannot work.
LINES = st.one_of(
    st.lists(WORDS, max_size=5),
    st.tuples(st.sampled_from(list(COMMANDS)), st.lists(WORDS, max_size=4)).map(
        lambda x: [x[0], *x[1]]
    ),
).filter(lambda words: "serve" not in words)
NAMES = [
    "seeds/a.txt",
    "seeds/b.html",
    "seeds/c.doc",
    "seeds/d/e.txt",
    "articles/b.md",
    "articles/c.yaml",
    "site.yaml",
]
NAMES += [
    "templates/404.html",
    "static/x.css",
    "static/CON",
    "urls.lock",
    "public",
    "public/x",
    ".newsarchive",
    "seeds",
    "articles",
]
CONTENT = st.one_of(
    st.binary(max_size=80),
    st.text("---\n:title# []{}%'\"&*가나다. 기자=202511", max_size=120).map(str.encode),
    st.sampled_from(
        [
            b"title: x\n---\n",
            b"base_url: x\n",
            b"output: seeds\n",
            b"output: /\n",
            b"/a/b/\n",
            b"<<<<<<<\n",
        ]
    ),
)
FILES = st.dictionaries(st.sampled_from(NAMES), CONTENT, max_size=6)


@pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(LINES, FILES)
def test_nothing_a_person_types_or_drops_in_is_a_bug(
    words: list[str], files: dict[str, bytes]
) -> None:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "site"
        folder.mkdir()
        for name, content in files.items():
            path = folder / name
            with suppress(OSError):  # a file where a folder is wanted, and the reverse
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
        os.chdir(folder)
        try:
            code = main(words)
        except SystemExit as ended:  # --help
            code = ended.code if isinstance(ended.code, int) else 1
        finally:
            os.chdir(before)
        assert [path.name for path in Path(above).iterdir()] == ["site"]
    assert code in (0, 1, 2)


def run(*words: str, stdout: int = subprocess.PIPE, **environment: str) -> tuple[int, bytes]:
    """(exit code, stderr) of a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "build.py", *words], cwd=PROJECT, stdout=stdout, stderr=subprocess.PIPE,
        env={**os.environ, **environment}, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.parametrize("encoding", ["cp949", "ascii", "utf-8", "cp949:strict"])
def test_any_console_can_be_written_to(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.md").write_text("---\ntitle: 믜ㆍ😀\n이모😀: x\n---\n글\n", "utf-8")
    for words in (["check"], ["build"], ["explain", str(tmp_path / "articles/a.md")], ["--help"]):
        site = ["--site", str(tmp_path)] if words[0] in ("check", "build") else []
        code, told = run(*words, *site, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert code == (1 if site else code)
        assert b"Traceback" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_or_closed_output_is_no_bug() -> None:
    seed = "seeds/000_5866c203362d383e.txt"
    with Path("/dev/full").open("wb") as full:
        code, told = run("explain", seed, stdout=full.fileno())
    assert (code, b"Traceback" in told) == (1, False)
    reading, writing = os.pipe()
    os.close(reading)
    code, told = run("explain", *[seed] * 30, stdout=writing)
    os.close(writing)
    assert (code, told) == (0, b"")


def test_outside_the_environment_it_says_what_to_install() -> None:
    command = [sys.executable, "-S", "build.py"]  # -S: no installed packages
    for words in ([], ["extract", "seeds/none.txt"], ["check"]):
        done = subprocess.run(
            [*command, *words], cwd=PROJECT, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 2
        assert "requirements.txt: E306" in done.stderr
        assert "Traceback" not in done.stderr


def workflow() -> tuple[list[str], str]:
    """The commands of the GitHub workflow, and the folder that it publishes."""
    text = (PROJECT / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    steps = yaml.safe_load(text)["jobs"]["publish"]["steps"]
    [upload] = [step for step in steps if "upload-pages" in step.get("uses", "")]
    return [step["run"] for step in steps if "run" in step], upload["with"]["path"]


def hosts() -> tuple[list[str], str]:
    """What the README says for Netlify and Cloudflare Pages: the build command in its parts, and the folder."""
    found = re.search(
        "빌드 명령 `(.+?)`, 공개 폴더 `(.+?)`", (PROJECT / "README.md").read_text("utf-8")
    )
    assert found
    return found[1].split(" && "), found[2]


@pytest.mark.parametrize("guide", [workflow, hosts])
def test_the_publishing_guides_build_the_site_as_they_stand(
    guide: Callable[[], tuple[list[str], str]], tmp_path: Path
) -> None:
    commands, folder = guide()
    install, build = commands
    assert "pip install" in install
    checkout = tmp_path / "checkout"
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
    ).stdout.split("\0")
    for name in filter(None, tracked):
        target = checkout / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / name, target)
    scripts = Path(sys.executable).parent
    if "CI" in os.environ:  # elsewhere the packages of this run stand in for a download
        venv.create(tmp_path / "venv", with_pip=True)
        scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    for command in commands if "CI" in os.environ else [build]:
        subprocess.run(
            command, shell=True, cwd=checkout, env=environment, check=True, capture_output=True
        )
    assert (checkout / folder / "index.html").exists()
    assert not [path for path in (checkout / folder).rglob("*") if path.is_symlink()]


@pytest.mark.parametrize("code", [0, 1, 130])
def test_what_was_printed_is_not_lost_when_the_process_ends_at_once(code: int) -> None:
    command = f"from newsarchive.cli import end; print('한 줄', end=''); end({code})"
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    environment.pop("PYTHONUNBUFFERED", None)
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=Path(__file__).parents[1],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (done.stdout.decode(), done.returncode) == ("한 줄", code)
