"""The published folder: exactly the outputs, never a gap, never anything outside, nothing of others lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import tracemalloc
from collections.abc import Generator, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.check import links_of
from newsarchive.errors import ArchiveError
from newsarchive.publish import Edition, Published, publish
from newsarchive.publish.paths import MARKER, path_problems
from newsarchive.records import Output

ROOT = Path(__file__).parents[1]


IN_PLACE = pytest.mark.parametrize("in_place", [False, True], ids=["exchange", "in-place"])


def site(**files: str) -> list[Output]:
    return [Output(path.replace("__", "/"), text.encode()) for path, text in files.items()]


def outputs(files: dict[str, bytes]) -> list[Output]:
    return [Output(path, content) for path, content in files.items()]


def tree(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of what visitors can read."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def problem_codes(error: pytest.ExceptionInfo[ArchiveError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@IN_PLACE
def test_a_second_publication_writes_only_what_changed(tmp_path: Path, in_place: bool) -> None:
    out = tmp_path / "public"
    assert publish(site(a="1", b="2", c__d="3"), out, in_place) == Published(3, 0, 0)
    before = (out / "b").stat()
    assert publish(site(a="1 changed", b="2", e__f="4"), out, in_place) == Published(2, 1, 1)
    assert tree(out) == {"a": b"1 changed", "b": b"2", "e/f": b"4"}
    assert (out / "b").stat().st_mtime_ns == before.st_mtime_ns
    assert not (out / "c").exists()
    assert publish(site(a="1 changed", b="2", e__f="4"), out, in_place) == Published(0, 3, 0)


@IN_PLACE
def test_a_file_becomes_a_folder_and_back(tmp_path: Path, in_place: bool) -> None:
    out = tmp_path / "public"
    publish(site(a="file"), out, in_place)
    publish(site(a__b__c="below"), out, in_place)
    assert tree(out) == {"a/b/c": b"below"}
    publish(site(a="file"), out, in_place)
    assert tree(out) == {"a": b"file"}


def in_pieces(*pieces: bytes) -> Iterator[Output]:
    yield Output("large", (piece for piece in pieces))


@IN_PLACE
def test_a_file_that_comes_in_pieces_is_one_file(tmp_path: Path, in_place: bool) -> None:
    out = tmp_path / "public"
    assert publish(in_pieces(b"one", b"", b" two"), out, in_place) == Published(1, 0, 0)
    assert tree(out) == {"large": b"one two"}
    assert publish(in_pieces(b"one ", b"two"), out, in_place) == Published(0, 1, 0)
    assert publish(site(large="one two"), out, in_place) == Published(0, 1, 0)
    assert publish(in_pieces(b"one", b" three"), out, in_place) == Published(1, 0, 0)
    assert tree(out) == {"large": b"one three"}


def test_a_large_file_is_never_whole_in_memory(tmp_path: Path) -> None:
    pieces = (bytes([number]) * 2**20 for number in range(32))
    tracemalloc.start()
    publish([Output("large", pieces)], tmp_path / "public")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * 2**20
    assert (tmp_path / "public/large").stat().st_size == 32 * 2**20


def test_what_gives_pieces_is_ended_when_the_disk_refuses_them(tmp_path: Path) -> None:
    ended = []

    def pieces() -> Generator[bytes, None, None]:
        try:
            yield b"one"
            raise OSError(28, "No space left on device")
        finally:
            ended.append(True)

    with pytest.raises(ArchiveError) as error:
        publish([Output("large", pieces())], tmp_path / "public")
    assert (problem_codes(error), ended) == (["E505"], [True])


PATHS = st.sampled_from(["a", "b", "c/d", "c/e/f", "기사/포스코", "x/index.html"])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.dictionaries(PATHS, st.binary(max_size=3)), min_size=1, max_size=5), st.booleans()
)
def test_any_sequence_of_sites_leaves_exactly_the_last(
    sites: list[dict[str, bytes]], in_place: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "public"
        for files in sites:
            publish(outputs(files), out, in_place)
        assert tree(out) == sites[-1]


def numbered(*changed: int, start: int = 0) -> dict[str, bytes]:
    """A site of forty pages, a few of them of another publication."""
    return {f"p{n}/index.html": b"new" if n in changed else b"old" for n in range(start, 40)}


def test_small_changes_and_large_ones_may_follow_each_other_in_any_order(tmp_path: Path) -> None:
    """A small change leaves the twin of the published folder behind; the next large one finds it so."""
    out = tmp_path / "public"
    sites = [
        numbered(),
        numbered(*range(30)),
        numbered(3),
        numbered(4, start=2),
        numbered(*range(35)),
    ]
    for files in sites:
        published = publish(outputs(files), out)
        assert not published.moved_aside
        assert tree(out) == files
    assert publish(outputs(sites[-1]), out) == Published(0, 40, 0)


@IN_PLACE
def test_files_that_someone_changed_or_removed_are_mended(tmp_path: Path, in_place: bool) -> None:
    out = tmp_path / "public"
    publish(site(a="1", b="2"), out, in_place)
    (out / "a").write_text("by hand", "utf-8")
    (out / "b").unlink()
    assert publish(site(a="1", b="2"), out, in_place).written == 2
    assert tree(out) == {"a": b"1", "b": b"2"}


@IN_PLACE
def test_a_stranger_s_file_is_moved_aside_and_not_lost(tmp_path: Path, in_place: bool) -> None:
    out = tmp_path / "public"
    publish(site(a="1"), out, in_place)
    (out / "notes").mkdir()
    (out / "notes/mine.txt").write_text("precious", "utf-8")
    with Edition(out, in_place=in_place) as edition:
        edition.keep("a")
        assert edition.commit() == Published(0, 1, 0, ("notes/mine.txt",))
    assert tree(out) == {"a": b"1"}
    assert (edition.strays / "notes/mine.txt").read_text("utf-8") == "precious"


def test_version_control_in_the_folder_stays(tmp_path: Path) -> None:
    out = tmp_path / "public"
    (out / ".git").mkdir(parents=True)
    (out / ".git/HEAD").write_text("ref", "utf-8")
    publish(site(a="1"), out)
    publish(site(b="1"), out)
    assert tree(out) == {".git/HEAD": b"ref", "b": b"1"}


@pytest.mark.parametrize("damage", ["removed", "truncated", "garbage"])
@IN_PLACE
def test_a_lost_ledger_costs_only_time(tmp_path: Path, in_place: bool, damage: str) -> None:
    out = tmp_path / "public"
    publish(site(a="1", old="2"), out, in_place)
    ledger = next((tmp_path / ".newsarchive").rglob("ledger.json"))
    if damage == "removed":
        shutil.rmtree(tmp_path / ".newsarchive")
    else:
        ledger.write_bytes(ledger.read_bytes()[:-9] + b"\xff" * 9 * (damage == "garbage"))
    assert publish(site(a="1"), out, in_place) == Published(1, 0, 1)
    assert tree(out) == {"a": b"1"}


# --- what is refused


def test_a_folder_we_did_not_make_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(ArchiveError) as error:
        publish(site(a="1"), tmp_path)
    assert problem_codes(error) == ["E501"]
    assert tree(tmp_path) == {"photo.jpg": b"mine"}


@pytest.mark.parametrize("existing", [True, False])
def test_an_empty_or_missing_folder_is_taken(tmp_path: Path, existing: bool) -> None:
    out = tmp_path / "new/public"
    if existing:
        out.mkdir(parents=True)
    publish(site(a="1"), out)
    assert tree(out) == {"a": b"1"}


@pytest.mark.parametrize("out", ["seeds", "seeds/public", ".", "articles"])
def test_an_output_folder_among_the_inputs_is_refused(tmp_path: Path, out: str) -> None:
    inputs = [tmp_path / "seeds", tmp_path / "articles"]
    with pytest.raises(ArchiveError) as error:
        Edition(tmp_path / out, inputs)
    assert problem_codes(error) == ["E502"]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=name)
        for name, path in {
            "parent": "../x", "parent-inside": "a/../../x", "absolute": "/etc/x", "drive": "C:/x",
            "drive-relative": "C:x", "backslash": "..\\x", "unc": "\\\\host\\share\\x",
            "slashes": "//host/x", "empty": "", "dot": "./x", "double": "a//b", "device": "nul",
            "device-with-suffix": "a/CON.txt", "device-superscript": "com¹/x", "trailing-dot": "a./b",
            "trailing-space": "a /b", "leading-space": " a", "nul-byte": "a\0b", "newline": "a\nb",
            "stream": "a.html::$DATA", "long-name": "가" * 100, "long-path": "a/" * 600 + "b",
            "star": "a*", "override": "a\u202egpj.exe", "surrogate": "a\udc80", "marker": MARKER,
            "version-control": ".git/hooks/post-commit",
        }.items()
    ],
)  # fmt: skip
def test_unsafe_paths_are_refused_and_nothing_is_written(tmp_path: Path, path: str) -> None:
    out = tmp_path / "in/public"
    publish(site(a="1"), out)
    with pytest.raises(ArchiveError) as error:
        publish([*site(a="2"), Output(path, b"x")], out)
    assert problem_codes(error) == ["E503"]
    assert error.value.problems[0].describe("ko")
    assert tree(out) == {"a": b"1"}
    assert {entry.name for entry in tmp_path.iterdir()} == {"in"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("a", "a", id="twice"),
        pytest.param("Org/x", "org/x", id="case"),
        pytest.param("tag/가", "tag/가", id="composed-and-decomposed"),
        pytest.param("a", "a/b", id="file-and-folder"),
        pytest.param("A/b", "a", id="folder-and-file-by-case"),
    ],
)
def test_two_outputs_for_one_place_are_refused(tmp_path: Path, one: str, other: str) -> None:
    with pytest.raises(ArchiveError) as error:
        publish([Output(one, b"1"), Output(other, b"2")], tmp_path / "public")
    assert problem_codes(error) == ["E504"]


def test_ordinary_paths_pass() -> None:
    assert path_problems(["org/포스코/index.html", "a/1/index.html", ".nojekyll", "_headers"]) == []


@IN_PLACE
def test_links_in_the_output_folder_are_never_followed(tmp_path: Path, in_place: bool) -> None:
    out, outside = tmp_path / "public", tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_bytes(b"mine")
    publish(site(a__index="1", b="2"), out, in_place)
    shutil.rmtree(out / "a")
    (out / "a").symlink_to(outside)
    (out / "b").unlink()
    (out / "b").symlink_to(outside / "index.html")
    publish(site(a__index="1", b="2"), out, in_place)
    assert tree(out) == {"a/index": b"1", "b": b"2"}
    assert not (out / "a").is_symlink()
    assert tree(outside) == {"index.html": b"mine"}


# --- what goes wrong


def failing_disk(number: int) -> object:
    """A file system that refuses the n-th change of a file's place from now on."""
    real, count = Path.replace, iter(range(number))

    def replace(self: Path, target: Path) -> Path:
        if "public" in str(target) and next(count, None) is None:
            raise OSError(28, "No space left on device")
        return real(self, target)

    return patch.object(Path, "replace", replace)


