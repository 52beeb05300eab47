"""Arguments in, printing out, exit codes: 0 done, 1 problems in content, 2 wrong usage or settings, 3 a bug.

The only room that prints. Data goes to stdout, everything else to stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from newsarchive import __version__, pipeline
from newsarchive.errors import ArchiveError, Problem
from newsarchive.records import Extracted


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    arguments = make_parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ArchiveError as error:
        report(error.problems, "ko")
        return error.exit_code
    except Exception:
        traceback.print_exc()
        print(
            "프로그램 오류입니다. 위 내용을 알려 주세요. (this is a bug, please report it)",
            file=sys.stderr,
        )
        return 3


def make_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(prog="build.py")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run in (("extract", run_extract), ("explain", run_explain)):
        command = commands.add_parser(name)
        command.add_argument("files", nargs="+", type=Path, metavar="FILE")
        command.set_defaults(run=run)
    return parser


def run_extract(arguments: argparse.Namespace) -> int:
    """Print one JSON object per article."""
    problems: list[Problem] = []
    for reading in pipeline.read_files(Path.cwd(), arguments.files):
        for article in reading.articles:
            print(json.dumps(record_of(article), ensure_ascii=False))
        problems += reading.problems
    report(problems, "ko")
    return 0


def run_explain(arguments: argparse.Namespace) -> int:
    """Print every line with its label and rule."""
    for reading in pipeline.read_files(Path.cwd(), arguments.files):
        for line in reading.lines:
            print(f"{line.number:5d} {line.label:12s} {line.rule:24s} {line.text}")
    return 0


def record_of(article: Extracted) -> dict[str, object]:
    """The keys of PRODUCT §3."""
    names = "source kind title title_derived subtitle date modified captured outlet reporter credit captions body line layout"
    return {name: getattr(article, name) for name in names.split()}


def report(problems: Sequence[Problem], language: str) -> None:
    """Print problems to stderr."""
    for problem in sorted(problems):
        print(problem.describe(language), file=sys.stderr)
