"""A preview on this machine: builds at every change, reloads the open pages, shows what went wrong in the page.

The preview is built into a folder of its own, drafts included and marked, so that trying things never touches what
was published. It listens on 127.0.0.1 only. Each served page gets one script more, which asks `/__preview` what is new.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import Change, DefaultFilter, watch

from newsarchive.config import SETTINGS_FILE, Address, SiteConfig, load_config
from newsarchive.errors import ArchiveError, Problem

HOST = "127.0.0.1"
NAMES = re.compile(
    r"(?:127\.0\.0\.1|localhost)(?::\d{1,5})?"
)  # by which a browser on this machine asks for the preview
PREVIEW = Path(".newsarchive") / "preview"
STATUS_PATH, SCRIPT_PATH = "/__preview", "/__preview.js"
INPUTS = ("seeds", "articles", "templates", "static", SETTINGS_FILE)
SCRIPT = """
let seen = null;
const show = (text) => {
  let box = document.getElementById("preview-errors");
  if (!box) {
    box = document.createElement("pre");
    box.id = "preview-errors";
    box.setAttribute("role", "alert");
    document.body.prepend(box);
  }
  box.textContent = text;
};
const ask = async () => {
  try {
    const answer = await fetch("STATUS_PATH?after=" + (seen === null ? "" : seen), { cache: "no-store" });
    const status = await answer.json();
    if (status.errors) show(status.errors);
    else if (seen !== null && status.version !== seen) return location.reload();
    seen = status.version;
  } catch (error) {
    await new Promise((resume) => setTimeout(resume, 1000));
  }
  ask();
};
ask();
""".replace("STATUS_PATH", STATUS_PATH)
EMPTY_PAGE = "<!doctype html><html lang=ko><meta charset=utf-8><title>…</title><body></body></html>"
Build = Callable[[SiteConfig], Sequence[Problem]]


@dataclass
class Status:
    """The last build as open pages ask for it: its number, and its errors as text. Shared between threads."""

    version: int = 0
    errors: str = ""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def publish(self, errors: str) -> None:
        """A build ended; wake every page that waits."""
        with self.changed:
            self.version += 1
            self.errors = errors
            self.changed.notify_all()

    def wait_after(self, version: str, seconds: float) -> dict[str, object]:
        """The status, once it is newer than `version` or after `seconds`."""
        with self.changed:
            self.changed.wait_for(lambda: str(self.version) != version, seconds)
            return {"version": self.version, "errors": self.errors}


class PreviewHandler(SimpleHTTPRequestHandler):
    """Files of the preview folder, each page with the preview's script."""

    def __init__(self, *arguments: object, status: Status, **options: object) -> None:
        self.status = status
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def parse_request(self) -> bool:
        """Refuse what is asked of another name: a page elsewhere may let its own name mean 127.0.0.1 to read drafts."""
        if not super().parse_request():
            return False
        is_ours = NAMES.fullmatch(self.headers.get("Host", "")) and "%00" not in self.path
        if not is_ours:
            self.send_error(HTTPStatus.FORBIDDEN)
        return bool(is_ours)

    def do_GET(self) -> None:
        """Answer the script, the status, a page, or a file as it is."""
        path, _, query = self.path.partition("?")
        if path == SCRIPT_PATH:
            self.answer("text/javascript", SCRIPT)
        elif path == STATUS_PATH:
            status = self.status.wait_after(query.removeprefix("after="), 20)
            self.answer("application/json", json.dumps(status))
        elif (page := self.page_at(path)) is not None:
            script = f'<script src="{SCRIPT_PATH}" defer></script></head>'
            self.answer(
                "text/html",
                page.replace("</head>", script, 1) if "</head>" in page else page + script,
            )
        else:
            super().do_GET()

    def page_at(self, path: str) -> str | None:
        """The HTML of the page at an address; while no build has worked, an empty one. None for other files."""
        place = Path(self.translate_path(path))
        if place.is_dir() and path.endswith("/"):
            place /= "index.html"
        if place.suffix == ".html" and place.is_file():
            return place.read_text("utf-8")
        return EMPTY_PAGE if self.status.errors and not place.exists() else None

    def answer(self, kind: str, text: str) -> None:
        """Send one answer that no cache keeps."""
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are no news."""


class PreviewServer(ThreadingHTTPServer):
    """Serves each page in a thread of its own; a page that is closed while it waits is no error."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about readers who left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class InputFilter(DefaultFilter):
    """Changes of the site's inputs: not of the preview, the published site or editors' swap files."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root.resolve()

    def __call__(self, change: Change, path: str) -> bool:
        place = Path(path)
        if not place.is_relative_to(self.root):
            return False
        return place.relative_to(self.root).parts[0] in INPUTS and super().__call__(change, path)


class Preview:
    """A running preview: `address` to open, `rebuild()` after a change, `close()` at the end."""

    def __init__(self, root: Path, build: Build, port: int, language: str | None) -> None:
        self.root, self.build, self.language = root, build, language
        self.status = Status()
        handler = partial(
            PreviewHandler, status=self.status, directory=str(root / PREVIEW / "site")
        )
        self.server = PreviewServer((HOST, port), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where to look at it."""
        return f"http://{HOST}:{self.server.server_port}/"

    def rebuild(self) -> tuple[Problem, ...]:
        """Build the preview; errors go to the open pages, and all problems to the caller."""
        try:
            config = load_config(self.root, drafts=True, out=self.root / PREVIEW / "site")
            problems: Sequence[Problem] = self.build(
                replace(config, base_url=Address(self.address))
            )
        except ArchiveError as error:
            problems = error.problems
        errors = [p.describe(self.language or "ko") for p in sorted(problems) if p.is_error]
        self.status.publish("\n".join(errors))
        return tuple(problems)

    def changes(self, stop: threading.Event | None = None) -> Iterator[None]:
        """One item for every burst of changes of the inputs, until interrupted."""
        for _ in watch(self.root, watch_filter=InputFilter(self.root), stop_event=stop):
            yield

    def close(self) -> None:
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()