@pytest.mark.parametrize("number", range(6))
@IN_PLACE
def test_a_full_disk_leaves_every_page_whole_and_the_next_build_repairs(
    tmp_path: Path, in_place: bool, number: int
) -> None:
    out = tmp_path / "public"
    old = {f"p{i}": b"old" for i in range(4)}
    new = {f"p{i}": b"new!" for i in range(1, 6)}
    publish(outputs(old), out, in_place)
    with failing_disk(number), pytest.raises(ArchiveError) as error:  # type: ignore[attr-defined]
        publish(outputs(new), out, in_place)
    assert problem_codes(error) == ["E505"]
    seen = tree(out)
    assert seen.keys() >= old.keys()
    assert set(seen.values()) <= {b"old", b"new!"}
    publish(outputs(new), out, in_place)
    assert tree(out) == new


def test_what_a_publication_left_half_done_is_finished(tmp_path: Path) -> None:
    """The ledger is written first: it may name files that have not come and files that have not gone."""
    out = tmp_path / "public"
    publish(outputs(numbered()), out)
    goal = numbered(start=2) | {"q": b"new"}
    with failing_disk(1), pytest.raises(ArchiveError):  # type: ignore[attr-defined]
        publish(outputs(goal), out)
    assert tree(out) == numbered()
    assert publish(outputs(goal), out) == Published(1, 38, 2)


