"""After any sequence of changes, the output folder is what a clean build of the same inputs makes, byte for byte."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from newsarchive.config import load_config
from newsarchive.errors import ArchiveError, Problem
from newsarchive.pipeline import Built, Options, build
from newsarchive.publish.paths import MARKER

SETTINGS = """title: {title}
base_url: https://archive.example/
page_size: {page_size}
pages: {{days: false, releases: {extras}, stats: {extras}, data: {extras}, feeds: false}}
"""
SEED = """{section}

{title}

  • 등록 2025.12.0{day} 18:31:54

[어느신문= 홍길동 기자] 어느시(시장 김가나)는 4일 {topic} 사업을 한빛협회와 함께 연다고 밝혔다. {words}

이날 행사에는 시민 {number}여 명이 참석했다.

기상청 제공
"""
ARTICLE = """---
title: "{title}"
date: 2024-05-0{day}
tags: [{topic}]
---
{words} 사업은 {number}억 원 규모다.
"""
NAMES = st.sampled_from(["one", "둘", "sub/three", "four"])
FIELDS = st.fixed_dictionaries(
    {
        "section": st.sampled_from(["경제", "사회"]),
        "title": st.sampled_from(["새 도서관 문 열어", "이차전지 산업 키운다"]),
        "day": st.integers(1, 3),
        "topic": st.sampled_from(["이차전지", "도서관"]),
        "words": st.sampled_from(["가나다라", "마바사아"]),  # of one length: the size tells nothing
        "number": st.integers(100, 102),
    }
)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def publish(root: Path, out: Path, jobs: int = 1, clean: bool = False) -> Built:
    options = Options(allow_url_removal=True, jobs=jobs, clean=clean)
    return build(load_config(root, out=out), options)


def outcome(root: Path, out: Path) -> tuple[Problem, ...]:
    """The problems that kept the site from being published."""
    try:
        publish(root, out)
    except ArchiveError as error:
        return error.problems
    return ()


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


class Archive(RuleBasedStateMachine):
    """A site that a person changes in every way they can, with a build after each change."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root, self.out = self.folder / "site", self.folder / "site/public"

    @initialize(fields=FIELDS)
    def begin(self, fields: dict[str, object]) -> None:
        write(self.root / "site.yaml", SETTINGS.format(title="가", page_size=2, extras="false"))
        write(self.root / "seeds/first.txt", SEED.format(**fields))

    @rule(name=NAMES, fields=FIELDS)
    def write_seed(self, name: str, fields: dict[str, object]) -> None:
        write(self.root / f"seeds/{name}.txt", SEED.format(**fields))

    @rule(name=NAMES, fields=FIELDS)
    def write_article(self, name: str, fields: dict[str, object]) -> None:
        write(self.root / f"articles/{name}-article.md", ARTICLE.format(**fields))

    @rule(title=st.sampled_from(["고친 제목", "또 고친 제목"]))
    def correct(self, title: str) -> None:
        write(self.root / "articles/fix.yaml", f"corrects: first.txt\ntitle: {title}\n")

    @rule(name=NAMES, folder=st.sampled_from(["seeds", "articles"]))
    def delete(self, name: str, folder: str) -> None:
        suffix = ".txt" if folder == "seeds" else "-article.md"
        (self.root / folder / f"{name}{suffix}").unlink(missing_ok=True)

    @rule()
    def delete_correction(self) -> None:
        (self.root / "articles/fix.yaml").unlink(missing_ok=True)

    @rule(name=NAMES, other=NAMES)
    def rename(self, name: str, other: str) -> None:
        one, target = (self.root / f"seeds/{n}.txt" for n in (name, other))
        if one.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            one.replace(target)

    @rule(title=st.sampled_from("가나"), page_size=st.integers(1, 3), extras=st.booleans())
    def change_settings(self, title: str, page_size: int, extras: bool) -> None:
        text = SETTINGS.format(title=title, page_size=page_size, extras=str(extras).lower())
        write(self.root / "site.yaml", text)

    @rule(name=st.sampled_from(["about.html", "partials/card.html"]), text=st.sampled_from("xy"))
    def override_template(self, name: str, text: str) -> None:
        write(self.root / "templates" / name, f"<p>{text}</p>")

    @rule()
    def drop_templates(self) -> None:
        shutil.rmtree(self.root / "templates", ignore_errors=True)

    @rule(text=st.sampled_from(["1", "2"]), name=st.sampled_from(["a.txt", "b/c.txt", "b"]))
    def change_static(self, text: str, name: str) -> None:
        shutil.rmtree(self.root / "static", ignore_errors=True)
        write(self.root / "static" / name, text)

    @rule()
    def delete_memory(self) -> None:
        shutil.rmtree(self.root / ".newsarchive", ignore_errors=True)

    @rule(share=st.floats(0, 1))
    def damage_memory(self, share: float) -> None:
        for path in (self.root / ".newsarchive").rglob("*.sqlite"):
            raw = bytearray(path.read_bytes())
            at = int(share * (len(raw) - 1))
            raw[at : at + 300] = b"\xff" * len(raw[at : at + 300])
            path.write_bytes(raw)

    @rule(share=st.floats(0, 0.99))
    def damage_output(self, share: float) -> None:
        files = sorted(path for path in self.out.rglob("*.html"))
        if files:
            files[int(share * len(files))].unlink()

    @rule()
    def touch_everything(self) -> None:
        for path in self.root.joinpath("seeds").rglob("*.txt"):
            os.utime(path)

    @invariant()
    def equals_a_clean_build(self) -> None:
        if not (self.root / "site.yaml").exists():
            return
        twin = self.folder / "twin"
        shutil.rmtree(twin, ignore_errors=True)
        ignored = shutil.ignore_patterns("public", ".newsarchive", "urls.lock")
        shutil.copytree(self.root, twin, ignore=ignored)
        expected = outcome(twin, twin / "public")
        assert outcome(self.root, self.out) == expected
        if expected == ():
            assert tree(self.out) == tree(twin / "public")

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


