"""Which room may import which. A wrong arrow fails the build."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "newsarchive"
SHARED = {"records", "errors", "messages", "text"}
STAGE = SHARED | {"config"}
ALL = {path.stem for path in PACKAGE.glob("*.py")} | {
    path.parent.name for path in PACKAGE.glob("*/__init__.py")
}
MAY_IMPORT = {
    "__init__": set[str](),
    "messages": set(),
    "text": set(),
    "errors": {"messages"},
    "records": {"errors"},
    "config": {"errors", "text"},
    "usage": {"__init__", "errors", "messages", "text"},
    "read": STAGE,
    "extract": STAGE,
    "enrich": STAGE,
    "index": STAGE,
    "search": STAGE,
    "publish": STAGE,
    "memo": {"errors"},
    "workers": set(),
    "watch": set(),
    "progress": {"messages", "watch"},
    "gather": STAGE | {"read", "extract", "enrich", "index", "memo", "workers", "watch"},
    "press": STAGE | {"render", "publish", "memo", "workers", "gather"},
    "render": STAGE | {"index"},
    "pipeline": ALL - {"cli", "serve", "progress"},
    "intake": STAGE | {"read", "extract"},
    "serve": STAGE | {"pipeline"},
    "check": STAGE | {"pipeline", "gather", "index", "read", "publish"},
    "cli": ALL,
}
HOMES = {
    "jinja2": {"render"},
    "markupsafe": {"render"},
    "yaml": {"config", "read", "extract"},
    "bs4": {"extract"},
    "lxml": {"extract"},
    "markdown_it": {"extract"},
    "slugify": {"enrich"},
    "argparse": {"cli", "usage"},
    "rich": {"progress"},
    "watchfiles": {"serve"},
    "msgspec": {"memo"},
    "rjsmin": {"read"},
}


def imported(path: Path) -> set[str]:
    """Dotted names that the module imports, at any depth."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write absolute imports"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_imports_follow_the_map(path: Path) -> None:
    room = room_of(path)
    names = imported(path)
    own = {n.split(".")[1] for n in names if n.startswith("newsarchive.")} & ALL
    assert own - {room} <= MAY_IMPORT[room]
    strangers = {n.split(".")[0] for n in names}
    assert not [s for s in strangers if room not in HOMES.get(s, {room})]
