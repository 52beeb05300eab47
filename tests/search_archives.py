"""Small archives for the search tests, and the JavaScript engine as a process that answers questions about them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, cast

import pytest

from newsarchive.read import static_outputs
from newsarchive.records import Article, Organization
from newsarchive.search import build_index

ENGINE = Path(__file__).with_name("search_engine.mjs")


def make_article(number: int, title: str, *body: str, **fields: Any) -> Article:
    """An article with an id from its number; `organizations` are names."""
    names = fields.pop("organizations", ())
    identity = f"{number:08x}"
    return Article(
        kind="article",
        id=identity,
        url=f"/a/{identity}/",
        summary="",
        title=title,
        body=body,
        organizations=tuple(map(Organization, names)),
        **fields,
    )


def write_index(articles: Sequence[Article], folder: Path) -> dict[str, bytes]:
    """The index on disk, below folder/search; its files by path."""
    files = {output.path: output.whole for output in build_index(articles)}
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return files


class Engine:
    """search.js in Node as it is published, for as long as the tests need it."""

    def __init__(self) -> None:
        if not shutil.which("node") and "CI" not in os.environ:
            pytest.skip("no node on this machine")
        self.folder = TemporaryDirectory()
        root = Path(self.folder.name)
        (root / "package.json").write_text('{"type": "module"}', "utf-8")
        for output in static_outputs(root):
            (root / output.path).parent.mkdir(exist_ok=True)
            (root / output.path).write_bytes(output.whole)
        self.process = subprocess.Popen(
            ["node", str(ENGINE), f"{root.as_uri()}/static/"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def reply(self, method: str, *arguments: Any, folder: Path | None = None) -> dict[str, Any]:
        """{value, bytes} or {error}."""
        question = {"folder": str(folder or ""), "method": method, "args": arguments}
        stdin, stdout = cast(IO[str], self.process.stdin), cast(IO[str], self.process.stdout)
        stdin.write(json.dumps(question) + "\n")
        stdin.flush()
        return cast(dict[str, Any], json.loads(stdout.readline()))

    def ask(self, method: str, *arguments: Any, folder: Path | None = None) -> Any:
        """What the method gives."""
        reply = self.reply(method, *arguments, folder=folder)
        assert "value" in reply, reply
        return reply["value"]

    def close(self) -> None:
        """Ends the process."""
        cast(IO[str], self.process.stdin).close()
        cast(IO[str], self.process.stdout).close()
        self.process.wait(10)
        self.folder.cleanup()