LIMITED = """
import sys
if limit := int(sys.argv[1]):
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from newsarchive.cli import main
raise SystemExit(main(sys.argv[2:]))
"""


def build(root: Path, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """A whole build in a process that may write files of at most `limit` bytes (0: any)."""
    command = [sys.executable, "-c", LIMITED, str(limit), "--site", str(root), "--quiet"]
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )


def write_articles(root: Path, count: int) -> None:
    (root / "articles").mkdir(parents=True, exist_ok=True)
    for n in range(count):
        text = f"---\ntitle: 글 {n}\norganizations: 기관 {n}, 어느시\n---\n\n어느시가 {n}번째 도서관을 열었다고 밝혔다.\n"
        (root / f"articles/a{n}.md").write_text(text, "utf-8")


def assert_whole(public: Path, before: dict[str, bytes]) -> None:
    """Every page that was published is there, old or new, and every link of every page leads somewhere."""
    found = tree(public)
    assert found.keys() >= before.keys()
    pages = {path: content for path, content in found.items() if path.endswith(".html")}
    assert all(content.rstrip().endswith(b"</html>") for content in pages.values())
    links = {link for path, content in pages.items() for link in links_of(path, content.decode())}
    assert links <= found.keys()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB."""
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(tmp_path)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


@pytest.mark.parametrize("free", [0, 40, 200])
def test_a_build_on_a_full_disk_leaves_the_site_and_the_next_one_repairs(
    small_disk: Path, free: int
) -> None:
    root = small_disk / "site"
    write_articles(root, 3)
    assert build(root).returncode == 0
    before = tree(root / "public")
    write_articles(root, 15)
    left = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(bytes(max(left - free * 1024, 0)))
    done = build(root)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "E505 출력 폴더에 쓸 수 없습니다: 디스크에 남은 자리가 없습니다" in done.stderr
    assert_whole(root / "public", before)
    (small_disk / "filler").unlink()
    assert build(root).returncode == 0
    repaired = tree(root / "public")
    shutil.rmtree(root / "public")
    shutil.rmtree(root / ".newsarchive")
    assert build(root).returncode == 0
    assert repaired == tree(root / "public")


@pytest.mark.skipif(sys.platform == "win32", reason="limits")
@pytest.mark.parametrize("limit", [1_000, 9_000])
def test_a_limit_on_the_size_of_files_leaves_the_site(tmp_path: Path, limit: int) -> None:
    write_articles(tmp_path, 3)
    assert build(tmp_path).returncode == 0
    before = tree(tmp_path / "public")
    write_articles(tmp_path, 15)
    done = build(tmp_path, limit)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "E505" in done.stderr
    assert_whole(tmp_path / "public", before)
    assert build(tmp_path).returncode == 0


def test_a_render_error_leaves_the_old_site(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(site(a="1"), out)

    def broken() -> object:
        yield Output("a", b"2")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish(broken(), out)  # type: ignore[arg-type]
    assert tree(out) == {"a": b"1"}
    assert not list((tmp_path / ".newsarchive").rglob("stage/*"))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_place_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ArchiveError) as error:
            publish(site(a="1"), tmp_path / "public")
        assert problem_codes(error) == ["E505"]
    finally:
        tmp_path.chmod(0o700)


def test_a_file_where_the_parent_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError) as error:
        publish(site(a="1"), tmp_path / "file/public")
    assert problem_codes(error) == ["E505"]


PUBLISHER = """
import sys
from pathlib import Path
from newsarchive.publish import publish
from newsarchive.records import Output
n = int(sys.argv[3])
while True:
    n += 1
    pages = [Output(f"p{i}/index.html", f"{n} ".encode() * 2000) for i in range(40)]
    extra = [Output(f"v{n % 3}/index.html", b"whole " * 2000)]
    publish([*pages, *extra], Path(sys.argv[1]), bool(sys.argv[2]))
    print(n, flush=True)
