"""New drafts and files from elsewhere."""

from __future__ import annotations

from base64 import b64encode
from email.message import EmailMessage
from pathlib import Path

import pytest

from newsarchive.cli import main
from newsarchive.config import SiteConfig, load_config
from newsarchive.errors import SettingsError
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


def taken(config: SiteConfig, mail: EmailMessage | bytes) -> dict[str, str]:
    """Name → text of the seeds that a mail becomes."""
    path = config.root / "m.eml"
    path.write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes())
    imported, problems = import_files(config, [path])
    assert not [p for p in problems if p.is_error]
    assert {one.seed.parent for one in imported} <= {config.root / "seeds"}
    return {one.seed.name: one.seed.read_text("utf-8") for one in imported}


TEXT = "어느시가 도서관을 열었다.\n둘째 줄이다.\n"


@pytest.mark.parametrize("charset", ["utf-8", "euc-kr", "cp949"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_a_mail_gives_its_subject_and_text(config: SiteConfig, charset: str, encoding: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = "[보도자료] 새 도서관: 문 연다"
    mail.set_content(TEXT, charset=charset, cte=encoding)
    mail.add_alternative("<p>어느시가</p>", subtype="html")
    assert taken(config, mail) == {
        "보도자료-새-도서관-문-연다.txt": f"[보도자료] 새 도서관: 문 연다\n\n{TEXT}"
    }


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param("=?ks_c_5601-1987?B?" + b64encode("똠방 소식".encode("cp949")).decode() + "?=", id="cp949-as-ks"),
        pytest.param("=?EUC-KR?Q?=B6=CA=B9=E6_?=\r\n =?utf-8?B?7IaM7Iud?=", id="two-words"),
        pytest.param("똠방 소식".encode("cp949").decode("latin-1"), id="bare-cp949"),
        pytest.param("똠방 소식".encode().decode("latin-1"), id="bare-utf-8"),
    ],
)  # fmt: skip
def test_a_subject_is_read_however_it_is_written(config: SiteConfig, subject: str) -> None:
    subject = subject.replace("=B6=CA=B9=E6", "=8C=63=B9=E6")  # 똠 is in CP949 only
    raw = f"Subject: {subject}\r\nContent-Type: text/plain; charset=ks_c_5601-1987\r\n\r\n"
    mail = raw.encode("latin-1") + "똠방이다.\r\n".encode("cp949")
    assert taken(config, mail) == {"똠방-소식.txt": "똠방 소식\n\n똠방이다.\n"}


def test_soft_line_ends_of_a_mail_are_undone(config: SiteConfig) -> None:
    head = b"Subject: s\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
    mail = head + "어느시가 \r\n도서관을 열었다.\r\n\r\n끝.\r\n".encode()
    assert taken(config, mail)["s.txt"] == "s\n\n어느시가 도서관을 열었다.\n\n끝.\n"


def test_attachments_that_are_text_come_along_and_others_are_named(
    config: SiteConfig, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = EmailMessage()
    mail["Subject"] = "자료"
    mail.set_content(TEXT)
    for name, kind in (
        ("지면.txt", "plain"),
        ("../../쪽.html", "html"),
        ("보도자료.hwp", "octet-stream"),
    ):
        content = TEXT.encode("cp949" if kind == "plain" else "utf-8")
        mail.add_attachment(content, maintype="application", subtype=kind, filename=name)
    assert sorted(taken(config, mail)) == ["자료.txt", "지면.txt", "쪽.html"]
    assert main(["import", str(config.root / "m.eml"), "--site", str(config.root)]) == 0
    printed = capsys.readouterr()
    assert "m.eml → " in printed.out
    assert "m.eml: W104 첨부 파일은 가져오지 못했습니다: 보도자료.hwp" in printed.err
    assert (config.root / "seeds/지면-2.txt").read_text("utf-8") == TEXT


def test_a_mail_without_plain_text_gives_its_html(config: SiteConfig) -> None:
    mail = EmailMessage()
    mail["Subject"] = "s"
    mail.set_content("<p>본문</p>", subtype="html")
    assert taken(config, mail) == {"s.html": "<p>본문</p>\n"}


NESTED = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 3000


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"no headers", b"Content-Type: text/plain; charset=nowhere\n\n\xff\xfe x", NESTED, b"Subject: =?x?B?!?=\n\nx",
        b"Content-Type: text/plain; charset=hex\n\nzz", b"Content-Transfer-Encoding: base64\n\n!!!", b"\x00\x01\x02" * 99,
        b"Content-Type: multipart/mixed\n\nx", b"Content-Disposition: attachment; filename*=x''%FF\n\nx",
        b"Content-Type: message/rfc822\n\n" * 500 + b"x", b"Content-Type: ;;;===\nSubject\n\nx",
    ],
)  # fmt: skip
def test_any_bytes_are_some_mail(raw: bytes) -> None:
    texts, left_out = read_mail(raw, "m")
    assert all(one.text.strip() and one.stem for one in texts)
    assert all(left_out)


@pytest.mark.parametrize("names", [["지면.txt"] * 3, ["지면.txt", "지면.TEXT", "지면.htm"]])
def test_an_imported_file_never_replaces_another(config: SiteConfig, names: list[str]) -> None:
    paths = []
    for number, name in enumerate(names):
        path = config.root / str(number) / name
        path.parent.mkdir()
        path.write_text(f"본문 {number}", "utf-8")
        paths.append(path)
    imported, problems = import_files(config, paths)
    assert problems == ()
    assert [one.seed.read_text("utf-8") for one in imported] == ["본문 0", "본문 1", "본문 2"]
    assert len({one.seed for one in imported}) == 3


@pytest.mark.parametrize(
    ("title", "date"),
    [("", None), (" \n\u3000", "2025-12-04"), ("제목", "어제"), ("제목", "2025-13-40")],
)
def test_a_draft_that_says_nothing_is_refused(
    config: SiteConfig, title: str, date: str | None
) -> None:
    with pytest.raises(SettingsError):
        new_article(config, title, [], date, None)
    assert not (config.root / "articles").exists()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("CON", "article-CON.md"), ("제목\x00\x1b\n둘째", "제목-둘째.md"), ("가" * 500, "가" * 60 + ".md"), ("😀", "article.md"),
        ('"따옴표": \'#\' \\', "따옴표.md"), ("a/../../b", "a-b.md"), ("\u202egpj", "gpj.md"),
    ],
)  # fmt: skip
def test_any_title_gives_a_file_that_every_system_takes(
    config: SiteConfig, title: str, name: str
) -> None:
    path = new_article(config, title, [], None, None)
    assert path.name == name
    path.write_text(path.read_text("utf-8") + "본문입니다.\n", "utf-8")
    reading = extract(read_source(config.root, path), load_lexicon())
    assert reading.problems == ()
