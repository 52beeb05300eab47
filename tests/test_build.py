"""Whole sites through the command line: what is published, what is refused, and that it is the same every time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from newsarchive.cli import main
from newsarchive.publish.paths import MARKER

PROJECT = Path(__file__).parents[1]
BROKEN = sorted((Path(__file__).parent / "sites" / "broken").iterdir())
SEED = """어느시, 새 도서관 문 열어

  • 등록 2025.12.04 18:31:54

[어느신문= 홍길동 기자] 어느시(시장 김가나)는 4일 어느도서관을 열었다고 밝혔다. 도서관에는 책 3만 권이 있다.

이날 개관식에는 시민 100여 명이 참석했다.
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site that has been published once."""
    root = tmp_path / "site"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "library.txt").write_text(SEED, "utf-8")
    (root / "site.yaml").write_text("base_url: https://archive.example/\n", "utf-8")
    assert main(["--site", str(root), "--quiet"]) == 0
    return root


@pytest.mark.parametrize("fault", BROKEN, ids=lambda path: path.name)
def test_a_broken_site_is_refused_with_every_problem(
    fault: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(site / "public")
    shutil.copytree(fault / "site", site, dirs_exist_ok=True)
    capsys.readouterr()
    code = main(["build", "--site", str(site), "--quiet"])
    expected = fault / "stderr.txt"
    printed = f"exit {code}\n" + capsys.readouterr().err
    if os.environ.get("UPDATE"):
        expected.write_text(printed, "utf-8")
    assert printed == expected.read_text("utf-8")
    assert tree(site / "public") == before


def test_an_unreadable_file_is_refused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "seeds" / "gone.txt").symlink_to(site / "seeds" / "nowhere.txt")
    before = tree(site / "public")
    assert main(["--site", str(site)]) == 1
    assert "seeds/gone.txt: E104" in capsys.readouterr().err
    assert tree(site / "public") == before


def test_a_folder_that_is_not_ours_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = site.parent / "photos"
    foreign.mkdir()
    (foreign / "a.jpg").write_bytes(b"x")
    assert main(["--site", str(site), "--out", str(foreign)]) == 1
    assert tree(foreign) == {"a.jpg": b"x"}
    assert "photos" in capsys.readouterr().err


def test_the_last_line_says_what_was_made(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--site", str(site)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    words = last.split()
    assert last.startswith("1 articles, ")
    assert " 0 written, " in last
    assert f"→ {site / 'public'} (" in last
    assert int(words[words.index("unchanged,") - 1]) == len(tree(site / "public").keys() - {MARKER})


def test_an_added_seed_appears_everywhere_it_belongs(site: Path) -> None:
    text = SEED.replace("도서관", "박물관").replace("2025.12.04", "2025.11.03")
    (site / "seeds" / "museum.txt").write_text(text, "utf-8")
    assert main(["--site", str(site), "--quiet"]) == 0
    public = site / "public"
    title = "어느시, 새 박물관 문 열어"
    places = [
        "index.html",
        "articles/index.html",
        "a/museum/index.html",
        "outlet/어느신문/index.html",
    ]
    places += [
        "org/어느시/index.html",
        "date/2025/11/03/index.html",
        "feed.xml",
        "data/articles.ndjson",
    ]
    missing = [place for place in places if title not in (public / place).read_text("utf-8")]
    assert missing == []
    assert "/a/museum/" in (public / "sitemap.xml").read_text("utf-8")


def test_the_sitemap_keeps_its_schema(site: Path) -> None:
    schema = etree.XMLSchema(etree.parse(Path(__file__).parent / "sitemap.xsd"))
    schema.assertValid(etree.parse(site / "public" / "sitemap.xml"))


def test_a_removed_draft_was_never_there(site: Path) -> None:
    (site / "articles").mkdir()
    (site / "articles" / "later.md").write_text(
        "---\ntitle: 나중 글\ndraft: true\n---\n\n본문.\n", "utf-8"
    )
    assert main(["--site", str(site), "--quiet"]) == 0
    assert not (site / "public" / "a" / "later").exists()
    preview = site.parent / "preview"
    assert main(["--site", str(site), "--quiet", "--drafts", "--out", str(preview)]) == 0
    assert (preview / "a" / "later" / "index.html").exists()


@pytest.mark.parametrize(
    "words", [["--jobs", "0"], ["nonsense"], ["extract"], ["--no-such-switch"]]
)
def test_wrong_usage_is_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_missing_site_folder_is_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--site", str(tmp_path / "nowhere")]) == 2
    assert "E104" in capsys.readouterr().err


def test_extract_keeps_order_and_goes_on_after_a_fault(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "seeds" / "a.txt").write_text(SEED.replace("도서관", "박물관"), "utf-8")
    capsys.readouterr()
    files = [site / "seeds" / name for name in ("library.txt", "none.txt", "a.txt")]
    assert main(["extract", *map(str, files)]) == 1
    printed = capsys.readouterr()
    assert [line.split('"title": "')[1].split('"')[0] for line in printed.out.splitlines()] == [
        "어느시, 새 도서관 문 열어",
        "어느시, 새 박물관 문 열어",
    ]
    assert '"url"' not in printed.out
    assert "none.txt: E104" in printed.err


def test_two_machines_make_the_same_bytes(site: Path) -> None:
    trees = []
    for seed, zone, jobs in (("1", "UTC", "1"), ("2", "Asia/Seoul", "2")):
        out = site.parent / f"out-{seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [
            sys.executable,
            "build.py",
            "build",
            "--site",
            str(site),
            "--out",
            str(out),
            "--clean",
        ]
        subprocess.run(
            [*command, "--jobs", jobs],
            cwd=PROJECT,
            env=environment,
            check=True,
            capture_output=True,
        )
        trees.append(tree(out))
    assert trees[0] == trees[1]


def test_messages_follow_the_language_of_the_site(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "site.yaml").write_text("lang: en\n", "utf-8")
    (site / "seeds" / "empty.txt").write_text("", "utf-8")
    assert main(["--site", str(site)]) == 1
    assert "seeds/empty.txt: E102 the file is empty\n  hint: " in capsys.readouterr().err
    assert main(["--site", str(site), "--lang", "ko"]) == 1
    assert "E102 빈 파일입니다" in capsys.readouterr().err


def test_a_new_draft_does_not_stand_in_the_way(site: Path) -> None:
    assert main(["new", "쓸 글", "--site", str(site)]) == 0
    assert main(["--site", str(site), "--quiet"]) == 0
    preview = site.parent / "preview"
    assert main(["--site", str(site), "--quiet", "--drafts", "--out", str(preview)]) == 0
