"""The site in a real browser: a page of every kind, narrow and wide, light and dark; keyboard, memory, paper.

Skipped where there is no Chromium, unless CI is set: then that is a failure.
"""

from __future__ import annotations

import gzip
import importlib.resources
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

import pytest
import sample
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from newsarchive.records import Article
from newsarchive.render import Renderer, pages
from newsarchive.render.links import clean_path

CHROMIUM = shutil.which("chromium")
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POSCO = "a/00000002/"

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and "CI" not in os.environ, reason="no chromium on this machine"
)


class Handler(SimpleHTTPRequestHandler):
    """A static host that also sends the site's own headers and its error page."""

    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


def write_site(folder: Path, articles: tuple[Article, ...]) -> dict[str, str]:
    """The site of the articles below folder/archive; template name -> site path of one page it makes."""
    renderer, kinds = Renderer(sample.PLAIN), dict[str, str]()
    for page in pages(sample.archive(articles), sample.PLAIN):
        file = folder / "archive" / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(renderer.render(page))
        kinds.setdefault(page.template.removesuffix(".html"), clean_path(page.path))
    shutil.copytree(sample.ROOT / "static", folder / "archive" / "static", dirs_exist_ok=True)
    return kinds


class Served:
    """A site on a local port."""

    def __init__(self, folder: Path, articles: tuple[Article, ...]) -> None:
        self.folder = folder
        self.kinds = write_site(folder, articles)
        headers = (folder / "archive" / "_headers").read_text("utf-8")
        found = re.search("Content-Security-Policy: (.*)", headers)
        assert found
        handler = type("WithPolicy", (Handler,), {"policy": found.group(1)})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
        Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path: str) -> str:
        """Address of a site path."""
        return f"http://127.0.0.1:{self.server.server_port}/archive/{quote(path)}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def seeds_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("seeds"), sample.articles())
    yield served
    served.server.shutdown()
    served.server.server_close()


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("hostile"), sample.hostile_articles())
    yield served
    served.server.shutdown()
    served.server.server_close()


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Served:
    found: Served = request.getfixturevalue(request.param)
    return found


def opened(browser: Browser, width: int, scheme: str, **options: Any) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        **options,
    )


class Watch:
    """What goes wrong while pages load: console messages, failed and foreign requests."""

    def __init__(self, page: Page, site: Served) -> None:
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        page.on("request", lambda request: self.see(request.url, site))

    def see(self, url: str, site: Served) -> None:
        if not url.startswith((site.url(""), "data:", "blob:")):
            self.faults.append(f"foreign: {url}")


def complaints(page: Page) -> list[str]:
    """What axe-core finds: violations, and contrasts it could not compute."""
    page.evaluate(AXE)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
    )
    unclear = [rule for rule in found["incomplete"] if rule["id"] == "color-contrast"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found["violations"] + unclear
        for node in rule["nodes"]
    ]


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOKS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
@pytest.mark.parametrize("site", ["seeds_site", "hostile_site"], indirect=True)
def test_every_kind_of_page_is_accessible_quiet_and_fits(
    browser: Browser, site: Served, look: tuple[int, str]
) -> None:
    width, scheme = look
    found: dict[str, list[str]] = {}
    with opened(browser, width, scheme, bypass_csp=True) as context:
        page = context.new_page()
        for kind, path in site.kinds.items():
            if not (path.endswith("/") or not path or path == "404.html"):
                continue
            watch = Watch(page, site)
            page.goto(site.url(path))
            for details in page.locator("summary").all()[:4]:
                details.click()
            found[kind] = complaints(page) + watch.faults
            for narrow in (280, width):
                page.set_viewport_size({"width": narrow, "height": 900})
                if page.evaluate(OVERFLOW) > 0:
                    found[kind].append(f"wider than {narrow}")
    faults = [f"{kind}: {fault}" for kind, some in found.items() for fault in some]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("site", ["seeds_site", "hostile_site"], indirect=True)
def test_everything_works_under_the_content_security_policy(browser: Browser, site: Served) -> None:
    with opened(browser, 800, "light") as context:
        page = context.new_page()
        watch = Watch(page, site)
        for path in site.kinds.values():
            if path.endswith("/") or not path:
                page.goto(site.url(path))
        page.goto(site.url(site.kinds["article"]))
        page.get_by_role("button", name="어둡게").click()
    assert watch.faults == []


