"""New drafts and files from elsewhere."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from newsarchive.config import SiteConfig, load_config
from newsarchive.extract import extract
from newsarchive.intake import import_files, new_article, read_mail
from newsarchive.read import load_lexicon, read_source
from newsarchive.text import file_stem


@pytest.fixture
def config(tmp_path: Path) -> SiteConfig:
    return load_config(tmp_path)


@pytest.mark.parametrize(
    "title", ['[단독] "인용": 제목 # 부제', "--- 줄표", "a\nb: c", "../밖으로"]
)
def test_a_new_article_reads_back_as_it_was_meant(config: SiteConfig, title: str) -> None:
    path = new_article(config, title, ["㈜가나: 다", "라'마"], "2025-12-04", "어느 신문")
    assert path.parent == config.root / "articles"
    path.write_text(path.read_text("utf-8") + "본문입니다.\n", "utf-8")
    [article] = extract(read_source(config.root, path), load_lexicon()).articles
    assert article.title == " ".join(title.split())
    assert article.named_organizations == ("㈜가나: 다", "라'마")
    assert (article.date, article.outlet, article.draft) == ("2025-12-04", "어느 신문", True)


def test_a_new_article_never_replaces_one(config: SiteConfig) -> None:
    names = [new_article(config, "같은 제목", [], None, None).name for _ in range(3)]
    assert names == ["같은-제목.md", "같은-제목-2.md", "같은-제목-3.md"]


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("제목?*<>|", "제목"),
        ("CON", "article-CON"),
        ("lpt1", "article-lpt1"),
        ("", "article"),
        (".", "article"),
    ],
)
def test_file_stem_is_a_name_on_every_system(title: str, stem: str) -> None:
    assert file_stem(title) == stem


def test_text_and_html_are_copied_as_utf_8(config: SiteConfig, tmp_path: Path) -> None:
    (tmp_path / "지면 하나.TXT").write_bytes("전주시는 협약을 맺었다.\r\n".encode("cp949"))
    (tmp_path / "b.htm").write_text("<p>본문</p>", "utf-16")
    imported, problems = import_files(config, [tmp_path / "지면 하나.TXT", tmp_path / "b.htm"])
    assert problems == ()
    assert [one.seed.name for one in imported] == ["지면-하나.txt", "b.html"]
    assert imported[0].seed.read_text("utf-8") == "전주시는 협약을 맺었다.\n"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.hwp", b"x", "E105"),
        ("a.txt", b"", "E102"),
        ("b.txt", b"%PDF-" + bytes(99), "E103"),
        (None, b"", "E104"),
    ],
)
def test_what_cannot_be_read_is_a_problem(
    config: SiteConfig, tmp_path: Path, name: str | None, content: bytes, code: str
) -> None:
    path = tmp_path / (name or "없는 파일.txt")
    if name:
        path.write_bytes(content)
    imported, problems = import_files(config, [path])
    assert imported == ()
    assert [p.code for p in problems] == [code]
    assert not (config.root / "seeds").exists()


def test_a_mail_gives_its_subject_and_text(config: SiteConfig, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "[보도자료] 새 도서관: 문 연다"
    mail.set_content("어느시가 도서관을 열었다.\n", charset="euc-kr")
    mail.add_alternative("<p>어느시가</p>", subtype="html")
    (tmp_path / "m.eml").write_bytes(mail.as_bytes())
    [[one], problems] = import_files(config, [tmp_path / "m.eml"])
    assert problems == ()
    assert one.seed.name == "보도자료-새-도서관-문-연다.txt"
    assert one.seed.read_text("utf-8").startswith("[보도자료] 새 도서관: 문 연다\n\n어느시가")


def test_a_mail_without_plain_text_gives_its_html() -> None:
    mail = EmailMessage()
    mail["Subject"] = "s"
    mail.set_content("<p>본문</p>", subtype="html")
    assert read_mail(mail.as_bytes()) == ("s", "<p>본문</p>\n", ".html")


@pytest.mark.parametrize(
    "raw", [b"", b"no headers", b"Content-Type: text/plain; charset=nowhere\n\n\xff\xfe x"]
)
def test_any_bytes_are_some_mail(raw: bytes) -> None:
    assert len(read_mail(raw)) == 3
