"""Lighthouse scores of the first page, an article, an organization and an index of the five-seed site.

    python benchmarks/lighthouse.py [runs]

Builds the site of this repository into a temporary folder, serves it on this machine and runs Lighthouse (npm, fetched
by npx; Node 20 and chromium are needed) with its default phone: a slow processor and a 4G line. Prints the median of
`runs` (3) per page and category, and the largest paint in milliseconds.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = "lighthouse@12"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"


class Quiet(SimpleHTTPRequestHandler):
    """A static host that does not talk."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def audit(url: str) -> dict[str, Any]:
    """Lighthouse's report of one page."""
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", "--output-path=stdout"]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(
        [*command, f"--chrome-flags={FLAGS}"], capture_output=True, env=environment, check=True
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def main() -> None:
    """Build, serve, audit, print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
        address = f"http://127.0.0.1:{server.server_port}/"
        command = [sys.executable, str(ROOT / "build.py"), "build", "--quiet", "--out", folder]
        subprocess.run([*command, "--base-url", address], check=True, cwd=ROOT)
        article = next(path for path in sorted((Path(folder) / "a").iterdir()) if path.is_dir())
        organization = max(
            (Path(folder) / "org").glob("*/index.html"), key=lambda p: p.stat().st_size
        )
        pages = {
            "home": "",
            "article": f"a/{article.name}/",
            "organization": f"org/{organization.parent.name}/",
            "index": "org/",
        }
        Thread(target=server.serve_forever, daemon=True).start()
        print(f"{'page':14}" + "".join(f"{name:>16}" for name in CATEGORIES) + f"{'LCP ms':>10}")
        for name, path in pages.items():
            reports = [audit(address + path) for _ in range(runs)]
            scores = [
                statistics.median(100 * r["categories"][category]["score"] for r in reports)
                for category in CATEGORIES
            ]
            paint = statistics.median(
                r["audits"]["largest-contentful-paint"]["numericValue"] for r in reports
            )
            print(f"{name:14}" + "".join(f"{s:16.0f}" for s in scores) + f"{paint:10.0f}")
            lost = {
                audit["id"]: audit["title"]
                for r in reports
                for audit in r["audits"].values()
                if audit["score"] is not None
                and audit["score"] < 1
                and audit.get("scoreDisplayMode") == "binary"
            }
            for identity, title in sorted(lost.items()):
                print(f"  {identity}: {title}")
        server.shutdown()


if __name__ == "__main__":
    main()
