"""The memory: equal keys for equal values on every machine, damage noticed, nothing foreign unpickled."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.memo import Fingerprints, Memory, dumps, key_of, loads
from newsarchive.records import Extracted, Finding, Label, LabelledLine, Reading

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
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
)


def test_a_value_comes_back_as_it_was(tmp_path: Path) -> None:
    with Memory(tmp_path / "folder/memory") as memory:
        memory.remember({"a": READING, "b": ("text", 1, None)})
    with Memory(tmp_path / "folder/memory") as memory:
        assert memory.recall(["a", "b", "c"]) == {"a": READING, "b": ("text", 1, None)}


def test_what_a_build_did_not_use_is_forgotten(tmp_path: Path) -> None:
    with Memory(tmp_path / "memory") as memory:
        memory.remember({"a": 1, "b": 2})
    with Memory(tmp_path / "memory") as memory:
        memory.recall(["a"])
        memory.remember({"c": 3})
        memory.forget_unused()
        assert memory.recall("abc") == {"a": 1, "c": 3}


@pytest.mark.parametrize("kept", [0, 50, 4096, 6000])
def test_a_truncated_memory_is_begun_anew(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "memory"
    with Memory(path) as memory:
        memory.remember({str(n): READING for n in range(100)})
    path.write_bytes(path.read_bytes()[:kept])
    with Memory(path) as memory:
        assert set(memory.recall(map(str, range(100))).values()) <= {READING}
        memory.remember({"a": 1})
        assert memory.recall(["a"]) == {"a": 1}


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
            for key, value in memory.recall(map(str, range(40))).items():
                assert value == (int(key), "x" * 500)


def test_a_folder_where_nothing_can_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Memory(tmp_path / "file/memory") as memory:
        memory.remember({"a": 1})
        memory.forget_unused()


class Intruder:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


@pytest.mark.parametrize("value", [Intruder(), Path, os.system, subprocess.Popen])
def test_nothing_but_records_is_unpickled(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        loads(pickle.dumps(value))


def test_records_survive(tmp_path: Path) -> None:
    assert loads(dumps(READING)) == READING


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


def test_a_tuple_that_looks_like_something_else_is_not_taken_for_it() -> None:
    finding = Finding("title", 1, "rule")
    values = [finding, ("Finding", "title", 1, "rule"), {"a": 1}, ("map", ("a", 1)), [("a", 1)],
              (finding,), (finding, finding), (tuple(finding),), ("records", "Finding", tuple(finding)),
              (finding, "title"), (finding._replace(rule=""),)]  # fmt: skip
    assert len({key_of(value) for value in values}) == len(values)


def test_a_field_left_out_does_not_count() -> None:
    fingerprints = Fingerprints(left_out={Extracted: ["lines"]})
    assert fingerprints.of(ARTICLE) == fingerprints.of(replace(ARTICLE, lines=()))


def test_keys_do_not_depend_on_how_strings_are_kept_or_on_the_hash_seed() -> None:
    expected = key_of({"a": sys.intern("word"), "b": frozenset("abcdef")})
    assert key_of({"a": "".join(["wo", "rd"]), "b": frozenset("fedcba")}) == expected
    code = "from newsarchive.memo import key_of; print(key_of({'a': 'word', 'b': frozenset('abcdef')}))"
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