"""


def publisher(out: Path, in_place: bool, start: int = 0) -> subprocess.Popen[str]:
    """A process that publishes again and again, and prints the number of each publication."""
    command = [sys.executable, "-c", PUBLISHER, str(out), "in-place" * in_place, str(start)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def whole(content: bytes) -> bool:
    words = content.split()
    return len(words) == 2000 and len(set(words)) == 1


@IN_PLACE
def test_a_reader_meets_no_gap_and_no_half_page(tmp_path: Path, in_place: bool) -> None:
    """50 publications while pages are read; benchmarks/publish_torture.py does it at length."""
    out = tmp_path / "public"
    with publisher(out, in_place) as process:
        assert process.stdout
        process.stdout.readline()
        reads = 0
        ended = threading.Event()

        def wait() -> None:
            assert process.stdout
            for _ in range(50):
                process.stdout.readline()
            ended.set()

        waiter = threading.Thread(target=wait)
        waiter.start()
        while not ended.is_set():
            assert whole((out / f"p{reads % 40}/index.html").read_bytes())
            reads += 1
        process.kill()
        waiter.join()
    assert reads > 50


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@IN_PLACE
def test_a_killed_publication_leaves_whole_pages_and_is_repaired(
    tmp_path: Path, in_place: bool
) -> None:
    out = tmp_path / "public"
    for start in range(0, 80, 10):
        with publisher(out, in_place, start) as process:
            assert process.stdout
            process.stdout.readline()
            for _ in range(start // 10 * 37):  # another moment each time
                assert whole((out / "p39/index.html").read_bytes())
            process.send_signal(signal.SIGKILL)
        pages = {path: content for path, content in tree(out).items() if "part" not in path}
        assert {f"p{i}/index.html" for i in range(40)} <= pages.keys()
        assert all(map(whole, pages.values()))
        publish(site(p0="repaired"), out, in_place)
        assert tree(out) == {"p0": b"repaired"}


def test_two_builds_at_once_the_second_says_so(tmp_path: Path) -> None:
    out = tmp_path / "public"
    code = "import sys; from pathlib import Path; from newsarchive.publish import Edition\n"
    code += "try: Edition(Path(sys.argv[1]), (), 0)\n"
    code += "except Exception as e: print(*(e.problems[0].describe(l) for l in ('ko', 'en')), sep='\\n')"
    with Edition(out):
        command = [sys.executable, "-X", "utf8", "-c", code, str(out)]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
        )
    assert done.stdout.splitlines() == [
        f"{out}: E506 다른 빌드가 이 출력 폴더에 쓰고 있습니다",
        "  도움말: 그 빌드가 끝난 뒤 다시 실행하세요.",
        f"{out}: E506 another build is writing this output folder",
        "  hint: run again when it has ended.",
    ]
