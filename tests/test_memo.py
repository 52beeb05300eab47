"""The memory: equal keys for equal values on every machine, damage noticed, nothing foreign loaded."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.memo import Memory, dumps, key_of, loads
from newsarchive.records import Correction, Extracted, Finding, Label, LabelledLine, Reading

ROOT = Path(__file__).parents[1]
ARTICLE = Extracted(
    kind="article",
    title="제목",
    body=("첫 문단", "둘째 문단"),
    lines=(LabelledLine(1, Label.LEAD, "rule", "첫 문단"),),
    found=(Finding("title", 1, "rule"),),
)
READING = Reading("seeds/a.txt", (ARTICLE,))
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.text()
    | st.floats(allow_nan=False),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
)


def test_a_value_comes_back_as_it_was(tmp_path: Path) -> None:
    with Memory(tmp_path / "folder/memory") as memory:
        memory.remember({"a": READING, "b": ("text", 1, None)})
    with Memory(tmp_path / "folder/memory") as memory:
        assert memory.recall(["a", "c"], Reading) == {"a": READING}
        assert memory.recall(["b"], tuple[str, int, None]) == {"b": ("text", 1, None)}


def test_what_a_build_did_not_use_is_forgotten(tmp_path: Path) -> None:
    with Memory(tmp_path / "memory") as memory:
        memory.remember({"a": 1, "b": 2})
    with Memory(tmp_path / "memory") as memory:
        memory.recall(["a"], int)
        memory.remember({"c": 3})
        memory.forget_unused()
        assert memory.recall("abc", int) == {"a": 1, "c": 3}


@pytest.mark.parametrize("kept", [0, 50, 4096, 6000])
def test_a_truncated_memory_is_begun_anew(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "memory"
    with Memory(path) as memory:
        memory.remember({str(n): READING for n in range(100)})
    path.write_bytes(path.read_bytes()[:kept])
    with Memory(path) as memory:
        assert set(memory.recall(map(str, range(100)), Reading).values()) <= {READING}
        memory.remember({"a": 1})
        assert memory.recall(["a"], int) == {"a": 1}


@given(st.integers(0, 30_000), st.binary(min_size=1, max_size=400))
def test_a_damaged_memory_gives_what_it_was_given_or_nothing(at: int, noise: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory"
        with Memory(path) as memory:
            memory.remember({str(n): (n, "x" * 500) for n in range(40)})
        raw = bytearray(path.read_bytes())
        at %= len(raw)
        raw[at : at + len(noise)] = noise
        path.write_bytes(raw)
        with Memory(path) as memory:
            for key, value in memory.recall(map(str, range(40)), tuple[int, str]).items():
                assert value == (int(key), "x" * 500)


def test_a_folder_where_nothing_can_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Memory(tmp_path / "file/memory") as memory:
        memory.remember({"a": 1})
        memory.forget_unused()


@pytest.mark.parametrize(
    "raw", [dumps(("seeds/a.txt",)), dumps({"source": 1}), b"cos\nsystem\n.", b""]
)
def test_what_is_no_value_of_the_kind_is_not_loaded(raw: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        loads(raw, Reading)


def test_records_survive() -> None:
    values: dict[str, str | bool | tuple[str, ...] | None]
    values = {"title": "제목", "draft": False, "keywords": ("가", "나"), "date": None}
    reading = replace(READING, corrections=(Correction("a.txt", 1, values, "articles/a.md", 3),))
    assert loads(dumps(reading), Reading) == reading


@pytest.mark.parametrize("value", ["\udc80", 2**64])
def test_what_bytes_cannot_hold_costs_no_build(tmp_path: Path, value: object) -> None:
    with Memory(tmp_path / "memory") as memory:
        memory.remember({"a": value, "b": "text"})
        assert memory.recall("ab", str) == {}


@pytest.mark.parametrize("value", [None, "text", 1])
def test_a_value_that_is_no_bytes_is_damage(tmp_path: Path, value: object) -> None:
    path = tmp_path / "memory"
    with Memory(path) as memory:
        memory.remember({"a": "text"})
    with closing(sqlite3.connect(path)) as store, store:
        store.execute("UPDATE memory SET value = ?", (value,))
    with Memory(path) as memory:
        assert memory.recall("a", str) == {}
        memory.remember({"a": "again"})
        assert memory.recall("a", str) == {"a": "again"}


def test_half_a_character_has_a_key() -> None:
    assert key_of("\udc80") == key_of("\udc80") != key_of("\udc81")


@settings(max_examples=60)
@given(PLAIN, PLAIN)
def test_keys_are_equal_exactly_for_equal_values(one: object, other: object) -> None:
    assert (key_of(one) == key_of(other)) == (repr(one) == repr(other))


@pytest.mark.parametrize(
    "changed",
    [
        replace(ARTICLE, title="다른 제목"),
        replace(ARTICLE, body=("첫 문단둘째 문단",)),
        replace(ARTICLE, date="2025"),
        replace(ARTICLE, found=(Finding("title", 2, "rule"),)),
        replace(ARTICLE, lines=()),
    ],
)
def test_another_record_is_another_key(changed: Extracted) -> None:
    assert key_of(changed) != key_of(ARTICLE)


def test_keys_do_not_depend_on_how_strings_are_kept_or_on_the_hash_seed() -> None:
    expected = key_of({"a": sys.intern("word")})
    assert key_of({"a": "".join(["wo", "rd"])}) == expected
    code = "from newsarchive.memo import key_of; print(key_of({'a': 'word'}))"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == expected


def test_a_value_without_a_fingerprint_is_a_bug() -> None:
    with pytest.raises(TypeError):
        key_of(object())
