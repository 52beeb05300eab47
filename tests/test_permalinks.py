"""Addresses that have been published stay: through the command line, from the first build to the notice that is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsarchive.cli import main

BODY = "어느시가 새 도서관을 열었다고 밝혔다. 시민이 책을 읽는다.\n"


def write(site: Path, name: str, front_matter: str) -> None:
    path = site / "articles" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\n{front_matter}\n---\n\n{BODY}", "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(site: Path, *words: str) -> int:
    return main(["build", "--site", str(site), "--quiet", *words])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two articles, published."""
    (tmp_path / "site.yaml").write_text("base_url: https://archive.example/sub/\n", "utf-8")
    write(tmp_path, "old.md", "title: 옛 글")
    write(tmp_path, "other.md", "title: 다른 글")
    assert build(tmp_path) == 0
    return tmp_path


def test_the_addresses_are_written_down_one_a_line(site: Path) -> None:
    assert (site / "urls.lock").read_text("utf-8") == "/a/old/\n/a/other/\n"


@pytest.mark.parametrize("again", [[], ["--clean"], ["--jobs", "1"]], ids=str)
def test_a_lost_address_stops_the_build_with_the_list_and_the_remedies(
    site: Path, again: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "articles/old.md").unlink()
    before = tree(site / "public"), (site / "urls.lock").read_bytes()
    for _ in range(2):
        assert build(site, *again) == 1
    told = capsys.readouterr().err
    assert "urls.lock: E507" in told
    assert "\n  /a/old/\n" in told
    assert "/a/other/" not in told
    for remedy in ("--allow-url-removal", "aliases:", "status: withdrawn"):
        assert remedy in told
    assert (tree(site / "public"), (site / "urls.lock").read_bytes()) == before
    assert build(site, "--allow-url-removal") == 0
    assert not (site / "public/a/old").exists()
    assert build(site) == 0


@pytest.mark.parametrize("written", ["/a/old/", "a/old", "[/a/old/]", "\n  - /a/old/", "/a/%6fld/"])
def test_a_moved_article_leaves_a_pointer_for_every_kind_of_host(site: Path, written: str) -> None:
    (site / "articles/old.md").unlink()
    write(site, "new.md", f"title: 옛 글\naliases: {written}")
    assert build(site) == 0
    page = (site / "public/a/old/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../a/new/index.html">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="https://archive.example/sub/a/new/">' in page
    assert (site / "public/_redirects").read_text("utf-8").splitlines() == ["/a/old/ /a/new/ 301"]
    assert (site / "urls.lock").read_text("utf-8") == "/a/new/\n/a/old/\n/a/other/\n"
    (site / "articles/new.md").unlink()
    assert build(site) == 1


def test_a_withdrawn_article_leaves_a_notice_and_nothing_else(site: Path) -> None:
    note = "2026년 1월 5일, 어느시의 요청으로 내렸습니다."
    write(site, "old.md", f"title: 옛 글\nstatus: withdrawn\nstatus_note: {note}")
    assert build(site) == 0
    page = (site / "public/a/old/index.html").read_text("utf-8")
    assert note in page
    assert '<meta name="robots" content="noindex">' in page
    assert BODY.strip() not in page
    named = [
        path.relative_to(site / "public").as_posix()
        for path in (site / "public").rglob("*")
        if path.is_file()
        and ("옛 글".encode() in path.read_bytes() or b"a/old/" in path.read_bytes())
    ]
    assert named == []
    records = (site / "public/data/articles.ndjson").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in records] == ["other"]
    assert (site / "urls.lock").read_text("utf-8") == "/a/old/\n/a/other/\n"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            b"<<<<<<< HEAD\n/a/old/\n||||||| base\n=======\n/a/other/\n>>>>>>> x\n", id="merge"
        ),
        pytest.param(b"/a/other/\r\n\r\n  \r\n/a/old/\r\n", id="windows-line-ends"),
        pytest.param("/a/old/\n/a/other/\n".encode("utf-8-sig"), id="byte-order-mark"),
        pytest.param("/a/old/\r\n/a/other/\r\n".encode("utf-16"), id="utf-16"),
        pytest.param(b"/a/old/", id="no-line-end"),
        pytest.param(b"/a/old/\n/a/old/\n", id="twice"),
    ],
)
def test_the_list_is_read_however_it_was_saved_and_mended(site: Path, raw: bytes) -> None:
    (site / "urls.lock").write_bytes(raw)
    (site / "articles/old.md").rename(site / "old.md")
    assert build(site) == 1
    (site / "old.md").rename(site / "articles/old.md")
    assert build(site) == 0
    assert (site / "urls.lock").read_text("utf-8") == "/a/old/\n/a/other/\n"


def test_a_preview_with_drafts_promises_nothing(site: Path) -> None:
    (site / "articles/old.md").unlink()
    write(site, "draft.md", "title: 초안\ndraft: true")
    assert build(site, "--drafts", "--out", str(site / "preview")) == 0
    assert (site / "urls.lock").read_text("utf-8") == "/a/old/\n/a/other/\n"
