"""Bytes on disk become text, or a problem that says what to do."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.read import decode, load_lexicon, named_inputs, read_named
from newsarchive.records import Form
from newsarchive.text import clean_text

SENTENCE = "전주시는 26일 협약을 맺었다.\n둘째 줄이다."


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        pytest.param(SENTENCE.encode(), "utf-8", id="utf-8"),
        pytest.param(SENTENCE.encode("utf-8-sig"), "utf-8-sig", id="byte-order-mark"),
        pytest.param(SENTENCE.encode("utf-16"), "utf-16", id="utf-16-with-mark"),
        pytest.param(b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16", id="utf-16-big-endian"),
        pytest.param(SENTENCE.encode("cp949"), "cp949", id="notepad-cp949"),
        pytest.param(SENTENCE.replace("\n", "\r\n").encode(), "utf-8", id="windows-line-ends"),
        pytest.param(SENTENCE.replace("\n", "\r").encode(), "utf-8", id="old-mac-line-ends"),
        pytest.param(unicodedata.normalize("NFD", SENTENCE).encode(), "utf-8", id="nfd"),
    ],
)
def test_decode_gives_the_same_text(raw: bytes, encoding: str) -> None:
    assert decode(raw, "seeds/a.txt") == (SENTENCE, encoding, ())


def test_stray_control_characters_are_dropped() -> None:
    raw = ("\x00" + SENTENCE * 9 + "\x1f\x0b\x85").encode()
    assert decode(raw, "seeds/a.txt") == (SENTENCE * 9 + "\x85", "utf-8", ())


@pytest.mark.parametrize(
    ("raw", "code", "value"),
    [
        pytest.param(b"", "E102", (), id="empty"),
        pytest.param(b" \r\n\t", "E102", (), id="blank"),
        pytest.param(b"\xef\xbb\xbf", "E102", (), id="only-a-byte-order-mark"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 9, "E103", ("PDF",), id="pdf"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(500), "E103", ("HWP, DOC",), id="hwp"),
        pytest.param(bytes(range(128, 256)) * 5, "E103", ("binary",), id="random-high-bytes"),
    ],
)
def test_what_is_no_text_is_an_error(raw: bytes, code: str, value: tuple[str, ...]) -> None:
    text, _, problems = decode(raw, "seeds/a.txt")
    assert text == ""
    assert [(p.code, p.values) for p in problems] == [(code, value)]


def test_a_few_damaged_bytes_are_a_warning_with_their_line() -> None:
    raw = (SENTENCE * 20).encode() + "\n정착".encode()[:-1]
    text, _, problems = decode(raw, "seeds/a.txt")
    assert text.endswith("\n정\ufffd")
    assert [(p.code, p.line, p.values) for p in problems] == [("W102", 21 + 1, ("1",))]


@given(st.binary(max_size=300))
def test_decode_is_total_and_leaves_nothing_that_xml_forbids(raw: bytes) -> None:
    text, _, problems = decode(raw, "seeds/a.txt")
    assert bool(text.strip()) or problems
    assert clean_text(text) == text
    assert "\r" not in text
    assert "\x00" not in text


def test_input_files_come_in_one_order_and_leave_out_hidden_files_and_drafts(
    tmp_path: Path,
) -> None:
    for name in ("seeds/나.txt", "seeds/더/가.txt", "articles/_drafts/x.md", "seeds/.숨김.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SENTENCE, "utf-8")
    (tmp_path / "seeds" / unicodedata.normalize("NFD", "가.txt")).write_text(SENTENCE, "utf-8")
    names = [name for name, _ in named_inputs(tmp_path)]
    assert names == ["seeds/가.txt", "seeds/나.txt", "seeds/더/가.txt"]


def test_every_file_gives_a_source(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "outside.txt").write_text(SENTENCE, "utf-8")
    site = tmp_path / "seeds"
    (site / "a.txt").write_text(SENTENCE, "utf-8")
    (site / "b.docx").write_bytes(b"PK\x03\x04")
    (site / "link").mkdir()
    expected = {"a.txt": [], "b.docx": ["W101"]}
    if hasattr(os, "mkfifo"):
        os.mkfifo(site / "c.txt")
        expected["c.txt"] = ["E107"]
    (site / "d.txt").symlink_to(site / "missing.txt")
    expected["d.txt"] = ["E104"]
    sources = [read_named(tmp_path, path, name) for name, path in named_inputs(tmp_path)]
    assert {s.name: [p.code for p in s.problems] for s in sources} == expected
    assert sources[0].form is Form.TEXT


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "seeds").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text(SENTENCE, "utf-8")
    (site / "seeds" / "a.txt").symlink_to(tmp_path / "secret.txt")
    [source] = [read_named(site, path, name) for name, path in named_inputs(site)]
    assert source.text == ""
    assert [p.code for p in source.problems] == ["E108"]


def test_the_lexicon_is_named_by_its_content() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.digest) == 64
    assert lexicon == load_lexicon()
