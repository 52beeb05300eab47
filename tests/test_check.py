"""What a check reports without writing anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsarchive.check import Host, Survey, links_of
from newsarchive.cli import main
from newsarchive.records import Output

ARTICLE = "---\ntitle: 글\ncategory: 경제\n---\n\n어느시가 새 도서관을 열었다고 밝혔다. 시민이 책을 읽는다. 도서관에는 책이 3만 권 있고 누구나 빌릴 수 있다.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text(ARTICLE, "utf-8")
    return tmp_path


def test_a_check_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(site.rglob("*"))
    assert main(["check", "--site", str(site)]) == 0
    assert sorted(site.rglob("*")) == before
    printed = capsys.readouterr()
    assert "articles/a.md\ttitle\t글\tfront-matter\n" in printed.out


def test_a_check_in_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "articles" / "b.md").write_text("---\ntitle: 짧은 글\n---\n\n끝.\n", "utf-8")
    (site / "articles" / "c.md").write_text("본문만", "utf-8")
    assert main(["check", "--site", str(site), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {(p["path"], p["code"]) for p in found["problems"]} >= {
        ("articles/b.md", "W451"),
        ("articles/c.md", "E201"),
    }
    assert {"source", "item", "field", "value", "rule"} == set(found["fields"][0])


@pytest.mark.parametrize(
    ("page", "href", "path"),
    [
        ("index.html", "a/x/index.html", "a/x/index.html"),
        ("index.html", "a/x/", "a/x/index.html"),
        ("a/x/index.html", "../../", "index.html"),
        ("a/x/index.html", "../..", "index.html"),
        ("a/x/index.html", "../../org/%EA%B0%80/index.html?q=1#top", "org/가/index.html"),
        ("404.html", "/static/a.css", "static/a.css"),
        ("a/x/index.html", "y&amp;z.html", "a/x/y&z.html"),
    ],
)
def test_links_are_resolved_as_a_browser_does(page: str, href: str, path: str) -> None:
    assert list(links_of(page, f'<a href="{href}">')) == [path]


@pytest.mark.parametrize(
    "href", ["https://a.example/", "mailto:a@b.example", "#top", "", "//a.example/x", "data:,x"]
)
def test_links_that_leave_the_site_are_not_ours_to_check(href: str) -> None:
    assert list(links_of("index.html", f'<a href="{href}">')) == []


def test_limits_of_a_host_and_dead_links_are_reported() -> None:
    survey = Survey(Host(files=1, file_bytes=30, total_bytes=20, redirects=1), "somewhere")
    page = Output("index.html", b'<a href="gone/index.html"> and more text')
    survey.look_at([page, Output("_redirects", b"/a /b\n/c /d\n")])
    assert [(p.path, p.code, p.values) for p in survey.problems()] == [
        ("index.html", "W452", ("gone/index.html",)),
        ("index.html", "W453", ("somewhere", "40", "30")),
        ("public", "W453", ("somewhere", "2", "1")),
        ("public", "W453", ("somewhere", "52", "20")),
        ("public", "W453", ("somewhere", "2", "1")),
    ]


SEED = """메뉴

어느시, 새 도서관 문 열어

  • 등록 2099.12.04 18:31:54
  • 조회수 3

[어느신문= 홍길동 기자] 어느시(시장 김가나)는 4일 어느도서관을 열었다고 밝혔다. 도서관에는 책 3만 권이 있다.

이날 개관식에는 시민 100여 명이 참석했다.
"""


# What is wrong: file, its content, the code.
REFUSED = {
    "device": ("static/aux.txt", "x", "E503"),
    "case-twin": ("static/SITE.css", "x", "E504"),
    "template": ("templates/404.html", "{{ no_such_name }}", "E401"),
    "template-bytes": ("templates/404.html", "\udcff", "E403"),
    "included-template-bytes": ("templates/partials/card.html", "\udcff", "E403"),
    "template-syntax": ("templates/404.html", "{% if %}", "E401"),
    "syntax-of-a-template-in-no-use": ("templates/withdrawn.html", "{% if %}", "E401"),
    "duplicate-id": ("articles/b.md", ARTICLE.replace("글", "글\nid: a"), "E231"),
    "alias": ("articles/b.md", ARTICLE.replace("글", "글\naliases: /a/a/"), "E231"),
    "empty": ("seeds/a.txt", "", "E102"),
}


@pytest.mark.parametrize("fault", REFUSED)
@pytest.mark.parametrize("words", [["check"], ["check", "--json"], ["build"]], ids=" ".join)
def test_a_check_complains_of_what_a_build_would_refuse(
    site: Path, words: list[str], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, content, code = REFUSED[fault]
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(content, "utf-8", "surrogateescape")
    assert main([*words, "--site", str(site)]) == 1
    printed = capsys.readouterr()
    told = [p["code"] for p in json.loads(printed.out)["problems"]] if "--json" in words else []
    assert code in told or f": {code} " in printed.err
    assert not (site / "public").exists()


def test_what_was_left_out_of_a_page_is_counted(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "seeds").mkdir()
    (site / "seeds" / "library.txt").write_text(SEED, "utf-8")
    (site / "seeds" / "menu.txt").write_text("메뉴\n\n로그인\n회원가입\n", "utf-8")
    assert main(["check", "--site", str(site)]) == 0
    printed = capsys.readouterr()
    assert "seeds/library.txt\tleft-out\tBOILERPLATE 2\t\n" in printed.out
    assert "seeds/menu.txt\tleft-out\tBOILERPLATE 3\tno-prose\n" in printed.out
    assert "seeds/library.txt:8: W211" in printed.err


def test_an_address_that_would_vanish_is_reported(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "urls.lock").write_text("/a/a/\n/a/gone/\n", "utf-8")
    assert main(["check", "--site", str(site)]) == 1
    assert "urls.lock: E507" in capsys.readouterr().err
