"""A long random run of changes to an archive: the output folder stays what a clean build makes, byte for byte.

    python benchmarks/exactness.py [--articles 200] [--steps 200] [--every 5] [--seed 1] [--folder DIR]

Every step is one to three of the MOVES and a build by one or two processes; every few steps the same inputs are built in a
new folder without a memory, and the two outputs and lists of problems are compared. A difference ends the run, shows the
moves since the last comparison and the files, and leaves both folders; the same seed takes the same way again.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import news_corpus as corpus

sys.path.insert(0, str(Path(__file__).parents[1]))

from newsarchive.config import load_config
from newsarchive.errors import ArchiveError
from newsarchive.pipeline import Options, build
from newsarchive.publish.paths import MARKER

PROJECT = Path(__file__).parents[1]
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
SWITCHES = ("tags", "days", "releases", "stats", "data", "search", "feeds")
EDITS = (  # what stands in an article, and what a person puts there
    ("회째", "차례"),
    ("date: 20", "date: 19"),
    ("category: ", "category: 새 "),
    ("  - ", "  - 새 "),
    ("관계자", "담당자"),
)


class Site:
    """A site folder and the chance that changes it; `moves` tells what was done, `refused` counts builds."""

    def __init__(self, root: Path, articles: int, seed: int) -> None:
        self.root, self.chance, self.fresh = root, random.Random(seed), articles
        self.moves: list[str] = []
        self.refused = 0
        root.mkdir()
        corpus.write(root, map(corpus.make, range(0, articles, 2)), "plain")
        corpus.write(root, map(corpus.make, range(1, articles, 2)), "dumps")
        self.settings()

    def one(self, *patterns: str) -> Path | None:
        """One of the files, None when there is none."""
        found = sorted(path for pattern in patterns for path in self.root.glob(pattern))
        return self.chance.choice(found) if found else None

    def inputs(self) -> Path | None:
        """One of the articles and dumps."""
        return self.one("articles/**/*.md", "seeds/**/*.txt")

    def told(self, name: str, *of: object) -> None:
        """Remember a move for the report."""
        self.moves.append(" ".join([name, *map(str, of)]))

    def add(self) -> None:
        """An article more, as Markdown or as a dump."""
        form = self.chance.choice(["plain", "dumps"])
        [path] = corpus.write(self.root, [corpus.make(self.fresh)], form)
        self.fresh += 1
        self.told("add", path)

    def edit(self) -> None:
        """Other words in an article, or the old ones back."""
        path, (old, new) = self.inputs(), self.chance.choice(EDITS)
        if path:
            text = path.read_text("utf-8")
            path.write_text(text.replace(*((new, old) if new in text else (old, new))), "utf-8")
            self.told("edit", path, old)

    def delete(self) -> None:
        """An article less."""
        if path := self.inputs():
            path.unlink()
            self.told("delete", path)

    def rename(self) -> None:
        """An article in a file of another name, perhaps in another folder."""
        if path := self.inputs():
            folder = path.parent / self.chance.choice(["", "둘"])
            other = folder / f"{self.fresh}{path.suffix}"
            self.fresh += 1
            folder.mkdir(exist_ok=True)
            path.replace(other)
            self.told("rename", path, other)

    def correct(self) -> None:
        """A correction of a dump, or none."""
        fix, seed = self.root / "articles/fix.yaml", self.one("seeds/*.txt")
        fix.unlink(missing_ok=True)
        if seed and self.chance.random() < 0.7:
            fix.write_text(f"corrects: {seed.name}\ntitle: 고친 제목\n", "utf-8")
        self.told("correct", seed)

    def template(self) -> None:
        """A template of the site's own, or the built-in one again."""
        model = self.chance.choice(TEMPLATES)
        path = self.root / "templates" / model.relative_to(PROJECT / "templates")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.unlink()
        else:
            path.write_text(model.read_text("utf-8") + f"<!-- {self.fresh} -->", "utf-8")
        self.told("template", path)

    def static(self) -> None:
        """A static file written, changed, or in the place of a folder."""
        folder = self.root / "static"
        if self.chance.random() < 0.3:
            shutil.rmtree(folder, ignore_errors=True)
        path = folder / self.chance.choice(["a.txt", "b/c.txt", "b/d.txt"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(self.chance.randrange(3)), "utf-8")
        self.told("static", path)

    def settings(self) -> None:
        """Another title, other numbers, other pages."""
        switches = ", ".join(f"{name}: {self._coin()}" for name in SWITCHES)
        title, size = self.chance.choice("가나다"), self.chance.randint(5, 30)
        text = f"title: {title}\npage_size: {size}\nhome_size: {size}\nenrich: {self._coin()}\n"
        text += f"base_url: https://news.example/\npages: {{{switches}}}\n"
        (self.root / "site.yaml").write_text(text, "utf-8")
        self.told("settings", title, size, switches)

    def _coin(self) -> str:
        return self.chance.choice(["true", "false"])

    def damage(self) -> None:
        """A page or the memory lost or overwritten."""
        memory = self.root / ".newsarchive"
        path = self.one("public/**/*.html", "public/**/*.xml")
        if self.chance.random() < 0.3:
            shutil.rmtree(memory, ignore_errors=True)
            self.told("delete memory")
        elif self.chance.random() < 0.3 and (kept := self.one(".newsarchive/**/*.sqlite")):
            raw = kept.read_bytes()
            at = self.chance.randrange(len(raw))
            kept.write_bytes(raw[:at] + b"\xff" * 300 + raw[at + 300 :])
            self.told("damage", kept, at)
        elif path:
            path.unlink()
            self.told("delete", path)


MOVES: tuple[tuple[Callable[[Site], None], int], ...] = (
    (Site.add, 6),
    (Site.edit, 6),
    (Site.delete, 3),
    (Site.rename, 3),
    (Site.correct, 1),
    (Site.template, 2),
    (Site.static, 1),
    (Site.settings, 1),
    (Site.damage, 1),
)


def publish(root: Path, jobs: int) -> list[str]:
    """Build the site; the problems that kept it from being published."""
    try:
        build(load_config(root), Options(allow_url_removal=True, jobs=jobs))
    except ArchiveError as error:
        return [str(problem) for problem in error.problems]
    return []


def tree(folder: Path) -> dict[str, bytes]:
    """The published files."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def differences(root: Path, problems: list[str]) -> list[str]:
    """Files that a clean build of the same inputs makes otherwise."""
    twin = root.with_name("twin")
    shutil.rmtree(twin, ignore_errors=True)
    ignored = shutil.ignore_patterns("public", ".newsarchive", "urls.lock")
    shutil.copytree(root, twin, ignore=ignored)
    expected = publish(twin, 1)
    if problems or expected:
        return [] if problems == expected else [f"problems: {problems}", f"clean: {expected}"]
    ours, clean = tree(root / "public"), tree(twin / "public")
    return sorted(name for name in ours | clean if ours.get(name) != clean.get(name))


def walk(site: Site, steps: int, every: int) -> list[str]:
    """The differences that ended the run, none when it went well."""
    weights = [weight for _, weight in MOVES]
    for step in range(1, steps + 1):
        for move, _ in site.chance.choices(MOVES, weights, k=site.chance.randint(1, 3)):
            move(site)
        problems = publish(site.root, jobs := site.chance.randint(1, 2))
        site.refused += bool(problems)
        site.told(f"-- build {step}, {jobs} processes, {len(problems)} problems")
        if step % every == 0 or step == steps:
            if found := differences(site.root, problems):
                return found
            site.moves.clear()
    return []


def main() -> int:
    """Exit code: 0 no difference, 1 a difference, which is shown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    start = time.perf_counter()
    folder = Path(tempfile.mkdtemp(dir=arguments.folder))
    site = Site(folder / "site", arguments.articles, arguments.seed)
    found = walk(site, arguments.steps, arguments.every)
    if found:
        print("\n".join([*site.moves, f"differ from {folder / 'twin'}: {len(found)}", *found[:20]]))
        return 1
    shutil.rmtree(folder)
    seconds = time.perf_counter() - start
    print(f"{arguments.steps} steps over {arguments.articles} articles: 0 files differ", end=" ")
    print(f"(seed {arguments.seed}, compared every {arguments.every}, ", end="")
    print(f"{site.refused} builds refused for errors; {seconds:.0f} s)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
