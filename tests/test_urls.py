"""Names → path segments of their pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.config import SiteConfig, Urls
from newsarchive.enrich.urls import slugs

ASCII = SiteConfig(urls=Urls(ascii=True))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        pytest.param("포스코", "포스코", id="hangul-stays"),
        pytest.param("㈜월덱스", "월덱스", id="legal-form-sign-dropped"),
        pytest.param("(주)아진아이에스피", "아진아이에스피", id="legal-form-in-brackets-dropped"),
        pytest.param("POSCO", "posco", id="lower-case"),
        pytest.param("진실·화해 위원회", "진실-화해-위원회", id="dots-and-spaces-join"),
        pytest.param("2025/12", "2025-12", id="a-slash-never-makes-a-folder"),
        pytest.param("../etc", "etc", id="no-way-up"),
    ],
)
def test_a_name_alone_keeps_its_slug(name: str, slug: str) -> None:
    assert slugs([name], SiteConfig()) == {name: slug}


@pytest.mark.parametrize(
    "name", ["con", "NUL", "index", "page", "feed", "com1", "ㅋㅋ", "…", "㈜", ""]
)
def test_reserved_empty_and_lone_jamo_become_a_hash(name: str) -> None:
    assert slugs([name], SiteConfig())[name].removeprefix(name[:1].lower() + "-").isalnum()
    assert slugs([name], SiteConfig())[name] != name.lower()


def test_of_colliding_names_the_one_spelled_like_the_slug_keeps_it() -> None:
    found = slugs(["㈜월덱스", "월덱스", "월덱스(주)"], SiteConfig())
    assert found["월덱스"] == "월덱스"
    assert len({slug.casefold() for slug in found.values()}) == 3


def test_names_that_differ_in_case_do_not_share_a_folder() -> None:
    assert len({slug.casefold() for slug in slugs(["KT", "kt", "Kt"], SiteConfig()).values()}) == 3


def test_ascii_setting_romanises() -> None:
    assert slugs(["포스코"], ASCII) == {"포스코": "poseuko"}


def test_long_names_are_cut_between_letters() -> None:
    slug = slugs(["가" * 200], SiteConfig())["가" * 200]
    assert len(slug.encode()) <= 80
    assert set(slug) == {"가"}


@given(st.lists(st.text(max_size=40), max_size=12))
def test_slugs_are_unique_short_and_independent_of_order(names: list[str]) -> None:
    found = slugs(names, SiteConfig())
    assert slugs(list(reversed(names)), SiteConfig()) == found
    assert len({slug.casefold() for slug in found.values()}) == len(set(names))
    assert all(0 < len(slug.encode()) <= 80 and "/" not in slug for slug in found.values())
