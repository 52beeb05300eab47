"""Every code of messages.py, brought about through the command line, with the exact words that are printed.

CASES says what a person did; messages.yaml, what they are told in both languages. `UPDATE=1 pytest tests/test_messages.py`
rewrites the words; the diff is reviewed by eye. A code without a case fails.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from newsarchive.cli import main
from newsarchive.messages import MESSAGES

EXPECTED = Path(__file__).with_name("messages.yaml")
BODY = "어느시가 새 도서관을 열었다고 밝혔다. 시민이 책을 읽는다. 도서관에는 책이 3만 권 있고 누구나 빌릴 수 있다.\n"
SEED = f"어느시, 새 도서관 문 열어\n\n등록 2025.12.04 18:31\n\n[어느신문= 홍길동 기자] {BODY}"
GOOD = {"seeds/a.txt": SEED}
MAIL = """Subject: s
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

어느시가 도서관을 열었다.
--b
Content-Type: application/x-hwp; name="a.hwp"
Content-Disposition: attachment; filename="a.hwp"

x
--b--
"""
Contents = Mapping[str, str | bytes]


def article(front_matter: str, body: str = BODY) -> str:
    return f"---\n{front_matter}\n---\n\n{body}"


@contextmanager
def a_port_in_use(site: Path) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 48131)):
        yield


def link(name: str, target: str) -> Callable[[Path], AbstractContextManager[None]]:
    def make(site: Path) -> AbstractContextManager[None]:
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).symlink_to(target)
        return nullcontext()

    return make


def sparse(name: str, size: int) -> Callable[[Path], AbstractContextManager[None]]:
    def make(site: Path) -> AbstractContextManager[None]:
        (site / name).parent.mkdir(exist_ok=True)
        with (site / name).open("wb") as file:
            file.truncate(size)
        return nullcontext()

    return make


@contextmanager
def as_nobody(site: Path) -> Iterator[None]:
    """Without the rights of root, who may read everything."""
    for path in [site, *site.rglob("*")]:
        os.chown(path, 65534, 65534)
    (site / "seeds/a.txt").chmod(0)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@dataclass(frozen=True)
class Case:
    """What a person did: files of the site, words typed, and what else was so. before: words typed earlier."""

    files: Contents = field(default_factory=dict)
    words: Sequence[str] = ("build",)
    also: Callable[[Path], AbstractContextManager[None]] = lambda site: nullcontext()
    before: Sequence[str] = ()
    then: Contents = field(default_factory=dict)  # files written after `before`


CASES: Mapping[str, Case] = {
    "E101": Case({"seeds": "파일"}),
    "E102": Case({"seeds/a.txt": " \n"}),
    "E103": Case({"seeds/a.txt": b"%PDF-1.7\n" + bytes(range(256)) * 9}),
    "E104": Case(words=["explain", "없는 파일.txt"]),
    "E105": Case({"보도자료.hwp": b"x"}, ["import", "보도자료.hwp"]),
    "E106": Case(GOOD, ["extract", "seeds/a.txt"], as_nobody, before=["extract", "seeds/a.txt"]),
    "E107": Case({"seeds/폴더/a.txt": SEED}, ["extract", "seeds/폴더"]),
    "E108": Case(also=link("seeds/a.txt", "/etc/hostname")),
    "E109": Case(also=sparse("seeds/a.txt", 65 * 2**20)),
    "E110": Case({"articles": "파일"}, ["new", "제목"]),
    "E201": Case({"articles/a.md": article("date: 2025-12-04")}),
    "E202": Case({"articles/a.md": "---\ntitle: 제목\n\n본문\n"}),
    "E203": Case({"articles/a.md": article("title: 제목\n날짜: 2025-12-04\noutlett: 어느신문")}),
    "E204": Case({"articles/a.md": article("title: 제목\ntitle: 둘째")}),
    "E205": Case({"articles/a.md": article("title: 제목\ndate: 2025.13.40\ntags: [가, 나\ndraft: 아마\nid: 가\naliases: ../x")}),
    "E206": Case({"articles/a.md": article("title: 제목\ndate:2025-12-04\noutlet： 어느신문")}),
    "E207": Case({"articles/a.yaml": "category: 경제\n"}),
    "E208": Case({**GOOD, "articles/a.yaml": "corrects: b.txt\ncategory: 경제\n"}),
    "E209": Case({**GOOD, **{f"articles/{n}.yaml": "corrects: a.txt\ncategory: 경제\n" for n in "bc"}}),
    "E210": Case({"articles/a.md": article("title: 제목\nurl: /a/b/")}),
    "E211": Case({"articles/a.md": article("title: 제목", "")}),
    "E231": Case({"articles/a.md": article("title: 가\nid: x"), "articles/b.md": article("title: 나\nid: x")}),
    "E301": Case({"site.yaml": "titel: 제목\n"}),
    "E302": Case({"site.yaml": "title: 어느시\n\tdescription: 소개\n"}),
    "E303": Case({"site.yaml": "title: 가\ntitle: 나\n"}),
    "E304": Case({"site.yaml": "page_size: 서른\nbase_url: www.어느시.kr\nlang: kr\npages: [tags]\n"}),
    "E305": Case(GOOD, ["serve", "--port", "48131"], a_port_in_use),
    "E307": Case(words=["build", "--outt", "x"]),
    "E308": Case(words=["check", "--host"]),
    "E309": Case(words=["check", "--host", "aws"]),
    "E401": Case({**GOOD, "templates/404.html": "<p>{{ no_such_name }}</p>"}),
    "E402": Case({**GOOD, "templates/404.html": '{% include "없다.html" %}'}),
    "E403": Case({**GOOD, "templates/404.html": b"\xff\xfe\xff"}),
    "E501": Case({"public/사진.jpg": b"x"}),
    "E502": Case(GOOD, ["build", "--out", "seeds/public"]),
    "E503": Case({"static/aux.txt": "x", "articles/a.md": article("title: 제목\naliases: /a/con/")}),
    "E504": Case({"static/x.txt": "x", "static/X.txt": "y"}),
    "E505": Case({"파일": "x"}, ["build", "--out", "파일/public"]),
    "E507": Case({"urls.lock": "/a/b/\n<<<<<<< HEAD\n/a/c/\n=======\n/a/d/\n>>>>>>> x\n"}),
    "W101": Case({**GOOD, "seeds/보도자료.hwp": b"x"}),
    "W102": Case({"seeds/a.txt": (SEED * 9).encode() + "정착".encode()[:-1]}),
    "W103": Case({"보도자료.txt": SEED}),
    "W104": Case({"m.eml": MAIL}, ["import", "m.eml"]),
    "W201": Case({"seeds/a.txt": "메뉴\n로그인\n회원가입\n"}),
    "W202": Case({"seeds/a.txt": f"어느시, 새 도서관 문 열어\n\n{BODY}\n{BODY}"}),
    "W203": Case({"seeds/a.txt": SEED.partition("\n")[2]}),
    "W204": Case({"seeds/a.txt": SEED.replace("등록 2025.12.04 18:31", "")}),
    "W205": Case({"seeds/a.txt": SEED.replace("2025.12.04", "2025.13.40")}),
    "W206": Case({"seeds/a.txt": f"UPDATED. 2025-11-30 10:00(일)\n\n{SEED}"}),
    "W207": Case({"seeds/a.txt": SEED[:-2] + "고 이 도서관은 앞으"}),
    "W208": Case({"seeds/a.txt": SEED.replace("홍길동", "편집부")}),
    "W209": Case({"seeds/a.txt": SEED.encode().decode("cp1252", "replace")}),
    "W210": Case({"seeds/a.txt": SEED.encode("cp949").decode("latin-1")}),
    "W211": Case({"seeds/a.txt": SEED.replace("2025.12.04", "2031.12.04")}),
    "W301": Case(
        {"seeds/a.txt": SEED + "이 사업으로 새 설비를 들인 서울엔지니어링, 누리솔, 동주산업 관계자도 함께 자리를 빛냈다.\n"}, ["check"]
    ),
    "W451": Case({"articles/a.md": article("title: 짧은 글", "끝.\n")}, ["check"]),
    "W452": Case({"articles/a.md": article("title: 글", f"[없는 쪽](../없다/) {BODY}")}, ["check"]),
    "W453": Case(GOOD, ["check", "--host", "cloudflare"], sparse("static/영상.bin", 26 * 2**20)),
    "W501": Case(GOOD, before=["build"], then={"public/메모.txt": "내 것"}),
}  # fmt: skip
# Codes that are brought about by a test of their own, by its file: what they need does not fit a row.
ELSEWHERE = {"E306": "test_commands.py", "E506": "test_publish.py"}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("code", CASES)
def test_a_person_is_told_exactly_this(
    code: str,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = CASES[code]
    if case.also is as_nobody and (sys.platform == "win32" or os.geteuid() != 0):
        pytest.skip("only root can give up its rights")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    quiet = ["--quiet"] if case.words[0] == "build" else []
    words = [*case.words, *quiet, "--lang", language]
    write(tmp_path, case.files)
    if case.before:
        main(case.before)
        write(tmp_path, case.then)
    capsys.readouterr()
    with case.also(tmp_path):
        exit_code = main(words)
    told = f"exit {exit_code}\n{capsys.readouterr().err.replace(str(tmp_path), 'SITE')}"
    told = re.sub(r"strays-\d+", "strays-N", told)
    assert f" {code} " in told
    expected = yaml.safe_load(EXPECTED.read_text("utf-8")) if EXPECTED.exists() else {}
    if os.environ.get("UPDATE"):
        expected.setdefault(code, {})[language] = told
        text = yaml.safe_dump(expected, allow_unicode=True, width=10_000, default_style="|")
        EXPECTED.write_text(text, "utf-8")
    assert told == expected[code][language]


def write(site: Path, files: Contents) -> None:
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_no_code_is_without_a_case() -> None:
    assert sorted({*CASES, *ELSEWHERE}) == sorted(MESSAGES)
    for code, file in ELSEWHERE.items():
        assert code in Path(__file__).with_name(file).read_text("utf-8")