def test_pages_read_the_same_without_javascript(browser: Browser, seeds_site: Served) -> None:
    with opened(browser, 800, "light", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(seeds_site.url(POSCO))
        page.locator("aside").get_by_role("link", name="포스코", exact=True).click()
        assert "포스코가 나온 기사 2건" in page.locator("main").inner_text()
        page.goto(seeds_site.url("org/"))
        page.get_by_role("link", name="건수순").click()
        assert page.locator(".counts li").first.inner_text().startswith("중소벤처기업부")


def test_keyboard_leads_from_home_to_an_article_to_an_organization(
    browser: Browser, seeds_site: Served
) -> None:
    with opened(browser, 1000, "light") as context:
        page = context.new_page()
        page.goto(seeds_site.url(""))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        walk_to(page, "구미상생일자리협력센터, ‘공동의")
        page.keyboard.press("Enter")
        page.wait_for_url("**/a/**")
        walk_to(page, "㈜월덱스")
        assert outline_of_focus(page) >= 3
        page.keyboard.press("Enter")
        page.wait_for_url("**/org/**")
        assert page.locator("h1").inner_text() == "㈜월덱스"


def walk_to(page: Page, text: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith(text):
            return
    pytest.fail(f"{text} is not reached with Tab")


def outline_of_focus(page: Page) -> float:
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    return float(width.removesuffix("px"))


def test_theme_and_reading_list_are_remembered(browser: Browser, seeds_site: Served) -> None:
    with opened(browser, 1000, "light") as context:
        page = context.new_page()
        page.goto(seeds_site.url(POSCO))
        page.get_by_role("button", name="어둡게").click()
        page.get_by_role("button", name="보관함에 담기").click()
        page.reload()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"
        assert page.get_by_role("button", name="보관함에서 빼기").is_visible()
        page.goto(seeds_site.url("saved/"))
        assert "포스코, 중소기업 스마트공장" in page.locator("#saved").inner_text()
        assert complaints(page) == []
        with page.expect_download() as download:
            page.get_by_role("button", name="BibTeX").click()
        assert "@misc{00000002," in Path(download.value.path()).read_text("utf-8")
        page.get_by_role("button", name="빼기").click()
        assert "담아 둔 기사가 없습니다" in page.locator("#saved").inner_text()


def test_citation_and_link_are_copied(browser: Browser, seeds_site: Served) -> None:
    with opened(
        browser, 1000, "light", permissions=["clipboard-read", "clipboard-write"]
    ) as context:
        page = context.new_page()
        page.goto(seeds_site.url("a/0000000b/"))
        page.get_by_role("button", name="인용문 복사").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == (
            "「포스코, 스마트공장 상생협약」, 경북일보, 2024. 3. 27., https://press.example/archive/a/0000000b/"
        )
        page.get_by_role("button", name="링크 복사").click()
        assert (
            page.evaluate("navigator.clipboard.readText()")
            == "https://press.example/archive/a/0000000b/"
        )


def test_paper_holds_the_whole_article(
    browser: Browser, seeds_site: Served, tmp_path: Path
) -> None:
    with opened(browser, 1000, "dark") as context:
        page = context.new_page()
        page.goto(seeds_site.url(POSCO))
        page.emulate_media(media="print", color_scheme="dark")
        for paragraph in page.locator(".body p").all():
            assert paragraph.is_visible()
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert not page.locator(".top").is_visible()
        assert len(page.pdf(format="A4")) > 10_000


def test_pages_open_from_disk(browser: Browser, seeds_site: Served) -> None:
    with opened(browser, 1000, "light") as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("requestfailed", lambda request: faults.append(request.url))
        page.goto((seeds_site.folder / "archive" / "index.html").as_uri())
        page.locator(".card a").first.click()
        page.locator("aside a").first.click()
        assert page.locator("h1").inner_text() == "구미상생일자리협력센터"
        assert page.evaluate("getComputedStyle(document.body).wordBreak") == "keep-all"
        assert faults == []


def test_an_article_is_light(browser: Browser, seeds_site: Served) -> None:
    requests: list[str] = []
    with opened(browser, 400, "light") as context:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.goto(seeds_site.url(POSCO))
    loaded = [url for url in requests if not url.startswith("data:")]
    assert len(loaded) <= 3, loaded
    root = seeds_site.folder / "archive"
    sizes: Mapping[str, int] = {
        name: len(gzip.compress((root / name).read_bytes(), 6))
        for name in (f"{POSCO}index.html", "static/site.css", "static/site.js")
    }
    assert sizes[f"{POSCO}index.html"] + sizes["static/site.css"] <= 15_000, sizes
    assert (root / "static/site.css").stat().st_size < 15_000
    assert (root / "static/site.js").stat().st_size < 10_000


def test_a_line_of_the_body_holds_a_comfortable_number_of_syllables(
    browser: Browser, seeds_site: Served
) -> None:
    with opened(browser, 1280, "light") as context:
        page = context.new_page()
        page.goto(seeds_site.url(POSCO))
        width, size = page.evaluate(
            "(p => [p.clientWidth, parseFloat(getComputedStyle(p).fontSize)])(document.querySelector('.body p'))"
        )
    assert 37 <= width / size <= 42
