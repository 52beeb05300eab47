"""Errors that html-validate (npm, fetched by npx; Node 20) finds on every page of the five-seed site.

    python benchmarks/html_validity.py

Builds the site of this repository into a temporary folder and prints each complaint, then the count of pages and of
errors. prefer-native-element is off: it wants a <select> where the search page suggests words while a reader types.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
VALIDATOR = "html-validate@9"
RULES = {"extends": ["html-validate:standard"], "rules": {"prefer-native-element": "off"}}


def main() -> int:
    """0 when every page is valid."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build = [sys.executable, str(ROOT / "build.py"), "build", "--quiet", "--out", str(site)]
        subprocess.run(build, check=True, cwd=ROOT, capture_output=True)
        rules = Path(folder) / "rules.json"
        rules.write_text(json.dumps(RULES), "utf-8")
        done = subprocess.run(
            ["npx", "--yes", VALIDATOR, "--config", rules, "--formatter", "json", site],
            capture_output=True,
            text=True,
            check=False,
        )
        reports = json.loads(done.stdout)
        pages = sum(1 for _ in site.rglob("*.html"))
    for report in reports:
        for fault in report["messages"]:
            where = Path(report["filePath"]).relative_to(site)
            print(f"{where}:{fault['line']}: {fault['ruleId']}: {fault['message']}")
    errors = sum(report["errorCount"] for report in reports)
    print(f"{pages} pages, {errors} errors")
    return int(errors > 0)


if __name__ == "__main__":
    raise SystemExit(main())
