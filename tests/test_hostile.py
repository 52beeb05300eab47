"""Hostile content, a table of it in hostile.py: one site is built from all, and then nothing of it may run, load or break.

The build runs in a child process with little memory and time. The pages are judged by a real browser: first by what its
parser makes of each page, then by what happens when pages are open, with the content security policy and without.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote

import feedparser
import hostile
import jsonschema
import pytest
from lxml import etree
from playwright.sync_api import Browser, Page, sync_playwright

from newsarchive.cli import main

PROJECT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium")
LIMITED = """
import sys
if sys.platform != "win32":
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1500 * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
from newsarchive.cli import main
raise SystemExit(main(sys.argv[1:]))
"""
in_browser = pytest.mark.skipif(
    CHROMIUM is None and "CI" not in os.environ, reason="no chromium on this machine"
)


def build_within_limits(root: Path) -> str:
    """stderr of a build in a process of at most 1.5 GB and two minutes of processor time."""
    command = [sys.executable, "-c", LIMITED, "--site", str(root), "--quiet"]
    done = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published folder of the site of all payloads."""
    root = tmp_path_factory.mktemp("hostile") / "site"
    hostile.write_site(root)
    assert "Traceback" not in build_within_limits(root)
    assert {path.name for path in root.parent.iterdir()} == {"site"}
    return root / "public"


def test_the_table_is_long_and_nothing_of_it_is_dropped(public: Path) -> None:
    tables = (hostile.MARKUP, hostile.FORMULAS, hostile.MARKDOWN, hostile.PAGES, hostile.REFUSED)
    assert sum(map(len, tables)) + len(hostile.NAMES) >= 150
    lines = (public / "data/articles.ndjson").read_bytes().splitlines()
    sources = {json.loads(line)["source"] for line in lines}
    for pattern in ("articles/m*.md", "seeds/text-*"):
        wanted = {
            path.relative_to(public.parent).as_posix() for path in public.parent.glob(pattern)
        }
        assert wanted <= sources


def test_every_feed_and_map_is_strict_xml(public: Path) -> None:
    files = sorted(public.rglob("*.xml"))
    assert len(files) > 100
    parser = etree.XMLParser(resolve_entities=False, recover=False)
    roots = {file: etree.parse(file, parser).getroot() for file in files}
    kinds = {etree.QName(root).localname for root in roots.values()}
    assert kinds == {"feed", "rss", "urlset", "OpenSearchDescription"}
    for name in ("feed.xml", "rss.xml"):
        feed = feedparser.parse((public / name).read_bytes())
        assert not feed.bozo
        assert feed.entries


def refuse(constant: str) -> None:
    raise AssertionError(constant)  # NaN and Infinity are no JSON


def test_every_json_file_is_strict_json(public: Path) -> None:
    for file in (*public.rglob("*.json"), *public.rglob("*.webmanifest")):
        json.loads(file.read_bytes(), parse_constant=refuse)
    schema = json.loads((public / "data/schema.json").read_bytes())
    check = jsonschema.Draft202012Validator(schema)
    for line in (public / "data/articles.ndjson").read_bytes().splitlines():
        assert not list(check.iter_errors(json.loads(line, parse_constant=refuse)))


def test_no_cell_of_the_table_runs(public: Path) -> None:
    text = (public / "data/articles.csv").read_bytes().decode("utf-8-sig")
    csv.field_size_limit(2**26)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows[1:] for cell in row]
    assert [c[:40] for c in cells if c.lstrip(" ")[:1] in set("=+-@＝＋－＠\t\r\n")] == []
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)


