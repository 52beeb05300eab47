"""Names and kinds of files that a person, a sync program or an attacker may leave in an input folder: refused or taken, never followed out."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.cli import main

PROJECT = Path(__file__).parents[1]
SEED = "어느시, 새 도서관 문 열어\n\n등록 2025.12.04 18:31\n\n[어느신문= 홍길동 기자] 어느시는 도서관을 열었다고 밝혔다. 책이 3만 권 있다.\n"
ARTICLE = "---\ntitle: 글\n---\n\n어느시가 새 도서관을 열었다고 밝혔다.\n"
CONTENT = {
    "seeds/a.txt": SEED,
    "articles/a.md": ARTICLE,
    "static/a.txt": "x",
    "templates/404.html": "<p>없음</p>",
}
Make = Callable[[Path, str], object]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")


def build(site: Path) -> tuple[int, list[str], str]:
    """(exit code, codes told, stderr) of a build in a process of its own, which is given a minute."""
    command = [sys.executable, "build.py", "--site", str(site), "--quiet"]
    done = subprocess.run(
        command, cwd=PROJECT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, re.findall(r": ([EW]\d{3}) ", done.stderr), done.stderr


def out_of_the_site(path: Path, text: str) -> None:
    outside = path.parents[2] / "outside"
    outside.write_text(text, "utf-8")
    path.symlink_to(outside)


def folder_out_of_the_site(path: Path, text: str) -> None:
    outside = path.parents[2] / "folder"
    outside.mkdir()
    (outside / path.name).write_text(text, "utf-8")
    path.symlink_to(outside)


def within_the_site(path: Path, text: str) -> None:
    inside = path.parent / f".{path.name}"
    inside.write_text(text, "utf-8")
    path.symlink_to(inside.name)


def hard_link(path: Path, text: str) -> None:
    outside = path.parents[2] / "outside"
    outside.write_text(text, "utf-8")
    path.hardlink_to(outside)


def unix_socket(path: Path, text: str) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's address holds 100 bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path.name)
    os.chdir(before)


# What stands at the place of an input → the code for seeds and articles, and for static ("": taken as a file). Templates are
# trusted: a link is followed, and where there is no file the theme's stands in.
KINDS: dict[str, tuple[Make, str, str]] = {
    "link-out": (out_of_the_site, "E108", "E108"),
    "folder-link-out": (folder_out_of_the_site, "E107", "E107"),
    "link-within": (within_the_site, "", ""),
    "link-to-itself": (lambda path, _: path.symlink_to(path.name), "E104", "E104"),
    "link-to-nothing": (lambda path, _: path.symlink_to("nothing"), "E104", "E104"),
    "link-to-a-device": (lambda path, _: path.symlink_to("/dev/zero"), "E107", "E107"),
    "hard-link": (hard_link, "", ""),
    "pipe": (lambda path, _: os.mkfifo(path), "E107", "E107"),
    "socket": (unix_socket, "E107", "E107"),
}


@pytest.mark.parametrize("place", CONTENT)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_of_the_site_is_refused(kind: str, place: str, tmp_path: Path) -> None:
    make, *codes = KINDS[kind]
    site = tmp_path / "site"
    path = site / place
    path.parent.mkdir(parents=True)
    (site / "articles").mkdir(exist_ok=True)
    (site / "articles/b.md").write_text(ARTICLE, "utf-8")
    make(path, CONTENT[place])
    wanted = {"seeds": codes[0], "articles": codes[0], "static": codes[1]}.get(path.parent.name, "")
    before = {p: p.lstat().st_mtime_ns for p in tmp_path.iterdir() if p != site}
    exit_code, told, text = build(site)
    assert told == ([wanted] if wanted else []), text
    assert exit_code == (1 if wanted else 0)
    assert (site / "public").exists() == (not wanted)
    assert {p: p.lstat().st_mtime_ns for p in tmp_path.iterdir() if p != site} == before


NFD = unicodedata.normalize("NFD", "도서관")
LONG = "가" * 83  # with .txt 253 bytes
# Names of inputs → the code that a build gives ("": taken).
NAMES: dict[str, tuple[list[str], str]] = {
    "decomposed": ([f"seeds/{NFD}.txt"], ""),
    "composed-and-decomposed": (["seeds/도서관.txt", f"seeds/{NFD}.txt"], "E231"),
    "case-only": (["seeds/Library.txt", "seeds/library.TXT"], ""),
    "case-only-ids": (["seeds/a/library.txt", "seeds/b/library.txt"], "E231"),
    "static-case-only": (["static/Logo.txt", "static/logo.txt"], "E504"),
    "static-composed-and-decomposed": (["static/도서관.txt", f"static/{NFD}.txt"], ""),
    "longest": ([f"seeds/{LONG}.txt", f"articles/{LONG}.md", f"static/{LONG}.txt"], ""),
    "device": (["seeds/con.txt", "seeds/NUL.txt", "seeds/com1.txt", "articles/aux.md"], ""),
    "static-device": (["static/nul"], "E503"),
    "trailing-dot": (["seeds/a..txt", "seeds/b .txt"], ""),
    "static-trailing-dot": (["static/a."], "E503"),
    "static-trailing-blank": (["static/a "], "E503"),
    "drive": (["seeds/C:x.txt"], ""),
    "static-drive": (["static/C:x"], "E503"),
    "backslash": (["seeds/..\\..\\x.txt"], ""),
    "static-backslash": (["static/a\\x"], "E503"),
    "static-line-end": (["static/a\nb"], "E503"),
    "static-direction": (["static/a\u202egpj"], "E503"),
    "deep": (["seeds/" + "d/" * 100 + "a.txt"], ""),
    "static-deep": (["static/" + "폴더/" * 150 + "a.txt"], "E503"),
    "not-utf-8": (["seeds/\udcff.txt"], ""),
    "static-not-utf-8": (["static/\udcff"], "E503"),
    "hidden": (["seeds/.env", "seeds/.git/config.txt", "articles/_drafts/a.md", "seeds/Thumbs.db"], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_inputs_are_taken_or_refused(name: str, tmp_path: Path) -> None:
    paths, wanted = NAMES[name]
    site = tmp_path / "site"
    for number, path in enumerate(["seeds/first.txt", *paths]):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        text = ARTICLE if path.endswith(".md") else SEED.replace("새", f"{number}번째")
        (site / path).write_text(text, "utf-8")
    exit_code, told, text = build(site)
    assert set(told) == ({wanted} if wanted else set()), text
    assert exit_code == (1 if wanted else 0)
    assert {p.name for p in tmp_path.iterdir()} == {"site"}


@pytest.mark.parametrize(
    "out", ["../out", "a/../../out", "/dev/null", "/dev/null/x", "/proc/x", "가" * 100, "a\nb"]
)
def test_an_output_folder_that_cannot_be_is_a_problem(out: str, tmp_path: Path) -> None:
    """--out may lie anywhere a person says; where none can lie it is told."""
    site = tmp_path / "site"
    (site / "seeds").mkdir(parents=True)
    (site / "seeds/a.txt").write_text(SEED, "utf-8")
    command = [sys.executable, str(PROJECT / "build.py"), "--quiet", "--out", out]
    done = subprocess.run(command, cwd=site, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    possible = not out.startswith("/") and len(out) < 50
    assert done.returncode == (0 if possible else 1), done.stderr


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="root gives up its rights")
@pytest.mark.parametrize("closed", ["seeds", "seeds/sub", "seeds/sub/a.txt", "public", "."])
def test_what_may_not_be_read_or_written_is_an_error_and_never_seems_empty(
    closed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds/sub").mkdir(parents=True)
    (tmp_path / "seeds/sub/a.txt").write_text(SEED, "utf-8")
    assert main(["--quiet"]) == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("public/**/*.html")}
    for path in [tmp_path, *tmp_path.rglob("*")]:
        os.chown(path, 65534, 65534)
    (tmp_path / closed).chmod(0o555 if closed in ("public", ".") else 0)
    (tmp_path / "site.yaml").write_text("title: 다른 이름\n", "utf-8")
    capsys.readouterr()
    os.seteuid(65534)
    try:
        code = main(["--quiet"])
    finally:
        os.seteuid(0)
        (tmp_path / closed).chmod(0o755)
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert code in (0, 1)
    assert code == 0 or re.search(r": E(101|106|110|505) .*권한", told)
    if code:
        assert {path: path.read_bytes() for path in before} == before
    assert main(["--quiet"]) == 0
