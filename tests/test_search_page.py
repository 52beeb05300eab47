"""The search page in a real browser: typing, results, state in the address, suggestions, help, failures, offline."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from newsarchive.cli import main

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
ARTICLE = """---
title: {title}
date: {date}
outlet: {outlet}
organizations: [{organization}]
category: {category}
---
{body}
"""


def write_site(folder: Path) -> None:
    """30 articles, of which one alone is about a dock, and one about a factory is spaced unlike the rest."""
    (folder / "articles").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: 시험 아카이브\n", "utf-8")
    for i in range(30):
        body = f"성남산업진흥원은 {i}차 스마트공장을 {i + 2}곳에 지었다고 밝혔다. 다음 걸음은 {'부두' if i == 7 else '회의'}다."
        if i == 3:
            body = "산업진흥원은 스마트 공장의 문을 열었다고 밝혔다."
        text = ARTICLE.format(
            title=f"새 소식 {i}호", date=f"20{20 + i % 3}-03-{1 + i % 28:02}", outlet=["한빛뉴스", "새벽일보"][i % 2],
            organization="성남산업진흥원" if i else "여수항만공사", category="경제" if i % 3 else "사회", body=body,
        )  # fmt: skip
        (folder / "articles" / f"a{i}.md").write_text(text, "utf-8")


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves the site below /sub/, as a project page is."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/sub"))

    def log_message(self, *_: Any) -> None:
        """Nothing."""


def serve(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A running server of the folder."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def stop(server: ThreadingHTTPServer) -> None:
    """Ends the server."""
    server.shutdown()
    server.server_close()


def make_newer(path: Path) -> None:
    """HTTP tells times by the second."""
    os.utime(path, (path.stat().st_mtime + 10,) * 2)


def address_of(server: ThreadingHTTPServer) -> str:
    """The search page's address."""
    return f"http://127.0.0.1:{server.server_port}/sub/search/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The built site's folder and the address it is served at."""
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    assert main(["build", "--site", str(folder), "--quiet"]) == 0
    server = serve(folder / "public")
    yield folder / "public", address_of(server)
    stop(server)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(service_workers="block")
    context.set_default_timeout(8000)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


def results(page: Any) -> Any:
    return page.locator("#hits > li")


def test_typing_finds_and_marks(page: Any, site: tuple[Path, str]) -> None:
    page.goto(site[1])
    page.fill("#query", "스마트공장")
    page.press("#query", "Enter")
    page.locator("#count", has_text="30건").wait_for()
    assert "q=" in page.url
    marks = set(page.locator("#hits mark").all_inner_texts())
    assert marks <= {"스마트공장", "스마트 공장"}
    assert marks
    assert page.title().startswith("검색")


def test_second_half_of_a_page_comes_when_near(page: Any, site: tuple[Path, str]) -> None:
    page.goto(site[1] + "?q=스마트공장")
    results(page).nth(9).wait_for()
    results(page).nth(9).scroll_into_view_if_needed()
    results(page).nth(19).wait_for()
    page.click("#pages a:text-is('2')")
    page.locator("#pages [aria-current]", has_text="2").wait_for()
    results(page).nth(9).wait_for()
    assert results(page).count() == 10


def test_facets_count_the_whole_result_and_narrow_it(page: Any, site: tuple[Path, str]) -> None:
    page.goto(site[1] + "?q=스마트공장")
    facet = page.locator("#facets li", has_text="한빛뉴스")
    facet.wait_for()
    assert facet.locator(".n").inner_text() == "15"
    facet.locator("a").click()
    page.locator("#count", has_text="15건").wait_for()
    assert "outlet=" in page.url
    page.go_back()
    page.locator("#count", has_text="30건").wait_for()
    page.go_forward()
    page.locator("#count", has_text="15건").wait_for()
    page.click("#sort a:text-is('최신순')")
    page.locator("#sort [aria-current]", has_text="최신순").wait_for()
    dates = page.locator("#hits time").evaluate_all("all => all.map((one) => one.dateTime)")
    assert dates == sorted(dates, reverse=True)


def test_suggestions_are_chosen_by_keyboard(page: Any, site: tuple[Path, str]) -> None:
    page.goto(site[1])
    page.locator("#query").press_sequentially("ㅇㅅㅎ")
    page.locator("#suggestions li", has_text="여수항만공사").wait_for()
    page.press("#query", "ArrowDown")
    assert page.get_attribute("#query", "aria-activedescendant") == "s0"
    page.press("#query", "Enter")
    page.locator("#count").wait_for()
    assert page.input_value("#query") == "여수항만공사"


def test_a_slip_is_repaired(page: Any, site: tuple[Path, str]) -> None:
    page.goto(site[1] + "?q=산업진훙원")
    page.click("#help a:text-is('산업진흥원')")
    page.locator("#count", has_text="30건").wait_for()


def test_a_hit_opens_its_article(page: Any, site: tuple[Path, str]) -> None:
    page.goto(site[1] + "?q=부두")
    page.click("#hits h3 a")
    page.locator("h1", has_text="새 소식 7호").wait_for()