def test_the_database_is_whole(public: Path) -> None:
    with closing(sqlite3.connect(public / "data/articles.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        [[titles]] = connection.execute(
            "SELECT count(*) FROM articles WHERE title LIKE '%<script>%'"
        )
    assert titles > 10


def test_headers_and_moves_hold_nothing_of_the_content(public: Path) -> None:
    assert "evil" not in (public / "_headers").read_text("utf-8")
    moves = (public / "_redirects").read_text("utf-8").splitlines()
    assert [line for line in moves if len(line.split()) != 3 or "evil" in line] == []
    assert len(moves) == 3


class Handler(SimpleHTTPRequestHandler):
    """A static host with the site's policy, or without any."""

    policy = ""

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(public)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield running
        running.close()


# What the browser's parser makes of each page: anything that could run, load, lead or send elsewhere by itself.
AUDIT = """
async (paths) => {
  const faults = [];
  const mayLead = new Set(["http:", "https:", "mailto:"]);
  const own = document.baseURI;
  for (const path of paths) {
    const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    const say = (what, element) => faults.push(`${path}: ${what}: ${element.outerHTML.slice(0, 120)}`);
    for (const element of page.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on") || name === "srcdoc" || name === "srcset") say(name, element);
        if (name === "style") say(name, element);
        if (["href", "src", "action", "formaction", "data", "poster", "xlink:href"].includes(name)) {
          const target = new URL(value, own + path);
          const leads = ["A", "a"].includes(element.nodeName);
          const icon = element.matches("link[rel=icon]") && target.protocol === "data:";
          const named = element.matches("link[rel=canonical]");
          if (leads ? !mayLead.has(target.protocol) : target.origin !== location.origin && !icon && !named) say(name, element);
        }
      }
      if (element.matches("script:not([src]):not([type='application/ld+json'])")) say("script", element);
      if (element.matches("iframe, object, embed, base, frame, applet, portal, style, foreignObject, animate, set, use")) say("element", element);
      if (element.matches(".text img, .text svg, .text math, .text form, .text input, .text link, .text meta")) say("in text", element);
    }
    for (const data of page.querySelectorAll("script[type='application/ld+json']")) JSON.parse(data.textContent);
    for (const refresh of page.querySelectorAll("meta[http-equiv='refresh' i]"))
      if (!/^0; url=(?:\\.\\.\\/)+a\\/[a-z0-9-]+\\/index\\.html$/.test(refresh.content)) say("refresh", refresh);
  }
  return faults;
}
"""


def html_pages(public: Path) -> list[str]:
    """Site paths of all pages, as a browser asks for them."""
    found = sorted(path.relative_to(public).as_posix() for path in public.rglob("*.html"))
    return [quote(path) for path in found]


@in_browser
def test_no_page_holds_anything_that_could_run_or_load(
    public: Path, address: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(address + "about/index.html")
    paths = html_pages(public)
    assert len(paths) > 1000
    faults = page.evaluate(
        AUDIT.replace("own + path", f"'{address}' + path"), ["../" + p for p in paths]
    )
    page.close()
    assert faults == []


def some_of_each_kind(public: Path, payloads: tuple[str, ...] = ()) -> list[str]:
    """Three pages of each folder and depth, and those of `payloads`; not those that lead on by design."""
    kinds: dict[tuple[str, int], int] = {}
    chosen = []
    for path in html_pages(public):
        if b'http-equiv="refresh"' in (public / unquote(path)).read_bytes():
            continue
        kind = (path.split("/")[0], path.count("/"))
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= 3 or path.startswith(payloads):
            chosen.append(path)
    return chosen


class Alarm:
    """All that must not happen while pages are open."""

    def __init__(self, page: Page, address: str) -> None:
        self.rung: list[str] = []
        page.on("request", lambda r: self.see(r.url, address))
        page.on("dialog", lambda d: self.rung.append(f"dialog: {d.message}"))
        page.on("pageerror", lambda e: self.rung.append(f"error: {e}"))
        page.on("console", lambda m: self.rung.append(f"console: {m.text}"))
        page.on("popup", lambda p: self.rung.append(f"popup: {p.url}"))
        page.on("download", lambda d: self.rung.append(f"download: {d.url}"))

    def see(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:" + address)):
            self.rung.append(f"foreign: {url}")


@in_browser
@pytest.mark.parametrize("has_policy", [True, False], ids=["with-policy", "without-policy"])
def test_nothing_runs_or_loads_while_pages_are_open(
    public: Path, address: str, browser: Browser, has_policy: bool
) -> None:
    with browser.new_context(bypass_csp=not has_policy) as context:
        page = context.new_page()
        alarm = Alarm(page, address)
        payloads = () if has_policy else ("a/markup-", "a/markdown-")
        for path in some_of_each_kind(public, payloads):
            page.goto(address + path)
            canary = page.evaluate("window.canary")
            assert canary is None, f"{path}: {canary}"
    assert alarm.rung == []


@in_browser
def test_nothing_runs_in_search_results(address: str, browser: Browser) -> None:
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        alarm = Alarm(page, address)
        for text in hostile.MARKUP[::4]:
            page.goto(f"{address}search/index.html?q={quote(hostile.armed(text))}")
            page.wait_for_function("document.querySelector('#count')?.textContent")
            assert page.evaluate("window.canary") is None, text
        page.goto(f"{address}search/index.html?q={quote('도서관')}")
        page.locator("#hits mark").first.wait_for()
        assert page.evaluate("window.canary") is None
    assert alarm.rung == []


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_hostile_front_matter_is_refused_with_its_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, code = hostile.REFUSED[name]
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.md").write_text(f"---\n{head}\n---\n\n본문입니다.\n", "utf-8")
    assert main(["--site", str(tmp_path), "--quiet"]) == 1
    told = capsys.readouterr().err
    assert f": {code} " in told
    assert not (tmp_path / "public").exists()
    assert len(told) < 100_000


def test_ten_thousand_organizations_are_built_in_bounds(tmp_path: Path) -> None:
    names = ", ".join(f"제{n}지역상생협력진흥원" for n in range(10_000))
    (tmp_path / "articles").mkdir()
    text = f"---\ntitle: 기관이 많은 글\norganizations: {names}\n---\n\n{names}\n"
    (tmp_path / "articles/a.md").write_text(text, "utf-8")
    switched_off = "pages: {feeds: false, data: false, search: false}\n"
    (tmp_path / "site.yaml").write_text(switched_off, "utf-8")
    build_within_limits(tmp_path)
    assert sum(1 for _ in (tmp_path / "public/org").iterdir()) >= 10_000
