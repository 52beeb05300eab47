"""The search page in Firefox and in WebKit (Safari's engine), beside Chromium, in which the tests run it.

    python benchmarks/search_browsers.py [firefox] [webkit]

Builds the small site of tests/test_search_page.py, serves it below a sub-folder and drives it: results, marks, facets, typing,
suggestions by keyboard, the back button, mended spelling, the fallback for browsers without DecompressionStream, and answers after
the server is gone. Prints a line a step. Needs `apt-get install firefox-esr`, `apt-get install webkit2gtk-driver xvfb`; no library:
Firefox is spoken to in its Marionette protocol, WebKit in WebDriver.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_search_page import address_of, serve, stop, write_site  # noqa: E402

from newsarchive.cli import main as build  # noqa: E402

PATIENCE = 20  # s for a step
Command = Callable[[str, dict[str, Any]], Any]  # name in both protocols' words, parameters → value


@dataclass(frozen=True)
class Step:
    """Where to go (None: stay), what to do there, and what is true in the end."""

    name: str
    query: str | None
    act: str
    holds: str


COUNT = "document.querySelector('#count').textContent"
TYPE = "const input = document.querySelector('#query'); input.focus(); input.value = {0}; input.dispatchEvent(new Event('input'));"
STEPS = (
    Step("results", "?q=스마트공장", "", f"{COUNT} === '30건' && document.querySelectorAll('#hits > li').length >= 10"),
    Step("marks however spaced", "?q=스마트공장+문", "", "[...document.querySelectorAll('#hits mark')].some((mark) => mark.textContent === '스마트 공장')"),
    Step("facets", "?q=스마트공장", "", "document.querySelectorAll('#facets li').length >= 5"),
    Step("narrowed", None, "document.querySelector('#facets a[href*=\"outlet\"]').click()", f"{COUNT} === '15건'"),
    Step("back", None, "history.back()", f"{COUNT} === '30건'"),
    Step("typed", None, TYPE.format("'부두'") + "document.querySelector('#find').requestSubmit()", f"{COUNT} === '1건'"),
    Step("suggested by initials", None, TYPE.format("'ㅇㅅㅎ'"), "document.querySelector('#suggestions li')?.textContent.startsWith('여수항만공사')"),
    Step("chosen by key", None, "document.querySelector('#query').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }))",
         "document.querySelector('#query').getAttribute('aria-activedescendant') === 's0'"),
    Step("initials", "?q=ㅅㅁㅌㄱㅈ", "", f"{COUNT} === '30건'"),
    Step("mended", "?q=산업진훙원", "", "document.querySelector('#help a')?.textContent.trim() === '산업진흥원'"),
    Step("without DecompressionStream", "?q=부두", "import('../static/inflate.js').then(async ({ inflate }) => { window.read = JSON.parse("
         "new TextDecoder().decode(inflate(await (await fetch('manifest.bin')).arrayBuffer()))).format })", "window.read === 2"),
    Step("kept", "?q=회의", "caches.keys().then(async ([name]) => { const cache = await caches.open(name); setInterval(async () => "
         "{ window.kept = (await cache.keys()).length }, 100) })", f"{COUNT} === '28건' && window.kept >= 21"),
)  # fmt: skip
OFFLINE = Step("server gone", "?q=부두", "", f"{COUNT} === '1건'")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(*command: str) -> Iterator[None]:
    """The command, for as long as the block runs."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def patiently(attempt: Callable[[], Any], pause: float = 0.1) -> Any:
    """What the attempt gives as soon as it is true; OSErrors count as false."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if value := attempt():
                return value
        except OSError:
            pass
        time.sleep(pause)
    return None


@contextmanager
def firefox() -> Iterator[Command]:
    """Firefox without a window."""
    port = free_port()
    program = shutil.which("firefox-esr") or shutil.which("firefox") or "firefox"
    with tempfile.TemporaryDirectory() as profile:
        Path(profile, "user.js").write_text(f'user_pref("marionette.port", {port});\n', "utf-8")
        with running(program, "--headless", "--marionette", "--profile", profile):
            connection = patiently(lambda: socket.create_connection(("127.0.0.1", port)))
            stream = connection.makefile("rwb")

            def receive() -> Any:
                size = b""
                while not size.endswith(b":"):
                    size += stream.read(1)
                return json.loads(stream.read(int(size[:-1])))

            def command(name: str, parameters: dict[str, Any]) -> Any:
                raw = json.dumps([0, 1, f"WebDriver:{name}", parameters]).encode()
                stream.write(b"%d:%s" % (len(raw), raw))
                stream.flush()
                _, _, error, result = receive()
                if error:
                    raise RuntimeError(error["message"])
                return result.get("value") if isinstance(result, dict) else result

            receive()
            command("NewSession", {})
            yield command
            connection.close()


PATHS = {"Navigate": "url", "ExecuteScript": "execute/sync"}


@contextmanager
def webkit() -> Iterator[Command]:
    """WebKitGTK's small browser on a screen in memory."""
    port = free_port()
    browser = next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
    options = {"binary": str(browser), "args": ["--automation"]}
    with running("xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"):

        def post(path: str, body: dict[str, Any]) -> Any:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/session{path}", json.dumps(body).encode()
            )
            with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                return json.load(reply)["value"]

        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        session = patiently(lambda: post("", wanted))["sessionId"]
        yield lambda name, parameters: post(f"/{session}/{PATHS[name]}", parameters)


def perform(step: Step, address: str, command: Command) -> bool:
    """Whether what the step wants came true."""

    def run(script: str) -> Any:
        return command("ExecuteScript", {"script": script, "args": []})

    if step.query is not None:
        command("Navigate", {"url": address + step.query})
    if step.act:
        run(step.act)
    passed = bool(patiently(lambda: run(f"return Boolean({step.holds})")))
    print(f"  {'ok  ' if passed else 'FAIL'} {step.name}", flush=True)
    return passed


def try_browser(command: Command, folder: Path) -> bool:
    """Whether every step came true."""
    server = serve(folder)
    address = address_of(server)
    version = command("ExecuteScript", {"script": "return navigator.userAgent", "args": []})
    print(version)
    passed = [perform(step, address, command) for step in STEPS]
    stop(server)
    passed.append(perform(OFFLINE, address, command))
    return all(passed)


def main() -> int:
    """0 when every step came true in every browser asked for."""
    browsers = {"firefox": firefox, "webkit": webkit}
    names = sys.argv[1:] or list(browsers)
    passed = True
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder))
        build(["build", "--site", folder, "--quiet"])
        for name in names:
            with browsers[name]() as command:
                passed &= try_browser(command, Path(folder) / "public")
    return int(not passed)


if __name__ == "__main__":
    raise SystemExit(main())
