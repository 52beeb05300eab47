"""The preview: a change reloads the page, an error shows in it and goes when mended."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from newsarchive import pipeline
from newsarchive.serve import Preview

PROJECT = Path(__file__).parents[1]
ARTICLE = "---\ntitle: {}\ndraft: true\n---\n\n어느시가 새 도서관을 열었다고 밝혔다.\n"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text(ARTICLE.format("처음 제목"), "utf-8")
    running = Preview(tmp_path, lambda config: pipeline.build(config).problems, 0, "ko")
    running.rebuild()
    yield running
    running.close()


def page(preview: Preview, path: str) -> str:
    with urlopen(preview.address + path) as answer:
        return str(answer.read().decode())


def test_drafts_are_shown_and_every_page_gets_the_script(preview: Preview) -> None:
    markup = page(preview, "a/a/")
    assert "처음 제목" in markup
    assert '<script src="/__preview.js" defer></script></head>' in markup
    assert "preview" not in page(preview, "feed.xml")


def test_it_listens_on_this_machine_only(preview: Preview) -> None:
    assert preview.server.server_address[0] == "127.0.0.1"


def test_a_rebuild_wakes_the_waiting_page(preview: Preview) -> None:
    status = json.loads(page(preview, "__preview"))
    answers: list[str] = []
    waiting = threading.Thread(
        target=lambda: answers.append(page(preview, f"__preview?after={status['version']}"))
    )
    waiting.start()
    (preview.root / "articles" / "a.md").write_text(ARTICLE.format("새 제목"), "utf-8")
    preview.rebuild()
    waiting.join(timeout=30)
    assert json.loads(answers[0]) == {"version": status["version"] + 1, "errors": ""}
    assert "새 제목" in page(preview, "a/a/")


def test_an_error_is_told_to_the_page_and_goes_when_mended(preview: Preview) -> None:
    path = preview.root / "articles" / "a.md"
    path.write_text("---\ntitel: x\n---\n", "utf-8")
    assert [p.code for p in preview.rebuild()] == ["E201", "E203", "E211"]
    assert "E203" in json.loads(page(preview, "__preview"))["errors"]
    assert "처음 제목" in page(preview, "a/a/")
    path.write_text(ARTICLE.format("고친 제목"), "utf-8")
    assert not [p for p in preview.rebuild() if p.is_error]
    assert json.loads(page(preview, "__preview"))["errors"] == ""


def test_a_reader_who_leaves_is_no_news(
    preview: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    version = preview.status.version
    with socket.create_connection(("127.0.0.1", preview.server.server_port)) as reader:
        request = f"GET /__preview?after={version} HTTP/1.0\r\nHost: localhost\r\n\r\n"
        reader.sendall(request.encode())
        linger = struct.pack("ii", 1, 0)  # closing resets the connection, as a closed tab does
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    preview.rebuild()
    assert json.loads(page(preview, f"__preview?after={version}"))["version"] == version + 1
    assert "Traceback" not in capsys.readouterr().err


def test_nothing_outside_the_preview_is_served(preview: Preview) -> None:
    (preview.root / "secret.txt").write_text("비밀", "utf-8")
    (preview.root / "seeds").mkdir()
    (preview.root / "seeds/secret.txt").write_text("비밀", "utf-8")
    paths = [
        "secret.txt",
        "seeds/secret.txt",
        "../../secret.txt",
        "%2e%2e/%2e%2e/secret.txt",
        "..%2f..%2fsecret.txt",
    ]
    paths += [
        "....//....//secret.txt",
        "..%5c..%5csecret.txt",
        "%2e%2e%2f" * 30 + "etc/passwd",
        "a/%00",
        "//etc/passwd",
    ]
    for path in paths:
        with pytest.raises(OSError, match=r"40[34]"):
            page(preview, path)


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("127.0.0.1:{}", 200), ("localhost:{}", 200), ("localhost", 200), ("evil.example", 403), ("evil.example:{}", 403),
        ("127.0.0.1.evil.example:{}", 403), ("", 403), ("127.0.0.1:{}@evil.example", 403), ("[::1]:{}", 403),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/a/a/", "/__preview", "/static/site.css"])
def test_it_answers_to_the_names_of_this_machine_only(
    preview: Preview, host: str, answer: int, path: str
) -> None:
    """A page elsewhere that lets its own name mean 127.0.0.1 must not read drafts."""
    port = preview.server.server_port
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": host.format(port)})
    assert connection.getresponse().status == answer
    connection.close()


def test_a_draft_is_marked_and_kept_from_search_engines(preview: Preview) -> None:
    markup = page(preview, "a/a/")
    assert '<span class="badge">초안</span>' in markup
    assert '<meta name="robots" content="noindex">' in markup


in_browser = pytest.mark.skipif(
    shutil.which("chromium") is None and "CI" not in os.environ,
    reason="no chromium on this machine",
)


@pytest.fixture
def open_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
        flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        yield browser.new_page()
        browser.close()


@in_browser
def test_an_open_page_follows_the_changes(preview: Preview, open_page: Page) -> None:
    path = preview.root / "articles" / "a.md"
    open_page.goto(preview.address + "a/a/index.html")
    expect(open_page.locator("h1")).to_have_text("처음 제목")
    expect(open_page.get_by_text("초안").first).to_be_visible()
    path.write_text(ARTICLE.format("새 제목"), "utf-8")
    preview.rebuild()
    expect(open_page.locator("h1")).to_have_text("새 제목")
    path.write_text("---\ntitel: <img src=x onerror=alert(1)>\n---\n", "utf-8")
    preview.rebuild()
    expect(open_page.get_by_role("alert")).to_contain_text("E203")
    path.write_text(ARTICLE.format("고친 제목"), "utf-8")
    preview.rebuild()
    expect(open_page.locator("h1")).to_have_text("고친 제목")
    expect(open_page.get_by_role("alert")).to_have_count(0)


@in_browser
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_command_watches_the_files_itself(tmp_path: Path, open_page: Page) -> None:
    """From a site that fails to a page that is mended in an editor, and Ctrl-C at the end."""
    path = tmp_path / "articles" / "a.md"
    path.parent.mkdir()
    path.write_text("---\ntitel: 처음 제목\n---\n\n본문\n", "utf-8")
    command = [sys.executable, "build.py", "serve", "--port", "0", "--site", str(tmp_path)]
    with subprocess.Popen(
        command, cwd=PROJECT, stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}
    ) as serving:  # fmt: skip
        assert serving.stderr
        address = None
        while address is None:
            address = re.search(r"http://127\.0\.0\.1:\d+/", serving.stderr.readline())
        open_page.goto(address.group() + "a/a/index.html")
        expect(open_page.get_by_role("alert")).to_contain_text("articles/a.md:2: E203")
        draft = path.with_suffix(".tmp")  # as editors save: another file takes the place
        draft.write_text(ARTICLE.format("고친 제목"), "utf-8")
        draft.replace(path)
        expect(open_page.locator("h1")).to_have_text("고친 제목", timeout=30_000)
        serving.send_signal(signal.SIGINT)
        told = serving.stderr.read()
    assert (serving.returncode, "Traceback" in told) == (130, False)
    assert not (tmp_path / "public").exists()
    assert not (tmp_path / "urls.lock").exists()
