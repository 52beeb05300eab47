"""What site.yaml changes about the look: colours, menu, language, footer; and what it says to mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample
from bs4 import BeautifulSoup

from newsarchive.config import load_config
from newsarchive.errors import SettingsError
from newsarchive.render import Renderer, pages


def rendered(tmp_path: Path, settings: str, path: str) -> str:
    (tmp_path / "site.yaml").write_text(settings, "utf-8")
    config = load_config(tmp_path)
    made = {page.path: page for page in pages(sample.archive(config=config), config)}
    return Renderer(config).render(made[path]).decode()


def test_colours_reach_the_style_sheet(tmp_path: Path) -> None:
    css = rendered(tmp_path, "theme:\n  dark:\n    link: '#abcdef'\n", "static/site.css")
    assert css.count("--link:#abcdef") == 2  # by the reader's system, and by the reader's choice
    assert "--link:#0b57b0" in css


@pytest.mark.parametrize("value", ["#abcdef", "red", "'#abcd'", "'#12345g'"])
def test_a_colour_that_is_none_is_reported_with_an_example(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        rendered(tmp_path, f"title: 가\ntheme:\n  light:\n    link: {value}\n", "index.html")
    (problem,) = caught.value.problems
    assert (problem.line, problem.code) == (4, "E304")
    assert "'#0b57b0'" in problem.hint("ko")


def test_the_menu_is_as_set_without_pages_that_are_off(tmp_path: Path) -> None:
    settings = "nav: [date, tag, about]\npages:\n  tags: false\n"
    soup = BeautifulSoup(rendered(tmp_path, settings, "index.html"), "lxml")
    assert [a.get_text() for a in soup.select(".menu a")] == ["날짜", "이 아카이브"]


def test_an_unknown_menu_entry_is_reported_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        rendered(tmp_path, "nav: [articles, orgs]\n", "index.html")
    (problem,) = caught.value.problems
    assert "org | outlet" in problem.hint("ko")


def test_the_interface_speaks_english(tmp_path: Path) -> None:
    soup = BeautifulSoup(
        rendered(tmp_path, "lang: en\nfooter: Kept by hand.\n", "org/index.html"), "lxml"
    )
    assert soup.html
    assert soup.html["lang"] == "en"
    assert [a.get_text() for a in soup.select(".menu a")][:3] == [
        "Articles",
        "Organizations",
        "Outlets",
    ]
    assert "Kept by hand." in soup.footer.get_text()  # type: ignore[union-attr]