def test_a_missing_file_is_told_and_tried_again(page: Any, site: tuple[Path, str]) -> None:
    page.route("**/k0.bin", lambda route: route.fulfill(status=404))
    page.goto(site[1] + "?q=부두")
    page.locator("#count", has_text="불러오지 못했습니다").wait_for()
    page.unroute("**/k0.bin")
    page.click("#count button")
    page.locator("#count", has_text="1건").wait_for()


def test_a_broken_file_is_told(page: Any, site: tuple[Path, str]) -> None:
    page.route("**/k0.bin", lambda route: route.fulfill(body="<!doctype html>"))
    page.goto(site[1] + "?q=부두")
    page.locator("#count", has_text="손상").wait_for()


def test_a_small_archive_answers_offline_once_loaded(page: Any, site: tuple[Path, str]) -> None:
    with page.expect_response("**/t4.bin"):
        page.goto(site[1] + "?q=회의")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.fill("#query", "부두")
    page.press("#query", "Enter")
    page.locator("#count", has_text="1건").wait_for()


@pytest.fixture
def reader(browser: Any) -> Iterator[Any]:
    """A page of a reader whose browser keeps what it loaded."""
    context = browser.new_context()
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


KEPT = """async ([path, isWanted]) => {
    for (const end = Date.now() + 8000; Date.now() < end; await new Promise((go) => setTimeout(go, 30))) {
        const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
        const requests = (await Promise.all(stores.map((store) => store.keys()))).flat();
        if (requests.some(({ url }) => new RegExp(path).test(url)) === isWanted) return true;
    }
    return false;
}"""


def keeps(page: Any, path: str, is_wanted: bool = True) -> bool:
    """Whether the browser soon keeps a file whose address matches, or soon no more."""
    return bool(page.evaluate(KEPT, [path, is_wanted]))


def test_what_was_loaded_answers_when_the_server_is_gone(
    reader: Any, site: tuple[Path, str]
) -> None:
    server = serve(site[0])
    reader.goto(address_of(server) + "?q=회의")
    reader.locator("#count", has_text="28건").wait_for()
    index = {path.name for path in (site[0] / "search").rglob("*.bin")} - {
        "i.bin"
    }  # all but the ids
    scripts = {path.name for path in (site[0] / "static").glob("search*.js")}
    for path in ("/sub/search/$", "/site.css", *sorted(index | scripts)):
        assert keeps(reader, path)
    stop(server)
    reader.goto(address_of(server) + "index.html?q=부두")
    reader.locator("#count", has_text="1건").wait_for()
    reader.goto(address_of(server) + "?q=스마트공장")
    reader.locator("#count", has_text="30건").wait_for()
    assert reader.locator("#hits mark").count()


def test_a_kept_page_shows_the_newest_publication(
    reader: Any, site: tuple[Path, str], tmp_path: Path
) -> None:
    write_site(tmp_path)
    assert main(["build", "--site", str(tmp_path), "--quiet"]) == 0
    server = serve(tmp_path / "public")
    reader.goto(address_of(server) + "?q=부두")
    reader.locator("#count", has_text="1건").wait_for()
    assert keeps(reader, "/c.bin")
    old = next((tmp_path / "public/search").glob("*/c.bin")).parent.name
    article = tmp_path / "articles/a8.md"
    article.write_text(article.read_text("utf-8").replace("회의", "부두"), "utf-8")
    assert main(["build", "--site", str(tmp_path), "--quiet"]) == 0
    make_newer(tmp_path / "public/search/manifest.bin")
    reader.goto(address_of(server) + "?q=부두")
    reader.locator("#count", has_text="2건").wait_for()
    reader.reload()
    assert keeps(reader, old, is_wanted=False)
    stop(server)


def test_a_page_left_open_finds_the_newest_publication(page: Any, tmp_path: Path) -> None:
    write_site(tmp_path)
    assert main(["build", "--site", str(tmp_path), "--quiet"]) == 0
    server = serve(tmp_path / "public")
    page.goto(address_of(server) + "?q=회의")
    page.locator("#count", has_text="28건").wait_for()
    article = tmp_path / "articles/a8.md"
    article.write_text(article.read_text("utf-8").replace("회의", "등대"), "utf-8")
    assert main(["build", "--site", str(tmp_path), "--quiet"]) == 0
    make_newer(tmp_path / "public/search/manifest.bin")
    with page.expect_response("**/f.bin"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.fill("#query", "등대")
    page.press("#query", "Enter")
    page.locator("#count", has_text="1건").wait_for()
    stop(server)


def test_other_pages_are_left_alone(reader: Any, site: tuple[Path, str]) -> None:
    reader.goto(site[1] + "?q=부두")
    reader.wait_for_function("() => navigator.serviceWorker.controller !== null")
    reader.click("#hits h3 a")
    reader.locator("h1", has_text="새 소식 7호").wait_for()
    assert reader.evaluate("() => navigator.serviceWorker.controller") is None


def test_from_disk_there_is_a_notice_with_lists(page: Any, site: tuple[Path, str]) -> None:
    page.goto((site[0] / "search/index.html").as_uri())
    page.locator("#off").wait_for(state="visible")
    assert page.locator("#browse a").count() >= 5


def test_nothing_overflows_a_narrow_screen(page: Any, site: tuple[Path, str]) -> None:
    page.set_viewport_size({"width": 280, "height": 600})
    page.goto(site[1] + "?q=스마트공장")
    page.locator("#facets li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 280