TestArchive = Archive.TestCase
TestArchive.settings = settings(max_examples=2, stateful_step_count=8, deadline=None)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    write(root / "site.yaml", SETTINGS.format(title="가", page_size=2, extras="true"))
    for number in range(70):
        fields = {"title": f"제목 {number}", "day": number % 9 + 1, "topic": "이차전지"}
        text = ARTICLE.format(**fields, words="가나다라", number=number)
        write(root / f"articles/{number}.md", text)
    return root


def test_the_number_and_the_kind_of_processes_change_nothing(site: Path, tmp_path: Path) -> None:
    publish(site, tmp_path / "one", jobs=1, clean=True)
    publish(site, tmp_path / "forked", jobs=2, clean=True)
    done = threading.Event()
    other = threading.Thread(target=done.wait)  # beside another thread, processes are spawned
    other.start()
    try:
        publish(site, tmp_path / "spawned", jobs=2, clean=True)
    finally:
        done.set()
        other.join()
    assert tree(tmp_path / "one") == tree(tmp_path / "forked") == tree(tmp_path / "spawned")


def test_nothing_changed_writes_nothing(site: Path) -> None:
    first = publish(site, site / "public")
    again = publish(site, site / "public")
    assert (again.written, again.removed) == (0, 0)
    assert again.unchanged == first.written


def test_one_more_article_writes_only_pages_that_show_it(site: Path) -> None:
    everything = publish(site, site / "public").written
    write(site / "articles/new.md", "---\ntitle: 다른 글\n---\n바다가 맑아졌다고 밝혔다.\n")
    assert publish(site, site / "public").written < everything / 2


def test_a_template_edit_writes_only_pages_that_use_it(site: Path) -> None:
    publish(site, site / "public")
    write(site / "templates/about.html", "<p>새로</p>")
    assert publish(site, site / "public").written == 1


def test_a_template_error_leaves_the_published_site(site: Path) -> None:
    publish(site, site / "public")
    before = tree(site / "public")
    write(site / "templates/article.html", "{{ nothing.of.that }}")
    with pytest.raises(ArchiveError):
        publish(site, site / "public")
    assert tree(site / "public") == before


# --- addresses once published


def codes(root: Path) -> list[str]:
    with pytest.raises(ArchiveError) as error:
        build(load_config(root))
    return [problem.code for problem in error.value.problems]


@pytest.fixture
def promised(tmp_path: Path) -> Path:
    """A site whose article /a/first/ has been published."""
    fields = {"title": "제목", "day": 1, "topic": "이차전지", "words": "가나다라", "number": 3}
    write(tmp_path / "articles/first.md", ARTICLE.format(**fields))
    write(tmp_path / "articles/second.md", ARTICLE.format(**fields))
    build(load_config(tmp_path))
    assert (tmp_path / "urls.lock").read_text("utf-8") == "/a/first/\n/a/second/\n"
    return tmp_path


def test_a_build_that_would_lose_an_address_is_refused(promised: Path) -> None:
    (promised / "articles/first.md").unlink()
    assert codes(promised) == ["E507"]
    assert (promised / "public/a/first/index.html").exists()
    build(load_config(promised), Options(allow_url_removal=True))
    assert not (promised / "public/a/first").exists()
    assert (promised / "urls.lock").read_text("utf-8") == "/a/second/\n"


def test_an_alias_keeps_an_address_alive(promised: Path) -> None:
    text = (promised / "articles/first.md").read_text("utf-8")
    (promised / "articles/first.md").unlink()
    write(promised / "articles/moved.md", text.replace("date:", "aliases: [/a/first/]\ndate:"))
    build(load_config(promised))
    page = (promised / "public/a/first/index.html").read_text("utf-8")
    assert "refresh" in page
    assert "a/moved" in page
    assert "/a/first/" in (promised / "public/_redirects").read_text("utf-8")


def test_a_withdrawn_article_leaves_a_notice(promised: Path) -> None:
    text = (promised / "articles/first.md").read_text("utf-8")
    withdrawn = "status: withdrawn\nstatus_note: 2025년 1월 2일, 요청에 따라 내렸습니다\ndate:"
    write(promised / "articles/first.md", text.replace("date:", withdrawn))
    build(load_config(promised))
    page = (promised / "public/a/first/index.html").read_text("utf-8")
    assert "noindex" in page
    assert "2025년 1월 2일" in page
    assert "사업은" not in page


def test_marks_of_a_merge_in_the_list_are_passed_over(promised: Path) -> None:
    lock = promised / "urls.lock"
    lines = lock.read_text("utf-8")
    write(lock, f"<<<<<<< ours\n{lines}=======\n/a/second/\n>>>>>>> theirs\n")
    build(load_config(promised))
    assert lock.read_text("utf-8") == lines


def test_a_preview_with_drafts_promises_nothing(tmp_path: Path) -> None:
    write(tmp_path / "articles/idea.md", "---\ntitle: 초안\ndraft: true\n---\n본문입니다.\n")
    build(load_config(tmp_path, drafts=True))
    assert not (tmp_path / "urls.lock").exists()


def test_without_enrichment_only_what_is_stated_counts(promised: Path) -> None:
    write(promised / "site.yaml", "enrich: false\n")
    write(
        promised / "articles/third.md",
        "---\ntitle: 글\norganizations: [가나다]\n---\n나주시는 밝혔다.\n",
    )
    build(load_config(promised))
    made = {path.name for path in (promised / "public/org").iterdir()}
    assert made - {"index.html", "page"} == {"가나다"}
