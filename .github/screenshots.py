"""The pictures in the README, made anew: python .github/screenshots.py

Builds the site of this repository into a temporary folder and photographs four pages with chromium: light, dark and on a
phone, into .github/screenshots/.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
LOOKS = {  # name -> width, height, scale, colour scheme
    "light": (1160, 800, 1, "light"),
    "dark": (1160, 800, 1, "dark"),
    "phone": (360, 720, 2, "light"),
}


def chosen_pages(site: Path) -> dict[str, Path]:
    """The first page, the article with most to show, the organization most in the news, the statistics."""

    def largest(folder: str) -> Path:
        return max((site / folder).glob("*/index.html"), key=lambda path: path.stat().st_size)

    return {
        "home": site / "index.html",
        "article": largest("a"),
        "organization": largest("org"),
        "stats": site / "stats" / "index.html",
    }


def photograph(browser: Browser, name: str, page_file: Path) -> None:
    """One picture per look of one page."""
    for look, (width, height, scale, scheme) in LOOKS.items():
        page = browser.new_page(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page.goto(page_file.as_uri())
        page.screenshot(path=HERE / "screenshots" / f"{name}-{look}.png")
        page.close()


def main() -> None:
    """Build and photograph."""
    (HERE / "screenshots").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build = [sys.executable, str(HERE.parent / "build.py"), "build", "--quiet", "--out", folder]
        subprocess.run(build, check=True, cwd=HERE.parent)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, page_file in chosen_pages(Path(folder)).items():
            photograph(browser, name, page_file)
        browser.close()


if __name__ == "__main__":
    main()
